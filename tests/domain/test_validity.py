from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.validity import Colour, State, colour, red_is_reviewed, validity_rules
from tests.domain.established import entry, facts

RULES = validity_rules()
CONSENT = entry("consent", "2025-11-01", signed_on="2025-11-01")
IDENTITY = entry("identity.check", "2025-11-10", result="passed", checked_on="2025-11-10")
BACKGROUND = entry("background.check", "2025-11-10", result="passed", checked_on="2025-11-10")
HEALTH = entry("health.check", "2025-11-23", health_class="general", health_checked_on="2025-11-23")
INSURED = entry("insurance", "2025-12-01", insurance_from="2025-12-01", insurance_until="2027-11-30")
WHOLE = (CONSENT, IDENTITY, BACKGROUND, HEALTH, INSURED)


def on(day: str, *entries: Entry, **how: object) -> Colour:
    return colour(facts(*entries), date.fromisoformat(day), RULES, **how)


def without(*gone: Entry) -> tuple[Entry, ...]:
    return tuple(e for e in WHOLE if e not in gone)


def test_all_papers_in_order_are_green() -> None:
    found = on("2026-03-01", *WHOLE)
    assert (found.state, found.reasons, found.good_until) == (State.GREEN, (), date(2026, 11, 22))


def test_a_health_check_of_23_november_counts_through_22_november() -> None:
    assert on("2026-11-22", *WHOLE).state is State.GREEN
    late = on("2026-11-23", *WHOLE)
    assert late.state is State.YELLOW
    assert late.reasons == (("health.expired", {"through": "2026-11-22"}),)


def test_thirty_days_before_the_end_it_says_so() -> None:
    assert on("2026-10-22", *WHOLE).near_expiry == ()
    assert on("2026-10-22", *WHOLE).next_change_on == date(2026, 10, 23)
    assert on("2026-10-23", *WHOLE).near_expiry == (("health", date(2026, 11, 22)),)


def test_the_day_printed_on_the_paper_wins_over_the_rule() -> None:
    printed = entry("health.check", "2025-11-23", health_class="general", valid_through="2026-05-01")
    assert on("2026-05-02", *without(HEALTH), printed).state is State.YELLOW


@pytest.mark.parametrize(
    ("job", "held", "state"),
    [
        ("保洁", "general", State.GREEN),
        ("住家保姆", "general", State.YELLOW),
        ("住家保姆", "maternal_infant", State.GREEN),
        ("养老照护", "live_in", State.YELLOW),
        ("病患陪护", "elder_care", State.GREEN),
        ("育婴", "elder_care", State.YELLOW),
        ("母婴护理", "maternal_infant", State.GREEN),
    ],
)
def test_the_health_class_must_reach_what_the_trade_needs(job: str, held: str, state: State) -> None:
    check = entry("health.check", "2026-01-01", health_class=held, health_checked_on="2026-01-01")
    assert on("2026-02-01", *without(HEALTH), check, job_types=[job]).state is state


def test_the_trades_come_from_her_latest_profile() -> None:
    profile = entry("profile", "2026-01-01", job_types=["保洁", "育婴"])
    found = on("2026-02-01", *WHOLE, profile)
    assert found.reasons == (("health.class-too-low", {"needed": "maternal_infant", "through": "2026-11-22"}),)


@pytest.mark.parametrize(("missing", "code"), [(HEALTH, "health.missing"), (INSURED, "insurance.missing")])
def test_a_missing_paper_is_yellow(missing: Entry, code: str) -> None:
    found = on("2026-03-01", *without(missing))
    assert (found.state, found.reasons) == (State.YELLOW, ((code, {}),))


@pytest.mark.parametrize(
    ("missing", "code"),
    [(IDENTITY, "identity.missing"), (BACKGROUND, "background.missing"), (CONSENT, "consent.missing")],
)
def test_what_was_not_checked_or_not_authorised_is_grey(missing: Entry, code: str) -> None:
    found = on("2026-03-01", *without(missing))
    assert (found.state, found.reasons) == (State.GREY, ((code, {}),))


def test_a_pending_check_is_grey_and_not_red() -> None:
    pending = entry("identity.check", "2026-02-01", result="pending", checked_on="2026-02-01")
    found = on("2026-03-01", *WHOLE, pending)
    assert (found.state, found.reasons[0][0]) == (State.GREY, "identity.pending")


def test_a_check_that_ran_out_is_grey_because_nothing_bad_is_known() -> None:
    check = entry("identity.check", "2025-11-10", result="passed", checked_on="2025-11-10", valid_through="2026-02-28")
    assert on("2026-02-28", *without(IDENTITY), check).state is State.GREEN
    late = on("2026-03-01", *without(IDENTITY), check, reviewed_red=True)
    assert (late.state, late.reasons[0][0]) == (State.GREY, "identity.expired")


@pytest.mark.parametrize(
    "bad",
    [
        entry("identity.check", "2026-02-01", result="abnormal", checked_on="2026-02-01"),
        entry("background.check", "2026-02-01", result="failed", checked_on="2026-02-01"),
    ],
)
def test_red_is_never_shown_before_a_review(bad: Entry) -> None:
    unreviewed = on("2026-03-01", *WHOLE, bad)
    assert (unreviewed.state, unreviewed.reasons) == (State.GREY, (("review.pending", {}),))
    assert on("2026-03-01", *WHOLE, bad, reviewed_red=True).state is State.RED


def test_an_identity_card_that_ran_out_is_grey_until_it_was_reviewed_and_red_after_and_green_when_it_is_renewed() -> None:
    card = entry("identity.check", "2025-11-10", result="passed", checked_on="2025-11-10", id_valid_through="2026-02-28")
    papers = (*without(IDENTITY), card)
    before = on("2026-02-28", *papers)
    assert (before.state, before.next_change_on, before.near_expiry) == (State.GREEN, date(2026, 3, 1), (("identity", date(2026, 2, 28)),))
    waiting = on("2026-03-01", *papers)
    assert (waiting.state, waiting.reasons) == (State.GREY, (("review.pending", {}),))
    early = entry("red.review", "2026-02-20", outcome="upheld")
    assert not red_is_reviewed(facts(*papers, early), date(2026, 3, 1)), "no review looks at what has not happened"
    assert red_is_reviewed(facts(*papers, early), date(2026, 2, 28)) and on("2026-02-28", *papers, early, reviewed_red=True).state is State.GREEN
    review = entry("red.review", "2026-03-10", outcome="upheld")
    assert red_is_reviewed(facts(*papers, review), date(2026, 3, 10))
    red = on("2026-03-10", *papers, review, reviewed_red=True)
    assert (red.state, red.reasons) == (State.RED, (("identity.document.adverse", {"through": "2026-02-28"}),))
    dismissed = entry("red.review", "2026-03-11", outcome="dismissed")
    assert not red_is_reviewed(facts(*papers, review, dismissed), date(2026, 3, 11))
    renewed = entry("identity.check", "2026-03-20", result="passed", checked_on="2026-03-20", id_valid_through="2046-03-19")
    assert on("2026-03-20", *papers, review, renewed, reviewed_red=True).state is State.GREEN
    endless = entry("identity.check", "2026-03-20", result="passed", checked_on="2026-03-20")
    assert on("2036-03-20", endless, CONSENT, BACKGROUND).reasons == (("health.missing", {}), ("insurance.missing", {})), "a card without an end never runs out"


# the truth table of the law, row by row: identity and background · health · insurance · consent → colour before and after a review
_CHECKED = {
    "passed": (IDENTITY, BACKGROUND),
    "pending": (entry("identity.check", "2026-02-01", result="pending", checked_on="2026-02-01"), BACKGROUND),
    "not authorised": (BACKGROUND,),
    "abnormal": (entry("identity.check", "2026-02-01", result="abnormal", checked_on="2026-02-01"), BACKGROUND),
    "failed": (IDENTITY, entry("background.check", "2026-02-01", result="failed", checked_on="2026-02-01")),
    "card ran out": (entry("identity.check", "2026-01-10", result="passed", checked_on="2026-01-10", id_valid_through="2026-02-01"), BACKGROUND),
}
_HEALTHY = {
    "valid": (HEALTH,),
    "expired": (entry("health.check", "2025-01-01", health_class="general", health_checked_on="2025-01-01"),),
    "missing": (),
    "lower class": (HEALTH, entry("profile", "2025-11-01", job_types=["育婴"])),
}
_COVERED = {"valid": (INSURED,), "expired": (entry("insurance", "2025-01-01", insurance_from="2025-01-01", insurance_until="2026-01-31"),), "missing": ()}
_AGREED = {"valid": (CONSENT,), "withdrawn": (entry("consent", "2025-11-01", signed_on="2025-11-01", withdrawn_on="2026-02-01"),)}


@pytest.mark.parametrize("checked", _CHECKED)
@pytest.mark.parametrize("healthy", _HEALTHY)
@pytest.mark.parametrize("covered", _COVERED)
@pytest.mark.parametrize("agreed", _AGREED)
def test_the_truth_table_of_the_colours(checked: str, healthy: str, covered: str, agreed: str) -> None:
    papers = (*_CHECKED[checked], *_HEALTHY[healthy], *_COVERED[covered], *_AGREED[agreed])
    if agreed == "withdrawn":
        due = (State.WITHDRAWN, State.WITHDRAWN)
    elif checked in ("pending", "not authorised"):
        due = (State.GREY, State.GREY)
    elif checked in ("abnormal", "failed", "card ran out"):
        due = (State.GREY, State.RED)
    elif healthy == covered == "valid":
        due = (State.GREEN, State.GREEN)
    else:
        due = (State.YELLOW, State.YELLOW)
    assert tuple(on("2026-03-01", *papers, reviewed_red=reviewed).state for reviewed in (False, True)) == due


def test_a_review_counts_only_for_the_result_it_looked_at() -> None:
    bad = entry("identity.check", "2026-02-01", result="abnormal", checked_on="2026-02-01")
    review = entry("red.review", "2026-02-10", outcome="upheld")
    newer = entry("background.check", "2026-02-20", result="failed", checked_on="2026-02-20")
    assert not red_is_reviewed(facts(*WHOLE, bad), date(2026, 3, 1))
    assert red_is_reviewed(facts(*WHOLE, bad, review), date(2026, 3, 1))
    assert not red_is_reviewed(facts(*WHOLE, bad, review, newer), date(2026, 3, 1))


def test_a_withdrawn_consent_stops_everything_even_red() -> None:
    gone = entry("consent", "2025-11-01", signed_on="2025-11-01", withdrawn_on="2026-02-15")
    bad = entry("identity.check", "2026-02-01", result="abnormal", checked_on="2026-02-01")
    found = on("2026-02-15", *without(CONSENT), gone, bad, reviewed_red=True)
    assert (found.state, found.reasons) == (State.WITHDRAWN, (("consent.withdrawn", {"on": "2026-02-15"}),))
    assert on("2026-02-14", *without(CONSENT), gone).state is State.GREEN
    again = entry("consent", "2026-04-01", signed_on="2026-04-01")
    assert on("2026-03-31", *without(CONSENT), gone, again).next_change_on == date(2026, 4, 1)
    assert on("2026-04-01", *without(CONSENT), gone, again).state is State.GREEN


_DAY = st.dates(date(2025, 6, 1), date(2027, 6, 1))
_PAPERS = st.lists(
    st.one_of(
        st.builds(lambda d: entry("health.check", d, health_checked_on=d.isoformat(), health_class="general"), _DAY),
        st.builds(
            lambda d, n: entry(
                "insurance", d, insurance_from=d.isoformat(), insurance_until=(d + timedelta(days=n)).isoformat()
            ),
            _DAY,
            st.integers(0, 400),
        ),
        st.builds(
            lambda d, r: entry("identity.check", d, checked_on=d.isoformat(), result=r),
            _DAY,
            st.sampled_from(["passed", "passed", "pending", "abnormal"]),
        ),
        st.builds(
            lambda d, n: entry("identity.check", d, checked_on=d.isoformat(), result="passed", id_valid_through=(d + timedelta(days=n)).isoformat()),
            _DAY,
            st.integers(0, 400),
        ),
        st.builds(lambda d: entry("background.check", d, checked_on=d.isoformat(), result="passed"), _DAY),
        st.builds(lambda d: entry("consent", d, signed_on=d.isoformat()), _DAY),
    ),
    max_size=9,
)


@given(_PAPERS, _DAY)
def test_nothing_changes_before_the_day_it_announces(papers: list[Entry], as_of: date) -> None:
    held: Facts = facts(*papers)
    now = colour(held, as_of, RULES)
    if now.good_until is not None:
        assert now.good_until >= as_of
    end = now.next_change_on or as_of + timedelta(days=800)
    for days in {1, (end - as_of).days // 2, (end - as_of).days - 1}:
        day = as_of + timedelta(days=days)
        if as_of < day < end:
            later = colour(held, day, RULES)
            assert (later.state, later.reasons, later.near_expiry) == (now.state, now.reasons, now.near_expiry)
