"""Demand one's rights, and answer them on the clock. The job process answers; the person sees what came of it."""

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights import erasing, leaks
from jiaxin.apps.rights.demanding import demand_correction as demand_correction
from jiaxin.apps.rights.demanding import demand_restriction as demand_restriction
from jiaxin.apps.rights.models import Demand
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.restricting import RESTRICTED, WHOLE
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock

open_leak = leaks.opened
open_leak_of_account = leaks.opened_of_account
leak_told_authority = leaks.told_authority
leak_told_persons = leaks.told_persons
close_leak = leaks.closed
watch_leaks = leaks.watch

ERASE, ASKED, ERASED, FROZEN = "erase", "asked", "erased", "frozen"
HOUSEHOLD = "household"


def demand_erasure(actor: Actor, subject: str) -> None:
    """删除我的档案. Showing stops at once; the rest is done by the job process, within the days of the rulebook."""
    require(actor, Permission.RIGHTS_DEMAND, Thing(owner=subject))
    if Demand.objects.filter(subject=subject, kind=ERASE, state__in=(ASKED, FROZEN)).exists():
        raise Refused("rights.asked", "您已经提出过删除，正在办理。", "请在“我的权利”页面查看进度。")
    today = clock.today()
    days = int(packaged_for("rights", today).data["answer_within_working_days"]["value"])
    if registry.kind_of(subject) != HOUSEHOLD:  # a family has given no consent: nothing of it is shown
        intake.withdraw_consent(actor, subject)
    Demand.objects.create(
        subject=subject, kind=ERASE, asked_at=clock.now(), due_on=matters.working_days_of_the_district().after(today, days).on, state=ASKED
    )


def answer() -> int:
    """Carry out what was demanded; how many. Where a statute or a running matter forbids it, everything is frozen and that is named."""
    waiting = list(Demand.objects.filter(state=ASKED).order_by("id"))
    for one in waiting:
        _carry_out(one)
    return len(waiting)


def thaw() -> int:
    """Once a day: delete what was frozen instead, as soon as nothing forbids it any more; how many."""
    return sum(_carry_out(one) for one in Demand.objects.filter(state=FROZEN).order_by("id"))


def _carry_out(one: Demand) -> bool:
    """Whether everything went. What is frozen is put to no use from here on, and named anew when less is left to wait for."""
    why, actor = erasing.forbidding(one.subject), Actor.job("rights")
    left = erasing.REMAINS_OF_FAMILY if registry.kind_of(one.subject) == HOUSEHOLD else erasing.REMAINS
    if not why:
        erasing.erase(actor, one.subject)
    elif one.state == ASKED:
        ledger.append([_rest(actor, one)])
    one.state, one.answered_at = FROZEN if why else ERASED, clock.now()
    one.kept = why or list(left)
    one.save(update_fields=["state", "answered_at", "kept"])
    return not why


def _rest(actor: Actor, one: Demand) -> Fact:
    said, case = Provenance("district", Channel.SYSTEM, actor.id), f"demand-{one.pk}"
    return Fact(RESTRICTED, one.subject, clock.today(), said, (WHOLE, case), {"of": WHOLE, "case_no": case})
