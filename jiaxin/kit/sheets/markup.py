"""XML 部件 — parsing with expat, no entities, no document types. Names lose their prefix: writers differ in it."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from jiaxin.kit.sheets.refusal import Unreadable, refused

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

_LONGEST_TOKEN = 4 << 20  # bytes; older expat reads an unfinished tag again from its start with every chunk


class Markup:
    """A push parser for one part. Whatever declares a document type is refused before anything is expanded."""

    def __init__(self, part: str, start: Start, end: End | None = None, text: Text | None = None) -> None:
        self._part = part
        self._fed = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attrs: start(name.rpartition(":")[2], attrs)
        if end is not None:
            finish = end
            parser.EndElementHandler = lambda name: finish(name.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndDoctypeDeclHandler = self._doctype_over
        parser.EntityDeclHandler = self._entity

    def feed(self, data: bytes, last: bool = False) -> None:
        self._fed += len(data)
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            raise refused("xml.broken", part=self._part) from error
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise refused("xml.broken", part=self._part)

    def _doctype(self, name: str, system: str | None, public: str | None, internal: bool) -> None:
        if system or public:
            raise refused("xml.external-entity", part=self._part)

    def _doctype_over(self) -> None:
        raise refused("xml.dtd", part=self._part)

    def _entity(
        self, name: str, parameter: bool, value: str | None, base: str | None, system: str | None, *_: object
    ) -> None:
        raise refused("xml.external-entity" if system else "xml.entities", part=self._part)


def parse(part: str, chunks: Iterable[bytes], start: Start, end: End | None = None, text: Text | None = None) -> None:
    markup = Markup(part, start, end, text)
    for chunk in chunks:
        markup.feed(chunk)
    markup.feed(b"", last=True)


def broken(part: str) -> Unreadable:
    return refused("xml.broken", part=part)
