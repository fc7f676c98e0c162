"""离职 — a company says, person by person, that somebody no longer works there. A claim until she confirms."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.queries import organisation_kind
from jiaxin.apps.intake.claims import OPEN, lapses_on
from jiaxin.apps.intake.models import Batch, Claim
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.employment.answers import spelled
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.standing import standing_of
from jiaxin.kit import clock
from jiaxin.kit.ids import new_ids


def end_employments(actor: Actor, batch_id: str, subjects: Sequence[str], ended_on: date) -> int:
    """Record that these workers, ticked by hand after a roster, have left. Returns how many were recorded."""
    batch = Batch.objects.filter(id=batch_id).first()
    if batch is None:
        raise Refused("batch.unknown", "没有这个批次", "请从批次列表进入")
    require(actor, Permission.BATCH_ACCEPT, Thing(organisation=batch.organisation))
    if ended_on > clock.today():
        raise Refused("employment.future", "离职日期不能晚于今天", "请填写实际离职的日期")
    here = {line.subject for line in registry.file_lines_of(batch.organisation)}
    if strangers := [s for s in subjects if s not in here]:
        raise Refused("access.absent", f"有 {len(strangers)} 人不在本企业名册中", "请刷新页面后重新勾选")
    spells = _open_spells(batch.organisation, subjects)
    facts = _facts(actor, batch, spells, ended_on)
    now, until = clock.now(), lapses_on(clock.today())
    with transaction.atomic():
        ledger.append(facts)
        Claim.objects.bulk_create(
            Claim(
                id=claim, subject=subject, source=batch.organisation, batch=batch.id,
                state=OPEN, made_at=now, lapses_on=until,
            )
            for claim, subject in {f.claim: f.subject for f in facts if f.claim}.items()
        )  # fmt: skip
    return len({f.subject for f in facts})


def _open_spells(company: str, subjects: Sequence[str]) -> list[Entry]:
    """Every spell of theirs with the company that goes on, whatever beginning it was told with: the last statement of each."""
    found: list[Entry] = []
    for facts in record.facts_about_many(list(subjects), with_claims=True).values():
        runs: dict[tuple[str, str], list[Entry]] = {}
        for entry in facts.of("employment"):
            if entry.fact.company == company:
                runs.setdefault(spelled(entry), []).append(entry)
        found += [max(run, key=lambda e: e.position) for run in runs.values() if not any(e.get("ended_on") for e in run)]
    return found


def _facts(actor: Actor, batch: Batch, spells: Sequence[Entry], ended_on: date) -> list[Fact]:
    """Her end in each spell, all of them one claim."""
    standing = standing_of(kind("employment"), organisation_kind(batch.organisation))
    said = Provenance(batch.organisation, Channel.SHEET, actor.id, batch.id)
    claims = dict(zip(dict.fromkeys(e.fact.subject for e in spells), new_ids(len(spells)), strict=False))
    made = []
    for entry in spells:
        began = str(entry.get("started_on") or "")
        if began and ended_on.isoformat() < began[:10]:
            raise Refused("employment.before-start", f"离职日期早于入职日期 {began[:10]}", "请核对离职日期后重新提交")
        made.append(
            entry.fact._replace(
                provenance=said,
                clear={**entry.fact.clear, "ended_on": ended_on.isoformat()},
                standing=standing,
                claim=claims[entry.fact.subject] if standing is Standing.CLAIMED else "",
                supersedes="",
            )
        )
    return made
