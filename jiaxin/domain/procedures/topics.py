"""投诉和举报的类别 — the tree of kinds: what a family, a worker, or anybody may complain of, and whose business each is.

Source  rulebooks/topics-*.toml, dated: 《广东省家政服务条例》; 12345 and 12315 practice; labour law for wages and withheld
        papers (《劳动合同法》第9、30条); each department with the law that makes it competent.
Not here  how serious it is (decided case by case), the words on the record of a complaint (records/complaint).
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Role
from jiaxin.domain.rulebooks.reading import packaged_for

KIND = "topics"
OTHER = "other"
_LIKE_MILLE = 500  # shared characters of both words together: below it a suggestion would be a guess


@dataclass(frozen=True, slots=True)
class Department:
    """主管部门. `desk` is the role that has a desk here; None where papers go by hand."""

    code: str
    label: str
    desk: Role | None
    source: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the tree of reports: its kinds as code → label."""

    code: str
    label: str
    topics: Mapping[str, str]


def family(day: date) -> Mapping[str, str]:
    """What a family may complain of: code → label."""
    return _labels(_book(day)["family"])


def worker(day: date) -> Mapping[str, str]:
    """What a worker may complain of: code → label."""
    return _labels(_book(day)["worker"])


def branches(day: date) -> tuple[Branch, ...]:
    """What anybody may report, branch by branch."""
    return tuple(Branch(one["code"], one["label"], _labels(one["topic"])) for one in _book(day)["report"])


def reports(day: date) -> Mapping[str, str]:
    """The kinds of report without their branches: code → label."""
    return {code: label for one in branches(day) for code, label in one.topics.items()}


def report_choices(day: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """The tree as a form offers it: (branch, [(code, label)])."""
    return [(one.label, list(one.topics.items())) for one in branches(day)]


def topic_label(code: str, day: date) -> str:
    """A kind in words, whoever said it: a complaint's word where both have one."""
    return {**reports(day), **worker(day), **family(day)}.get(code, code)


def report_named(typed: str, day: date) -> str:
    """The kind of report that a word in a file means; empty for a word nobody knows."""
    return _words(day).get(_plain(typed), "")


def report_like(typed: str, day: date) -> str:
    """The label of the kind that an unknown word comes closest to; empty where none comes near."""
    words, bare = _words(day), _plain(typed)
    near = max(words, key=lambda word: (_alike(bare, word), word))
    return reports(day)[words[near]] if _alike(bare, near) >= _LIKE_MILLE else ""


def departments(day: date) -> Mapping[str, Department]:
    """The competent departments there are: code → department."""
    found = _book(day)["department"]
    return {one["code"]: Department(one["code"], one["label"], Role(one["desk"]) if one["desk"] else None, one["source"]) for one in found}


def department(code: str, day: date) -> Department:
    """Raises Refused for one that is not on the list."""
    found = departments(day).get(code)
    if found is None:
        raise Refused("handover.department", f"“{code}”不是名单上的主管部门", "请从主管部门名单中选择")
    return found


def competent(topic: str, day: date, who: str = "") -> str:
    """Code of the department that a kind belongs to; empty where the rules name none.

    who  `family`, `worker` or `report`: in whose words the kind was said; empty = the first of these that names one
    """
    book = _book(day)
    lists = {"family": book["family"], "worker": book["worker"], "report": [t for one in book["report"] for t in one["topic"]]}
    asked = [lists[who]] if who else list(lists.values())
    return next((str(t["department"]) for some in asked for t in some if t["code"] == topic and t.get("department")), "")


def _book(day: date) -> Mapping[str, Any]:
    return packaged_for(KIND, day).data


def _labels(some: Iterable[Mapping[str, Any]]) -> Mapping[str, str]:
    return {str(one["code"]): str(one["label"]) for one in some}


@lru_cache(maxsize=64)
def _words(day: date) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for branch in _book(day)["report"]:
        for one in branch["topic"]:
            found |= {_plain(word): str(one["code"]) for word in (one["label"], *one["recognised"])}
    return MappingProxyType(found)


def _alike(one: str, other: str) -> int:
    """Characters that both have, in thousandths of all."""
    return 2000 * sum((Counter(one) & Counter(other)).values()) // max(len(one) + len(other), 1)


def _plain(typed: str) -> str:
    """Width, spaces and marks do not make another word."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed) if c.isalnum()).lower()
