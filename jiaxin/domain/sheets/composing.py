"""组成事实 — the values of a sound row become drafts of facts, by what each column feeds.

One draft per record kind that has something to say: at least one field beyond the company or the
collection data, and everything the kind requires. Words become codes, decimals stay text, hours get their
hundredths. A certificate without a date happened in the year its number names.

Unit     `happened_on`: the kind's own day; else the day of collection; else the day of import.
Not here subject ids, provenance, standing (apps/intake).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import Field, Kind, kind
from jiaxin.domain.sheets.sheet import Draft, Setting, SheetKind, Values
from jiaxin.domain.sheets.wanted import Form, form_of
from jiaxin.domain.values import skill_number
from jiaxin.domain.values.dates import months_later

# fields that tell how a row came about, not what it says: alone they make no fact
_ABOUT_THE_ROW = frozenset({"collected_by", "collected_on", "remark", "company_credit_code"})
_PARTIES = frozenset({"company", "source", "recorded"})


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of one draft: column name → field name."""

    column: str
    field: str
    sealed: bool
    code: Callable[[Value], Value] | None


@dataclass(frozen=True, slots=True)
class _Recipe:
    kind: Kind
    subject_of: str
    parts: tuple[_Part, ...]
    telling: frozenset[str]  # columns of which at least one must be filled
    required: tuple[str, ...]  # fields without which there is no fact
    columns: Mapping[str, str]
    derive: Callable[[dict[str, Value], str], None] | None


class Composer:
    """Made once for a sheet; called for every sound row."""

    def __init__(self, sheet: SheetKind, setting: Setting, form: Form | None = None) -> None:
        self._setting = setting
        self._today = setting.as_of
        self._also = sheet.composes
        self._recipes = _recipes(sheet, form or form_of(sheet), setting)

    def drafts(self, values: Values) -> list[Draft]:
        made: list[Draft] = []
        for recipe in self._recipes:
            draft = self._draft(recipe, values)
            if draft is not None:
                made.append(draft)
        return self._also(values, self._setting, made) if self._also else made

    def _draft(self, recipe: _Recipe, values: Values) -> Draft | None:
        clear: dict[str, Value] = {}
        sealed: dict[str, Value] = {}
        telling = False
        for part in recipe.parts:
            value = values.get(part.column)
            if value is None:
                continue
            if part.code is not None:
                value = part.code(value)
                if value is None:
                    continue
            if part.sealed:
                sealed[part.field] = value
            else:
                clear[part.field] = value
            telling = telling or part.column in recipe.telling
        if not telling:
            return None
        happened = self._happened(recipe, clear, sealed, values)
        if recipe.derive is not None:
            recipe.derive(clear, happened)
        for name in recipe.required:
            if name not in clear and name not in sealed:
                return None
        key = tuple("" if n in _PARTIES else _text(clear.get(n, sealed.get(n))) for n in recipe.kind.key)
        return Draft(
            recipe.kind.code, recipe.subject_of, date.fromisoformat(happened), key, clear, sealed, recipe.columns
        )

    def _happened(self, recipe: _Recipe, clear: Values, sealed: Values, values: Values) -> str:
        name = recipe.kind.happened
        told = clear.get(name) or sealed.get(name) if name else None
        if told:
            return str(told)[:10]
        if recipe.kind.code == "skill.certificate" and (number := sealed.get("skill_number")):
            year = skill_number.year_of(str(number))
            if year is not None:
                return f"{year}-01-01"
        return str(values.get("collected_on") or self._today.isoformat())


def _recipes(sheet: SheetKind, form: Form, setting: Setting) -> tuple[_Recipe, ...]:
    subjects = dict(sheet.subjects)
    by_kind: dict[str, list[_Part]] = {}
    for wanted in form.wanted.values():
        if not wanted.record or (setting.letters and wanted.name not in setting.letters):
            continue
        target = kind(wanted.record).field(wanted.column.feeds.rpartition(".")[2])
        by_kind.setdefault(wanted.record, []).append(_Part(wanted.name, target.name, target.sealed, _coder(target)))
    made = []
    for code, parts in by_kind.items():
        if sheet.states and code not in sheet.states:
            continue
        one = kind(code)
        subject = subjects.get(code) or ("worker" if one.subject == "any" else one.subject)
        telling = frozenset(p.column for p in parts if p.field not in _ABOUT_THE_ROW)
        columns = {p.field: setting.letters.get(p.column, "") for p in parts}
        required = tuple(f.name for f in one.fields if f.required)
        made.append(_Recipe(one, subject, tuple(parts), telling, required, columns, _DERIVED.get(code)))
    return tuple(made)


def _coder(target: Field) -> Callable[[Value], Value] | None:
    """Labels become codes, where the field holds codes; nothing to do otherwise."""
    if not target.choices:
        return None
    codes = {word: target.choices[i] for i, entry in enumerate(target.words) for word in entry}
    codes |= {c: c for c in target.choices}

    def code(value: Value) -> Value:
        if isinstance(value, list):
            return [codes[str(v)] for v in value if str(v) in codes] or None
        return codes.get(str(value))

    return code


def _text(value: Value | None) -> str:
    return "" if value is None else str(value)


def _health(clear: dict[str, Value], happened: str) -> None:
    """A check-up holds for a year; the last day is the one before the anniversary. Source  商服贸规函〔2020〕191号."""
    if checked_on := clear.get("health_checked_on"):
        clear["valid_through"] = (date.fromisoformat(months_later(str(checked_on), 12)) - timedelta(days=1)).isoformat()


def _training(clear: dict[str, Value], happened: str) -> None:
    if hours := clear.get("training_hours"):
        clear["training_hours_hundredths"] = int(Decimal(str(hours)) * 100)


_DERIVED: Mapping[str, Callable[[dict[str, Value], str], None]] = {"health.check": _health, "training": _training}
