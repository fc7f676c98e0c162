"""正文 — what a sealed letter says: an ask for one person's records, her records, or that there are none to give.

A record names whose it is and which ask it answers; each fact in it is a kind of record that both sides agreed on, favourable
or neutral, resting on her consent. Nothing adverse travels: a consequence needs its own due process where it is to be felt.
The content repeats sender, recipient and number, so that a sealed letter cannot be put into another's envelope.

Not here  sealing and signing (apps/exchange), whether she agreed (apps/exchange/agreeing).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiaxin.domain.exchange.envelope import Header
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing, Value
from jiaxin.domain.records.kind import Basis, Tone, kind, kinds
from jiaxin.domain.records.natural_key import natural_key
from jiaxin.kit.canonical import canonical


class Unfit(Exception):
    """Why a content cannot be used: a code of `judging.REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Asked:
    name: str
    id_number: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """`facts`: kind, day, clear side, sealed side."""

    answers: str
    name: str
    id_number: str
    facts: tuple[tuple[str, date, Mapping[str, Value], Mapping[str, Value]], ...]


def ask(name: str, id_number: str, wanted: Iterable[str]) -> dict[str, Any]:
    return {"name": name, "id_number": id_number, "kinds": sorted(wanted)}


def record(answers: str, name: str, id_number: str, entries: Iterable[Entry]) -> dict[str, Any]:
    """`answers`: hash of the envelope that asked. Files stay here; everything else of a record goes."""
    return {"answers": answers, "name": name, "id_number": id_number, "facts": [_said(entry.fact) for entry in entries]}


def none(answers: str) -> dict[str, Any]:
    """The same words whether she is unknown here, has not agreed, or has nothing on record."""
    return {"answers": answers}


def travels(code: str) -> bool:
    """Whether records of this kind may be exchanged at all, whatever a rule pack says."""
    one = kinds().get(code)
    return one is not None and one.basis is Basis.CONSENT and one.subject == "worker" and one.tone is not Tone.ADVERSE


def bound(header: Header, content: Mapping[str, Any]) -> bytes:
    """The bytes that are sealed."""
    return canonical({"of": _of(header), "content": dict(content)})


def opened(header: Header, plain: bytes) -> Mapping[str, Any]:
    """Raises Unfit."""
    said = _object(plain)
    if set(said) != {"of", "content"} or not isinstance(said["content"], dict):
        raise Unfit("misfit")
    if said["of"] != _of(header):
        raise Unfit("bound")
    content: Mapping[str, Any] = said["content"]
    return content


def read_ask(said: Mapping[str, Any]) -> Asked:
    if set(said) != {"name", "id_number", "kinds"} or not isinstance(said["kinds"], list):
        raise Unfit("misfit")
    return Asked(_text(said["name"]), _text(said["id_number"]), tuple(_text(one) for one in said["kinds"]))


def read_none(said: Mapping[str, Any]) -> str:
    if set(said) != {"answers"}:
        raise Unfit("misfit")
    return _text(said["answers"])


def read_record(said: Mapping[str, Any], allowed: Iterable[str], most: int) -> Told:
    """`allowed`: kinds this peer may send. Raises Unfit for anything beyond."""
    if set(said) != {"answers", "name", "id_number", "facts"} or not isinstance(said["facts"], list):
        raise Unfit("misfit")
    if len(said["facts"]) > most:
        raise Unfit("too-much")
    may = frozenset(code for code in allowed if travels(code))
    return Told(_text(said["answers"]), _text(said["name"]), _text(said["id_number"]), tuple(_fact(one, may) for one in said["facts"]))


def as_fact(told: tuple[str, date, Mapping[str, Value], Mapping[str, Value]], subject: str, source: str, actor: str) -> Fact:
    """What a peer says, as a claim: nothing of hers before she has confirmed it."""
    code, on, clear, sealed = told
    said = Provenance(source, Channel.FEED, actor)
    return Fact(code, subject, on, said, natural_key(kind(code), {**clear, **sealed}, source=source), clear, sealed, Standing.CLAIMED)


def _said(fact: Fact) -> dict[str, Any]:
    files = {field.name for field in kind(fact.kind).fields if field.reads == "file"}
    sides = ({name: value for name, value in side.items() if name not in files} for side in (fact.clear, fact.sealed))
    clear, sealed = sides
    return {"kind": fact.kind, "on": fact.happened_on.isoformat(), "clear": clear, "sealed": sealed}


def _fact(said: object, may: frozenset[str]) -> tuple[str, date, Mapping[str, Value], Mapping[str, Value]]:
    if not isinstance(said, dict) or set(said) != {"kind", "on", "clear", "sealed"} or not isinstance(said["clear"], dict) or not isinstance(said["sealed"], dict):
        raise Unfit("misfit")
    if (code := _text(said["kind"])) not in may:
        raise Unfit("fields")
    try:
        on = date.fromisoformat(_text(said["on"]))
    except ValueError:
        raise Unfit("misfit") from None
    return code, on, said["clear"], said["sealed"]


def _of(header: Header) -> list[Any]:
    return [header.kind, header.sender, header.recipient, header.purpose, header.number]


def _object(plain: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(plain)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise Unfit("misfit")
    return said


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 100:
        raise Unfit("misfit")
    return value
