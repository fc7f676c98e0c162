"""Reading a text, or a whole page, through a catalogue of sentences: what it knows it says in the other language.

A catalogue's entry is a sentence, or the shape of one: `已有 {n} 人` has a hole, and what filled it is read through the
catalogue too. What no entry knows (a name, an address, what somebody typed) stays as it is, and on a page it is marked
with the language it is in, so that a screen reader changes its voice.

Not here  which sentences there are (the catalogue belongs to whoever speaks them)
"""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Any

_FOREIGN = re.compile("[\u3001-\u3011\u3400-\u9fff\uff01-\uff1f]")
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]")
_HOLE = re.compile(r"\{([^{}]*)\}")
_RUN = re.compile("[“”\u3001-\u3011\u3400-\u9fff\uff01-\uff5e]{6,}")  # a sentence within what is English already
_ENDS = re.compile("[。；！？\n]")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(r"(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?")
# Where a text that is no whole entry may be taken apart, the loosest joint first, and what the joint is in English.
_JOINTS = (
    "\n",
    "。",
    "！",
    "？",
    "；",
    " · ",
    " | ",
    "：",
    "，",
    "、",
    "（",
    "）",
    "“",
    "”",
    "《",
    "》",
    " / ",
    "/",
    " ",
)
_JOINT_WORDS = {
    "。": ". ",
    "！": "! ",
    "？": "? ",
    "；": "; ",
    "：": ": ",
    "，": ", ",
    "、": ", ",
    "（": " (",
    "）": ")",
    "《": "“",
    "》": "”",
}
_TOKEN = re.compile(r"<!--.*?-->|<(?P<raw>script|style)\b(?P<kind>[^>]*)>(?P<inside>.*?)</(?P=raw)>|<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(
    r'(\s(?:title|aria-label|placeholder|alt|aria-description|data-[a-z-]+|label|content)=)(?:"([^"]*)"|\'([^\']*)\')'
)
_BUTTON = re.compile(r'(\svalue=)"([^"]*)"')
_NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_TEXT_ONLY = frozenset({"title", "option", "textarea", "text", "tspan", "optgroup"})  # nothing may be nested in them


class Shape:
    """An entry with holes: recognised in a finished text, and said again around the same values."""

    def __init__(self, key: str, said: str) -> None:
        parts = _HOLE.split(key)
        self._names, self._said = parts[1::2], said
        self.literals = [one for one in parts[::2] if one]
        self.anchor = max(self.literals, key=len)
        self.weight = sum(map(len, self.literals))
        # of two values side by side one may be empty
        beside = {i for i in range(1, len(parts) - 2, 2) if not parts[i + 1]}
        empty = beside | {i + 2 for i in beside}
        inner = [re.escape(one) if i % 2 == 0 else "(.*?)" if i in empty else "(.+?)" for i, one in enumerate(parts)]
        self._pattern = re.compile("".join(inner), re.DOTALL)

    def match(self, text: str) -> dict[str, str] | None:
        if not all(one in text for one in self.literals) or (found := self._pattern.fullmatch(text)) is None:
            return None
        if any(_ENDS.search(one) for one in found.groups()):
            return None  # a value is within one sentence
        return dict(zip(self._names, found.groups(), strict=True))

    def fill(self, values: Mapping[str, str]) -> str:
        return _HOLE.sub(lambda hole: values.get(hole[1], hole[0]), self._said)


class Catalogue:
    """Entries: sentence → the same in the other language. `mark` is the language of what is not translated."""

    def __init__(self, entries: Mapping[str, str], mark: str = "zh-CN", lang: str = "en") -> None:
        self.entries = {_even(key): said for key, said in entries.items()}
        self._mark, self._lang = mark, lang
        self._shapes: dict[str, list[Shape]] = {}
        for key, said in self.entries.items():
            if _HOLE.search(key) and any(_IDEOGRAPHS.search(one) for one in _HOLE.split(key)[::2]):
                shape = Shape(key, said)
                self._shapes.setdefault(shape.anchor[:2], []).append(shape)
        self.text = lru_cache(maxsize=20_000)(self._text)

    def _text(self, text: str) -> str:
        """The text in the other language, as far as the catalogue knows it; blanks at both ends stay."""
        if not _FOREIGN.search(text):
            return text
        bare = _even(text)
        said = self._known(bare)
        if said is None:
            said = self._apart(bare)
        if said is None:
            return text
        return _blanks(text, said)

    def _known(self, bare: str) -> str | None:
        if bare in self.entries:
            return self.entries[bare]
        if date := _DATE.fullmatch(bare):
            return _said_date(date)
        near = [
            shape for i in range(len(bare)) for key in (bare[i : i + 2], bare[i]) for shape in self._shapes.get(key, ())
        ]
        for shape in sorted(near, key=lambda one: -one.weight):
            if (values := shape.match(bare)) is not None:
                return shape.fill({name: self.text(value) for name, value in values.items()})
        return None

    def _apart(self, bare: str) -> str | None:
        """Piece by piece; nothing when no piece is known."""
        head, colon, rest = bare.partition("：")
        if colon and (said_rest := self._known(rest.strip())) is not None:
            return f"{self.text(head)}: {said_rest}"
        whole = _RUN.sub(lambda run: self.entries.get(run[0], run[0]), bare)
        if whole != bare:
            return self.text(whole)
        for joint in _JOINTS:
            if joint not in bare or bare == joint:
                continue
            pieces = bare.split(joint)
            said = [self.text(piece) for piece in pieces]
            if said != pieces:
                joined = _JOINT_WORDS.get(joint, joint).join(said).rstrip()
                return re.sub(r" +([,.;:)])", r"\1", joined.replace("  ", " ")).strip() or joined
        dated = _DATE.sub(lambda found: _said_date(found) if found[1] or found[3] else found[0], bare)
        dated = (
            re.sub(r"[\u3400-\u9fff]+", lambda run: self.entries.get(run[0], run[0]), dated)
            if re.search(r"[!-~]", dated)
            else dated
        )
        return dated if dated != bare else None

    def page(self, html: str) -> str:
        """A whole page or a fragment of one. Elements that carry the mark's language themselves are left alone."""
        out: list[str] = []
        at, parent, kept, depth = 0, "", "", 0
        for token in _TOKEN.finditer(html):
            if token.start() > at:
                out.append(html[at : token.start()] if depth else self._node(html[at : token.start()], parent))
            at, tag = token.end(), token[0]
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
            elif _FOREIGN.search(tag):
                tag = self._tag(tag, name)
            parent = "" if tag.startswith("</") else name
            out.append(tag)
        out.append(self._node(html[at:], parent))
        return "".join(out)

    def _node(self, node: str, parent: str) -> str:
        if not _FOREIGN.search(node):
            return node
        plain = unescape(node)
        said = self.text(plain)
        again = _blanks(node, escape(said.strip(), quote=False))
        if parent in _TEXT_ONLY or not _IDEOGRAPHS.search(said):
            return again
        left = re.sub(
            "[\u3400-\u9fff][\u3001-\u3011\u3400-\u9fff\uff01-\uff5e·]*",
            lambda run: f'<span lang="{self._mark}">{run[0]}</span>',
            again.strip(),
        )
        return _blanks(node, left)

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
            not _FOREIGN.search(unescape(token["inside"])) and "\\u" not in token["inside"]
        ):
            return token[0]
        inside = self.json(token["inside"]).replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
        return f"<{token['raw']}{token['kind']}>{inside}</{token['raw']}>"

    def json(self, written: str) -> str:
        """A JSON document whose text values are read through the catalogue; names of members stay."""
        return json.dumps(self._values(json.loads(written)), ensure_ascii=False)

    def _values(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._values(one) for one in value]
        if isinstance(value, dict):
            return {name: self._values(one) for name, one in value.items()}
        return value


def _even(text: str) -> str:
    return " ".join(text.split())


def _blanks(around: str, text: str) -> str:
    """`text` between the blanks that stand at both ends of `around`."""
    bare = around.strip()
    start = around.index(bare) if bare else 0
    return around[:start] + text + around[start + len(bare) :]


def _said_date(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    if not 1 <= int(month) <= 12:
        return found[0]
    return " ".join(filter(None, (str(int(day)) if day else "", _MONTHS[int(month) - 1], year)))
