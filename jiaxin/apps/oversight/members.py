"""协会会员 — which companies belong to an association, from which day; kept by the association itself, and each change is told to the company.

What follows for the company: a line in the association's paper, and that the association sees it, who works there and what concerns
both (reach A of the table of permissions), from the day it joins until the day it leaves. No score, no card.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.oversight.models import Member
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Membership:
    """`until`: the last day; None while it lasts."""

    id: int
    company: str
    name: str
    credit_code: str
    since: date
    until: date | None


def add_member(actor: Actor, credit_code: str, since: date) -> None:
    """Raises Refused for a company nobody knows, a day to come, and one that is a member already."""
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    firm = registry.company_by_code(credit_code.strip().upper())
    if firm is None:
        raise Refused("member.company", f"企业名录里没有统一社会信用代码为 {credit_code.strip()[:18]} 的企业", "请照营业执照核对代码")
    if since > clock.today():
        raise Refused("member.day", f"入会日期 {since} 还没有到", "请填写今天或以前的日期")
    if any(one.company == firm.subject and one.until is not None and since <= one.until for one in members(actor.organisation, past=True)):
        raise Refused("member.overlap", "和这家企业上一次入会的日期重叠", "请填写上次退会以后的日期")
    try:
        with transaction.atomic():
            Member.objects.create(association=actor.organisation, company=firm.subject, since=since, said_by=actor.id, said_at=clock.now())
            _told(actor, firm.subject, "member.joined", since)
    except IntegrityError:
        raise Refused("member.twice", f"“{firm.name}”已经是会员", "不用再登记") from None


def end_member(actor: Actor, number: int, until: date) -> None:
    """The last day of a membership; out of reach at once. Raises Refused for another association's."""
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    row = Member.objects.filter(id=number, association=actor.organisation, until=None).first()
    if row is None:
        raise Refused("access.absent", "没有找到这家会员", "请从会员名单进入")
    if not row.since <= until <= clock.today():
        raise Refused("member.end", f"退会日期应在 {row.since} 和今天之间", "请核对日期")
    row.until, row.said_by, row.said_at = until, actor.id, clock.now()
    with transaction.atomic():
        row.save(update_fields=["until", "said_by", "said_at"])
        _told(actor, row.company, "member.left", until)


def _told(actor: Actor, company: str, wording: str, day: date) -> None:
    name = access.organisation_names({actor.organisation}).get(actor.organisation, "")
    notices.tell(actor, wording, {"association": name, "day": day.isoformat()}, subject=company)


def members(association: str, past: bool = False) -> list[Membership]:
    """Those that are members today, by name; with `past` also those that were."""
    rows = list(Member.objects.filter(association=association, **({} if past else {"until": None})))
    names = registry.companies({row.company for row in rows})
    found = [Membership(row.id, row.company, names[row.company].name, names[row.company].credit_code, row.since, row.until) for row in rows if row.company in names]
    return sorted(found, key=lambda one: (one.until is not None, one.name, one.since))


def members_today(association: str) -> list[str]:
    """Companies within the association's reach: from the day they joined, and no more from the day they left."""
    today = clock.today()
    rows = Member.objects.filter(Q(until=None) | Q(until__gt=today), association=association, since__lte=today)
    return sorted(set(rows.values_list("company", flat=True)))


def member_days(association: str, on: date) -> dict[str, date]:
    """Company → since when, of those that were members on a day."""
    rows = Member.objects.filter(association=association, since__lte=on)
    return {row.company: row.since for row in rows.order_by("company", "since") if row.until is None or row.until >= on}
