"""表的种类 — how one kind of sheet is declared: its columns, its checks, the facts it becomes.

A kind is one file in this folder that defines `SHEET`; nothing else is edited. A column feeds one
field of one record kind (`feeds="health.check.health_checked_on"`); label, aliases and reader come
from there unless the column says otherwise, so that a heading is written down once. Columns that
feed nothing (`feeds=""`) are read for the checks alone.

Not here  how a heading finds its column (mapping), what a reader accepts (values.readers),
          what a check says (quality), how drafts become facts (apps/intake).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value

Values: TypeAlias = Mapping[str, Value]  # flat column name → canonical value; dates are ISO text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet kind.

    name     flat name, unique in the sheet; the name used in JSON
    feeds    `<record kind>.<field>`; empty = kept for no record
    label    heading in the template; empty = the record field's label
    reads    reader code; empty = the record field's reader
    aliases  other headings, added to those of the record field
    topic    what the column is about: a code of `headings.TOPICS` (usually that of its record kind, then
             leave it empty) or a pattern of words
    aspect   which property of it: codes of `headings.ASPECTS` joined by `|`; a `?` behind = may be left out
    hints    words too weak to map by themselves; they map when the content agrees as well
    looks    code of a pattern in `content` that the text of such a column shows
    words    for a closed list: each entry its label and other spellings; overrides the record field's
    required an empty cell is an error (`value-missing`; name, id and phone have checks of their own)
    listed   appears in JSON answers; others only feed facts: what cannot be read there is left out, the row is not refused
    nothing  words such as 无 or / stand for an empty cell; else they are fillers, and an error
    expiry   a heading that names the day it runs out is accepted too: the value is a year earlier
    personal a heading about somebody else (紧急联系人电话) is never this column
    only     aliases of the record field are not added: they mean something else in this sheet
    """

    name: str
    feeds: str = ""
    label: str = ""
    reads: str = ""
    aliases: tuple[str, ...] = ()
    topic: str = ""
    aspect: str = ""
    hints: tuple[str, ...] = ()
    looks: str = ""
    words: tuple[tuple[str, ...], ...] = ()
    required: bool = False
    listed: bool = True
    nothing: bool = True
    expiry: bool = False
    personal: bool = False
    only: bool = False


class Draft(NamedTuple):
    """A fact still without subject id and provenance; the intake app adds those.

    subject_of  worker | company | household | region | district: whose fact it is
    columns     field name → column letter it was read from
    """

    kind: str
    subject_of: str
    happened_on: date
    key: tuple[str, ...]
    clear: Mapping[str, Value]
    sealed: Mapping[str, Value]
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """What facts need besides the row. `letters`: column name → column letter in this sheet."""

    as_of: date
    letters: Mapping[str, str] = field(default_factory=dict)


Composer: TypeAlias = Callable[[Values, Setting, list[Draft]], list[Draft]]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet.

    titles    words of a title or a sheet name that speak for this kind
    requires  the sheet is of this kind only if all columns of one of these groups are present
    anchors   columns that tell a row of data from a total or a note (empty = any column)
    checks    names of the checks of `quality` that apply, in their order; what readers say always applies
    composes  adds to or changes the drafts that follow from `feeds` (`sheets.composing`)
    subjects  record kind → whose fact it is, where the record kind leaves it open
    legacy    an older platform says so: nothing it states ever counts as verified
    states    record kinds this sheet may establish; other columns only tell who is meant. Empty = all
    """

    code: str
    label: str
    columns: tuple[Column, ...]
    titles: tuple[str, ...] = ()
    requires: tuple[tuple[str, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    composes: Composer | None = None
    subjects: tuple[tuple[str, str], ...] = ()
    states: tuple[str, ...] = ()
    legacy: bool = False

    def column(self, name: str) -> Column:
        for one in self.columns:
            if one.name == name:
                return one
        raise Refused("sheet.no-column", f"“{self.label}”没有 {name} 这一列", "请对照填表说明核对列名")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


@cache
def sheet_kinds() -> Mapping[str, SheetKind]:
    """All declared sheet kinds by code. Two files with one code stop the program."""
    found: dict[str, SheetKind] = {}
    package = import_module("jiaxin.domain.sheets")
    for module in iter_modules(package.__path__, package.__name__ + "."):
        one = getattr(import_module(module.name), "SHEET", None)
        if one is None:
            continue
        if one.code in found:
            raise RuntimeError(f"sheet kind {one.code} is declared twice")
        found[one.code] = one
    return MappingProxyType(dict(sorted(found.items())))


def sheet_kind(code: str) -> SheetKind:
    try:
        return sheet_kinds()[code]
    except KeyError:
        known: Sequence[str] = tuple(k.label for k in sheet_kinds().values())
        raise Refused("sheet.unknown-kind", f"没有“{code}”这种表", f"可选：{'、'.join(known)}") from None
