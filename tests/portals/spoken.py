"""What a page says, and in which language: its texts, and the words of it that a person hears or sees elsewhere than in a text."""

import re
from html.parser import HTMLParser

CHINESE = re.compile("[\u3400-\u9fff]")
# Words that a Chinese page says in Latin letters: file formats, standards, names of techniques.
LATIN = frozenset(
    """
    English Excel Word PDF CSV XLSX JPG PNG DOCX QR ID MB KB SHA jiaxin prove Python SM UTC OCR API SMS https http csv
    xlsx xls pdf GB DB GD SB until from version kind label source assumed true py json toml L worker company rules east
    west bureau police association
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_HEARD = ("title", "aria-label", "aria-description", "placeholder", "alt", "label", "data-label", "data-read", "data-stop", "data-drop", "data-too-large")
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])


_INLINE = frozenset(["a", "abbr", "b", "code", "em", "i", "kbd", "mark", "small", "strong", "time", "u"])


class Spoken(HTMLParser):
    """`said`: each text between two tags of the page. What the page itself declares to be in another language is not
    among it; a bare span in that language is: with it the catalogue marks what it does not know.

    glued  words that run into the bold or linked word beside them
    """

    def __init__(self, html: str, lang: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.glued: list[str] = []
        self._lang, self._text, self._last, self._open = lang, "", "", list[tuple[str, bool]]()
        self.feed(html)
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        mark = tag == "span" and list(at) == ["lang"]
        self._last = self._text[-40:] if tag in _INLINE and re.search("[A-Za-z0-9,.;:]$", self._text) else ""
        if not mark:
            self._end()
        foreign = not mark and tag != "html" and not (at.get("lang") or self._lang).startswith(self._lang)
        if not self._silent() and not foreign:
            heard = [at.get(name) or "" for name in at if name in _HEARD]
            heard += [at.get("value") or ""] if tag == "input" and at.get("type") in ("submit", "button", "reset") else []
            self.said += [one for one in heard if one.strip()]
        if tag not in _VOID:
            self._open.append(("span!" if mark else tag, foreign or tag in ("script", "style", "textarea")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        self._last = self._text[-40:] if tag in _INLINE and re.search("[A-Za-z0-9]$", self._text) else ""
        if self._open[-1][0] != "span!":
            self._end()
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._last and re.match(r"[A-Za-z0-9]", data):
            self.glued.append(f"{self._last}|{data}")
        self._last = ""
        if not self._silent():
            self._text += data

    def _silent(self) -> bool:
        return any(silent for _, silent in self._open)

    def _end(self) -> None:
        if self._text.strip():
            self.said.append(" ".join(self._text.split()))
        self._text = ""
