"""移送落实 — a matter that is handed over reaches its department: a matter at its desk, a notice, a letter; and what came of it.

It opens with the step that hands over, or not at all. What the department gets is what was said and why it is sent; how to
reach whoever complained or reported stays here. A department without a desk gets the letter on paper, and its receipt is filed.
Not here  which departments there are and which kind is whose (domain/procedures/topics), the letter as a file (printing).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance import stepping
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import found
from jiaxin.apps.governance.viewing import CaseView, case, views
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.topics import competent, department
from jiaxin.kit import clock

CODE = "handover"
SENDS = frozenset({"hand_over", "uphold", "send_on"})
FROM = frozenset({"complaint", "report", "supervision", CODE})
_NONE_SAID = "见所附材料"


@dataclass(frozen=True, slots=True)
class Handed:
    """One sending. `received_on` and `answered_on` are None while there is no receipt, no answer."""

    case: str
    department: str
    state: str
    state_label: str
    sent_on: date
    transfer_no: str
    received_on: date | None
    on_paper: bool
    answered_on: date | None
    result: str
    closed: bool


def take_step(actor: Actor, case_id: str, verb: str, said: Mapping[str, Value] | None = None, append: stepping.Append = ledger.append) -> str:
    """Take a step; one that hands the matter over opens it at the department's desk as well. Returns the new state."""
    to = str((said or {}).get("handed_to") or "")
    with transaction.atomic():
        state = stepping.take_step(actor, case_id, verb, said, append)
        if to and verb in SENDS and (one := case(case_id)).procedure in FROM:
            _send(actor, one, to, str((said or {}).get("why") or (said or {}).get("reply") or ""))
    return state


@beyond("移送给谁，看得到事项的人都看得到")
def handed(case_id: str) -> list[Handed]:
    """To whom a matter was handed over, the latest first."""
    return [_handed(one) for one in views(list(Case.objects.filter(procedure=CODE, about=case_id).order_by("-opened_at", "id")))]


def proposed_department(one: CaseView) -> str:
    """Code of the department that the kind of a matter belongs to; empty where the rules name none."""
    said = {name: value for e in one.events for name, value in e.said.items()}
    topic = str(said.get("topic") or "")
    if one.procedure == "report":
        return competent(topic, clock.today(), "report")
    return competent(topic, clock.today())


def _send(actor: Actor, one: CaseView, to: str, why: str) -> None:
    at = department(to, clock.today())
    desks = access.organisations(at.desk.value) if at.desk else []
    origin = one.about if one.procedure == CODE else one.id
    text, first = _text(one), {name: value for e in reversed(one.events) for name, value in e.said.items()}
    number = f"家信移〔{clock.today().year}〕{origin[:8].upper()}-{Case.objects.filter(procedure=CODE, about=origin).count() + 1}号"
    said: dict[str, Value] = {"handed_to": to, "transfer_no": number, "text": text or _NONE_SAID, "why": why or text or _NONE_SAID}
    said |= {name: first[name] for name in ("topic", "place", "evidence") if first.get(name)}
    stepping.open_case(actor, CODE, one.subject, origin, said, organisation=desks[0].id if desks else "", street=one.street, party=one.party)


def _text(one: CaseView) -> str:
    """What was said first, in its own words: of a hotline's complaint those that stand in the record."""
    first = one.events[0].said
    if number := first.get("complaint_no"):
        kept = next((e for e in record.facts_about(one.subject).of("complaint") if e.get("complaint_no") == number), None) if one.subject else None
        if kept is not None and kept.get("text"):
            return str(kept.get("text"))
    told = first.get("text") or first.get("findings") or ""
    return "；".join(map(str, told)) if isinstance(told, list) else str(told)


def _handed(one: CaseView) -> Handed:
    first = one.events[0]
    received = next((e for e in one.events if e.verb in ("receive", "file_receipt")), None)
    answered = next((e for e in one.events if e.verb == "answer"), None)
    return Handed(
        one.id, department(str(first.said["handed_to"]), first.on).label, one.state, one.state_label, first.on, str(first.said["transfer_no"]),
        received.on if received else None, bool(received and received.verb == "file_receipt"), answered.on if answered else None,
        str(answered.said["result"]) if answered else "", one.closed,
    )  # fmt: skip


def origin_of(case_id: str) -> str:
    """The matter that a sending comes from; empty for what is none."""
    row = found(case_id)
    return row.about if row.procedure == CODE else ""
