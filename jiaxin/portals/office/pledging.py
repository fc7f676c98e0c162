"""诚信承诺 — who has signed, who has not, and which clauses upheld findings touch: for an officer to look at."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission, firms_of, may_ever
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.members import without_members
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = ("企业", "签署日期", "版本", "认定违反的条款", "投诉触及、待核对的条款")


@door(Permission.COMPANY_LIST)
@require_safe
def pledges(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.COMPANY_LIST)
    rows = governance.pledges(firms_of(actor, Permission.COMPANY_LIST))
    if request.GET.get("as") == "xlsx":
        told = [(r.name, r.signed_on or "未签署", r.version, "、".join(r.broken), "、".join(t.clause.label for t in r.touched)) for r in rows]
        return list_answer("诚信承诺", HEADINGS, told, "诚信承诺")
    signed, present = sum(r.signed_on is not None for r in rows), sum(r.present for r in rows)
    shown = {
        "no_members": without_members(actor), "rows": rows, "signed": signed, "present": present, "unsigned": len(rows) - signed,
        "touched": sum(bool(r.touched) for r in rows), "proposes": may_ever(actor.role, Permission.MEASURE_PROPOSE), "papers": may_ever(actor.role, Permission.PACK_MAKE),
    }  # fmt: skip
    return framed(request, menu_for(request), "office/pledges.html", shown)
