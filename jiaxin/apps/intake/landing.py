"""入库 — judged rows become facts, 500 at a time, each chunk in one transaction with its cursor.

A chunk lands whole or not at all, and a chunk that landed is not landed again: the cursor moves in
the same transaction. Even a chunk repeated from an older cursor writes nothing, because the ledger
knows each fact by its natural key.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from jiaxin.apps.access.queries import organisation_kind
from jiaxin.apps.intake.models import Batch, BatchFinding
from jiaxin.apps.intake.states import CLAIM_DAYS
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry.enrolling import Claimed, Enrolled
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.standing import standing_of
from jiaxin.kit import clock
from jiaxin.kit.bulk import insert_many
from jiaxin.kit.ids import new_ids

CLAIM_COLUMNS = {
    "id": "varchar",
    "subject": "varchar",
    "source": "varchar",
    "batch": "varchar",
    "state": "varchar",
    "made_at": "timestamptz",
    "lapses_on": "date",
}


WRITTEN = ("new", "changed", "conflicting")


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom the rows of a chunk speak of, found or made."""

    workers: dict[int, Enrolled]
    households: dict[int, Enrolled]
    companies: dict[str, str]


def land(batch: Batch, rows: Sequence[dict[str, Any]], steps: Any = None) -> Counter[str]:
    """Land one chunk of judged rows and move the cursor past it. Returns counts by outcome."""
    good = [row for row in rows if row["status"] in ("ok", "warning")]
    with transaction.atomic():
        step(steps, "land.begin")
        parties = _parties(good)
        facts, asked = _facts(batch, good, parties)
        ready = ledger.prepare(facts)
        step(steps, "land.prepared")
        placed = ledger.append(ready)
        step(steps, "land.appended")
        outcomes = Counter(p.outcome for p in placed)
        written = [(f, p) for f, p in zip(facts, placed, strict=True) if p.outcome in WRITTEN]
        _keep_claims(batch, {f.claim: f.subject for f, _ in written if f.claim})
        outcomes["questions"] = len(asked)
        BatchFinding.objects.bulk_create(asked)
        if written:
            batch.spans = [*batch.spans, [written[0][1].position, written[-1][1].position]]
        batch.cursor += 1
        counts = Counter(batch.counts.get("facts", {})) + outcomes
        batch.counts = batch.counts | {"facts": dict(counts)}
        batch.save(update_fields=["cursor", "counts", "spans"])
        step(steps, "land.cursor")
    step(steps, "land.committed")
    return outcomes


def step(steps: Any, name: str) -> None:
    """Named places at which fault tests stop the process."""
    if steps is not None:
        steps(name)


def _parties(rows: Sequence[dict[str, Any]]) -> Parties:
    workers = [(i, row["worker"]) for i, row in enumerate(rows) if row.get("worker")]
    households = [(i, row["household"]) for i, row in enumerate(rows) if row.get("household")]
    named = {row["company"][0]: row["company"][1] for row in rows if row.get("company")}
    return Parties(
        dict(zip([i for i, _ in workers], registry.enrol([Claimed(*w) for _, w in workers]), strict=True)),
        dict(
            zip(
                [i for i, _ in households],
                registry.enrol([Claimed(name, "", phone) for _, (name, phone) in households], "household"),
                strict=True,
            )
        ),
        registry.enrol_companies(list(named.items())) if named else {},
    )


def _facts(batch: Batch, rows: Sequence[dict[str, Any]], parties: Parties) -> tuple[list[Fact], list[BatchFinding]]:
    facts: list[Fact] = []
    asked: list[BatchFinding] = []
    speaker = organisation_kind(batch.organisation)
    channel = Channel(batch.channel)
    claim_ids = new_ids(len(rows))
    standings: dict[str, Standing] = {}
    for i, row in enumerate(rows):
        worker = parties.workers.get(i)
        if worker is not None and worker.conflict:
            asked.append(_question(batch, row))
            continue
        said = Provenance(batch.organisation, channel, batch.actor, batch.id, row["sheet"], row["row"])
        company = parties.companies[row["company"][0]] if row.get("company") else ""
        household = parties.households[i].subject if i in parties.households else ""
        of = {"worker": worker.subject if worker else "", "company": company, "household": household}
        for code, subject_of, happened_on, key, clear, sealed in row["facts"]:
            if not (subject := of.get(subject_of, subject_of)):
                continue
            if code not in standings:
                standings[code] = standing_of(kind(code), speaker)
            standing = standings[code]
            facts.append(
                Fact(
                    kind=code,
                    subject=subject,
                    happened_on=date.fromisoformat(happened_on),
                    provenance=said,
                    key=(company, *key) if code == "employment" else tuple(key),
                    clear=clear,
                    sealed=sealed,
                    standing=standing,
                    company=company if subject_of != "company" else "",
                    counterparty=household,
                    claim=claim_ids[i] if standing is Standing.CLAIMED else "",
                )
            )
    return facts, asked


def _question(batch: Batch, row: dict[str, Any]) -> BatchFinding:
    return BatchFinding(
        batch=batch.id,
        sheet=row["sheet"],
        row=row["row"],
        column_letter=row.get("cells", {}).get("id_number", ""),
        field="id_number",
        code="registry-name-conflict",
        severity="error",
        said="该身份证号已建档，但登记姓名与本表不同",
        do_this="请核对证件原件；姓名确有变更的，请持证件到街道窗口办理",
    )


def _keep_claims(batch: Batch, claims: dict[str, str]) -> None:
    now = clock.now()
    lapses_on = clock.today() + timedelta(days=CLAIM_DAYS)
    insert_many(
        "intake_claim",
        CLAIM_COLUMNS,
        [(c, s, batch.organisation, batch.id, "awaiting", now, lapses_on) for c, s in claims.items()],
    )
