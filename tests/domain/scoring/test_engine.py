from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from jiaxin.domain.facts import Facts
from jiaxin.domain.scoring.context import NOTHING, Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.explaining import plainly, shown, strongest
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import FAMILY, entry, facts
from tests.domain.scoring.histories import AS_OF, histories

RULES = scoring_rules("worker-2026")
GREEN = Context({"code-colour": 2, "company-grade": 4}, {"code-colour": "v"}, {"code-colour": date(2026, 12, 1)})


def good_year() -> Facts:
    papers = [
        entry("profile", "2025-10-01", job_types=["保洁"]),
        entry("consent", "2025-10-01", signed_on="2025-10-01"),
        entry("identity.check", "2025-10-08", result="passed", checked_on="2025-10-08"),
        entry("background.check", "2025-10-08", result="passed", checked_on="2025-10-08"),
        entry(
            "health.check",
            "2025-12-01",
            health_class="general",
            health_checked_on="2025-12-01",
            valid_through="2026-11-30",
        ),
        entry("insurance", "2025-12-01", insurance_from="2025-12-01", insurance_until="2026-12-31"),
        entry("training", "2026-03-01", training_on="2026-03-01", training_hours_hundredths=4000),
        entry("skill.certificate", "2026-04-01", skill_level=4, issued_on="2026-04-01"),
    ]
    served = [
        e
        for n in range(10)
        for e in (
            entry("order", date(2026, 5, 1) + timedelta(days=7 * n), status="done", repeat=n > 5, counterparty=FAMILY),
            entry("rating", date(2026, 5, 2) + timedelta(days=7 * n), stars=5, verified=True),
        )
    ]
    return facts(*papers, *served)


def complaint(on: str, severity: str = "general", upheld: bool = True):
    return entry("complaint.finding", on, upheld=upheld, severity=severity, decided_on=on)


def record_of(assessment: Assessment) -> int:
    return {code: points for code, points, _ in assessment.dimensions}["record"]


def test_a_good_year_is_graded_and_adds_up() -> None:
    found = assess(good_year(), GREEN, RULES, AS_OF)
    assert found.grade in {"A", "B"}
    assert sum(reason.points for reason in found.reasons) == found.points
    assert found.interval[0] < found.points < found.interval[1]


def test_the_same_facts_give_the_same_bytes_on_every_day_until_the_announced_one() -> None:
    held = good_year()
    first = assess(held, GREEN, RULES, AS_OF)
    assert first.next_change_on == date(2026, 12, 1)
    assert assess(held, GREEN, RULES, date(2026, 11, 30)).digest == first.digest
    later = Context({**GREEN.values, "code-colour": 1}, GREEN.versions)
    assert assess(held, later, RULES, date(2026, 12, 1)).digest != first.digest


def test_two_upheld_complaints_of_four_cost_points_and_the_others_nothing() -> None:
    base = good_year()
    clean = assess(base, GREEN, RULES, AS_OF)
    dismissed = [complaint("2026-11-01", upheld=False), complaint("2026-11-02", upheld=False)]
    upheld = [complaint("2026-11-03"), complaint("2026-11-04", "heavier")]
    idle = assess(facts(*base.entries, *dismissed), GREEN, RULES, AS_OF)
    hurt = assess(facts(*base.entries, *dismissed, *upheld), GREEN, RULES, AS_OF)
    assert idle.points == clean.points
    assert hurt.points == clean.points - 9000
    assert "有责投诉 2 件" in " ".join(strongest(hurt, RULES))


def test_a_complaint_fades_month_by_month_and_is_gone_after_twelve() -> None:
    held = facts(complaint("2026-01-31", "serious"))
    assert record_of(assess(held, NOTHING, RULES, date(2026, 2, 27))) == 13_000
    assert record_of(assess(held, NOTHING, RULES, date(2026, 2, 28))) == 14_000
    assert record_of(assess(held, NOTHING, RULES, date(2027, 1, 30))) == 24_000
    assert record_of(assess(held, NOTHING, RULES, date(2027, 1, 31))) == 25_000


def test_deductions_stop_at_nothing_and_praise_at_the_full_mark() -> None:
    bad = facts(*(complaint("2026-11-01", "serious") for _ in range(5)))
    assert record_of(assess(bad, NOTHING, RULES, AS_OF)) == 0
    praised = facts(*(entry("praise", "2026-11-01", given_on="2026-11-01") for _ in range(5)))
    found = assess(praised, NOTHING, RULES, AS_OF)
    assert record_of(found) == 25_000
    assert any(r.indicator == "cap" and r.points == -3000 for r in found.reasons)


def test_too_little_to_go_by_is_not_a_bad_grade() -> None:
    found = assess(facts(), NOTHING, RULES, AS_OF)
    assert (found.grade, found.evidence) == ("NR", "building")
    assert found.withheld == ("worker.rated-orders", "worker.file-completeness")
    assert plainly(found, RULES)[0].startswith("未评（经核实的评价还不到 3 条；档案完整度不到六成）")


def test_below_sixty_is_d_only_with_an_upheld_complaint() -> None:
    poor = [entry("rating", "2026-11-01", stars=1, verified=True) for _ in range(30)]
    papers = [e for e in good_year().entries if e.fact.kind in {"profile", "consent", "training", "insurance"}]
    papers.append(entry("background.check", "2026-01-01", result="passed", checked_on="2026-01-01"))
    clean = assess(facts(*papers, *poor), NOTHING, RULES, AS_OF)
    assert clean.points < 60_000
    assert clean.grade == "C"
    assert assess(facts(*papers, *poor, complaint("2026-11-01")), NOTHING, RULES, AS_OF).grade == "D"


def test_the_prior_keeps_a_newcomer_with_three_fives_below_a_veteran() -> None:
    def mean(stars: list[int]) -> int | None:
        held = facts(*(entry("rating", "2026-11-01", stars=n, verified=True) for n in stars))
        found = assess(held, NOTHING, RULES, AS_OF)
        return next(r.value for r in found.reasons if r.indicator == "worker.rating-mean")

    assert (mean([5, 5, 5]), mean([5] * 160 + [4] * 40)) == (4652, 4782)


def test_unverified_ratings_say_nothing() -> None:
    held = facts(*(entry("rating", "2026-11-01", stars=1, verified=False) for _ in range(50)))
    assert assess(held, NOTHING, RULES, AS_OF).points == assess(facts(), NOTHING, RULES, AS_OF).points


def test_the_score_of_a_context_value_names_its_version() -> None:
    assert assess(facts(), GREEN, RULES, AS_OF).context == (("code-colour", 2, "v"), ("company-grade", 4, ""))


def test_a_severe_penalty_in_force_is_d_until_its_three_years_are_over() -> None:
    company = scoring_rules("company-2026")
    held = facts(entry("penalty", "2024-02-29", penalty_class="severe", decided_on="2024-02-29"))
    assert assess(held, NOTHING, company, date(2027, 2, 27)).grade == "D"
    assert assess(held, NOTHING, company, date(2027, 2, 28)).grade == "NR"


@pytest.mark.parametrize(("points", "text"), [(23_750, "23.75"), (-3000, "−3"), (0, "0"), (-125, "−0.125")])
def test_points_are_shown_without_needless_noughts(points: int, text: str) -> None:
    assert shown(points) == text


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_account_adds_up_and_holds_until_the_day_it_announces(held: Facts) -> None:
    for version in ("worker-2026", "company-2026"):
        rules = scoring_rules(version)
        found = assess(held, NOTHING, rules, AS_OF)
        assert sum(reason.points for reason in found.reasons) == found.points
        assert 0 <= found.interval[0] <= found.points <= found.interval[1] <= rules.maximum
        end = found.next_change_on or AS_OF + timedelta(days=900)
        for day in (AS_OF + timedelta(days=1), end - timedelta(days=1)):
            if AS_OF < day < end:
                assert assess(held, NOTHING, rules, day).digest == found.digest


@settings(max_examples=40, deadline=None)
@given(histories())
def test_order_of_saying_does_not_change_a_score(held: Facts) -> None:
    turned = Facts(held.subject, tuple(reversed(held.entries)))
    one, other = (assess(f, NOTHING, RULES, AS_OF) for f in (held, turned))
    assert (one.points, one.grade, one.dimensions) == (other.points, other.grade, other.dimensions)


def test_a_paper_without_an_end_is_read_as_one_that_never_runs_out() -> None:
    checked = entry("identity.check", "2026-01-05", result="passed", checked_on="2026-01-05", valid_through="9999-12-31")
    insured = entry("insurance", "2026-01-05", insurance_from="2026-01-05", insurance_until="9999-12-31")
    found = assess(facts(checked, insured), NOTHING, RULES, AS_OF)
    assert found.next_change_on is None
