"""来源存疑 — a peer found false is distrusted from a day: what came from it since stops counting, and each item is looked at.

What she has not confirmed ends: it was the peer's word alone, and can be asked for again. What she has confirmed is taken out of
force by a correction (the record itself is not touched), so scores and pages follow by themselves; she is told that this is no
measure against her, nothing adverse is derived from it, and she may bring the original like any paper. A person then says for
each item, or for all at once, that it stands (it is written anew, under the same claim of hers) or that it does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.exchange.models import Came, Peer
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as claims
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.notices import actions as notices
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing, field_class
from jiaxin.domain.records.kind import kind
from jiaxin.kit import clock

COUNTS, DOUBTED, STANDS, TAKEN, LAPSED = "counts", "doubted", "stands", "taken", "lapsed"
STATES = {COUNTS: "照常", DOUBTED: "待核实，暂不计入", STANDS: "核实后恢复", TAKEN: "不属实，已撤除", LAPSED: "本人没有确认，已作废"}
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One claim that came from a peer. `kinds`: labels of its records; no values."""

    claim: str
    peer: str
    subject: str
    made_at: datetime
    state: str
    state_label: str
    kinds: tuple[str, ...]


def source_of(peer: str) -> str:
    """The organisation under whose name a peer's word stands in the record."""
    return f"peer-{peer}"


def doubt(actor: Actor, peer: str, since: date) -> int:
    """Everything that came since: how many items are flagged. Inner action of an approved change."""
    rows = [row for row in Came.objects.select_for_update().filter(peer=peer, state__in=(COUNTS, STANDS)).order_by("made_at", "claim") if row.made_at.astimezone(clock.CHINA).date() >= since]
    waiting = claims.claims_waiting([row.claim for row in rows])
    intake.end_claims(Actor.job("exchange"), sorted(waiting))
    for row in rows:
        if row.claim in waiting:
            row.state = LAPSED
        else:
            placed = [e for e in record.history_of_many([row.subject], opened=False)[row.subject] if e.id in row.entries]
            standing = {e.id for e in record.facts_about(row.subject, opened=False).entries}
            if not (counting := [e for e in placed if e.id in standing]):
                continue  # she refused it, or it gave way to something newer
            ledger.correct(actor, counting, "source_doubted")
            row.entries, row.state = [e.id for e in counting], DOUBTED
        row.save()
    for subject in dict.fromkeys(row.subject for row in rows if row.state == DOUBTED):
        notices.tell(Actor.job("exchange"), "exchange.doubted", {}, subject=subject)
    return len(rows)


def review(actor: Actor, peer: str, stands: bool, only: Iterable[str] = ()) -> int:
    """核实: the items named, or all that wait, stand or do not. How many."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    named = set(only)
    with transaction.atomic(), beyond("核实来源存疑的记录"):
        rows = [row for row in Came.objects.select_for_update().filter(peer=peer, state=DOUBTED).order_by("made_at", "claim")[: None if named else _AT_ONCE] if not named or row.claim in named]
        if not rows:
            raise Refused("exchange.nothing", "没有等待核实的记录", "可能已经核实过，请刷新页面")
        if stands:
            _restored(actor, rows)
        for row in rows:
            row.state, row.reviewed_by, row.reviewed_at = STANDS if stands else TAKEN, actor.id, clock.now()
            row.save()
        for subject in dict.fromkeys(row.subject for row in rows):
            notices.tell(Actor.job("exchange"), "exchange.settled", {}, subject=subject)
    return len(rows)


def _restored(actor: Actor, rows: Sequence[Came]) -> None:
    """Written anew: the correction stays in the record, and behind it the same words under the claim she confirmed."""
    job = Actor.job("exchange")
    for row in rows:
        classes = {field_class(e.fact.kind, "") for e in record.history_of_many([row.subject], opened=False)[row.subject] if e.id in row.entries}
        log_read(job, [row.subject], classes, "外地平台发来的记录核实后恢复", row.claim)
        entries = [e for e in record.history_of_many([row.subject])[row.subject] if e.id in row.entries]
        row.entries = [placed.id for placed in ledger.append([e.fact for e in entries])]


def items(actor: Actor, peer: str) -> list[Item]:
    """What came from a peer, what waits for a review first. No values and no names."""
    require(actor, Permission.LETTER_HANDLE, Thing(kind="peer"))
    rows = sorted(Came.objects.filter(peer=peer), key=lambda r: (r.state != DOUBTED, -r.made_at.timestamp(), r.claim))[:500]
    history = record.history_of_many(sorted({row.subject for row in rows}), opened=False)
    kinds = {e.id: kind(e.fact.kind).label for entries in history.values() for e in entries}
    return [Item(r.claim, r.peer, r.subject, r.made_at, r.state, STATES[r.state], tuple(dict.fromkeys(kinds[i] for i in r.entries if i in kinds))) for r in rows]


def doubted(subject: str) -> list[tuple[str, tuple[str, ...]]]:
    """Of one person: platform and kinds of record that wait for a review, for her own page."""
    names = dict(Peer.objects.values_list("code", "name"))
    rows = Came.objects.filter(subject=subject, state=DOUBTED).order_by("made_at", "claim")
    kinds = {e.id: kind(e.fact.kind).label for e in record.history_of_many([subject], opened=False)[subject]}
    return [(names.get(r.peer, r.peer), tuple(dict.fromkeys(kinds[i] for i in r.entries if i in kinds))) for r in rows]
