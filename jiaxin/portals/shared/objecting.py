"""可提异议的记录 — what is held about somebody that may be objected to, with the mark of what is under objection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.procedures.repair import possible_from
from jiaxin.domain.records.kind import Shelf, kinds
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.rulebooks.publication import publication_rules


@dataclass(frozen=True, slots=True)
class Held:
    """One record. `repair_from` and `stops_on` for public credit information only."""

    entry: str
    label: str
    on: date
    said: str
    shelf: str
    disputed: bool
    penalty_class: str = ""
    repair_from: date | None = None
    stops_on: date | None = None
    frozen: bool = False


_NO_NAMES: Mapping[str, str] = {}
_SHELVES = {Shelf.PUBLIC: "公共信用信息", Shelf.INDUSTRY: "行业记录", Shelf.FILE: "档案"}


def objectionable(facts: Facts, companies: Mapping[str, str] = _NO_NAMES) -> list[Held]:
    """Everything that names an objection procedure, the newest first. companies: subject → name, of those the facts name."""
    found = [e for e in facts.entries if kinds()[e.fact.kind].objection]
    return [_held(e, facts, companies) for e in sorted(found, key=lambda e: e.position, reverse=True)]


def _held(entry: Entry, facts: Facts, companies: Mapping[str, str]) -> Held:
    kind = kinds()[entry.fact.kind]
    said = [companies[entry.fact.company]] if entry.fact.kind == "employment" and entry.fact.company in companies else []
    for field in kind.fields:
        value = entry.get(field.name)
        if value in (None, "", []) or field.sealed or field.name in ("of", "case_no") or field.name.endswith("_hundredths"):
            continue
        said.append(f"{field.label}：{spoken(field, value)}")
    held = Held(entry.id, kind.label, entry.fact.happened_on, "；".join(said[:5]), _SHELVES[kind.shelf], entry.id in facts.disputed, frozen=entry.id in facts.restricted)
    if entry.fact.kind != "penalty" or not entry.get("penalty_class"):
        return held
    klass = str(entry.get("penalty_class"))
    decided = date.fromisoformat(str(entry.get("decided_on")))
    stops = publication_rules().of(klass).stops_on(decided)
    return Held(*(getattr(held, n) for n in ("entry", "label", "on", "said", "shelf", "disputed")), klass, possible_from(klass, decided), stops)
