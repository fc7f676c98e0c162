"""改对照表 — the form of an officer becomes the bytes of a new version; read back, it says what was asked for.

Not here  checking (mapping), keeping drafts and the second hand (apps/scoring).
"""

import json
import re
from collections.abc import Sequence
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.mappings.mapping import ExportMapping, MappedColumn, mapping_of
from jiaxin.domain.rulebooks.reading import Rulebook, read


def written(code: str, version: str, label: str, valid_from: date, sheet: str, source: str, columns: Sequence[MappedColumn]) -> bytes:
    """A pack as bytes. Raises Refused for a version that cannot be one, and for everything `problems` finds."""
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", version):
        raise Refused("rulebook.version", f"版本号“{version}”不合写法", "请写成 mapping-ministry-2027 这样的小写字母、数字和短横")
    head = [f"kind = {_word('mapping')}", f"subject = {_word(code)}", f"version = {_word(version)}", f"label = {_word(label)}"]
    head += [f"from = {valid_from.isoformat()}", f"sheet = {_word(sheet)}", f"source = {_word(source)}"]
    raw = "\n".join([*head, *(_lines(one) for one in columns), ""]).encode()
    made = mapping_of(read(raw))
    if made.columns != tuple(columns):
        raise Refused("mapping.form", "存下来的和填写的不一致", "请检查列名和文字里的特殊符号")
    return raw


def codes_in(text: str, heading: str) -> dict[str, str]:
    """`男=1` a line. Raises Refused for a line without an equals sign, and for a word given twice."""
    found: dict[str, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        word, sign, code = (part.strip() for part in line.replace("＝", "=").partition("="))
        if not sign or not word:
            raise Refused("mapping.codes", f"“{heading}”的代码表里“{line}”读不懂", "每行写一个，例如 男=1")
        if word in found:
            raise Refused("mapping.codes", f"“{heading}”的代码表里“{word}”写了两次", "请只留一行")
        found[word] = code
    return found


def changes(before: ExportMapping | None, after: ExportMapping) -> list[str]:
    """What a version changes, for its history and for whoever signs."""
    if before is None:
        return [f"新建，{len(after.columns)} 列"]
    was, now = ({one.heading: one for one in side.columns} for side in (before, after))
    said = [f"增加“{heading}”" for heading in now if heading not in was]
    said += [f"去掉“{heading}”" for heading in was if heading not in now]
    said += [f"修改“{heading}”" for heading in now if heading in was and now[heading] != was[heading]]
    if not said and [*was] != [*now]:
        said = ["只调整了列的顺序"]
    return said or ["各列没有变化"]


def before_of(book: Rulebook, others: Sequence[Rulebook]) -> ExportMapping | None:
    """The version that a pack takes the place of: the latest of the same table that applies from an earlier day."""
    earlier = [one for one in others if one.data["subject"] == book.data["subject"] and one.valid_from < book.valid_from]
    return mapping_of(max(earlier, key=lambda one: one.valid_from)) if earlier else None


def _lines(one: MappedColumn) -> str:
    lines = ["", "[[column]]", f"heading = {_word(one.heading)}"]
    lines += [f"{name} = {_word(value)}" for name in ("field", "text", "only", "fixed", "form", "mask", "reason") if (value := getattr(one, name))]
    if one.take != "latest":
        lines.append(f"take = {_word(one.take)}")
    if one.required:
        lines.append("required = true")
    if one.codes:
        lines.append("codes = { " + ", ".join(f"{_word(k)} = {_word(v)}" for k, v in one.codes.items()) + " }")
    return "\n".join(lines)


def _word(text: str) -> str:
    """A basic string of TOML: JSON's escapes are a part of them, once control characters are gone."""
    return json.dumps("".join(c for c in text if c.isprintable()).strip(), ensure_ascii=False)
