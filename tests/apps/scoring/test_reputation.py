"""Every night reputation is estimated from the record: one fact a run, rows only on a step, the past stands, a look is asked for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import actions, estimating, publishing
from jiaxin.apps.scoring import queries as scores
from jiaxin.apps.scoring.estimates import ReputationEstimate, ReputationRun, Suspected
from jiaxin.apps.scoring.projection import forget
from jiaxin.domain.errors import Refused
from jiaxin.domain.reputation import estimate, fitted
from jiaxin.domain.reputation.from_facts import NO_PENALTIES
from jiaxin.domain.reputation.settings import MODELS
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.kit import clock
from tests.factories.market_facts import FIRST, MarketFacts
from tests.factories.street import DRAFTER, SIGNATORY

pytestmark = pytest.mark.django_db
ROOTS = {  # of the first run of the market below under each model, on every store and any number of threads
    "reputation/1": "dec53a7d4fce052d153079b461595fe9db4b1646ec84e386f31f1b14d5fa1d1a",
    "reputation/2": "34fd04d1d5de0e09b8fd3d4a293b59146f85e1a5a8ffedece606ef96e035e803",
    "reputation/3": "f5d7145e1139db24e1ebd454560848f69251eb85db6b9a53667d06a470c5d113",
    "reputation/4": "f5d7145e1139db24e1ebd454560848f69251eb85db6b9a53667d06a470c5d113",  # nobody in it is in step with anybody
}
START = 330  # day of the market on which estimates begin


class Night:
    """The market as told day by day, and the clock that goes with it."""

    def __init__(self, attack: str | None = None) -> None:
        self.facts = MarketFacts(attack=attack)
        self.day = START
        self.told = -1

    @property
    def now(self) -> datetime:
        return datetime(FIRST.year, FIRST.month, FIRST.day, 20, tzinfo=UTC) + timedelta(days=self.day)

    def run(self, day: int) -> ReputationRun | None:
        """Tell what happened until that day, then the night."""
        self.day = day
        self.facts.tell(self.told, day)
        self.told = day
        before = ReputationRun.objects.count()
        pipeline.estimate_reputation()
        return ReputationRun.objects.order_by("-position").first() if ReputationRun.objects.count() > before else None


def opened(tmp_path: Path, attack: str | None = None) -> Iterator[Night]:
    made = Night(attack)
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        actions.set_up(DRAFTER, SIGNATORY, registry.place(settings.DISTRICT.name), ["reputation-2026"])
        made.facts.enrol()
        yield made


@pytest.fixture
def night(tmp_path: Path) -> Iterator[Night]:
    yield from opened(tmp_path)


def test_a_run_is_one_fact_and_says_what_the_model_says(night: Night) -> None:
    size = ledger.checkpoint().size
    run = night.run(START)
    assert run is not None and run.extent == "cold" and run.estimated == len(night.facts.workers)
    entries = [e for e in ledger.entries_between(size, ledger.checkpoint().size) if e.fact.kind == "reputation.run"]
    assert [e.position for e in entries] == [run.position] and entries[0].fact.clear["root"] == run.root
    found = estimating.gathered(clock.today(), run.input_position, packaged("reputation-2026"))
    said = estimate(found.orders, found.workers, found.households, NO_PENALTIES, estimating._day(clock.today()))
    stored = scores.reputation_of(list(night.facts.workers.values()))
    for worker, score, low in zip(said.worker.tolist(), said.score, said.lo, strict=True):
        assert (stored[worker].score, stored[worker].low) == (round(score * 1e6), round(low * 1e6))


def test_the_tables_are_those_of_the_market_that_was_told(night: Night) -> None:
    night.run(START)
    found = estimating.gathered(clock.today(), ledger.checkpoint().size, packaged("reputation-2026"))
    seen = night.facts.world.seen.orders
    told = np.floor(seen["t"]) <= START
    told &= seen["t"] <= START
    assert found.orders.num_rows == told.sum()
    for column in ("rating", "upheld"):
        assert sorted(found.orders[column].to_pylist()) == sorted(seen[column][told].tolist())
    assert sum(found.orders["complaint"].to_pylist()) == seen["complaint"][told].sum()


def test_a_run_gives_the_same_root_on_every_store(night: Night) -> None:
    run = night.run(START)
    assert run is not None and run.root == ROOTS[run.model]


def test_a_run_of_an_older_model_can_be_made_again_from_the_record(night: Night) -> None:
    run = night.run(START)
    assert run is not None and run.model == list(ROOTS)[-1]
    found = estimating.gathered(clock.today(), run.input_position, packaged("reputation-2026"))
    wanted = np.asarray(found.workers["consented"].to_pylist(), dtype=bool)
    for model, root in ROOTS.items():
        fit = fitted(found.orders, found.workers, found.households, NO_PENALTIES, estimating._day(clock.today()), MODELS[model])
        assert publishing.root(publishing.figures(fit.estimate, wanted)) == root, model


def test_the_first_night_under_a_new_model_is_a_cold_fit_and_reads_what_the_old_one_left(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(estimating, "VERSION", "reputation/1")
        before.setattr(estimating, "fitted", lambda *tables: fitted(*tables, MODELS["reputation/1"]))
        old = night.run(START)
    assert old is not None and (old.model, old.root) == ("reputation/1", ROOTS["reputation/1"])
    new = night.run(START + 1)
    assert new is not None and (new.model, new.extent) == ("reputation/4", "cold")
    assert new.drift_micro and new.rank_kept_micro and new.rank_kept_micro > 900_000


def test_a_day_has_one_run_and_without_a_pack_there_is_none(night: Night) -> None:
    assert night.run(START) and night.run(START) is None


def test_nights_touch_what_is_new_and_agree_with_a_full_pass(night: Night) -> None:
    night.run(START)
    for day in range(START + 1, START + 5):
        run = night.run(day)
        assert run is not None and run.extent == "nightly"
    step_by_step = publishing.figures(estimating._LAST[0].book.estimate, np.ones(len(night.facts.workers), bool))  # type: ignore[arg-type]
    estimating._LAST.clear()  # as if the job process had been started anew
    again = night.run(START + 5)
    assert again is not None and again.extent == "nightly"
    at_once = publishing.figures(estimating._LAST[0].book.estimate, np.ones(len(night.facts.workers), bool))  # type: ignore[arg-type]
    assert step_by_step.keys() == at_once.keys()
    kept = estimating._LAST[0]
    fresh = estimating.opened(kept.book.frozen, kept.seen.orders, kept.seen.workers, kept.seen.households, NO_PENALTIES, kept.book.now)
    night.run(START + 6)
    assert kept.book.estimate is not None and fresh.estimate is not None
    np.testing.assert_allclose(kept.book.estimate.score, fresh.estimate.score, atol=1e-6)


def test_after_the_days_of_the_rulebook_parameters_are_found_anew_and_the_drift_is_kept(night: Night) -> None:
    night.run(START)
    run = [night.run(START + day) for day in range(1, 8)][-1]
    assert run is not None and run.extent == "cold"
    assert run.rank_kept_micro is not None and run.rank_kept_micro > 980_000 and run.drift_micro is not None
    assert len(list(publishing.folder().glob("*.json.gz"))) == 1


def test_a_row_is_written_only_when_the_published_value_moves_by_a_step(night: Night) -> None:
    first = night.run(START)
    assert first is not None and first.moved == len(night.facts.workers)
    night.day = START + 1
    pipeline.estimate_reputation()  # nothing happened but the calendar
    second = ReputationRun.objects.order_by("-position")[0]
    assert second.position != first.position and second.moved == 0
    assert ReputationEstimate.objects.count() == first.moved
    latest = scores.reputation_of(list(night.facts.workers.values()))
    assert {one.from_position for one in latest.values()} == {first.position}


def test_a_past_day_finds_the_estimate_it_was_given(night: Night) -> None:
    first = night.run(START)
    last = night.run(START + 21)
    assert first is not None and last is not None and last.moved > 0
    workers = list(night.facts.workers.values())
    then, now = (scores.reputation_of(workers, position=one.position) for one in (first, last))
    assert any(then[w].score != now[w].score for w in workers)
    assert scores.reputation_of(workers, day=first.run_on) == then
    assert scores.reputation_moved(first.position, last.position) == sorted(w for w in workers if then[w] != now[w])


def test_what_was_published_is_not_edited(night: Night) -> None:
    night.run(START)
    for table in ("scoring_reputation_estimate", "scoring_reputation_run"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET " + ("score = 0" if "estimate" in table else "moved = 0"))


def test_erasing_a_family_leaves_past_estimates_standing_and_asks_for_a_fresh_fit(night: Night) -> None:
    night.run(START)
    before = scores.reputation_of(list(night.facts.workers.values()))
    forget([next(iter(night.facts.households.values()))])
    assert scores.reputation_of(list(night.facts.workers.values())) == before
    assert not list(publishing.folder().glob("*.json.gz"))
    run = night.run(START + 1)
    assert run is not None and run.extent == "cold"


def test_erasing_a_worker_takes_her_estimates_and_no_others(night: Night) -> None:
    night.run(START)
    gone, *others = night.facts.workers.values()
    forget([gone])
    assert set(scores.reputation_of([gone, *others])) == set(others)


def test_an_order_taken_back_leaves_the_estimate(night: Night) -> None:
    night.run(START)
    found = ledger.facts_about(next(iter(night.facts.workers.values()))).of("order", "rating", "complaint.finding")
    ledger_actions.correct(DRAFTER, found, "batch_undone")
    orders = estimating.gathered(clock.today(), ledger.checkpoint().size, packaged("reputation-2026")).orders
    assert next(iter(night.facts.workers.values())) not in orders["worker"].to_pylist()
    assert night.run(START + 1) is not None


def test_suspected_families_wait_for_a_look_and_a_finding_stands(tmp_path: Path) -> None:
    for night in opened(tmp_path, "ballot"):
        night.run(364)
        listed = scores.suspicions()
        assert listed and all(one.reasons and one.orders and not one.finding for one in listed)
        fake = night.facts.world.truth.fake_household
        named = dict(zip(night.facts.households.values(), fake.tolist(), strict=True))
        assert sum(named[one.household] for one in listed) / len(listed) > 0.9
        worst = listed[0].household
        with pytest.raises(Refused, match="核查结论"):
            actions.find(DRAFTER, worst, "guilty", "called")
        actions.find(DRAFTER, worst, "genuine", "called", "电话里说得出服务员的样子")
        assert worst not in {one.household for one in scores.suspicions()}
        assert scores.suspicion(worst).finding == "genuine" and scores.suspicions(decided=True)[0].household == worst
        tables = estimating.gathered(clock.today(), ledger.checkpoint().size, packaged("reputation-2026"))
        assert dict(zip(tables.households["household"].to_pylist(), tables.households["finding"].to_pylist(), strict=True))[worst] == 1
        night.run(366)
        assert Suspected.objects.get(pk=worst).finding == "genuine"
