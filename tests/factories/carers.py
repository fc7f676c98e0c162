"""Carers of elders in one street, each with all papers but for what the test takes away."""

from datetime import date

from jiaxin import pipeline
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit.ids import new_id
from tests.factories.street import Street
from tests.portals.field.doors import person

STREET, STREET_NAME = "340212001", "样例东街道"
BEFORE = "2026-06-01"


def set_street() -> None:
    registry.set_regions([(STREET, STREET_NAME, "street", "340212", date(2020, 1, 1), None)])


def carer(street: Street, number: int, health: str = BEFORE, level: int = 4, orders: int = 0, purposes: tuple[str, ...] = (), days: tuple[str, ...] = ()) -> str:
    """Her subject id. `health`: the day of her check; `days`: those she has named; `purposes`: of her consent, empty = all."""
    told = person(number)
    (her,) = registry.enrol([registry.Claimed(told["name"], told["id_number"], told["phone"])])
    subject, claim = her.subject, new_id()
    street.say("profile", BEFORE, subject, claim, job_types=["养老照护"], name=told["name"], phone=told["phone"], id_number=told["id_number"], residence_address=f"样例区{STREET_NAME}{number}号")
    Claim.objects.create(id=claim, subject=subject, source=street.company, batch="", state="awaiting", made_at=street.now, lapses_on=date(2026, 12, 30))
    intake.confirm(Actor(f"worker:{subject}", Role.WORKER, subject=subject), subject, "phone")
    agreed: dict[str, Value] = {"purposes": list(purposes)} if purposes else {}
    street.say("consent", BEFORE, subject, text_version="2025", signed_on=BEFORE, method="phone", **agreed)
    for kind in ("identity.check", "background.check"):
        street.say(kind, BEFORE, subject, result="passed", checked_on=BEFORE)
    street.say("health.check", health, subject, health_class="elder_care", health_checked_on=health)
    street.say("insurance", BEFORE, subject, insurance_kind="家政责任险", insurance_policy=f"样{number}", insurance_from=BEFORE, insurance_until="2027-05-31")
    street.say("skill.certificate", BEFORE, subject, skill_name="养老护理员", skill_level=level, skill_number=f"S000034000002{number:09d}", issued_on=BEFORE)
    for n in range(orders):
        on, end = f"2026-09-{n + 1:02d}", f"2026-09-{n + 2:02d}"
        street.say("order", on, subject, order_no=f"样{number}-{n}", service="养老照护", ordered_on=on, finished_on=end, amount_fen=20000, status="done", repeat=n > 0)
    if days:
        intake.say_availability(Actor(f"worker:{subject}", Role.WORKER, subject=subject), subject, days, lives_in=False)
    return subject


def follow() -> None:
    pipeline.turn_the_day()
    pipeline.advance()
