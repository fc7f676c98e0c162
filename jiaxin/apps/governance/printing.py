"""文书印制 — the same letter as PDF and as a Word file, with the code by which anybody can check it.

Form    GB/T 9704-2012, letter form: the office in red, number, title, text, date.
Not here  what the letter says (letters), the answer of the code (papers).
"""

from pathlib import Path

from django.conf import settings

from jiaxin.apps.governance.letters import Letter, Parts
from jiaxin.kit import qr, typesetting
from jiaxin.kit.docx import document
from jiaxin.kit.scratch import scratch

_TEMPLATE = Path(__file__).with_name("print") / "letter.typ"
SHOWN_DIGITS = 16  # of the digest, on paper


def grouped(code: str) -> str:
    """A code as people read it out: groups of four."""
    return " ".join(code[n : n + 4] for n in range(0, len(code), 4))


def address(code: str) -> str:
    return f"{settings.DISTRICT.site_url.rstrip('/')}/verify/{code}"


def as_pdf(one: Letter, code: str) -> bytes:
    with scratch(Path(settings.DATA)) as folder:
        (folder / "verify.svg").write_bytes(qr.svg(address(code), border=2))
        said = {
            "title": one.title, "number": one.number, "to": one.to, "office": one.office, "on": _day(one),
            "parts": [list(p) for p in one.parts], "guide": [list(p) for p in one.guide],
            "code": grouped(code), "digest": one.digest[:SHOWN_DIGITS], "site": settings.DISTRICT.site_url.rstrip("/"),
        }  # fmt: skip
        return typesetting.pdf(_TEMPLATE, said, folder)


def as_docx(one: Letter, code: str = "") -> bytes:
    """The same content, sheet by sheet."""
    body = _sheet(one, one.title, one.parts)
    if one.guide:
        body += [("page", ""), *_sheet(one, "信用修复告知书", one.guide)]
    if code:
        body.append(("text", f"验证码 {grouped(code)}，在 {address(code)} 核对真伪和现状。内容摘要 {one.digest[:SHOWN_DIGITS]}。"))
    return document(body)


def _sheet(one: Letter, title: str, parts: Parts) -> list[tuple[str, str]]:
    body = [("title", title), ("right", one.number), ("text", f"{one.to}：")]
    for heading, text in parts:
        body += [("heading", heading), ("text", text)]
    return [*body, ("right", one.office), ("right", _day(one))]


def _day(one: Letter) -> str:
    return f"{one.on.year}年{one.on.month}月{one.on.day}日"
