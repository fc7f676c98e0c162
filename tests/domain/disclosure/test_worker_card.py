"""What a scan shows of a worker, and when it shows nothing."""

from dataclasses import replace
from datetime import date

import pytest

from jiaxin.domain.disclosure import Card, CheckState, CodeState, Withheld, Withholding, disclose_worker
from jiaxin.domain.facts import Channel, Facts, Standing
from tests.domain.disclosure import cast
from tests.domain.disclosure.cast import FIRM, TODAY, Colour, worker


def card(facts: Facts, state: str = "green", **more: object) -> Card:
    shown = disclose_worker(facts, FIRM, Colour(state), 4, "", TODAY, **more)  # type: ignore[arg-type]
    assert isinstance(shown, Card)
    return shown


def task(shown: Card, code: str):
    return next(t for t in shown.tasks if t.code == code)


def claimed(facts: Facts) -> Facts:
    """The same file while everything in it is only said by others."""
    kept = [replace(e, fact=e.fact._replace(standing=Standing.CLAIMED, claim="claim-1")) for e in facts.entries]
    return Facts(facts.subject, tuple(kept))


def test_no_card_exists_before_she_has_confirmed() -> None:
    assert disclose_worker(claimed(worker()), FIRM, Colour(), 4, "", TODAY) is None


def test_orders_and_official_checks_alone_open_no_card() -> None:
    facts = Facts("SUBJECT1", cast.entries([cast.identity(), cast.order(1), cast.finding(1)]))
    assert disclose_worker(facts, FIRM, Colour(), 4, "", TODAY) is None


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.COUNTER])
def test_a_worker_who_files_herself_needs_no_confirmation(channel: Channel) -> None:
    own = [f._replace(claim="") for f in (cast.profile(), cast.consent())]
    own = [f._replace(provenance=replace(f.provenance, channel=channel)) for f in own]
    assert isinstance(disclose_worker(Facts("S", cast.entries(own)), None, Colour("grey"), None, "", TODAY), Card)


def test_a_roster_without_her_confirmation_is_not_a_self_filing() -> None:
    said = [f._replace(claim="") for f in (cast.profile(), cast.consent())]  # channel: sheet
    assert disclose_worker(Facts("S", cast.entries(said)), None, Colour("grey"), None, "", TODAY) is None


def test_claims_still_open_do_not_reach_the_card_of_a_confirmed_worker() -> None:
    rumour = cast.skill(1, "养老护理员")._replace(standing=Standing.CLAIMED, claim="claim-2")
    assert card(worker(rumour)).skill == card(worker()).skill


def test_after_she_withdraws_only_the_withdrawal_is_shown() -> None:
    shown = disclose_worker(worker(cast.consent("2026-10-09", "2026-11-20")), FIRM, Colour(), 4, "", TODAY)
    assert shown == Withheld(Withholding.WITHDRAWN, date(2026, 11, 20))


def test_a_withdrawal_stands_even_if_her_company_uploads_an_older_consent_again() -> None:
    facts = worker(cast.consent("2026-10-09", "2026-11-20"), cast.consent("2026-11-01"))
    assert isinstance(disclose_worker(facts, FIRM, Colour(), 4, "", TODAY), Withheld)


def test_a_newer_signature_opens_the_card_again() -> None:
    facts = worker(cast.consent("2026-10-09", "2026-11-20"), cast.consent("2026-11-22"))
    assert isinstance(disclose_worker(facts, FIRM, Colour(), 4, "", TODAY), Card)


def test_consent_that_leaves_out_publication_opens_no_card() -> None:
    signed = cast.fact("consent", date(2026, 11, 1), signed_on="2026-11-01", purposes=["filing", "background"])
    assert disclose_worker(worker(signed), FIRM, Colour(), 4, "", TODAY) is None


@pytest.mark.parametrize("state", [s for s in CodeState if s is not CodeState.ISSUED])
def test_a_code_out_of_use_shows_no_person(state: CodeState) -> None:
    assert disclose_worker(worker(), FIRM, Colour(), 4, "", TODAY, state) == Withheld(Withholding(state.value))


def test_a_colour_the_rule_does_not_know_reads_as_grey() -> None:
    assert card(worker(), "purple").state == "grey"


def test_papers_in_order_for_housework_are_not_in_order_for_a_baby() -> None:
    shown = card(worker())
    assert task(shown, "home").gaps == ()
    assert [(g.code, g.detail) for g in task(shown, "child").gaps] == [("health_class", "maternal_infant")]
    assert [(g.code, g.detail) for g in task(shown, "elder").gaps] == [("health_class", "elder_care")]


def test_a_higher_health_class_serves_a_lower_need() -> None:
    shown = card(worker(cast.health("maternal_infant", "2026-05-01", "2027-04-30")))
    assert all(t.gaps == () for t in shown.tasks)


def test_an_expired_high_class_does_not_hide_a_valid_lower_one() -> None:
    shown = card(worker(cast.health("maternal_infant", "2024-05-01", "2025-04-30")))
    assert task(shown, "home").gaps == ()
    assert [(g.code, g.on) for g in task(shown, "child").gaps] == [("health_expired", date(2025, 4, 30))]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 10, 31), CheckState.VALID),
        (date(2026, 11, 1), CheckState.SOON),
        (date(2026, 12, 1), CheckState.SOON),
        (date(2026, 12, 2), CheckState.EXPIRED),
    ],
)
def test_a_health_certificate_turns_on_its_boundary_days(day: date, state: CheckState) -> None:
    shown = disclose_worker(worker(), FIRM, Colour(), 4, "", day)
    assert isinstance(shown, Card)
    assert shown.health.state is state


def test_the_last_day_of_a_certificate_without_one_is_the_day_before_the_anniversary() -> None:
    bare = cast.fact("health.check", date(2025, 11, 23), health_class="general", health_checked_on="2025-11-23")
    assert card(worker(bare, without=["health.check"])).health.through == date(2026, 11, 22)


@pytest.mark.parametrize("result", ["abnormal", "not_found", "pending"])
def test_whatever_an_identity_check_found_the_card_says_only_that_it_is_not_done(result: str) -> None:
    shown = card(worker(cast.identity(result), without=["identity.check"]), "grey")
    assert not shown.identity.holds
    assert [g.code for g in task(shown, "home").gaps] == ["identity"]


def test_orders_count_once_each_and_only_if_done_within_twelve_months() -> None:
    base = worker(without=["order"])
    more = [
        cast.order(1, "2025-11-24"), cast.order(1, "2025-11-24"), cast.order(2, "2026-11-23"),
        cast.order(3, "2025-11-23"), cast.order(4, "2026-11-24"), cast.order(5, "2026-01-05", "broken_off"),
    ]  # fmt: skip
    facts = Facts(base.subject, cast.entries([*(e.fact for e in base.entries), *more]))
    assert card(facts).orders == 2


def test_only_upheld_complaints_count() -> None:
    facts = worker(cast.complaint(1), cast.complaint(2), cast.finding(2, False), cast.finding(3), cast.finding(4))
    assert card(facts).upheld == 2


def test_penalties_never_reach_the_scan_page() -> None:
    fined = cast.fact("penalty", date(2026, 6, 1), document_no="样例罚1号", legal_basis="某法", penalty_class="severe")
    assert card(worker(fined)) == card(worker())


def test_a_card_says_grey_by_itself_from_the_day_a_paper_ends() -> None:
    shown = disclose_worker(worker(), FIRM, Colour(good_until=date(2026, 11, 25)), 4, "", TODAY)
    assert isinstance(shown, Card)
    assert shown.good_until == date(2026, 11, 26)


def test_a_card_nobody_renews_says_grey_after_a_week() -> None:
    assert card(worker()).good_until == date(2026, 11, 30)


def test_unknown_trades_and_methods_are_dropped_not_copied() -> None:
    facts = worker(
        cast.profile(trades=["保洁", "找张姐 16512345678"]), cast.identity(on="2026-11-01", method="电话问过")
    )
    shown = card(facts)
    assert (shown.trades, shown.identity.by) == (("保洁",), "")


def test_what_she_objects_to_says_so_on_its_own_line() -> None:
    facts = worker()
    held = {e.fact.kind: e.id for e in facts.entries}
    for kind, line in (("health.check", "health"), ("insurance", "insurance"), ("skill.certificate", "skill"), ("identity.check", "identity")):
        shown = card(replace(facts, disputed=frozenset({held[kind]})))
        marked = {name for name in ("identity", "health", "insurance", "skill") if (one := getattr(shown, name)) is not None and one.disputed}
        assert marked == {line}
