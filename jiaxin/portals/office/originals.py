"""凭证原件 — which signatures, forms and scans kept about a worker a reader may open, and one of them opened.

Who may see it must be allowed every class of information that such a paper shows.
"""

import base64
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access import queries as access
from jiaxin.apps.intake import queries as intake
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, FieldClass, Permission, fields_of
from jiaxin.domain.restricting import restrictions
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.signing import kind_of
from jiaxin.portals.shared.watermarking import on_picture


def within_reach(actor: Actor, history: Sequence[Entry], refused: frozenset[str]) -> list[intake.KeptEvidence]:
    """`history`: what this reader may know of. `refused`: purposes she does not agree to."""
    reveals: frozenset[FieldClass] = fields_of(actor.role, Permission.FIELD_REVEAL, refused)
    may = reveals | fields_of(actor.role, Permission.FILE_VIEW, refused) if reveals else frozenset()
    resting = restrictions(history)  # what is frozen is opened to nobody
    return [one for one in intake.evidence_of([e for e in history if not resting.covers(e)]) if one.classes <= may]


def listed(actor: Actor, history: Sequence[Entry], refused: frozenset[str]) -> list[tuple[intake.KeptEvidence, str]]:
    """With who handed each in; by itself it opens nothing."""
    found = within_reach(actor, history, refused)
    names = access.organisation_names({one.source for one in found})
    return [(one, names.get(one.source, "")) for one in found]


def opened(request: HttpRequest, subject: str, one: intake.KeptEvidence, purpose: str) -> HttpResponse:
    """The caller has asked for permission and left the receipt."""
    data = intake.kept_evidence(one.owner, one.name)
    if data is None:
        raise Refused("evidence.gone", "这份凭证已经删除", "可能已随她的选择或保存期限删除；需要时请本人重新出示原件")
    kind = kind_of(data)
    if kind == "application/pdf":
        answer = HttpResponse(data, content_type=kind)
        answer.headers["Content-Disposition"] = 'attachment; filename="original.pdf"'
        return answer
    seen = on_picture(data, actor_of(request), clock.now())
    shown = {"one": one, "subject": subject, "purpose": purpose, "picture": f"data:{kind_of(seen)};base64,{base64.b64encode(seen).decode()}"}
    answer = framed(request, menu_for(request), "office/original.html", shown)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
