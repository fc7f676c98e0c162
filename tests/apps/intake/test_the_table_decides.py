"""Confirming claims and taking batches back obey the tables of their procedures, verb by verb."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from jiaxin.apps.intake import actions, claims, queries, undoing
from jiaxin.apps.intake.models import Batch, Claim
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, Role, Thing, may
from jiaxin.domain.procedures.claim_confirmation import WAYS
from jiaxin.domain.procedures.procedure import Step, procedure
from jiaxin.kit import clock as the_clock
from jiaxin.kit.ids import new_id
from tests.cast import CAST

pytestmark = pytest.mark.django_db
CLAIMS, UNDO = procedure("claim-confirmation"), procedure("batch-undo")
BUREAU = "bureau"
JOBS = {"take-back", "lapse", "correct", "finish"}  # verbs that no person takes
WAY_OF = {way.verb: name for name, way in WAYS.items()}


@pytest.fixture(autouse=True)
def standing_still(clock):
    with the_clock.set_clock(clock):
        yield clock


@pytest.fixture
def her() -> str:
    (one,) = registry.enrol([registry.Claimed(CAST.worker.name, CAST.worker.id_number, CAST.worker.phone)])
    return one.subject


def person(role: Role, subject: str) -> Actor:
    own = subject if role in (Role.WORKER, Role.HOUSEHOLD) else ""
    return Actor(f"the-{role}", role, BUREAU, "349912001", subject=own, grid="01", fresh=True)


def claim_of(subject: str, state: str = "awaiting", batch: str = "") -> str:
    today = the_clock.today()
    made = Claim.objects.create(
        id=new_id(), subject=subject, source=BUREAU, batch=batch, state=state, made_at=the_clock.now(),
        lapses_on=claims.lapses_on(today),
    )  # fmt: skip
    return made.id


def taking(verb: str, subject: str, claim: str) -> Callable[[Actor], object]:
    """The action of intake that takes this step of the table."""
    if verb in WAY_OF:
        return lambda actor: actions.confirm(actor, subject, WAY_OF[verb], ["a" * 64], [claim])
    if verb == "refuse":
        return lambda actor: actions.refuse(actor, subject, claim)
    if verb == "take-back":
        return lambda actor: claims.take_back(actor, Claim.objects.get(id=claim).batch)
    assert verb == "lapse"
    return lambda actor: actions.lapse_due(the_clock.today())


def written(subject: str) -> list[Entry]:
    return [e for e in ledger.history_of_many([subject])[subject] if e.fact.kind.startswith("claim.")]


def last_and_first_day(step: Step) -> tuple[date | None, date]:
    today = the_clock.today()
    return step.closes_on(today), step.opens_on(today)


def every(rules_of: str) -> list[Step]:
    return [step for step in procedure(rules_of).steps if "" not in step.origins]


@pytest.mark.parametrize("step", every("claim-confirmation"), ids=lambda s: s.verb)
def test_a_claim_goes_where_the_table_says_and_what_it_says_is_recorded(step: Step, her: str, standing_still) -> None:
    claim = claim_of(her, batch="b1")
    standing_still.forward(days=(step.opens_on(the_clock.today()) - the_clock.today()).days)
    actor = Actor.job("undo") if step.verb in JOBS else next(a for a in people(step, her))
    taking(step.verb, her, claim)(actor)
    assert Claim.objects.get(id=claim).state == step.to
    (entry,) = written(her)
    assert (entry.fact.kind, entry.fact.clear["claim"]) == (step.records, claim)
    if step.verb in WAY_OF:
        way = WAYS[WAY_OF[step.verb]]
        assert (entry.fact.standing, entry.fact.provenance.channel) == (way.standing, way.channel)
        assert entry.fact.provenance.evidence == (("a" * 64,) if step.needs else ())


@pytest.mark.parametrize("step", every("claim-confirmation"), ids=lambda s: s.verb)
def test_from_no_other_state(step: Step, her: str, standing_still) -> None:
    elsewhere = [claim_of(her, state, "b1") for state in CLAIMS.states if state not in step.origins]
    standing_still.forward(days=40)
    for claim in elsewhere:
        before = Claim.objects.get(id=claim).state
        actor = Actor.job("undo") if step.verb in JOBS else next(a for a in people(step, her))
        try:
            taking(step.verb, her, claim)(actor)
        except Refused:
            pass
        else:
            assert step.verb in JOBS, "a person is told"
        assert Claim.objects.get(id=claim).state == before
    assert written(her) == []


@pytest.mark.parametrize("step", [s for s in every("claim-confirmation") if s.verb not in JOBS], ids=lambda s: s.verb)
@pytest.mark.parametrize("role", Role)
def test_by_nobody_else(step: Step, role: Role, her: str) -> None:
    claim, actor = claim_of(her), person(role, her)
    if any(may(actor, one, hers(her)) for one in step.who):
        taking(step.verb, her, claim)(actor)
        assert Claim.objects.get(id=claim).state == step.to
    else:
        with pytest.raises(Refused, match=r"access\."):
            taking(step.verb, her, claim)(actor)
        assert Claim.objects.get(id=claim).state == "awaiting"


@pytest.mark.parametrize("step", every("claim-confirmation"), ids=lambda s: s.verb)
def test_within_its_days(step: Step, her: str, standing_still) -> None:
    claim = claim_of(her, batch="b1")
    closes, opens = last_and_first_day(step)
    actor = Actor.job("undo") if step.verb in JOBS else next(a for a in people(step, her))
    if opens > the_clock.today():
        standing_still.forward(days=(opens - the_clock.today()).days - 1)
        taking(step.verb, her, claim)(actor)
        assert Claim.objects.get(id=claim).state == "awaiting", "not yet"
    elif closes is not None:
        standing_still.forward(days=(closes - the_clock.today()).days + 1)
        with pytest.raises(Refused, match=r"procedure\.too-late"):
            taking(step.verb, her, claim)(actor)
        assert Claim.objects.get(id=claim).state == "awaiting"


@pytest.mark.parametrize("way", [name for name, way in WAYS.items() if any(not need.endswith("?") for need in CLAIMS.step(way.verb, "awaiting").needs)])
def test_not_without_what_it_needs(way: str, her: str) -> None:
    step = CLAIMS.step(WAYS[way].verb, "awaiting")
    claim_of(her)
    with pytest.raises(Refused, match=r"procedure\.needs"):
        actions.confirm(next(a for a in people(step, her)), her, way)


def test_what_is_too_late_does_not_keep_the_rest_from_being_confirmed(her: str, standing_still) -> None:
    old = claim_of(her)
    standing_still.forward(days=31)
    new = claim_of(her)
    assert actions.confirm(person(Role.WORKER, her), her, "phone") == 1
    assert dict(Claim.objects.values_list("id", "state")) == {old: "awaiting", new: "confirmed"}


def batch_of(state: str, **more: object) -> Batch:
    return Batch.objects.create(
        id=new_id(), organisation=BUREAU, channel="sheet", actor="clerk", filename="样例.xlsx", file_sha256="0" * 64,
        file_bytes=1, as_of=the_clock.today(), state=state, made_at=the_clock.now(), **more,
    )  # fmt: skip


def landed(state: str = "accepted") -> Batch:
    return batch_of(state, accepted_at=the_clock.now(), accepted_by="clerk")


@pytest.mark.parametrize("role", Role)
def test_a_batch_is_taken_back_by_whom_the_table_names(role: Role, her: str) -> None:
    batch, actor = landed(), person(role, her)
    ask = UNDO.step("ask", "landed")
    if any(may(actor, one, Thing(organisation=BUREAU)) for one in ask.who):
        actions.undo(actor, batch.id)
        actions.work()
        assert Batch.objects.get(id=batch.id).state == "undone"
    else:
        with pytest.raises(Refused, match=r"access\."):
            actions.undo(actor, batch.id)


def test_a_batch_is_taken_back_within_the_days_of_the_table(standing_still) -> None:
    batch, ask = landed(), UNDO.step("ask", "landed")
    closes = ask.closes_on(the_clock.today())
    assert closes == undoing.last_day(batch) == the_clock.today() + timedelta(days=30)
    standing_still.forward(days=31)
    with pytest.raises(Refused, match=r"procedure\.too-late"):
        actions.undo(person(Role.BUREAU_ADMIN, ""), batch.id)
    standing_still.forward(days=-1)
    actions.undo(person(Role.BUREAU_ADMIN, ""), batch.id)


@pytest.mark.parametrize("state", ["received", "checked", "cancelled", "failed", "undoing", "undone"])
def test_a_batch_is_taken_back_from_no_other_state(state: str) -> None:
    asked = {"actor": "clerk", "organisation": BUREAU, "at": the_clock.now().isoformat()}
    gone = state.startswith("undo")
    batch = batch_of(state, **({"accepted_at": the_clock.now(), "counts": {"undo": asked}} if gone else {}))
    with pytest.raises(Refused, match=r"procedure\.no-step|batch\.not-landed"):
        actions.undo(person(Role.BUREAU_ADMIN, ""), batch.id)
    assert Batch.objects.get(id=batch.id).state == state


def test_unconfirmed_claims_end_with_their_batch(her: str) -> None:
    batch = landed()
    ends, stays = claim_of(her, batch=batch.id), claim_of(her, batch="another")
    actions.undo(person(Role.BUREAU_ADMIN, ""), batch.id)
    actions.work()
    assert dict(Claim.objects.values_list("id", "state")) == {ends: "lapsed", stays: "awaiting"}
    assert [e.fact.clear["method"] for e in written(her)] == ["batch_undone"]


def test_a_claim_past_its_last_day_does_not_stop_the_others(her: str, standing_still) -> None:
    over = claim_of(her)
    standing_still.forward(days=20)
    stands = claim_of(her)
    standing_still.forward(days=15)  # the nightly job has not ended the first one yet
    assert [claim for claim, _, _ in queries.claims_awaiting(her)] == [stands]
    assert actions.confirm(person(Role.WORKER, her), her, "phone") == 1
    assert dict(Claim.objects.values_list("id", "state")) == {over: "awaiting", stands: "confirmed"}


def test_every_verb_of_both_tables_was_tried() -> None:
    assert {s.verb for s in every("claim-confirmation")} == {*WAY_OF, "refuse", "take-back", "lapse"}
    assert {s.verb for s in every("batch-undo")} == {"ask", "correct", "finish"}


def hers(subject: str) -> Thing:
    return claims.things_of(Actor("x", Role.BUREAU_ADMIN, BUREAU, "349912001", grid="01"), [subject])[subject]


def people(step: Step, subject: str) -> list[Actor]:
    found = [person(role, subject) for role in Role]
    return [a for a in found if any(may(a, one, hers(subject)) for one in step.who)]
