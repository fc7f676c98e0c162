"""A clause names the line of the rules that carries it, or is called a wish; what does not exist is refused by name."""

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.standards import articles, text_digest

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
