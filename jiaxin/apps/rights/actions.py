"""Demand one's rights, and answer them on the clock. The job process answers; the person sees what came of it."""

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.rights import erasing, leaks
from jiaxin.apps.rights.models import Demand
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock

open_leak = leaks.opened
leak_told_authority = leaks.told_authority
leak_told_persons = leaks.told_persons
close_leak = leaks.closed
watch_leaks = leaks.watch

ERASE, ASKED, ERASED, FROZEN = "erase", "asked", "erased", "frozen"


def demand_erasure(actor: Actor, subject: str) -> None:
    """删除我的档案. Showing stops at once; the rest is done by the job process, within the days of the rulebook."""
    require(actor, Permission.RIGHTS_DEMAND, Thing(owner=subject))
    if Demand.objects.filter(subject=subject, kind=ERASE, state=ASKED).exists():
        raise Refused("rights.asked", "您已经提出过删除，正在办理。", "请在“我的权利”页面查看进度。")
    today = clock.today()
    days = int(packaged_for("rights", today).data["answer_within_working_days"]["value"])
    intake.withdraw_consent(actor, subject)
    Demand.objects.create(
        subject=subject, kind=ERASE, asked_at=clock.now(), due_on=packaged_calendar().after(today, days).on, state=ASKED
    )


def answer() -> int:
    """Carry out what was demanded; how many. What a statute obliges us to keep is frozen and named instead."""
    waiting, actor = list(Demand.objects.filter(state=ASKED).order_by("id")), Actor.job("rights")
    for one in waiting:
        law = erasing.kept_by_law(one.subject)
        if not law:
            erasing.erase(actor, one.subject)
        one.state, one.answered_at = FROZEN if law else ERASED, clock.now()
        one.kept = law or erasing.remaining(law)
        one.save(update_fields=["state", "answered_at", "kept"])
    return len(waiting)
