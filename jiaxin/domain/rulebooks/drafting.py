"""起草规则 — a new version of a scoring pack: the old one's bytes with some numbers changed, its comments kept.

What a bureau changes from year to year (weights, limits of grades, what 未评 asks for) is filled into a form; whoever
wants more edits the file. Either way the result is read back and must say what was asked for.

Unit    points and limits as written in the file.
Not here  keeping and signing drafts (apps/scoring), what a change would do (scoring/comparing).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, read


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a pack that the form offers. name: `points:<indicator>`, `grade:<code>` or `gate:<indicator>`."""

    name: str
    group: str
    label: str
    value: int


def numbers(book: Rulebook, labels: Mapping[str, str]) -> list[Number]:
    """labels: what an indicator is called."""
    return list(_numbers(book.data, labels))


def _numbers(data: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[Number]:
    for dimension in data["dimension"]:
        for item in dimension["items"]:
            code = item["indicator"]
            yield Number(f"points:{code}", dimension["label"], labels.get(code, code), item["points"])
    for grade in data["grade"]:
        if "at_least" in grade:
            yield Number(f"grade:{grade['code']}", "档级", f"{grade['code']}（{grade['label']}）至少", grade["at_least"])
    for gate in data.get("not_rated", ()):
        code = gate["indicator"]
        yield Number(f"gate:{code}", "未评", f"{labels.get(code, code)}低于", gate["below"])


def revised(book: Rulebook, version: str, label: str, valid_from: date, changed: Mapping[str, int]) -> bytes:
    """The bytes of a new version. changed: number name → value. Raises Refused where a change cannot be made."""
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", version):
        raise Refused("rulebook.version", f"版本号“{version}”不合写法", "请写成 worker-2027 这样的小写字母、数字和短横")
    if '"' in label or not label.strip():
        raise Refused("rulebook.label", "规则名称不能为空，也不能带引号", "请改一下名称")
    text = book.raw.decode()
    text = _put(text, r'^version = "[^"]*"', f'version = "{version}"', "version")
    text = _put(text, r'^label = "[^"]*"', f'label = "{label}"', "label")
    text = _put(text, r"^from = \S+", f"from = {valid_from.isoformat()}", "from")
    now = {one.name: one.value for one in numbers(book, {})}
    for name, value in changed.items():
        if name not in now:
            raise Refused("rulebook.number", f"{book.version} 里没有“{name}”这个数", "请刷新页面后再填")
        if value != now[name]:
            text = _changed(text, name, value)
    made = read(text.encode())
    said = {one.name: one.value for one in numbers(made, {})}
    if said != now | dict(changed):
        raise Refused("rulebook.form", "这份规则的写法不能用表单修改", "请下载文件，改好后整份上传")
    return text.encode()


def _changed(text: str, name: str, value: int) -> str:
    what, _, code = name.partition(":")
    code = re.escape(code)
    match what:
        case "points":
            return _put(text, rf'(indicator = "{code}", points = )-?\d+', rf"\g<1>{value}", name)
        case "grade":
            return _put(text, rf'(\[\[grade\]\][^\[]*?code = "{code}"[^\[]*?at_least = )-?\d+', rf"\g<1>{value}", name)
    return _put(text, rf'(\[\[not_rated\]\]\s*indicator = "{code}"\s*below = )-?\d+', rf"\g<1>{value}", name)


def _put(text: str, pattern: str, instead: str, name: str) -> str:
    made, count = re.subn(pattern, instead, text, count=1, flags=re.MULTILINE)
    if not count:
        raise Refused("rulebook.form", f"在规则文件里找不到“{name}”所在的行", "请下载文件，改好后整份上传")
    return made
