"""档案一览 — worker files for lists and counts, derived from what the ledger holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.registry.models import Code, Company, Region, WorkerFile
from jiaxin.apps.registry.queries import CodeLine
from jiaxin.domain.completeness import completeness
from jiaxin.domain.disclosure.consent import established, withdrawn_on
from jiaxin.domain.facts import Facts, Standing
from jiaxin.domain.history import CONFIRMED
from jiaxin.kit.bulk import chunks

_FIELDS = (
    "company",
    "street",
    "grid",
    "job_types",
    "confirmed",
    "claimed",
    "withdrawn",
    "verified",
    "missing",
    "expires_on",
    "due_on",
    "colour",
    "held",
    "filed_on",
    "orders_year",
    "upheld_year",
    "position",
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What the later projections found, for the list: colour, counts, the next day the calendar acts."""

    colour: str = ""
    due_on: date | None = None
    orders_year: int = 0
    upheld_year: int = 0
    held: bool = False  # red after review, stopped for some days, or withdrawn


def project(batch: Mapping[str, Facts], as_of: date, found: Mapping[str, Glance]) -> None:
    """Write the glance of each worker. `batch` holds facts with claims."""
    streets = _streets(as_of)
    rows = [_row(subject, facts, as_of, streets, found.get(subject, Glance())) for subject, facts in batch.items()]
    for some in chunks(rows, 400):
        WorkerFile.objects.bulk_create(
            some, update_conflicts=True, unique_fields=["subject"], update_fields=list(_FIELDS)
        )


def codes_followed(lines: Iterable[CodeLine]) -> None:
    """Note what the pages of codes show. A state that changed meanwhile differs still, and is followed next."""
    by_state: dict[str, list[bytes]] = {}
    for line in lines:
        if line.state != line.followed:
            by_state.setdefault(line.state, []).append(line.key)
    for state, keys in by_state.items():
        for some in chunks(keys, 400):
            Code.objects.filter(key__in=some).update(followed=state)


def _row(
    subject: str, facts: Facts, as_of: date, streets: Mapping[str, str], found: Glance
) -> WorkerFile:
    whole = completeness(facts, as_of)
    profile = facts.latest("profile")
    address = str(profile.get("residence_address") or "") if profile else ""
    spells = [e for e in facts.of("employment") if not e.get("ended_on")]
    filed = [e.fact.happened_on for e in facts.of(CONFIRMED)]
    doors = [str(e.get("grid")) for e in facts.of(CONFIRMED) if e.get("grid")]
    own = [e.fact.happened_on for e in facts.of("profile") if e.fact.standing is not Standing.CLAIMED]
    return WorkerFile(
        subject=subject,
        company=max(spells, key=lambda e: (e.fact.happened_on, e.position)).fact.company if spells else "",
        street=next((code for name, code in streets.items() if name in address), ""),
        grid=doors[-1] if doors else "",
        job_types=(profile.get("job_types") or []) if profile else [],
        confirmed=bool(filed or own),
        claimed=any(e.fact.standing is Standing.CLAIMED for e in facts.entries),
        withdrawn=withdrawn_on(established(facts), as_of) is not None,
        verified="identity" not in whole.missing,
        missing=list(whole.missing),
        expires_on=whole.expires_on,
        due_on=found.due_on,
        colour=found.colour,
        held=found.held,
        orders_year=found.orders_year,
        upheld_year=found.upheld_year,
        filed_on=min(filed + own, default=None),
        position=max((e.position for e in facts.entries), default=0),
    )


def _streets(on: date) -> dict[str, str]:
    rows = Region.objects.filter(level="street", valid_from__lte=on)
    return {name: code for name, code, to in rows.values_list("name", "code", "valid_to") if to is None or to >= on}


def company_pages_due(days: Mapping[str, date]) -> None:
    """When each company's public page grows old by itself."""
    rows = Company.objects.filter(subject__in=list(days))
    for row in rows:
        row.due_on = days[row.subject]
    Company.objects.bulk_update(rows, ["due_on"], batch_size=400)


def clear() -> None:
    """Throw the glances away: they are made again from the ledger."""
    WorkerFile.objects.all().delete()
