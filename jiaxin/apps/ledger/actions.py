"""Add to the record. Nothing here changes what is written."""

from collections.abc import Iterable, Sequence

from jiaxin.apps.ledger import appending, queries
from jiaxin.apps.ledger.appending import Placed as Placed
from jiaxin.apps.ledger.appending import Prepared
from jiaxin.apps.ledger.models import Follower
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance
from jiaxin.domain.history import CORRECTION
from jiaxin.domain.permissions import Actor
from jiaxin.domain.records.bound import bound
from jiaxin.domain.records.due_process import hold
from jiaxin.domain.records.kind import resting_on_another, under_due_process
from jiaxin.kit import clock


def prepare(facts: Sequence[Fact]) -> Prepared:
    """Validate, seal and commit, outside any lock."""
    _hold(facts)
    return appending.prepare(facts)


def append(facts: Sequence[Fact] | Prepared) -> list[Placed]:
    """Place facts in order, in one transaction (the caller's, if one is open).

    The caller has asked for permission: this is an inner action. Raises `Refused` for a fact that
    does not fit its kind; then nothing is written.
    """
    return appending.place(facts if isinstance(facts, Prepared) else prepare(facts))


def _hold(facts: Sequence[Fact]) -> None:
    """No consequence enters without its due process, and no points without the entry they come from, whoever writes them."""
    guarded, resting = under_due_process(), resting_on_another()
    for fact in facts:
        if fact.kind in guarded:
            hold(fact)
        elif fact.kind in resting and (entry := bound(fact)) and not queries.said_about(fact.subject, entry):
            raise Refused("points.no-entry", "积分写的来源记录不在这个人的档案里", "请从本人可以记分的记录里选择")


def correct(actor: Actor, entries: Iterable[Entry], reason: str, note: str = "") -> list[Placed]:
    """Take facts out of force. They stay in the record, with the correction behind them."""
    today = clock.today()
    said = Provenance(actor.organisation or "district", Channel.SYSTEM, actor.id)
    return append(
        [
            Fact(
                kind=CORRECTION,
                subject=entry.fact.subject,
                happened_on=today,
                provenance=said,
                key=(entry.id,),
                clear={"of": entry.id, "reason": reason},
                sealed={"note": note} if note else {},
                company=entry.fact.company,
            )
            for entry in entries
        ]
    )


def follow(name: str, position: int) -> None:
    """Remember how far a derived table has followed."""
    if not Follower.objects.filter(name=name).update(position=position):
        Follower.objects.create(name=name, position=position)
