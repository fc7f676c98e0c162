"""组成事实 — the values of a sound row become drafts of facts, by what each column feeds.

One draft per record kind that has something to say: at least one field beyond the company or the
collection data, and everything the kind requires. Words become codes, decimals stay text, hours get their
hundredths. A certificate without a date happened in the year its number names.

Rows of a sheet say much the same: the same course, the same form of consent, the same day. What goes into the
clear is therefore put together once for each combination of values and shared by the drafts that say it.

Unit     `happened_on`: the kind's own day; else the day of collection; else the day of import.
Not here subject ids, provenance, standing (apps/intake).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import Field, Kind, kind
from jiaxin.domain.sheets.sheet import Draft, Setting, SheetKind, Values
from jiaxin.domain.sheets.wanted import Form, form_of
from jiaxin.domain.values import skill_number
from jiaxin.domain.values.dates import months_later

# fields that tell how a row came about, not what it says: alone they make no fact
_ABOUT_THE_ROW = frozenset({"collected_by", "collected_on", "remark", "company_credit_code"})
_PARTIES = frozenset({"company", "source", "recorded"})
_REMEMBERED = 8192  # clear sides of one kind; those of a column of unique values are made anew
_Coder: TypeAlias = Callable[[Value], Value]
_Coded: TypeAlias = tuple[tuple[str, _Coder], ...]
_Picker: TypeAlias = Callable[[Values], dict[str, Value]]


class _Opened(NamedTuple):
    """The clear side of a fact, shared by all rows that say the same. Never changed once made."""

    clear: Mapping[str, Value]
    complete: bool  # nothing missing here that the kind requires
    tells: bool  # something is said here beyond how the row came about
    happened: date | None  # the kind's own day, where it stands in the clear
    key: tuple[str, ...]  # with empty text where a sealed field or a party stands
    whole: Draft | None  # the fact itself, where it says nothing else


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How the drafts of one record kind are made."""

    code: str
    subject_of: str
    happened: str
    key: tuple[str, ...]  # field names; empty text where a party of the fact stands
    sealed_key: tuple[tuple[int, str], ...]  # place in the key, field
    clear: _Picker
    clear_cells: Callable[[Values], tuple[Value, ...]]  # all that the clear side is made of
    clear_coded: _Coded  # field, label → code
    clear_required: tuple[str, ...]  # fields without which there is no fact
    sealed: _Picker
    sealed_coded: _Coded
    sealed_required: tuple[str, ...]
    clear_telling: frozenset[str]  # fields of which at least one must be filled, here or sealed
    sealed_telling: frozenset[str]
    all_clear: bool  # no column of the sheet feeds a sealed field of it
    columns: Mapping[str, str]
    derive: Callable[[dict[str, Value]], None] | None
    remembered: dict[tuple[object, ...], _Opened]


class Composer:
    """Made once for a sheet; called for every sound row."""

    def __init__(self, sheet: SheetKind, setting: Setting, form: Form | None = None) -> None:
        self._setting = setting
        self._today = setting.as_of.isoformat()
        self._also = sheet.composes
        self._makers = tuple(_maker(recipe, self._today) for recipe in _recipes(sheet, form or form_of(sheet), setting))

    def drafts(self, values: Values) -> list[Draft]:
        made = [draft for make in self._makers if (draft := make(values)) is not None]
        return self._also(values, self._setting, made) if self._also else made


def _maker(recipe: _Recipe, today: str) -> Callable[[Values], Draft | None]:
    """A recipe ready to be followed: its parts as plain names, because seven are followed for every row of a roster."""
    code, subject_of, columns, own_day = recipe.code, recipe.subject_of, recipe.columns, recipe.happened
    clear_cells, remembered = recipe.clear_cells, recipe.remembered
    pick, coded, required = recipe.sealed, recipe.sealed_coded, recipe.sealed_required
    sealed_key, sealed_telling = recipe.sealed_key, recipe.sealed_telling

    def make(values: Values) -> Draft | None:
        try:
            opened = remembered.get(clear_cells(values)) or _opened(recipe, values)
        except TypeError:  # a list of several choices
            opened = _opened(recipe, values)
        if opened.whole is not None:
            return opened.whole
        if not opened.complete:
            return None
        sealed = pick(values)
        if not opened.tells and sealed_telling.isdisjoint(sealed):
            return None
        if coded:
            _encode(sealed, coded)
        for name in required:
            if name not in sealed:
                return None
        key = opened.key
        if sealed_key:
            parts = list(key)
            for place, name in sealed_key:
                parts[place] = _text(sealed.get(name))
            key = tuple(parts)
        day = opened.happened or _day(_happened(code, own_day, sealed, values) or today)
        return Draft(code, subject_of, day, key, opened.clear, sealed, columns)

    return make


def _happened(code: str, own_day: str, sealed: Values, values: Values) -> str:
    """The day of a fact whose clear side does not tell it; empty where the row does not either."""
    if own_day and (told := sealed.get(own_day)):
        return str(told)[:10]
    if code == "skill.certificate" and (number := sealed.get("skill_number")):
        year = skill_number.year_of(str(number))
        if year is not None:
            return f"{year}-01-01"
    return str(values.get("collected_on") or "")


def _opened(recipe: _Recipe, values: Values) -> _Opened:
    cells: tuple[object, ...] = recipe.clear_cells(values)
    try:
        found = recipe.remembered.get(cells)
    except TypeError:  # a list of several choices
        cells = tuple([tuple(cell) if isinstance(cell, list) else cell for cell in cells])
        found = recipe.remembered.get(cells)
    if found is not None:
        return found
    clear = recipe.clear(values)
    tells = not recipe.clear_telling.isdisjoint(clear)
    _encode(clear, recipe.clear_coded)
    told = clear.get(recipe.happened) if recipe.happened else None
    if recipe.derive is not None:
        recipe.derive(clear)
    complete = all(name in clear for name in recipe.clear_required)
    key = tuple([_text(clear.get(name)) if name else "" for name in recipe.key])
    happened = _day(str(told)[:10]) if told and complete else None
    whole = None
    if happened and tells and recipe.all_clear:
        whole = Draft(recipe.code, recipe.subject_of, happened, key, clear, {}, recipe.columns)
    found = _Opened(clear, complete, tells, happened, key, whole)
    if len(recipe.remembered) < _REMEMBERED:
        recipe.remembered[cells] = found
    return found


def _encode(held: dict[str, Value], coded: _Coded) -> None:
    for field, code in coded:
        if field in held:
            if (held_code := code(held[field])) is not None:
                held[field] = held_code
            else:
                del held[field]


def _recipes(sheet: SheetKind, form: Form, setting: Setting) -> tuple[_Recipe, ...]:
    by_kind: dict[str, list[tuple[str, Field]]] = {}
    for wanted in form.wanted.values():
        if wanted.record and not (setting.letters and wanted.name not in setting.letters):
            field = kind(wanted.record).field(wanted.column.feeds.rpartition(".")[2])
            if not sheet.states or wanted.record in sheet.states:
                by_kind.setdefault(wanted.record, []).append((wanted.name, field))
    subjects = dict(sheet.subjects)
    return tuple(_recipe(kind(code), parts, subjects.get(code, ""), setting) for code, parts in by_kind.items())


def _recipe(one: Kind, parts: list[tuple[str, Field]], subject: str, setting: Setting) -> _Recipe:
    coders = [(field, coder) for _, field in parts if (coder := _coder(field)) is not None]
    clear = [(field.name, column) for column, field in parts if not field.sealed]
    all_there = bool(setting.letters)
    key = tuple("" if name in _PARTIES else name for name in one.key)
    telling = frozenset(field.name for _, field in parts).difference(_ABOUT_THE_ROW)
    sealed = frozenset(field.name for _, field in parts if field.sealed)
    return _Recipe(
        code=one.code,
        subject_of=subject or ("worker" if one.subject == "any" else one.subject),
        happened=one.happened,
        key=key,
        sealed_key=tuple((place, name) for place, name in enumerate(key) if name and one.field(name).sealed),
        clear=_picker(clear, all_there),
        clear_cells=_cells([column for _, column in clear], all_there),
        clear_coded=tuple((field.name, coder) for field, coder in coders if not field.sealed),
        clear_required=tuple(f.name for f in one.fields if f.required and not f.sealed),
        sealed=_picker([(field.name, column) for column, field in parts if field.sealed], all_there),
        sealed_coded=tuple((field.name, coder) for field, coder in coders if field.sealed),
        sealed_required=tuple(f.name for f in one.fields if f.required and f.sealed),
        clear_telling=telling.difference(sealed),
        sealed_telling=telling.intersection(sealed),
        all_clear=not sealed and not any(f.required and f.sealed for f in one.fields),
        columns={field.name: setting.letters.get(column, "") for column, field in parts},
        derive=_DERIVED.get(one.code),
        remembered={},
    )


def _cells(columns: Sequence[str], all_there: bool) -> Callable[[Values], tuple[Value, ...]]:
    """The values of some columns, as one."""
    if all_there and len(columns) > 1:
        return itemgetter(*columns)
    return lambda values: tuple([values.get(column) for column in columns])


def _picker(pairs: Sequence[tuple[str, str]], all_there: bool) -> _Picker:
    """What is filled in, by field name, out of (field name, column name). `all_there`: every column is in the sheet."""

    def one_by_one(values: Values) -> dict[str, Value]:
        get = values.get
        return {field: value for field, column in pairs if (value := get(column)) is not None}

    if not all_there or len(pairs) < 2:
        return one_by_one
    names = tuple(field for field, _ in pairs)
    take = itemgetter(*(column for _, column in pairs))

    def at_once(values: Values) -> dict[str, Value]:
        found = take(values)
        return one_by_one(values) if None in found else dict(zip(names, found, strict=True))

    return at_once


@lru_cache(maxsize=1 << 14)  # the days of a file repeat
def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def _coder(target: Field) -> _Coder | None:
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


def _health(clear: dict[str, Value]) -> None:
    """A check-up holds for a year; its last day is the one before the anniversary. Source  商服贸规函〔2020〕191号."""
    if clear.get("health_checked_on"):
        clear["valid_through"] = _a_year_later(str(clear["health_checked_on"]))


@lru_cache(maxsize=1 << 12)
def _a_year_later(iso: str) -> str:
    return (date.fromisoformat(months_later(iso, 12)) - timedelta(days=1)).isoformat()


def _training(clear: dict[str, Value]) -> None:
    if hours := clear.get("training_hours"):
        clear["training_hours_hundredths"] = int(Decimal(str(hours)) * 100)


_DERIVED: Mapping[str, Callable[[dict[str, Value]], None]] = {"health.check": _health, "training": _training}
