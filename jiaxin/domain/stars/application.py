"""星级申报表 — filled from the record as far as the record goes; only what nobody has told us is asked.

Source  DB15/T 3738-2024, six parts in the rules of stars (rulebooks/stars-*.toml).
Unit    the share of items that need no typing, in thousandths.
Silent  an item without a source in the record stays empty; it is never guessed.
Not here  points (assessors give them), the way to a star (procedures/star_rating).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.rulebooks.publication import publication_rules
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for


@dataclass(frozen=True, slots=True)
class Item:
    """One line. `value` empty = to be typed; `entries` are what it rests on."""

    part: str
    code: str
    label: str
    value: str
    entries: tuple[str, ...] = ()


def star_rules(day: date) -> Rulebook:
    return packaged_for("stars", day)


def prefilled(company: Facts, figures: Mapping[str, int], on: date, book: Rulebook) -> tuple[Item, ...]:
    """The application as the record fills it. `figures` are the company's figures of the day, as its score has them."""
    book.must_be("stars")
    made = []
    for part in book.data["part"]:
        for one in part["items"]:
            value, entries = _found(one, company, figures, on)
            made.append(Item(str(part["label"]), str(one["code"]), str(one["label"]), value, entries))
    return tuple(made)


def share(items: Sequence[Item]) -> int:
    """Filled of all, in thousandths."""
    return 1000 * sum(bool(one.value) for one in items) // len(items) if items else 0


def _found(one: Mapping[str, str], company: Facts, figures: Mapping[str, int], on: date) -> tuple[str, tuple[str, ...]]:
    if name := one.get("figure"):
        return (in_words(name, figures[name]) if name in figures else ""), ()
    if kind := one.get("count"):
        found = tuple(e for e in company.of(kind) if _counts(e, on))
        return str(len(found)), tuple(e.id for e in found)
    if path := one.get("fact"):
        kind, _, field = path.rpartition(".")
        newest = [e for e in company.of(kind) if e.get(field) not in (None, "")]
        if newest:
            latest = max(newest, key=lambda e: (e.fact.happened_on, e.position))
            value = latest.get(field)
            return in_words(field, value) if isinstance(value, int) else kinds()[kind].field(field).word(str(value)), (latest.id,)
    return "", ()


def in_words(name: str, value: int) -> str:
    """A figure as people read it; its unit is in its name."""
    if name.endswith("_fen"):
        return f"{value // 1_000_000:,} 万元"
    if name.endswith("-mille"):
        return f"{value // 10}.{value % 10}%"
    return f"{value // 1000}.{value % 1000 // 10:02d} 星" if name.endswith("-milli") else str(value)


def record_counts(company: Facts, kind: str, on: date, penalty_class: str = "") -> int:
    """How many records of a kind count in the application; of one class of penalties, where it is named."""
    return sum(_counts(e, on) for e in company.of(kind) if not penalty_class or e.get("penalty_class") == penalty_class)


def _counts(entry: Entry, on: date) -> bool:
    """Whether a record counts in the application: within its window, as the page shows it."""
    if entry.fact.kind == "penalty":
        decided = date.fromisoformat(str(entry.get("decided_on")))
        return publication_rules().of(str(entry.get("penalty_class"))).shown(decided, on)
    if entry.fact.kind == "complaint.finding":
        return entry.get("upheld") is True and add_months(on, -12) < entry.fact.happened_on <= on
    months = 24 if entry.fact.kind == "inspection" else 36
    return add_months(on, -months) < entry.fact.happened_on <= on
