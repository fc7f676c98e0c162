"""企业公开卡片 — what the company search shows: register, star, honours, workers, complaints, pledge, penalties.

Two shelves stay apart: stars, rates and complaint counts are industry reputation; penalties are public
credit information, shown only with document number and legal basis and only within their period.

Silent  minor penalties (unless a decision of their own publishes them); anything past its publication period
"""

from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.calendar import DAY, add_months
from jiaxin.domain.disclosure.card import CompanyCard, Honour, PublishedPenalty
from jiaxin.domain.disclosure.consent import day
from jiaxin.domain.disclosure.history import complaints_upheld
from jiaxin.domain.disclosure.terms import Terms, terms
from jiaxin.domain.disclosure.vocabulary import MODES, known
from jiaxin.domain.facts import Entry, Facts
from jiaxin.domain.measures import next_change_after
from jiaxin.domain.pledges import broken


@dataclass(frozen=True, slots=True)
class Standings:
    """Counts over the company's workers, gathered by the caller: people confirmed, codes green, orders done."""

    workers: int = 0
    green: int = 0
    orders: int = 0
    upheld: int = 0  # upheld complaints about its workers


def disclose_company(facts: Facts, counts: Standings, star: int | None, as_of: date) -> CompanyCard | None:
    """What the public may read about a company. None while its registration is not established."""
    registration = facts.latest("company.registration")
    if registration is None:
        return None
    rules = terms()
    pledge = facts.latest("pledge", by="signed_on")
    penalties = tuple(
        sorted(_published(facts, as_of, rules), key=lambda p: (p.decided_on, p.document_no), reverse=True)
    )
    honours = _honours(facts, as_of, rules)
    ends = [p.until + timedelta(days=1) for p in penalties] + [h.through + DAY for h in honours]
    if turn := next_change_after(facts, as_of):
        ends.append(turn)
    own, disputed = complaints_upheld(facts, as_of, rules)
    status = str(registration.get("status") or "active")
    return CompanyCard(
        name=str(registration.get("company_name") or ""),
        credit_code=str(registration.get("company_credit_code") or ""),
        mode=known(MODES, registration.get("operating_mode")),
        status=status if status in ("active", "cancelled", "revoked") else "active",
        star=star if star is not None and 1 <= star <= 5 else None,
        established_on=day(registration, "established_on"),
        workers=counts.workers,
        valid_code_percent=counts.green * 100 // counts.workers if counts.workers else None,
        orders=counts.orders,
        upheld=own + counts.upheld,
        disputed=disputed,
        pledge_signed_on=day(pledge, "signed_on") if pledge else None,
        pledge_breached=bool(pledge and (found := day(pledge, "breached_on")) and found <= as_of) or bool(pledge and broken(facts, as_of)),
        penalties=penalties,
        as_of=as_of,
        good_until=min([as_of + rules.fresh, *ends]),
        honours=honours,
    )


_LEVELS = ("national", "province", "city", "district", "industry")


def _honours(facts: Facts, as_of: date, rules: Terms) -> tuple[Honour, ...]:
    """Held that day: awarded, not run out, not withdrawn (a withdrawal takes the fact out); the higher level first."""
    held = []
    for entry in facts.of("honour"):
        awarded, name = day(entry, "awarded_on") or entry.fact.happened_on, str(entry.get("honour_name") or "")
        through = day(entry, "valid_through") or add_months(awarded, rules.honour_months) - DAY
        if name and awarded <= as_of <= through:
            level = str(entry.get("honour_level") or "")
            held.append(Honour(name, level if level in _LEVELS else "", awarded, through))
    ranked = sorted(held, key=lambda h: (_LEVELS.index(h.level) if h.level else len(_LEVELS), -h.awarded_on.toordinal(), h.name))
    return tuple(ranked[: rules.honours_shown])


def _published(facts: Facts, as_of: date, rules: Terms) -> list[PublishedPenalty]:
    shown = []
    decisions = {str(e.get("of")): e for e in facts.of("penalty.publication")}
    for entry in facts.of("penalty"):
        if (one := _penalty(entry, as_of, rules, decisions.get(entry.id), entry.id in facts.disputed)) is not None:
            shown.append(one)
    return shown


def _penalty(
    entry: Entry, as_of: date, rules: Terms, decision: Entry | None, disputed: bool
) -> PublishedPenalty | None:
    """Within [decision, automatic stop): the item has vanished on the day its period ends. Minor: only where decided."""
    severity = str(entry.get("penalty_class") or "")
    period = rules.publication.classes.get(severity)
    decided = day(entry, "decided_on") or entry.fact.happened_on
    number, basis = str(entry.get("document_no") or ""), str(entry.get("legal_basis") or "")
    if period is None or not number or not basis or not period.shown(decided, as_of, decision is not None):
        return None
    until = period.stops_on(decided)
    if decision is not None and severity == "minor":
        until = min(until, day(decision, "until_on") or until)
        if not decision.fact.happened_on <= as_of < until:
            return None
    return PublishedPenalty(
        number,
        str(entry.get("authority") or ""),
        basis,
        severity,
        decided,
        until - timedelta(days=1),
        disputed,
    )
