"""自己建档 — one page on her phone: ten answers, a photo, what she agrees to. What was typed stays when something is wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import actions
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure.purposes import FILING, consent_rules
from jiaxin.domain.errors import Refused
from jiaxin.domain.field.filing import FIELDS
from jiaxin.domain.permissions import Permission
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.service_words import SERVICE_WORDS
from jiaxin.kit import clock
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import picture
from jiaxin.portals.worker.own_file import MENU, candidates, draft_of, settled

ASKED = tuple(name for name in FIELDS if name != "phone")  # the phone is the one she signed in with


@door(Permission.FILE_OPEN)
def file(request: HttpRequest) -> HttpResponse:
    actor = settled(actor_of(request))
    if actor.subject or candidates(actor):
        return redirect("worker:home")
    remarks: dict[str, str] = {}
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ASKED} | {"job_types": request.POST.getlist("job_types")}
        try:
            chosen = request.FILES.get("photo")
            photo, by = picture(chosen) if chosen else b"", request.POST.get("by", "")
            actions.open_own_file(actor, said, request.POST.getlist("purpose"), photo, by, request.POST.get("tell") == "on")
        except actions.Faulty as why:
            remarks = {one.field: f"{one.said}。{one.do_this}" for one in why.remarks}
        except Refused as why:
            remarks = {"": f"{why.said}。{why.do_this}"}
        else:
            messages.success(request, "档案已建好。您的信用码几秒钟内就能用；下一步：看看家庭扫码会看到什么。")
            return redirect("worker:home")
    return framed(request, MENU[:1], "worker/file.html", _shown(request, remarks, access.own_phone(actor)) | {"draft_of": draft_of(actor)}, status=409 if remarks else 200)


def _shown(request: HttpRequest, remarks: dict[str, str], phone: str) -> dict[str, object]:
    first = request.method != "POST"
    rules = consent_rules(clock.today())
    agreed = request.POST.getlist("purpose")
    return {
        "by": request.POST.get("by") or request.GET.get("by", ""), "remarks": remarks, "general": remarks.get("", ""), "typed": request.POST, "phone": f"{phone[:3]}****{phone[-4:]}",
        "trades": [(words[0], words[0] in request.POST.getlist("job_types")) for words in SERVICE_WORDS],
        "classes": [words[0] for words in kind("health.check").field("health_class").words],
        "firms": [(c.credit_code, c.name) for c in registry.companies().values()],
        "purposes": [(one, not first and one.code in agreed, one.code == FILING) for one in rules.purposes],
    }  # fmt: skip
