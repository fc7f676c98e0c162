"""谁须知道 — a step that somebody must know of sends a message to their page, and to their phone where one is on file:
a company's is the one of its registration, a family's the one it signs in with. An office is told on the page where its day begins."""

from django.db import transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read
from jiaxin.apps.governance.models import Case
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.procedures.table import BOTH, ORGANISATION, PARTY, SUBJECT, Procedure, Step
from jiaxin.domain.values.phone import rings

_JOB = Actor.job("cases")
_PERSONS = ("worker", "household")


def tell(actor: Actor, rules: Procedure, step: Step, case: Case) -> list[str]:
    """Ids of the messages; sent when the transaction is through."""
    wanted = {SUBJECT: [case.subject], PARTY: [case.party], BOTH: [case.subject, case.party], ORGANISATION: [case.organisation]}.get(step.tells, [])
    whom = [one for one in dict.fromkeys(wanted) if one]
    if not whom:
        return []
    _receipt(actor, rules, case.id, [one for one in whom if one != actor.subject and registry.kind_of(one) in _PERSONS])
    people = registry.people(whom)
    firms = registry.companies([one for one in whom if one not in people])
    told = []
    for one in whom:
        phone = people[one].phone if one in people else _of_company(one) if one in firms else access.phone_of_family(one)
        words = {"label": rules.label, "step": step.label}
        told.append(notices.tell(_JOB, "case.office" if step.tells == ORGANISATION else "case.step", words, subject=one, phone=phone))
    transaction.on_commit(lambda: notices.deliver() and None)
    return told


def _receipt(actor: Actor, rules: Procedure, case_id: str, persons: list[str]) -> None:
    """Her phone is opened to tell her: by the officer's step, or by a step of somebody who reads nothing of it, the job's."""
    if persons:
        log_read(actor if actor.role.is_staff else _JOB, persons, [FieldClass.CONTACT], f"办理{rules.label}，通知当事人", case_id)


def _of_company(subject: str) -> str:
    """The phone a company gave with its registration, where a text message gets there: a fixed line has its page alone."""
    registration = ledger.facts_about(subject).latest("company.registration")
    return rings(str(registration.get("phone") or "")) if registration else ""
