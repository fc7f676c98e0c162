"""Reading a text, or a whole page, through a catalogue of sentences: what it knows it says in the other language.

A catalogue's entry is a sentence, or the shape of one: `已有 {n} 人` has a hole, and what filled it is read through the
catalogue too. What no entry knows (a name, an address, what somebody typed) stays as it is, and on a page it is marked
with the language it is in, so that a screen reader changes its voice.

Not here  which sentences there are (the catalogue belongs to whoever speaks them)
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any

from jiaxin.kit.phrases import (
    AFTER_WORDS,
    BEFORE_WORDS,
    DATE,
    FOREIGN,
    HOLE,
    IDEOGRAPHS,
    JOINT_WORDS,
    STOPS,
    Shape,
    cut,
    even,
    held,
    joined,
    said_date,
    settled,
)

_TOKEN = re.compile(r"<!--.*?-->|<(?P<raw>script|style)\b(?P<kind>[^>]*)>(?P<inside>.*?)</(?P=raw)>|<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(
    r'(\s(?:title|aria-label|placeholder|alt|aria-description|data-[a-z-]+|label|content)=)(?:"([^"]*)"|\'([^\']*)\')'
)
_RUN = re.compile("[\u3400-\u9fff](?:[\u3001-\u3011\u3400-\u9fff\uff01-\uff5e·*]*[\u3011\u3400-\u9fff\uff09*])?")
_BUTTON = re.compile(r'(\svalue=)"([^"]*)"')
_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_LONG = 60  # pieces of a text beyond which it is first taken apart into its sentences
_TEXT_ONLY = frozenset({"title", "option", "textarea", "text", "tspan", "optgroup"})  # nothing may be nested in them


class Catalogue:
    """Entries: sentence → the same in the other language. `mark` is the language of what is not translated."""

    def __init__(self, entries: Mapping[str, str], mark: str = "zh-CN", lang: str = "en") -> None:
        self.entries = {even(key): held(said) for key, said in entries.items()}
        self._mark, self._lang = mark, lang
        self._shapes: dict[str, list[Shape]] = {}
        for key, said in self.entries.items():
            if HOLE.search(key) and any(IDEOGRAPHS.search(one) for one in HOLE.split(key)[::2]):
                shape = Shape(key, said)
                self._shapes.setdefault(shape.anchor[:2], []).append(shape)
        self._most = max((len(cut(key)) for key in self.entries), default=1)
        self._read = lru_cache(maxsize=20_000)(self._reading)

    def text(self, text: str) -> str:
        """The text in the other language, as far as the catalogue knows it; blanks at both ends stay."""
        return settled(self._read(text))

    def _reading(self, text: str) -> str:
        if not FOREIGN.search(text):
            return text
        bare = even(text)
        said = self._known(bare)
        if said is None or said[1] > 1:
            said = min(said or (bare, len(bare)), self._apart(bare), key=lambda one: (_left(one[0]), one[1]))
        if said[0] == bare:
            return text
        return _blanks(text, settled(said[0], whole=False))

    def _known(self, bare: str) -> tuple[str, int] | None:
        """What an entry says for it, and of how many pieces that is: one, and what is more than one in its holes."""
        if bare in self.entries:
            return self.entries[bare], 1
        if date := DATE.fullmatch(bare):
            return said_date(date), 1
        near = [
            shape for i in range(len(bare)) for key in (bare[i : i + 2], bare[i]) for shape in self._shapes.get(key, ())
        ]
        for shape in sorted(near, key=lambda one: -one.weight):
            if (values := shape.match(bare)) is None:
                continue
            read = {name: self._read(value) for name, value in values.items()}
            if not shape.slight or not (any(map(_left, read.values())) or any(map(STOPS.search, values.values()))):
                return shape.fill(read), 1 + 2 * sum(max(0, len(cut(value)) - 1) for value in values.values())
        return None

    def _apart(self, bare: str) -> tuple[str, int]:
        """Clause by clause, so that the fewest words and then the fewest pieces are left; and how many pieces."""
        cuts = cut(bare)
        if len(cuts) > _LONG:  # sentence by sentence first
            head, end, rest = next((bare.partition(end) for end in ("。", ". ", "；", "，") if end in bare[:-1]), ("", "", ""))
            if end:
                return joined(self._read(head) + JOINT_WORDS.get(end, end) + self._read(rest)), len(cuts)
        best: list[tuple[int, int, tuple[tuple[str, str], ...]]] = [(0, 0, ())]
        for end_at in range(1, len(cuts) + 1):
            found = []
            for start in range(max(0, end_at - self._most), end_at):
                if (said := self._clause(cuts[start:end_at])) is not None:
                    left, many, before = best[start]
                    found.append((left + _left(said[0]), many + said[1], (*before, ("".join(cuts[start:end_at]), said[0]))))
            best.append(min(found, key=lambda one: one[:2]))
        left, many, pieces = best[-1]
        return (joined("".join(_with_its_stops(pieces))), many) if left < _left(bare) or not left else (bare, many)

    def _clause(self, cuts: list[str]) -> tuple[str, int] | None:
        """Pieces that are an entry together; one alone is said as far as it is known."""
        if len(cuts) > 1:
            whole = "".join(cuts)
            return None if whole != whole.strip() or not FOREIGN.search(whole) else self._known(whole)
        (piece,) = cuts
        if piece in JOINT_WORDS or not IDEOGRAPHS.search(piece):
            return JOINT_WORDS.get(piece, piece), 1
        if (said := self._known(piece)) is not None:
            return said
        dated = DATE.sub(lambda found: said_date(found) if found[1] or found[3] else found[0], piece)
        if re.search(r"[!-~]", dated):  # one ideograph beside something else is rather of a name or an address than a word
            dated = re.sub("[\u3400-\u9fff]{2,}", lambda run: self.entries.get(run[0], run[0]), dated)
        return dated, 1

    def page(self, html: str) -> str:
        """A whole page or a fragment of one. Elements that carry the mark's language themselves are left alone."""
        out: list[str] = []
        at, parent, kept, depth, before = 0, "", "", 0, ""
        for token in _TOKEN.finditer(html):
            if token.start() > at:
                node = html[at : token.start()]
                out.append(node if depth else _apart_from(self._node(node, parent), before, token[0]))
            at, tag = token.end(), token[0]
            before = tag
            name = found[1].lower() if (found := _NAME.match(tag)) else ""
            if token["raw"]:
                out.append(self._script(token) if not depth else tag)
                continue
            if depth:
                if name == kept and not tag.endswith("/>"):
                    depth += -1 if tag.startswith("</") else 1
                out.append(tag)
                continue
            if name == "html":
                tag = re.sub(r'lang="[^"]*"', f'lang="{self._lang}"', tag, count=1)
            elif f' lang="{self._mark[:2]}' in tag and name not in _VOID:
                kept, depth = name, 1
            elif FOREIGN.search(tag):
                tag = self._tag(tag, name)
            parent = "" if tag.startswith("</") else name
            out.append(tag)
        out.append(self._node(html[at:], parent))
        return settled("".join(out))

    def _node(self, node: str, parent: str) -> str:
        if not FOREIGN.search(node) or parent == "textarea":  # what is typed there goes back as it is
            return node
        plain = unescape(node)
        said = self._read(plain)
        again = _blanks(node, escape(said.strip(), quote=False))
        if parent in _TEXT_ONLY or not IDEOGRAPHS.search(said):
            return again
        bare = again.strip()
        left = _RUN.sub(lambda run: f'<span lang="{self._mark}">{run[0]}</span>', bare)
        # one element, as the text was one: in a row whose parts stand apart it does not fall to pieces
        return _blanks(node, left if _RUN.fullmatch(bare) else f"<span>{left}</span>")

    def _tag(self, tag: str, name: str) -> str:
        tag = _SPOKEN.sub(lambda one: f'{one[1]}"{escape(self._value(unescape(one[2] or one[3] or "")))}"', tag)
        if name == "input" and re.search(r'type="(?:submit|button|reset)"', tag):
            tag = _BUTTON.sub(lambda one: f'{one[1]}"{escape(self.text(unescape(one[2])))}"', tag)
        return tag

    def _value(self, value: str) -> str:
        if value[:1] in "[{":
            try:
                return self.json(value)
            except ValueError:
                pass
        return self.text(value)

    def _script(self, token: re.Match[str]) -> str:
        if "json" not in token["kind"] or (
            not FOREIGN.search(unescape(token["inside"])) and "\\u" not in token["inside"]
        ):
            return token[0]
        inside = self.json(token["inside"]).replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
        return f"<{token['raw']}{token['kind']}>{inside}</{token['raw']}>"

    def json(self, written: str, only: Collection[str] = ()) -> str:
        """A JSON document whose text values are read through the catalogue; names of members stay.

        only  the members that are words for a person, where the others are names or go back as they are
        """
        return json.dumps(self._values(json.loads(written), only, not only), ensure_ascii=False)

    def _values(self, value: Any, only: Collection[str], spoken: bool) -> Any:
        if isinstance(value, str):
            return self.text(value) if spoken else value
        if isinstance(value, list):
            return [self._values(one, only, spoken) for one in value]
        if isinstance(value, dict):
            return {name: self._values(one, only, spoken if not only else name in only) for name, one in value.items()}
        return value


def _blanks(around: str, text: str) -> str:
    """`text` between the blanks that stand at both ends of `around`."""
    bare = around.strip()
    start = around.index(bare) if bare else 0
    return around[:start] + text + around[start + len(bare) :]


def _apart_from(text: str, before: str, after: str) -> str:
    """Words of a language with blanks do not run into the bold or linked words beside them, as they may in Chinese."""
    if BEFORE_WORDS.match(after) and re.search(r"[\w.,:;!?)%\u27e7]$", text) and not re.search(r"[\u3400-\u9fff]$|&\w+;$", text):
        text += " "
    if AFTER_WORDS.match(before) and re.match(r"[A-Za-z0-9(\u27e6]", text):
        text = " " + text
    return text


def _with_its_stops(pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Of each piece what is said for it; a stop within words that nobody knows stays as whoever wrote them has set it."""
    for at, (written, said) in enumerate(pieces):
        beside = [pieces[i][1] for i in (at - 1, at + 1) if 0 <= i < len(pieces)]
        yield written if written in "。！？；：，、" and all(map(_left, beside)) else said


def _left(text: str) -> int:
    return len(IDEOGRAPHS.findall(text))
