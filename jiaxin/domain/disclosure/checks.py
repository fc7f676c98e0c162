"""核验项 — identity, health, insurance and skill, each with by whom, when and until when.

Health is a qualification with a class and a last valid day; hospital and findings never pass.
"""

from datetime import date

from jiaxin.domain.disclosure.card import Check, CheckState
from jiaxin.domain.disclosure.consent import day
from jiaxin.domain.disclosure.terms import Terms
from jiaxin.domain.disclosure.vocabulary import INSURANCES, METHODS, known, skill
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.validity import health_through

_LOOKED_UP = frozenset({"site", "interface"})  # the national query site, by hand or by interface


def identity(facts: Facts, as_of: date, terms: Terms) -> Check:
    """The latest answer of an identity check. No answer is `pending`, never bad."""
    latest = facts.latest("identity.check", by="checked_on")
    if latest is None:
        return Check("identity", CheckState.PENDING)
    result = latest.get("result")
    through, document = day(latest, "valid_through"), day(latest, "id_valid_through")
    if result == "passed" and document is not None and document < as_of:
        state, through = CheckState.ABNORMAL, None  # said to nobody before its review: then the colour says it
    elif result == "passed":
        through = min((end for end in (through, document) if end is not None), default=None)
        state = _running(through, as_of, terms) if through else CheckState.VALID
    else:
        state = CheckState.ABNORMAL if result in ("abnormal", "not_found") else CheckState.PENDING
    return Check(
        "identity",
        state,
        on=day(latest, "checked_on") or latest.fact.happened_on,
        through=through,
        by=known(METHODS, latest.get("method")),
        support=latest.fact.standing,
        disputed=latest.id in facts.disputed,
    )


def health(facts: Facts, as_of: date, terms: Terms, needs: str = "") -> Check:
    """The best health certificate: one that serves `needs` before one that does not, then the longest."""
    floor = terms.rank(needs)
    ranked = []
    for entry in facts.of("health.check"):
        checked = day(entry, "health_checked_on") or entry.fact.happened_on
        if checked > as_of:  # a certificate from the future proves nothing
            continue
        through = health_through(entry, terms.validity)
        rank = terms.rank(str(entry.get("health_class") or ""))
        ranked.append((rank >= floor, through, rank, entry.position, checked, entry))
    if not ranked:
        return Check("health", CheckState.MISSING)
    _, through, _, _, checked, entry = max(ranked, key=lambda r: r[:4])
    return Check(
        "health",
        _running(through, as_of, terms),
        on=checked,
        through=through,
        detail=_class_of(entry, terms),
        support=entry.fact.standing,
        disputed=entry.id in facts.disputed,
    )


def insurance(facts: Facts, as_of: date, terms: Terms) -> Check:
    """The policy in force that ends last; else the one that ended last."""
    ranked = []
    for entry in facts.of("insurance"):
        begins, until = day(entry, "insurance_from"), day(entry, "insurance_until")
        if until is None or (begins is not None and begins > as_of):
            continue
        ranked.append((until, entry.position, begins, entry))
    if not ranked:
        return Check("insurance", CheckState.MISSING)
    until, _, begins, entry = max(ranked, key=lambda r: r[:2])
    return Check(
        "insurance",
        _running(until, as_of, terms),
        on=begins,
        through=until,
        detail=known(INSURANCES, entry.get("insurance_kind")),
        support=entry.fact.standing,
        disputed=entry.id in facts.disputed,
    )


def best_skill(facts: Facts) -> Check | None:
    """The highest level held (1 is highest). None when she holds none: that is no fault."""
    ranked = []
    for entry in facts.of("skill.certificate"):
        level = entry.get("skill_level")
        rank = level if isinstance(level, int) and 1 <= level <= 5 else 6
        ranked.append((rank, -entry.position, entry))
    if not ranked:
        return None
    rank, _, entry = min(ranked, key=lambda r: r[:2])
    return Check(
        "skill",
        CheckState.VALID,
        on=day(entry, "issued_on"),
        detail=skill(entry.get("skill_name")),
        level=rank if rank < 6 else 0,
        by="online" if entry.get("verified_by") in _LOOKED_UP else "",
        support=entry.fact.standing,
        disputed=entry.id in facts.disputed,
    )


def _class_of(entry: Entry, terms: Terms) -> str:
    code = str(entry.get("health_class") or "")
    return code if code in terms.validity.classes else ""


def _running(through: date, as_of: date, terms: Terms) -> CheckState:
    if through < as_of:
        return CheckState.EXPIRED
    return CheckState.SOON if as_of >= through - terms.validity.near else CheckState.VALID
