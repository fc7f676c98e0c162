"""企业材料、协会材料的页面 — the kept papers of one company or association, one as a page, and as a file; for portals to put at an address."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.figures import Figure
from jiaxin.domain.figures.pack import Pack
from jiaxin.portals.shared.framing import XLSX

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS: dict[str, tuple[str, Callable[[Pack], bytes]]] = {
    "docx": (DOCX, lambda one: oversight.as_docx(one)),
    "pdf": ("application/pdf", lambda one: oversight.as_pdf(one)),
    "xlsx": (XLSX, lambda one: oversight.as_xlsx(one)),
}


def listed(about: str) -> dict[str, object]:
    """What `shared/papers/list.html` shows."""
    rows = [(digest, digest[:16], on) for digest, on, _ in oversight.kept_ones(about=about)]
    return {"rows": rows, "name": oversight.called(about)[1]}


def opened(request: HttpRequest, about: str, digest: str) -> dict[str, object]:
    """What `shared/papers/paper.html` shows; a query id typed there is answered from the same counting."""
    found = oversight.kept(digest, about)
    asked = request.GET.get("query", "").strip()
    answer: Figure | None = found.figure(asked) if asked else None
    return {"pack": oversight.paper_of(found), "digest": digest, "asked": asked, "answer": answer, "example": found.counted.figures[0].id}


def as_file(about: str, digest: str, ending: str) -> HttpResponse:
    if ending not in ENDINGS:
        raise Http404
    one, (kind, make) = oversight.paper_of(oversight.kept(digest, about)), ENDINGS[ending]
    return file_answer(one, ending, kind, make(one))


def as_letter(street: str, year: int, ending: str) -> HttpResponse:
    """The letter of responsibility of a street, as Word file or PDF: a workbook is no paper to sign."""
    if ending not in ("docx", "pdf"):
        raise Http404
    one, (kind, make) = oversight.letter_pack(street, year), ENDINGS[ending]
    return file_answer(one, ending, kind, make(one))


def file_answer(one: Pack, ending: str, kind: str, data: bytes) -> HttpResponse:
    """A paper to keep, under its title and day."""
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{one.title}-{one.on.isoformat()}.{ending}')}"
    return answer
