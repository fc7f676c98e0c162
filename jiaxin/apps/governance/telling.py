"""谁须知道 — a step that somebody must know of sends a message to their page, and to their phone where one is on file:
a company's is the one of its registration. An office is told on the page where its day begins."""

from django.db import transaction

from jiaxin.apps.governance.models import Case
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.table import BOTH, ORGANISATION, PARTY, SUBJECT, Procedure, Step


def tell(actor: Actor, rules: Procedure, step: Step, case: Case) -> list[str]:
    """Ids of the messages; sent when the transaction is through."""
    wanted = {SUBJECT: [case.subject], PARTY: [case.party], BOTH: [case.subject, case.party], ORGANISATION: [case.organisation]}.get(step.tells, [])
    whom = [one for one in dict.fromkeys(wanted) if one]
    if not whom:
        return []
    people = registry.people(whom)
    firms = registry.companies([one for one in whom if one not in people])
    told = []
    for one in whom:
        phone = people[one].phone if one in people else _of_company(one) if one in firms else ""
        words = {"label": rules.label, "step": step.label}
        told.append(notices.tell(Actor.job("cases"), "case.office" if step.tells == ORGANISATION else "case.step", words, subject=one, phone=phone))
    transaction.on_commit(lambda: notices.deliver() and None)
    return told


def _of_company(subject: str) -> str:
    """The phone a company gave with its registration."""
    registration = ledger.facts_about(subject).latest("company.registration")
    return str(registration.get("phone") or "") if registration else ""
