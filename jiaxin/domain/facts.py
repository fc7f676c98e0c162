"""事实 — the shape of everything we know about anyone.

A fact says that something happened on a day (`happened_on`); the ledger adds when we knew
(`recorded_at`) and where it stands (`position`). `clear` holds what may be measured (codes, counts,
dates); `sealed` holds what identifies or exposes a person and is encrypted under that person's key.
Values in both are what canonical JSON allows: text, whole numbers, true/false, nothing, lists of
those; dates are ISO text, decimals are text, money is whole fen.

Not here  how facts are stored (apps/ledger), which fields a kind has (domain/records).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

Value = str | int | bool | None | list[str] | list[int]


class Standing(StrEnum):
    """核验等级 — how well a fact is supported, weakest first."""

    CLAIMED = "claimed"  # said by others, not yet confirmed by the person: 待本人确认
    TYPED = "L0"  # typed, and confirmed or not in need of confirmation
    PHONE = "L1"  # confirmed by the person's phone
    ORIGINAL = "L2"  # original document seen by an officer
    OFFICIAL = "L3"  # returned by the police, the ministry or the issuing department


class Channel(StrEnum):
    """来源渠道 — the way in."""

    SHEET = "sheet"
    COUNTER = "counter"
    FIELD = "field"
    PHONE = "phone"
    FEED = "feed"
    API = "api"
    SYSTEM = "system"
    LEGACY = "legacy"  # an older platform's export: unverified, and never anything else


@dataclass(frozen=True, slots=True)
class Provenance:
    """来源 — who said so, through which door, from which cell, on what evidence.

    `row` is the row number a spreadsheet shows; the batch keeps which column fed which field.
    """

    source: str  # organisation id
    channel: Channel
    actor: str  # account id, or `system:<job>`
    batch: str = ""
    sheet: str = ""
    row: int = 0
    evidence: tuple[str, ...] = ()  # SHA-256 of kept files


_NOTHING: Mapping[str, Value] = {}


class Fact(NamedTuple):
    """One thing that happened. `key` tells apart facts of one kind about one subject.

    A tuple, because an import makes a hundred thousand of them: a frozen dataclass takes nine times as long to fill.
    """

    kind: str
    subject: str
    happened_on: date
    provenance: Provenance
    key: tuple[str, ...] = ()
    clear: Mapping[str, Value] = _NOTHING
    sealed: Mapping[str, Value] = _NOTHING
    standing: Standing = Standing.TYPED
    version: int = 1
    company: str = ""  # subject id of the company involved
    counterparty: str = ""  # subject id of the household or other party
    claim: str = ""  # id of the claim this fact belongs to, while others speak for her
    happened_at: datetime | None = None  # aware, where the instant is known
    supersedes: str = ""  # entry id of the fact this one replaces


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in its place in the ledger."""

    position: int
    id: str
    recorded_at: datetime
    fact: Fact
    leaf: bytes = b""

    def get(self, name: str, default: Value = None) -> Value:
        """A field's value, wherever it is kept."""
        if name in self.fact.clear:
            return self.fact.clear[name]
        return self.fact.sealed.get(name, default)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is established about one subject: entries in force, oldest position first.

    next_on  the next day on which something already said begins to count
    disputed entries somebody objects to: marked 异议中 wherever they are shown
    restricted entries that stand and are put to no use (冻结): left out of `entries` unless they were asked for
    frozen_on the day from which everything about her rests; None where it does not
    """

    subject: str
    entries: tuple[Entry, ...]
    next_on: date | None = None
    disputed: frozenset[str] = frozenset()
    restricted: frozenset[str] = frozenset()
    frozen_on: date | None = None

    def of(self, *kinds: str) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.fact.kind in kinds)

    def latest(self, kind: str, by: str = "") -> Entry | None:
        """The most recent fact of a kind: by a date field, else by the day it happened, then position.

        What an older platform said yields to anything anybody else says.
        """
        found = self.of(kind)
        if not found:
            return None

        def recent(e: Entry) -> tuple[bool, str, int]:
            day = str(e.get(by) or "") if by else e.fact.happened_on.isoformat()
            return e.fact.provenance.channel is not Channel.LEGACY, day, e.position

        return max(found, key=recent)

    def only(self, kinds: Iterable[str]) -> "Facts":
        wanted = frozenset(kinds)
        return replace(self, entries=tuple(e for e in self.entries if e.fact.kind in wanted))
