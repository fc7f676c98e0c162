"""A clause names the line of the rules that carries it, or is called a wish; what does not exist is refused by name."""

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.standards import articles, carried_by, refuse_loose, text_digest

KNOWN = {"身份核验": "worker.identity-verified", "培训学时": "worker.training-hours"}


def test_clauses_are_numbered_and_tied() -> None:
    found = articles(["身份证件经公安核验一致 → 身份核验", "", " 待人热情 "], KNOWN)
    assert [(a.number, a.text, a.indicator) for a in found] == [(1, "身份证件经公安核验一致", "worker.identity-verified"), (2, "待人热情", "")]


@pytest.mark.parametrize(
    ("lines", "code"),
    [([], "standard.no-clause"), (["→ 身份核验"], "standard.empty-clause"), (["诚实 → 星座"], "standard.unknown-line"), (["诚实 →"], "standard.unknown-line")],
)
def test_what_cannot_stand_is_refused(lines: list[str], code: str) -> None:
    with pytest.raises(Refused) as why:
        articles(lines, KNOWN)
    assert why.value.code == code


def test_blank_lines_and_margins_change_no_digest_and_words_do() -> None:
    assert text_digest("规范", ["一", "", " 二 "]) == text_digest("规范", ["一", "二"]) != text_digest("规范", ["一", "三"])


def test_a_text_is_adopted_only_when_a_line_carries_each_of_its_clauses() -> None:
    lines = ["身份证件经公安核验一致 → 身份核验", "", "待人热情", "写得很长很长很长很长很长很长很长很长很长的一条愿望 → 已经不在规则里的一项"]
    read = articles(lines, KNOWN | {"已经不在规则里的一项": ""})
    assert carried_by(read) == ("1:worker.identity-verified",)
    with pytest.raises(Refused) as why:
        refuse_loose(lines, carried_by(read))
    assert why.value.code == "standard.loose" and "第 2 条“待人热情”、第 3 条“写得很长" in why.value.said and "第 1 条" not in why.value.said
    refuse_loose(lines[:1], carried_by(read))
    with pytest.raises(Refused):
        refuse_loose(lines[:1], ["1:"])
