"""用工经历一览 — spells of work for lists: written by the pipeline from what the ledger holds, read by company.

Derived: `follow` makes the rows of each worker what her spells are now, writing only what differs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from jiaxin.apps.registry.models import WorkSpell
from jiaxin.domain.employment.ghosts import Listed
from jiaxin.domain.employment.spells import Said, Spell, twice
from jiaxin.kit.bulk import chunks

_OF_SPELL = tuple(f.name for f in fields(Spell))
_COLUMNS = ("subject", *_OF_SPELL, "twice_since")
_STATE, _SAID = _OF_SPELL.index("state"), {str(one): one for one in Said}  # asked ten thousands of times for one list
_KEY = ("subject", "company", "started_on")


def follow(batch: Mapping[str, Sequence[Spell]]) -> None:
    """Bring the rows of these workers up to date; a worker without spells loses hers."""
    wanted = {key: row for subject, found in batch.items() for key, row in _rows(subject, found)}
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for some in chunks(list(batch), 400):
        for row in WorkSpell.objects.filter(subject__in=some).values_list(*_COLUMNS):
            known[row[: len(_KEY)]] = row
    gone = [key for key in known if key not in wanted]
    for subject, company, started_on in gone:
        WorkSpell.objects.filter(subject=subject, company=company, started_on=started_on).delete()
    changed = [row for key, row in wanted.items() if known.get(key) != row]
    for some in chunks(changed, 300):
        WorkSpell.objects.bulk_create(
            [WorkSpell(**dict(zip(_COLUMNS, row, strict=True))) for row in some],
            update_conflicts=True,
            unique_fields=list(_KEY),
            update_fields=[name for name in _COLUMNS if name not in _KEY],
        )


def clear() -> None:
    WorkSpell.objects.all().delete()


def spells_listed(companies: Iterable[str] | None = None) -> dict[str, list[Listed]]:
    """Company → everybody it lists or listed. Within the reach of whoever asks."""
    rows = WorkSpell.objects.order_by("company", "subject", "started_on")
    if companies is not None:
        rows = rows.filter(company__in=list(companies))
    found: dict[str, list[Listed]] = {}
    for subject, since, *of in rows.values_list("subject", "twice_since", *_OF_SPELL):
        of[_STATE] = _SAID[of[_STATE]]
        spell = Spell(*of)
        found.setdefault(spell.company, []).append(Listed(subject, spell, since))
    return found


def _rows(subject: str, found: Sequence[Spell]) -> Iterable[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    since = twice(found)
    for spell in found:
        if spell.company:  # work on her own account is nobody's list
            values = {name: getattr(spell, name) for name in _OF_SPELL} | {"state": str(spell.state)}
            row = (subject, *(values[name] for name in _OF_SPELL), since.get(spell.company) if spell.runs else None)
            yield (subject, spell.company, spell.started_on), row
