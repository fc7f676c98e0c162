"""档案一览 — worker files for lists and counts, derived from what the ledger holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.registry import files, likeness, queries, spells
from jiaxin.apps.registry.models import Code, Company, Region, WorkerFile
from jiaxin.apps.registry.queries import CodeLine, CompanyName
from jiaxin.domain.completeness import completeness
from jiaxin.domain.disclosure import Employer
from jiaxin.domain.disclosure.consent import established, refused, withdrawn_on
from jiaxin.domain.disclosure.purposes import consent_rules
from jiaxin.domain.employment.spells import spells as spells_in
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.history import CONFIRMED
from jiaxin.domain.identity.reading import Reading, read
from jiaxin.domain.values.old_code import leads, written
from jiaxin.kit.bulk import chunks

_FIELDS = (
    "company",
    "street",
    "grid",
    "job_types",
    "confirmed",
    "claimed",
    "withdrawn",
    "refused",
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


def project(batch: Mapping[str, Facts], as_of: date, found: Mapping[str, Glance]) -> dict[str, str]:
    """Write the glance of each worker. `batch` holds facts with claims. Returns where each works; empty: on her own account."""
    streets = _streets(as_of)
    rows = [_row(subject, facts, as_of, streets, found.get(subject, Glance())) for subject, facts in batch.items()]
    for some in chunks(rows, 400):
        WorkerFile.objects.bulk_create(
            some, update_conflicts=True, unique_fields=["subject"], update_fields=list(_FIELDS)
        )
    return {row.subject: row.company for row in rows}


def follow_spells(batch: Mapping[str, Sequence[Entry]]) -> None:
    """Bring the lists of who works where up to date with everything said about each; an id that stands for another has none."""
    spells.follow({subject: spells_in(history) for subject, history in batch.items()})


def old_codes(batch: Mapping[str, Facts]) -> dict[str, list[tuple[str, str]]]:
    """Each worker → (code an older platform gave her, her present code; empty while she has none). `batch` holds claims too."""
    told = {s: [str(e.get("old_code") or "") for e in facts.of("legacy.record")] for s, facts in batch.items()}
    carriers = [s for s, found in told.items() if any(map(leads, found))]
    present = queries.codes(carriers) if carriers else {}
    return {s: [(written(one), present.get(s, "")) for one in found if leads(one)] for s, found in told.items()}


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
        withdrawn=withdrawn_on(established(facts), as_of) is not None or facts.frozen_on is not None,
        refused=sorted(refused(established(facts), consent_rules(as_of).codes, as_of)),
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


def photo(facts: Facts) -> bytes | None:
    """Her latest photo, opened; None when there is none."""
    latest = facts.latest("photo")
    name = str(latest.get("photo_file") or "") if latest else ""
    return files.opened(facts.subject, name) if name else None


def employer_shown(facts: Facts, companies: Mapping[str, CompanyName]) -> Employer | None:
    """The company of the latest spell that goes on."""
    spells = [e for e in facts.of("employment") if not e.get("ended_on") and e.fact.company in companies]
    if not spells:
        return None
    company = companies[max(spells, key=lambda e: (e.fact.happened_on, e.position)).fact.company]
    return Employer(company.name, company.credit_code)


def company_pages_due(days: Mapping[str, date]) -> None:
    """When each company's public page grows old by itself."""
    rows = Company.objects.filter(subject__in=list(days))
    for row in rows:
        row.due_on = days[row.subject]
    Company.objects.bulk_update(rows, ["due_on"], batch_size=400)


def follow_records(batch: Mapping[str, Facts]) -> None:
    """Bring the index by which a row finds its person up to date with what was written down about each."""
    employers = {e.fact.company for facts in batch.values() for e in facts.of("employment")} - {""}
    names: dict[str, str] = {}
    for some in chunks(sorted(employers), 400):
        names.update(Company.objects.filter(subject__in=some).values_list("subject", "name"))
    likeness.follow({subject: _written(facts, names) for subject, facts in batch.items()})


def _written(facts: Facts, companies: Mapping[str, str]) -> dict[str, tuple[str, Reading]]:
    """Ledger entry → the id it was written under, and how the person was written down there. The company is the one of the time."""
    spells = facts.of("employment")
    found = {}
    for entry in facts.of("profile"):
        own = [e for e in spells if e.fact.provenance.source == entry.fact.provenance.source] or spells
        company = companies.get(own[-1].fact.company, "") if own else ""
        jobs = entry.get("job_types")
        cells = [entry.get(name) or "" for name in ("name", "gender", "id_number", "birth_date", "phone", "household_address")]
        reading = read([*map(str, cells), str(jobs[0]) if isinstance(jobs, list) and jobs else "", company])
        found[entry.id] = (entry.fact.subject, reading)
    return found


def clear() -> None:
    """Throw the glances and the index of records away: they are made again from the ledger."""
    WorkerFile.objects.all().delete()
    spells.clear()
    likeness.clear()
