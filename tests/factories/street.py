"""A district of one company and one confirmed worker, with the rules in force and a clock that can be turned."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring import queries as scores
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing, Value
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.natural_key import natural_key
from jiaxin.kit.ids import new_id
from tests.cast import CAST

DRAFTER = Actor("drafter", Role.BUREAU_CLERK, "bureau", fresh=True)
SIGNATORY = Actor("signatory", Role.BUREAU_ADMIN, "bureau", fresh=True)


class Street:
    """One company, one confirmed worker, the rules in force, and a clock that can be turned."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)

    def open(self) -> None:
        firm = CAST.company
        self.company = registry.enrol_companies([(firm.credit_code, firm.name)])[firm.credit_code]
        (her,) = registry.enrol([registry.Claimed(CAST.worker.name, CAST.worker.id_number, CAST.worker.phone)])
        self.her = her.subject
        rules.set_up(DRAFTER, SIGNATORY, registry.place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
        registered = {"company_credit_code": firm.credit_code, "company_name": firm.name, "status": "active"}
        self.say("company.registration", "2026-01-05", self.company, **registered)
        claim = new_id()
        self.say("employment", "2026-01-06", self.her, claim, started_on="2026-01-06", employment_mode="employee")
        self.say("profile", "2026-01-06", self.her, claim, collected_on="2026-01-06", job_types=["cleaning"], name="样某")
        Claim.objects.create(
            id=claim, subject=self.her, source=self.company, batch="", state="awaiting", made_at=self.now,
            lapses_on=date(2026, 12, 30),
        )  # fmt: skip
        intake.confirm(Actor("worker:1", Role.WORKER, subject=self.her), self.her, "phone")

    def say(self, kind: str, on: str, subject: str, claim: str = "", **clear: Value) -> None:
        self.now += timedelta(minutes=1)
        sealed = {name: clear.pop(name) for name in list(clear) if kinds()[kind].field(name).sealed}
        ledger_actions.append(
            [
                Fact(
                    kind, subject, date.fromisoformat(on), Provenance("bureau", Channel.SHEET, "clerk"), clear=clear, sealed=sealed,
                    key=natural_key(kinds()[kind], clear, self.company, "bureau"),
                    company="" if subject == self.company else self.company, claim=claim,
                    standing=Standing.CLAIMED if claim else Standing.TYPED,
                )
            ]
        )  # fmt: skip

    def rate(self, count: int, stars: int, on: str = "2026-10-01") -> None:
        for n in range(count):
            self.say("rating", on, self.her, order_no=f"{on}-{n}", stars=stars, rated_on=on, verified=True)

    def given(self, subject: str) -> dict[str, int]:
        kept = scores.assessment_of(subject)
        assert kept is not None
        return {name: value for name, value, _ in kept.document["context"]}
