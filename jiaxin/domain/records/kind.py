"""记录种类 — how one kind of credit record is declared.

From one declaration follow the template column, the heading aliases, the entry form, the cell
checks, the ledger's validation, the cut for the public card, the reference page and the test
factory. A kind is one file in this folder that defines `KIND`; nothing else is edited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from jiaxin.domain.errors import Refused


class Sight(StrEnum):
    """可见范围 — the widest circle that may see a field (field table of the credit file)."""

    PUBLIC = "public"  # by scan, once she has confirmed
    AUTHORISED = "authorised"  # after her consent to this query
    COMPANY = "company"  # her company and the regulators
    REGULATOR = "regulator"


class Tone(StrEnum):
    FAVOURABLE = "favourable"
    ADVERSE = "adverse"
    NEUTRAL = "neutral"


class Basis(StrEnum):
    """依据 — why we may hold it. What rests on consent is a claim until she confirms."""

    CONSENT = "consent"
    TRANSACTION = "transaction"  # both parties took part: order, visit, rating, complaint
    STATUTE = "statute"  # a public authority's act
    SYSTEM = "system"  # bookkeeping about other facts


class Shelf(StrEnum):
    """架 — public credit information and industry reputation are two shelves; nothing moves from one to the other."""

    PUBLIC = "public_credit"  # 公共信用信息: an authority's document with its legal basis
    INDUSTRY = "industry"  # 行业记录: ratings, complaints, findings, measures of the industry
    FILE = "file"  # the rest of the credit file


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record kind.

    name     flat English name, the same word wherever the same thing is meant
    label    Chinese heading in the template; `aliases` are other headings offices use
    reads    code of the reader in `domain.values.readers` that turns a cell into a value
    unit     unit of a number, empty for everything else
    sealed   encrypted under the subject's key; never measured
    measured becomes a column of the fact segments
    choices  the codes a fact may hold here; empty = not a closed list
    words    what people write: for each choice its Chinese label and other spellings; without
             choices, the words of an open list, held as they are written (label first)
    many     a list of values
    derived  computed from other fields; never a column of a template
    bounds   least and greatest whole number that makes sense
    """

    name: str
    label: str
    reads: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    sight: Sight = Sight.COMPANY
    sealed: bool = False
    measured: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    many: bool = False
    derived: bool = False
    bounds: tuple[int, int] | None = None

    def word(self, code: str) -> str:
        """The Chinese label of a choice."""
        if code in self.choices:
            return self.words[self.choices.index(code)][0]
        return code

    def choice(self, word: str) -> str | None:
        """The code behind a word as people write it; nothing when the word is not known."""
        for position, spellings in enumerate(self.words):
            if word in spellings:
                return self.choices[position] if self.choices else spellings[0]
        return word if word in self.choices else None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of credit record.

    key       names of the fields that, with the subject, tell two facts of this kind apart; `company`
              and `source` stand for that party of the fact (natural_key)
    happened  name of the field that gives the day it happened; empty = day of collection
    retention code of the period in the rulebook after which it stops being shown; adverse kinds must have one
    objection code of the procedure by which the person may contest it; adverse kinds must have one
    submitters who may say so (role or organisation kinds); empty = the system only
    circumstances fields that tell how it was collected, not what is stated: two statements that
              differ only there are the same statement
    shelf     which shelf it lies on
    due_process  it is refused unless it shows notice, time to answer, basis and a lawful end (records/due_process)
    bound     it is refused unless it rests on an entry about the same subject that stands (records/bound)
    """

    code: str
    label: str
    subject: str  # worker | company | household | region | any
    tone: Tone
    basis: Basis
    source: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    happened: str = ""
    version: int = 1
    retention: str = ""
    objection: str = ""
    evidence: str = ""
    submitters: tuple[str, ...] = ()
    circumstances: tuple[str, ...] = ()
    shelf: Shelf = Shelf.FILE
    due_process: bool = False
    bound: bool = False

    def field(self, name: str) -> Field:
        for one in self.fields:
            if one.name == name:
                return one
        raise Refused("record.no-field", f"“{self.label}”没有字段 {name}", "请对照字段说明核对名称")

    @property
    def names(self) -> frozenset[str]:
        return frozenset(f.name for f in self.fields)


@cache
def kinds() -> Mapping[str, Kind]:
    """All declared kinds by code. Two files with one code stop the program."""
    found: dict[str, Kind] = {}
    package = import_module("jiaxin.domain.records")
    for module in iter_modules(package.__path__, package.__name__ + "."):
        if (one := getattr(import_module(module.name), "KIND", None)) is None:
            continue
        if one.code in found:
            raise RuntimeError(f"record kind {one.code} is declared twice")
        found[one.code] = one
    return MappingProxyType(dict(sorted(found.items())))


@cache
def under_due_process() -> frozenset[str]:
    """Kinds that are refused without due process."""
    return frozenset(code for code, one in kinds().items() if one.due_process)


@cache
def resting_on_another() -> frozenset[str]:
    """Kinds that are refused unless they rest on an entry that stands."""
    return frozenset(code for code, one in kinds().items() if one.bound)


@cache
def circumstances(code: str) -> frozenset[str]:
    return frozenset(kind(code).circumstances)


def kind(code: str) -> Kind:
    try:
        return kinds()[code]
    except KeyError:
        raise Refused("record.unknown-kind", f"没有“{code}”这种记录", "请从记录种类表中选择") from None
