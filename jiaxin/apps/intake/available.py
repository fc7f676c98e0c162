"""可服务时间 — she says on which days of the week she can be with a family; her latest word stands."""

from collections.abc import Sequence

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake.consents import HERSELF
from jiaxin.apps.ledger import actions as ledger
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing, Value
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.availability import KIND
from jiaxin.kit import clock

DAYS = KIND.field("weekdays").choices


def say_availability(actor: Actor, subject: str, weekdays: Sequence[str], lives_in: bool) -> None:
    """At least one day; in the order of the week."""
    require(actor, Permission.AVAILABILITY_SAY, Thing(owner=subject))
    said: Value = [day for day in DAYS if day in weekdays]
    if not said:
        raise Refused("availability.none", "没有选择哪几天可以服务", "请至少选一天；暂时不接单的，不用改这里")
    clear: dict[str, Value] = {"weekdays": said, "lives_in": lives_in}
    ledger.append(
        [Fact(KIND.code, subject, clock.today(), Provenance(HERSELF, Channel.PHONE, actor.id), (), clear, standing=Standing.PHONE, happened_at=clock.now())]
    )
