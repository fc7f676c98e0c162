"""入库 — judged rows become facts, 500 at a time, each chunk in one transaction with its cursor.

A chunk lands whole or not at all, and a chunk that landed is not landed again: the cursor moves in
the same transaction. Even a chunk repeated from an older cursor writes nothing, because the ledger
knows each fact by its natural key.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access.queries import organisation_kind
from jiaxin.apps.intake import questions, verification, waiting
from jiaxin.apps.intake.claims import OPEN, lapses_on
from jiaxin.apps.intake.models import Batch, BatchFinding, OrderParties
from jiaxin.apps.intake.parties import Parties, decided, parties_of
from jiaxin.apps.intake.registry_look import finding_of
from jiaxin.apps.intake.states import State
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.sheets.sheet import sheet_kinds
from jiaxin.domain.standing import standing_of
from jiaxin.kit import clock
from jiaxin.kit.bulk import insert_many, instant
from jiaxin.kit.ids import new_ids

Steps = Callable[[str], None] | None
LEGACY = "legacy"  # source of what an older platform says: whoever hands the export in does not say it herself
WRITTEN = ("new", "changed", "conflicting")
CLAIM_COLUMNS = {
    "id": "varchar",
    "subject": "varchar",
    "source": "varchar",
    "batch": "varchar",
    "state": "varchar",
    "made_at": "timestamptz",
    "lapses_on": "date",
}
LEVELS = {"区": "district", "街道": "street", "社区": "community", "网格": "grid"}


def land(batch: Batch, rows: Sequence[dict[str, Any]], steps: Steps = None) -> bool:
    """Land one chunk of judged rows and move the cursor past it. False when the batch is no longer to be landed."""
    with transaction.atomic():
        if not still_landing(batch):
            return False
        good = waiting.unquestioned(batch, rows)
        step(steps, "land.begin")
        parties = parties_of(good, batch.sheet_kind, batch.organisation)
        facts = list(_facts(batch, good, parties))
        ready = ledger.prepare(facts)
        step(steps, "land.prepared")
        placed = ledger.append(ready)
        step(steps, "land.appended")
        outcomes = Counter(p.outcome for p in placed)
        written = [(f, p) for f, p in zip(facts, placed, strict=True) if p.outcome in WRITTEN]
        _keep_claims(batch, {f.claim: f.subject for f, _ in written if f.claim})
        _keep_orders(batch, good, parties)
        verification.answered(batch.sheet_kind, facts)
        outcomes["regions"] = _regions(good)
        outcomes["questions"] = _ask(batch, good, parties)
        questions.keep(batch, good, parties)
        tally = Counter(batch.counts.get("baseline", {}))
        tally.update("\x1f".join(part or "" for part in row["baseline"]) for row in good if row.get("baseline"))
        if written:
            batch.spans = [*batch.spans, [written[0][1].position, written[-1][1].position]]
        batch.cursor += 1
        facts_so_far = Counter(batch.counts.get("facts", {})) + outcomes
        batch.counts = batch.counts | {"facts": dict(facts_so_far), "baseline": dict(tally)}
        batch.save(update_fields=["cursor", "counts", "spans"])
        step(steps, "land.cursor")
    step(steps, "land.committed")
    return True


def land_decided(batch: Batch, row: dict[str, Any], worker: str) -> None:
    """Land one row of which a person has said whom it means. In the caller's transaction, under a lock on the batch."""
    who = [decided(row, batch.sheet_kind, worker)]
    facts = list(_facts(batch, [row], who))
    placed = ledger.append(facts)
    written = [(f, p) for f, p in zip(facts, placed, strict=True) if p.outcome in WRITTEN]
    _keep_claims(batch, {f.claim: f.subject for f, _ in written if f.claim})
    _keep_orders(batch, [row], who)
    verification.answered(batch.sheet_kind, facts)
    if written:
        batch.spans = [*batch.spans, [written[0][1].position, written[-1][1].position]]
        batch.save(update_fields=["spans"])


def still_landing(batch: Batch) -> bool:
    """Asked under a lock on the row: taking a batch back sets its state and cursor, which must not be overwritten."""
    return Batch.objects.select_for_update().filter(id=batch.id, state=State.ACCEPTING, cursor=batch.cursor).exists()


def step(steps: Steps, name: str) -> None:
    """Named places at which fault tests stop the process."""
    if steps is not None:
        steps(name)


def _facts(batch: Batch, rows: Sequence[Mapping[str, Any]], parties: Sequence[Parties]) -> Iterator[Fact]:
    speaker = organisation_kind(batch.organisation)
    kept = sheet_kinds().get(batch.sheet_kind)
    legacy = kept is not None and kept.legacy
    channel, source = (Channel.LEGACY, LEGACY) if legacy else (Channel(batch.channel), batch.organisation)
    claim_ids = new_ids(len(rows))
    district = registry.place(settings.DISTRICT.name)
    standings: dict[str, Standing] = {}
    for row, who, claim in zip(rows, parties, claim_ids, strict=True):
        if who.question:
            continue
        said = Provenance(source, channel, batch.actor, batch.id, row["sheet"], row["row"])
        worker, company, household = who.worker, who.company, who.household
        of = {"worker": worker or company, "company": company, "household": household, "district": district}
        for code, subject_of, happened_on, clear, key, sealed in row["facts"]:
            standing = standings.get(code)
            if standing is None:
                standing = standings[code] = standing_of(kind(code), speaker)
            if not (subject := of.get(subject_of, subject_of)):
                continue
            yield Fact(
                code,
                subject,
                happened_on,
                said,
                _key(code, key, company, source) if _has_parties(code) else tuple(key),
                clear,
                sealed,
                standing,
                company=company if subject != company else "",
                counterparty=household,
                claim=claim if standing is Standing.CLAIMED else "",
            )


def _key(code: str, key: Sequence[str], company: str, source: str) -> tuple[str, ...]:
    """The natural key with the parties that only landing knows."""
    parties = {"company": company, "source": source}
    return tuple(parties.get(name, part) for name, part in zip(kind(code).key, key, strict=True))


@cache
def _has_parties(code: str) -> bool:
    return not {"company", "source"}.isdisjoint(kind(code).key)


def _keep_claims(batch: Batch, claims: Mapping[str, str]) -> None:
    now = instant(clock.now())
    until = lapses_on(clock.today())
    insert_many(
        "intake_claim",
        CLAIM_COLUMNS,
        [(c, s, batch.organisation, batch.id, OPEN, now, until) for c, s in claims.items()],
    )


def _keep_orders(batch: Batch, rows: Sequence[Mapping[str, Any]], parties: Sequence[Parties]) -> None:
    if batch.sheet_kind != "order-ledger":
        return
    OrderParties.objects.bulk_create(
        (
            OrderParties(
                organisation=batch.organisation,
                order_no=row["order_no"],
                worker=who.worker,
                company=who.company,
                household=who.household,
            )
            for row, who in zip(rows, parties, strict=True)
            if row.get("order_no") and who.worker
        ),
        ignore_conflicts=True,
    )


def _regions(rows: Sequence[Mapping[str, Any]]) -> int:
    found = [row["region"] for row in rows if row.get("region")]
    return registry.set_regions(
        [
            (code, name, LEVELS[level], parent or "", date.fromisoformat(since), date.fromisoformat(until) if until else None)
            for code, name, level, parent, since, until in found
        ]
    )


def _ask(batch: Batch, rows: Sequence[Mapping[str, Any]], parties: Sequence[Parties]) -> int:
    """What the register says now and did not say yet when the rows were checked."""
    asked = [finding_of(batch, who.question, row) for row, who in zip(rows, parties, strict=True) if who.question]
    BatchFinding.objects.bulk_create(asked)
    return len(asked)


def close_baseline(batch: Batch) -> None:
    """摸底 — when a baseline register has landed whole: one fact per street, community and day. Unit: persons."""
    said = Provenance(batch.organisation, Channel(batch.channel), batch.actor, batch.id)
    facts = []
    for told, count in sorted(batch.counts.get("baseline", {}).items()):
        street, community, day = told.split("\x1f")
        clear = {"street": street, "baseline_on": day, "count": count, "source_name": batch.filename}
        facts.append(
            Fact(
                kind="baseline",
                subject=registry.place(street),
                happened_on=date.fromisoformat(day),
                provenance=said,
                key=(street, community, day),
                clear=clear | ({"community": community} if community else {}),
                standing=standing_of(kind("baseline"), organisation_kind(batch.organisation)),
            )
        )
    placed = ledger.append(facts)
    if fresh := [p.position for p in placed if p.outcome in WRITTEN]:
        batch.spans = [*batch.spans, [min(fresh), max(fresh)]]
        batch.save(update_fields=["spans"])
