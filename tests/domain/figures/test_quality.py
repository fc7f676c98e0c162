"""The quality figure rests on verified facts: junk adds nothing, suspicion takes nothing, the cheapest gain stands first."""

from datetime import date

from jiaxin.domain.completeness import PARTS, completeness
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.figures.quality import quality, verified_parts
from jiaxin.domain.figures.rules import figure_rules
from tests.domain.established import HER, entry

TODAY = date(2026, 11, 2)
MINUTES = figure_rules(TODAY).minutes


def paper(standing: Standing) -> list[Entry]:
    return [
        entry("identity.check", "2026-02-01", standing=standing, result="passed", checked_on="2026-02-01"),
        entry("health.check", "2026-03-01", standing=standing, valid_through="2027-03-01"),
        entry("insurance", "2026-03-01", standing=standing, insurance_until="2027-03-01"),
        entry("training", "2026-03-01", standing=standing, training_name="岗前", training_on="2026-03-01"),
    ]


def own(standing: Standing) -> list[Entry]:
    return [entry("profile", "2026-01-06", standing=standing, job_types=["保洁"], phone="15412345678"), entry("consent", "2026-01-06", standing=standing)]


def file(*entries: Entry) -> tuple[Facts, tuple[str, ...]]:
    facts = Facts(HER, tuple(entries))
    return facts, completeness(facts, TODAY).missing


def test_typed_papers_count_nothing_and_returned_ones_do() -> None:
    typed, seen = file(*own(Standing.PHONE), *paper(Standing.TYPED)), file(*own(Standing.PHONE), *paper(Standing.OFFICIAL))
    assert verified_parts(*typed, TODAY) == {"profile", "phone", "consent", "job_types"}
    assert verified_parts(*seen, TODAY) == set(PARTS) - {"background"}


def test_filling_in_junk_raises_the_figure_by_nothing() -> None:
    before = [file(*own(Standing.PHONE)), file()]
    after = [file(*own(Standing.PHONE), *paper(Standing.TYPED)), file(*own(Standing.TYPED), *paper(Standing.TYPED))]
    assert quality(after, TODAY, MINUTES).score == quality(before, TODAY, MINUTES).score


def test_what_has_run_out_does_not_count() -> None:
    old = entry("health.check", "2025-01-01", standing=Standing.OFFICIAL, valid_through="2026-01-01")
    assert "health" not in verified_parts(*file(*own(Standing.PHONE), old), TODAY)


def test_the_most_for_a_minute_stands_first() -> None:
    found = quality([file(*own(Standing.PHONE)), file()], TODAY, MINUTES)
    assert [one.minutes for one in found.fixes] == sorted(one.minutes for one in found.fixes)
    assert found.score == 1000 * 4 // 18 and {one.part: one.files for one in found.fixes}["health"] == 2
    assert quality([], TODAY, MINUTES).score is None


def test_every_part_has_its_minutes() -> None:
    assert set(MINUTES) == set(PARTS)
