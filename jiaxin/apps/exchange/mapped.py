"""按对照表导出 — a selection of people under a mapping: rows, what could not be filled, who was left out and why.

Whoever asks leaves one receipt naming everybody on the list, before anything is opened; whoever has withdrawn, has not
confirmed, or is beyond reach is not opened at all. A file is written down with the purpose and its rows carry codes.

Not here  what a column means (domain/mappings), choosing people (portals), bringing a version into force (scoring).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access import limits
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as rules
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.mappings.filling import FilledRow, fill
from jiaxin.domain.mappings.mapping import KIND, ExportMapping, mapping_of, packaged_mappings
from jiaxin.domain.permissions import Actor, Permission, Thing, fields_of, may
from jiaxin.domain.rulebooks.reading import Rulebook


@dataclass(frozen=True, slots=True)
class MappedRow:
    subject: str
    name: str  # masked
    row: FilledRow


@dataclass(frozen=True, slots=True)
class Mapped:
    """rows in the order asked for; `left_out` reason → how many."""

    mapping: ExportMapping
    rows: tuple[MappedRow, ...]
    left_out: dict[str, int]

    @property
    def complete(self) -> int:
        return sum(one.row.complete for one in self.rows)

    @property
    def lacking(self) -> list[tuple[str, int]]:
        """Heading → rows without it, most first."""
        return Counter(gap.heading for one in self.rows for gap in one.row.gaps).most_common()


def mapping_books() -> list[Rulebook]:
    """Every version that is or was in force: those promulgated, and those that came with the product unless replaced."""
    made = rules.rulebooks_of(KIND)
    names = {one.version for one in made}
    return [*(one for one in packaged_mappings() if one.version not in names), *made]


def mappings_on(day: date) -> list[ExportMapping]:
    """Of each table the version that applies on a day."""
    found: dict[str, Rulebook] = {}
    for book in mapping_books():
        code = str(book.data["subject"])
        if book.applies(day) and (code not in found or found[code].valid_from <= book.valid_from):
            found[code] = book
    return [mapping_of(found[code]) for code in sorted(found)]


def mapping_on(code: str, day: date) -> ExportMapping:
    found = next((one for one in mappings_on(day) if one.code == code), None)
    if found is None:
        raise Refused("mapping.unknown", "没有这张对照表", "请从列表中选择")
    return found


def mapped(actor: Actor, mapping: ExportMapping, lines: Sequence[registry.FileLine], purpose: str, as_of: date) -> Mapped:
    """Raises Refused beyond the rows of one file; a step-up is asked for before anything is opened."""
    require(actor, Permission.MAPPED_EXPORT, Thing.of(actor))
    if len(lines) > limits.MAPPED_ROWS:
        raise Refused("mapping.too-many", f"选中了 {len(lines):,} 人，一次最多导出 {limits.MAPPED_ROWS:,} 人", "请按街道或企业分几次导出")
    answers = [(line, may(actor, Permission.MAPPED_EXPORT, _thing(line))) for line in lines]
    going = [line for line, answer in answers if answer is True]
    left_out = Counter(answer.reason for _, answer in answers if answer is not True)
    if not going:
        return Mapped(mapping, (), dict(left_out))
    log_read(actor, [line.subject for line in going], mapping.classes & fields_of(actor.role, Permission.MAPPED_EXPORT), f"导出到{mapping.label}：{purpose}")
    facts = ledger.facts_about_many([line.subject for line in going], as_of=as_of)
    firms = registry.companies({line.company for line in going if line.company})
    rows = []
    for line in going:
        firm = firms.get(line.company)
        company = {"name": firm.name, "credit_code": firm.credit_code} if firm else {}
        about = facts[line.subject]
        profile = about.latest("profile")
        allowed = fields_of(actor.role, Permission.MAPPED_EXPORT, line.refused)
        name = mask_name(str(profile.get("name") or "")) if profile else "*"
        rows.append(MappedRow(line.subject, name, fill(about, company, mapping, allowed)))
    return Mapped(mapping, tuple(rows), dict(left_out))


def _thing(line: registry.FileLine) -> Thing:
    return Thing(line.subject, line.company, line.street, line.grid, consent=line.consent, refused=line.refused)
