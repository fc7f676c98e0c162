"""冻结和更正 — two demands that run as matters: which record, why, by when it is answered, what came of it.

What may be demanded is read from the record itself, so that nobody asks for what is not hers.
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts, Value
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.procedures.correction import fields_to_correct, read_value
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.restricting import WHOLE, restrictable
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock

RESTRICTION, CORRECTION = "restriction", "correction"
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Held:
    """One record about her. `fields`: (name, label, value in words) of what she can say is otherwise; `frozen`: put to no use now; `freezable`: could be."""

    entry: str
    label: str
    on: date
    said: str
    frozen: bool
    disputed: bool
    freezable: bool
    fields: tuple[tuple[str, str, str], ...]


def grounds(day: date) -> dict[str, str]:
    """Why processing may be restricted: code → words, by the rules of a day."""
    return {str(one["code"]): str(one["label"]) for one in packaged_for("rights", day).data["restriction"]}


def held_about(actor: Actor, subject: str) -> list[Held]:
    """What is held about somebody that can be frozen or corrected, the newest first; for herself."""
    require(actor, Permission.FILE_OWN, Thing(owner=subject))
    facts = record.facts_about(subject, with_restricted=True)
    found = [e for e in facts.entries if restrictable(e.fact.kind) or fields_to_correct(e.fact.kind)]
    return [_held(e, facts) for e in sorted(found, key=lambda e: e.position, reverse=True)]


def rests(subject: str) -> bool:
    """Whether everything about somebody is frozen."""
    with beyond("只答有没有冻结"):
        return record.facts_about(subject, opened=False).frozen_on is not None


def demand_restriction(actor: Actor, entry: str, ground: str, why: str) -> str:
    """要求冻结 a record, or (`WHOLE`) the whole file. Returns the id of the matter."""
    require(actor, Permission.RIGHTS_DEMAND, Thing(owner=actor.subject))
    if ground not in grounds(clock.today()):
        raise Refused("restriction.ground", "没有选择为什么要冻结", "请从列表里选一个")
    if entry != WHOLE and not any(restrictable(e.fact.kind) for e in _named(actor.subject, entry)):
        raise Refused("restriction.not-hers", "这条记录不能冻结", "请从自己的记录里选择；主管部门的决定请提出异议")
    said: dict[str, Value] = {"entry": entry, "restrict_ground": ground, "why": why.strip()}
    return governance.open_case(actor, RESTRICTION, actor.subject, actor.subject if entry == WHOLE else entry, said)


def demand_correction(actor: Actor, entry: str, field: str, right: str, why: str, evidence: str = "") -> str:
    """要求更正 one value of one record; it is marked 异议中 at once. Returns the id of the matter."""
    require(actor, Permission.RIGHTS_DEMAND, Thing(owner=actor.subject))
    found = _named(actor.subject, entry)
    if not found:
        raise Refused("correction.not-hers", "没有找到这条记录", "请从自己的记录里选择")
    value, one = read_value(found[0].fact.kind, field, right.strip()), kind(found[0].fact.kind).field(field)
    if spoken(one, value) == spoken(one, found[0].get(field)):
        raise Refused("correction.same", f"“{one.label}”现在就是这样写的", "请填写正确的内容")
    said: dict[str, Value] = {"entry": entry, "field": field, "right_value": right.strip(), "why": why.strip()}
    return governance.open_case(actor, CORRECTION, actor.subject, entry, said | ({"evidence": evidence} if evidence else {}))


def running_of(actor: Actor) -> list[matters.CaseView]:
    """Her own demands of these two kinds, the newest first."""
    return [one for one in matters.cases_of(actor) if one.procedure in (RESTRICTION, CORRECTION)]


def waits_for(subject: str, day: date) -> list[str]:
    """Matters in hand because of which somebody's data is frozen and not yet deleted, in words."""
    kinds = set(packaged_for("rights", day).data["deletion"]["waits_for"])
    return [f"在办的{one.label}（编号 {one.id[:8].upper()}，办结后删除）" for one in matters.matters_of(subject) if one.procedure in kinds and not one.closed]


def _named(subject: str, entry: str) -> list[Entry]:
    return [e for e in record.facts_about(subject, with_restricted=True).entries if e.id == entry] if entry else []


def _held(entry: Entry, facts: Facts) -> Held:
    one = kind(entry.fact.kind)
    fields = tuple((f.name, f.label, spoken(f, entry.get(f.name))) for f in fields_to_correct(one.code))
    said = [f"{f.label}：{words}" for f in one.fields if not f.name.endswith("_hundredths") and f.reads not in ("file", "id_number") and (words := spoken(f, entry.get(f.name)))]
    return Held(entry.id, one.label, entry.fact.happened_on, "；".join(said[:_TOLD]), entry.id in facts.restricted, entry.id in facts.disputed, restrictable(one.code), fields)
