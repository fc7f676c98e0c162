"""Officers, a worker, a family and a company before the governance app; days and facts for their cases."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

from jiaxin.apps.governance.stepping import take_step
from jiaxin.apps.ledger import actions as ledger
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock

HER, FAMILY, FIRM = "AAAAAAAAAAAAAAAA", "FFFFFFFFFFFFFFFF", "CCCCCCCCCCCCCCCC"
CLERK = Actor("clerk", Role.BUREAU_CLERK, "bureau", fresh=True)
CHIEF = Actor("chief", Role.BUREAU_ADMIN, "bureau", fresh=True)
OTHER_CHIEF = Actor("other-chief", Role.BUREAU_ADMIN, "bureau", fresh=True)
MARKET = Actor("market", Role.MARKET, "market", fresh=True)
POLICE = Actor("police", Role.POLICE, "police", fresh=True)
HERSELF = Actor("worker:1", Role.WORKER, subject=HER)
A_FAMILY = Actor("family:1", Role.HOUSEHOLD, subject=FAMILY)
MANAGER = Actor("manager", Role.COMPANY_MANAGER, FIRM)


@contextmanager
def at(day: str, time: str = "02:00"):
    moment = datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=UTC)
    with clock.set_clock(lambda: moment):
        yield


def penalty(klass: str = "general", decided: str = "2026-05-08", subject: str = FIRM, number: str = "罚1") -> str:
    """A penalty on the record; its entry id."""
    clear = {
        "document_no": number, "authority": "样例局", "legal_basis": "某法第一条", "penalty_kind": "fine",
        "penalty_class": klass, "decided_on": decided,
    }  # fmt: skip
    said = Provenance("market", Channel.FEED, "market")
    (placed,) = ledger.append([Fact("penalty", subject, date.fromisoformat(decided), said, (number,), clear)])
    return str(placed.id)


def finding(subject: str = HER, number: str = "工1", on: str = "2026-05-08") -> str:
    clear = {"complaint_no": number, "upheld": True, "severity": "general", "decided_on": on}
    said = Provenance("bureau", Channel.SYSTEM, "clerk")
    (placed,) = ledger.append([Fact("complaint.finding", subject, date.fromisoformat(on), said, (number,), clear)])
    return str(placed.id)


def serve(case: str) -> None:
    """The one concerned has opened the notice: the proof from which the time to answer runs."""
    take_step(Actor.job("service"), case, "serve", {"proof": "read", "receipt": "打开"})
