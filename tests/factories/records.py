"""Valid facts of any kind, made from the declarations: one by one, or by the hundred with hypothesis.

A new kind needs nothing here. Values are plausible in form only; people made here are called 样某.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from hypothesis import strategies as st

from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing, Value
from jiaxin.domain.records.kind import Field, Kind, kind
from jiaxin.domain.records.natural_key import natural_key
from jiaxin.domain.records.shapes import Shape, shape
from jiaxin.domain.sheets.sheet import Draft

A_DAY = date(2026, 5, 6)
A_SUBJECT = "AAAABBBBCCCCDDDD"
A_COMPANY = "EEEEFFFFGGGGHHHH"
BY_HAND = Provenance(source="样例家政", channel=Channel.SHEET, actor="样例账号", sheet="Sheet1", row=2)


def a_value(field: Field) -> Value:
    """One valid value of a field, always the same."""
    one = _plain(field)
    if field.many:
        return [str(one)]
    return one


def _plain(field: Field) -> str | int | bool:
    if field.choices:
        return field.choices[0]
    if field.words and shape(field) in (Shape.CODE, Shape.TEXT):
        return field.words[0][0]
    form = shape(field)
    if form is Shape.DATE:
        return A_DAY.isoformat()
    if form is Shape.INSTANT:
        return "2026-05-06T09:30:00+08:00"
    if form is Shape.INT:
        return max(field.bounds[0], 1) if field.bounds else 1
    if form is Shape.DECIMAL:
        return "7.5"
    if form is Shape.BOOL:
        return True
    return f"样例{field.label}"


def a_fact(code: str, subject: str = A_SUBJECT, happened_on: date | None = None, **values: Value) -> Fact:
    """A valid fact with every field filled; `values` replace single fields, None leaves one out."""
    one = kind(code)
    filled: dict[str, Value] = {field.name: a_value(field) for field in one.fields}
    for name, value in values.items():
        one.field(name)
        filled[name] = value
    return _fact(one, subject, filled, happened_on)


def _fact(one: Kind, subject: str, filled: Mapping[str, Value], happened_on: date | None) -> Fact:
    sealed = {field.name for field in one.fields if field.sealed}
    kept = {name: value for name, value in filled.items() if value is not None}
    day = str(kept[one.happened]) if one.happened in kept else A_DAY.isoformat()
    company = A_COMPANY if one.subject == "worker" else ""
    return Fact(
        kind=one.code,
        subject=subject,
        happened_on=happened_on or date.fromisoformat(day),
        provenance=BY_HAND,
        key=natural_key(one, kept, company, BY_HAND.source),
        clear={name: value for name, value in kept.items() if name not in sealed},
        sealed={name: value for name, value in kept.items() if name in sealed},
        standing=Standing.TYPED,
        version=one.version,
        company=company,
    )


def an_entry(fact: Fact, position: int = 1, recorded_at: datetime = datetime(2026, 5, 7, 1, 2, 3, tzinfo=UTC)) -> Entry:
    return Entry(position=position, id=f"entry{position:011d}", recorded_at=recorded_at, fact=fact)


def values(field: Field) -> st.SearchStrategy[Value]:
    """Any valid value of a field."""
    one = _each(field)
    return st.lists(one, max_size=3) if field.many else one


def _each(field: Field) -> st.SearchStrategy[str | int | bool]:
    if field.choices:
        return st.sampled_from(field.choices)
    form = shape(field)
    if form is Shape.DATE:
        return st.dates(date(1950, 1, 1), date(2040, 12, 31)).map(date.isoformat)
    if form is Shape.INSTANT:
        return st.integers(0, 2 * 10**9).map(lambda second: datetime.fromtimestamp(second, UTC).isoformat())
    if form is Shape.INT:
        low, high = field.bounds or (0, 10**9)
        return st.integers(low, high)
    if form is Shape.DECIMAL:
        return st.decimals(0, 1000, places=2).map(lambda d: format(d, "f"))
    if form is Shape.BOOL:
        return st.booleans()
    if field.words:
        return st.sampled_from([spellings[0] for spellings in field.words])
    return st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@st.composite
def facts(draw: st.DrawFn, code: str) -> Fact:
    """Any valid fact of a kind: required fields always, the others now and then."""
    one = kind(code)
    filled = {f.name: draw(values(f)) for f in one.fields if f.required or draw(st.booleans())}
    subject = draw(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16))
    return _fact(one, subject, filled, None)


def from_draft(draft: Draft, subject: str = A_SUBJECT) -> Fact:
    """The fact a door makes of a draft, with a subject and a source of ours."""
    return Fact(
        kind=draft.kind,
        subject=subject,
        happened_on=draft.happened_on,
        provenance=BY_HAND,
        key=draft.key,
        clear=draft.clear,
        sealed=draft.sealed,
    )
