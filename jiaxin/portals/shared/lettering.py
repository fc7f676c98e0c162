"""文书页 — a letter on a page, to print, or as a Word file to keep. Seen by whoever may see the case."""

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from jiaxin.apps.governance.queries import as_docx, letter
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import Entry

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter_answer(request: HttpRequest, navigation: Sequence[Entry], case_id: str, number: int) -> HttpResponse:
    one = cases.seen(actor_of(request), case_id)
    made = letter(case_id, number, cases.names([one])[one.id], f"{settings.DISTRICT.name}商务局")
    if request.GET.get("docx") == "1":
        answer = HttpResponse(as_docx(made), content_type=DOCX)
        answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.title)}.docx"
        return answer
    return framed(request, navigation, "shared/cases/letter.html", {"letter": made})
