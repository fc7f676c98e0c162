"""What a signature binds to: which clause a finding touches, what counts as broken, and when a rate may be told."""

from datetime import date

import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.pledges import (
    broken,
    clause_named,
    clauses,
    kept,
    pledge_rules,
    standing_pledge,
    text_digest,
    touched,
)
from tests.domain.established import COMPANY, entry, facts

TODAY = date(2026, 6, 1)
BOOK = pledge_rules(TODAY)


def signed(on: str = "2026-02-01"):
    return entry("pledge", on, COMPANY, text_version="pledge-2026", signed_on=on)


def upheld(number: str, topic: str, on: str = "2026-05-08"):
    return [
        entry("complaint", on, COMPANY, complaint_no=number, topic=topic, received_on=on),
        entry("complaint.finding", on, COMPANY, complaint_no=number, upheld=True, decided_on=on),
    ]


def breach(clause: str, from_on: str = "2026-05-20", until_on: str = "2027-05-20"):
    return entry("measure", from_on, COMPANY, measure="pledge_breach", clause=clause, from_on=from_on, until_on=until_on)


def record(*entries) -> Facts:
    return facts(*entries, subject=COMPANY)


def test_a_finding_upheld_after_the_signature_touches_the_clause_of_its_topic() -> None:
    found = touched(record(signed(), *upheld("1", "wages"), *upheld("2", "fee"), *upheld("3", "insult")), TODAY, BOOK)
    assert [(one.clause.code, len(one.entries)) for one in found] == [("clear_price", 1), ("fair_to_workers", 2)]


def test_what_was_before_the_signature_or_without_one_touches_nothing() -> None:
    assert touched(record(signed("2026-05-09"), *upheld("1", "wages")), TODAY, BOOK) == ()
    assert touched(record(*upheld("1", "wages")), TODAY, BOOK) == ()
    assert standing_pledge(record(signed("2026-07-01")), TODAY) is None


def test_a_breach_counts_while_its_measure_is_in_force_and_is_not_suggested_again() -> None:
    company = record(signed(), *upheld("1", "wages"), breach("fair_to_workers"))
    assert broken(company, TODAY) == ("fair_to_workers",) and touched(company, TODAY, BOOK) == ()
    assert broken(company, date(2027, 5, 20)) == ()


def test_the_rate_of_a_clause_counts_those_bound_and_is_silent_where_they_are_few() -> None:
    many = [record(signed()) for _ in range(11)] + [record(signed(), breach("privacy")), record()]
    told = {one.clause.code: one for one in kept(many, TODAY, BOOK)}
    assert (told["privacy"].signed, told["privacy"].broken, told["privacy"].permille) == (12, 1, 916)
    assert told["contract"].permille == 1000
    assert {one.permille for one in kept(many[:9], TODAY, BOOK)} == {None}


def test_every_clause_is_numbered_named_and_part_of_what_is_signed() -> None:
    assert [one.number for one in clauses(BOOK)] == list(range(1, 11)) and clause_named("privacy", BOOK).label == "保护隐私"
    assert len(text_digest(BOOK)) == 64
    with pytest.raises(Refused, match=r"pledge\.no-clause"):
        clause_named("", BOOK)
