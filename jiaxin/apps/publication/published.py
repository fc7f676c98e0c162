"""已公示的信息 — the company card and its penalties as they stand this minute, read from the record itself.

What the open interface, exported lists and credit reports say comes from here; the printed page is cut by the same rule.
"""

from collections.abc import Sequence
from datetime import date

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import CompanyCard, Standings, disclose_company
from jiaxin.domain.measures import star_on


def company_cards(subjects: Sequence[str], today: date) -> dict[str, CompanyCard]:
    """Companies that have a public page, with what it says today."""
    forces = registry.workforces(list(subjects))
    found = {}
    for subject, facts in ledger.facts_about_many(list(subjects), as_of=today, opened=False).items():
        force = forces.get(subject)
        counts = Standings(force.workers, force.green, force.orders, force.upheld) if force else Standings()
        if (card := disclose_company(facts, counts, star_on(facts, today), today)) is not None:
            found[subject] = card
    return found


def published_entries(subject: str, today: date) -> dict[str, str]:
    """Entry → document number of the penalties that are before the public today."""
    card = company_cards([subject], today).get(subject)
    shown = {p.document_no for p in card.penalties} if card else set()
    facts = ledger.facts_about(subject, as_of=today, opened=False)
    return {e.id: str(e.get("document_no")) for e in facts.of("penalty") if str(e.get("document_no")) in shown}
