"""可提异议的记录 — what is held about somebody that may be objected to, with the mark of what is under objection."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from jiaxin.apps.governance import actions
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.permissions import Actor
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


WHYS = ("不是我的", "日期不对", "内容不对", "已经过时")  # one tap each: the objection is on its way
_NO_NAMES: Mapping[str, str] = {}
_SHELVES = {Shelf.PUBLIC: "公共信用信息", Shelf.INDUSTRY: "行业记录", Shelf.FILE: "档案"}


def objectionable(facts: Facts, companies: Mapping[str, str] = _NO_NAMES) -> list[Held]:
    """Everything that names an objection procedure, the newest first. companies: subject → name, of those the facts name."""
    found = [e for e in facts.entries if kinds()[e.fact.kind].objection]
    return [_held(e, facts, companies) for e in sorted(found, key=lambda e: e.position, reverse=True)]


def objection_of(request: HttpRequest, actor: Actor) -> str:
    """A person's objection to a record of her own: a reason tapped or written. Returns the case. Raises Refused for what is not hers."""
    entry, why = request.POST.get("entry", ""), "；".join(one.strip() for one in request.POST.getlist("why") if one.strip())
    held = objectionable(record.facts_about(actor.subject, with_restricted=True)) if actor.subject else []
    if entry not in {one.entry for one in held}:
        raise Refused("objection.not-hers", "没有找到这条记录", "请从自己的记录里选择")
    return actions.open_case(actor, "objection", actor.subject, entry, {"entry": entry, "why": why} if why else {"entry": entry})


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
