"""文书页 — a letter on a page, as PDF or as a Word file, with the code it is checked by. Seen by whoever may see the case."""

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access.actions import Outgoing, let_out
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.governance.actions import issue
from jiaxin.apps.governance.queries import Letter, as_docx, as_pdf, letter
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import Entry

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter_answer(request: HttpRequest, navigation: Sequence[Entry], case_id: str, number: int) -> HttpResponse:
    one = cases.seen(actor_of(request), case_id)
    made = letter(case_id, number, cases.names([one])[one.id], f"{settings.DISTRICT.name}商务局")
    code = issue("letter", one.subject, made, case_id, number)
    if "pdf" in request.GET or "docx" in request.GET:
        _registered(actor_of(request), made, case_id)
    return kept(request, made, code) or framed(request, navigation, "shared/cases/letter.html", {"letter": made, "code": code})


def _registered(actor: Actor, made: Letter, case_id: str) -> None:
    """A paper that names somebody is a file about her, whoever but herself takes it along; it is for her, so it waits for nobody."""
    if actor.role.is_staff:
        let_out(actor, Outgoing("文书", f"下载{made.title}：{case_id}", 1, frozenset({FieldClass.BASIC}), budget="back"))


def plaque_answer(one: governance.CaseView) -> HttpResponse:
    made = governance.plaque(one.id, f"{settings.DISTRICT.name}商务局")
    code = issue("plaque", one.subject, made, one.id)
    return _file(governance.plaque_pdf(made, code), PDF, f"{made.title}牌匾.pdf")


def kept(request: HttpRequest, made: Letter, code: str) -> HttpResponse | None:
    """The paper as a file, where one was asked for."""
    if request.GET.get("pdf") == "1":
        return _file(as_pdf(made, code), PDF, f"{made.title}.pdf")
    if request.GET.get("docx") == "1":
        return _file(as_docx(made, code), DOCX, f"{made.title}.docx")
    return None


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
