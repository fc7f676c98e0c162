"""协会会员 — which companies belong to an association: entered by it, confirmed by the company itself or by a paper the bureau has seen.

What follows for the company: a line in the association's paper, and that the association sees it, who works there and what concerns
both (reach A of the table of permissions), from the day it confirms until the day it leaves. No score, no card. An entry that nobody
confirmed gives nothing and lapses; each change by one side, or by time, is told to the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.oversight.models import Member
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.membership import Membership, confirm_by
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock

_ASSOCIATION = "association"
_LEAST_PAPER = 4  # characters of the number of a paper
_LAPSED_BY = "system:membership"


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry. `by`: the last day to confirm; `until`: the last day, None while it lasts; `how` it was confirmed, empty if it was not."""

    id: int
    association: str
    association_name: str
    company: str
    name: str
    credit_code: str
    since: date
    state: Membership
    by: date
    how: str
    confirmed_on: date | None
    until: date | None
    ended_on: date | None

    @property
    def open(self) -> bool:
        return self.state in (Membership.WAITING, Membership.MEMBER)


def add_member(actor: Actor, credit_code: str, since: date) -> None:
    """The association's own entry, which waits. Raises Refused for a company nobody knows, a day to come, and one that is entered already."""
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    firm = _firm(credit_code, since, actor.organisation)
    today = clock.today()
    try:
        with transaction.atomic():
            Member.objects.create(association=actor.organisation, company=firm.subject, since=since, said_by=actor.id, said_at=clock.now(), asked_on=today)
            _told(actor, firm.subject, actor.organisation, "member.asked", since, by=confirm_by(today).isoformat())
    except IntegrityError:
        raise Refused("member.twice", f"“{firm.name}”已经登记过", "已是会员，或者在等企业确认，不用再登记") from None


def enter_on_paper(actor: Actor, association: str, credit_code: str, since: date, paper: str) -> None:
    """The bureau saw a paper that proves it: a member at once, whether the association entered it or not. `paper`: its number.

    Raises Refused without a number, for what is no association, and for one that is a member already.
    """
    require(actor, Permission.MEMBERS_PAPER)
    if access.organisation_kind(association) != _ASSOCIATION:
        raise Refused("member.association", "没有这个协会", "请从列表中选择协会")
    if len(paper := paper.strip()[:60]) < _LEAST_PAPER:
        raise Refused("member.paper", "没有填写书面材料的文号", "请填写入会材料的文号或档案号")
    firm, now = _firm(credit_code, since, association), clock.now()
    with transaction.atomic():
        row = Member.objects.select_for_update().filter(association=association, company=firm.subject, ended_at=None).first()
        if row is not None and row.confirmed_at is not None:
            raise Refused("member.twice", f"“{firm.name}”已经登记过", "已是会员，不用再登记")
        row = row or Member(association=association, company=firm.subject, said_by=actor.id, said_at=now, asked_on=clock.today())
        row.since, row.confirmed_by, row.confirmed_at, row.paper = since, actor.id, now, paper
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            _still(False)
        _told(actor, firm.subject, association, "member.paper", since, paper=paper)
        _told_association(actor, row, "member.entered", since, paper=paper)


def confirm_membership(actor: Actor, number: int) -> None:
    """By the company itself; within reach from now on. Raises Refused for another company's, one that does not wait, and after its days."""
    row = _own(actor, number)
    _still(_state(row) is Membership.WAITING)
    with transaction.atomic():
        _still(Member.objects.filter(id=row.id, confirmed_at=None, ended_at=None).update(confirmed_by=actor.id, confirmed_at=clock.now()))
        _told_association(actor, row, "member.confirmed", clock.today())


def leave_association(actor: Actor, number: int) -> None:
    """不是会员、退出协会: by the company itself, at any time and at once. Raises Refused for another company's and what is over."""
    row = _own(actor, number)
    _still(row.ended_at is None)
    with transaction.atomic():
        _still(_ended(row, actor.id, Membership.REFUSED if row.confirmed_at is None else Membership.LEFT, clock.today()))
        _told_association(actor, row, "member.refused" if row.confirmed_at is None else "member.gone", clock.today())


def end_member(actor: Actor, number: int, until: date) -> None:
    """By the association: the last day of a membership, or its entry taken back; out of reach at once. Raises Refused for another association's."""
    require(actor, Permission.MEMBERS_KEEP, Thing(organisation=actor.organisation))
    row = Member.objects.filter(id=number, association=actor.organisation, ended_at=None).first()
    if row is None:
        raise Refused("access.absent", "没有找到这家会员", "请从会员名单进入")
    if not row.since <= until <= clock.today():
        raise Refused("member.end", f"退会日期应在 {row.since} 和今天之间", "请核对日期")
    with transaction.atomic():
        _still(_ended(row, actor.id, Membership.WITHDRAWN if row.confirmed_at is None else Membership.LEFT, until))
        _told(actor, row.company, row.association, "member.withdrawn" if row.confirmed_at is None else "member.left", until)


def lapse_memberships(today: date) -> int:
    """What nobody confirmed within its days is over. How many."""
    late = [row for row in Member.objects.filter(confirmed_at=None, ended_at=None) if today > confirm_by(row.asked_on)]
    return sum(_lapsed(row, today) for row in late)


def _lapsed(row: Member, today: date) -> bool:
    with transaction.atomic():
        ended = _ended(row, _LAPSED_BY, Membership.LAPSED, today)
        if ended:
            _told_association(Actor.job("membership"), row, "member.lapsed", confirm_by(row.asked_on))
    return ended


def _firm(credit_code: str, since: date, association: str) -> registry.CompanyName:
    """The company of an entry that may be made."""
    firm = registry.company_by_code(credit_code.strip().upper())
    if firm is None:
        raise Refused("member.company", f"企业名录里没有统一社会信用代码为 {credit_code.strip()[:18]} 的企业", "请照营业执照核对代码")
    if since > clock.today():
        raise Refused("member.day", f"入会日期 {since} 还没有到", "请填写今天或以前的日期")
    for row in Member.objects.filter(association=association, company=firm.subject):
        if row.until is not None and since <= row.until:
            raise Refused("member.overlap", "和这家企业上一次入会的日期重叠", "请填写上次退会以后的日期")
        if row.ended_at is None and _state(row) is Membership.LAPSED:
            _ended(row, _LAPSED_BY, Membership.LAPSED, clock.today())
    return firm


def _own(actor: Actor, number: int) -> Member:
    require(actor, Permission.MEMBERSHIP_OWN, Thing(organisation=actor.organisation))
    row = Member.objects.filter(id=number, company=actor.organisation).first() if actor.organisation else None
    if row is None:
        raise Refused("access.absent", "没有找到这一条登记", "请从“行业协会”页面进入")
    return row


def _ended(row: Member, by: str, how: Membership, last: date) -> bool:
    """Who entered and who confirmed stay; only what had been confirmed has a last day. False for a row that changed meanwhile: it is left."""
    until = None if row.confirmed_at is None else max(last, row.since)
    same = Member.objects.filter(id=row.id, ended_at=None, confirmed_at=row.confirmed_at)
    return bool(same.update(ended_by=by, ended_at=clock.now(), ended_how=how.value, until=until))


def _still(changed: object) -> None:
    if not changed:
        raise Refused("member.settled", "这一条登记已经变了", "请刷新页面查看现在的状态")


def _told(actor: Actor, company: str, association: str, wording: str, day: date, **more: str) -> None:
    name = access.organisation_names({association}).get(association, "")
    notices.tell(actor, wording, {"association": name, "day": day.isoformat(), **more}, subject=company)


def _told_association(actor: Actor, row: Member, wording: str, day: date, **more: str) -> None:
    """On the page where its day begins; an association has no phone here."""
    firm = registry.companies({row.company}).get(row.company)
    notices.tell(actor, wording, {"company": firm.name if firm else "", "day": day.isoformat(), **more}, subject=row.association)


def _state(row: Member) -> Membership:
    if row.ended_how:
        return Membership(row.ended_how)
    if row.confirmed_at is not None:
        return Membership.MEMBER
    return Membership.LAPSED if clock.today() > confirm_by(row.asked_on) else Membership.WAITING


def _entered(rows: Iterable[Member]) -> list[Entered]:
    found = list(rows)
    firms, offices = registry.companies({row.company for row in found}), access.organisation_names({row.association for row in found})
    return [
        Entered(
            row.id, row.association, offices.get(row.association, ""), row.company, firms[row.company].name, firms[row.company].credit_code, row.since,
            _state(row), confirm_by(row.asked_on), _how(row), row.confirmed_at.astimezone(clock.CHINA).date() if row.confirmed_at else None, row.until,
            row.until or (row.ended_at.astimezone(clock.CHINA).date() if row.ended_at else None),
        )
        for row in found if row.company in firms
    ]  # fmt: skip


def _how(row: Member) -> str:
    if row.confirmed_at is None:
        return ""
    return f"商务局凭书面材料登记（{row.paper}）" if row.paper else "企业自己确认"


def members(association: str, past: bool = False) -> list[Entered]:
    """Those that are members today, by name; with `past` also what waits and what is over."""
    rows = Member.objects.filter(association=association)
    found = _entered(rows if past else rows.filter(ended_at=None).exclude(confirmed_at=None))
    return sorted(found, key=lambda one: (not one.open, one.state is not Membership.WAITING, one.name, one.since))


def memberships_of(company: str) -> list[Entered]:
    """What associations have entered of a company, what waits first."""
    found = _entered(Member.objects.filter(company=company)) if company else []
    return sorted(found, key=lambda one: (not one.open, one.state is not Membership.WAITING, one.association_name, -one.since.toordinal()))


def awaiting_company(company: str) -> int:
    """How many entries wait for a company's word."""
    return sum(one.state is Membership.WAITING for one in memberships_of(company))


def every_membership() -> list[Entered]:
    """Of all associations, what is open: for whoever enters on paper."""
    return sorted(_entered(Member.objects.filter(ended_at=None)), key=lambda one: (one.association_name, one.state is not Membership.WAITING, one.name))


def members_today(association: str) -> list[str]:
    """Companies within the association's reach: from the day they confirmed, and no more from the day they left."""
    return sorted(member_days(association, clock.today()))


def member_days(association: str, on: date) -> dict[str, date]:
    """Company → since when, of those that were members on a day, confirmed by then and not gone on it."""
    rows = Member.objects.filter(association=association, since__lte=on).exclude(confirmed_at=None).order_by("company", "since")
    return {
        row.company: row.since for row in rows
        if row.confirmed_at is not None and row.confirmed_at.astimezone(clock.CHINA).date() <= on and (row.until is None or row.until > on)
    }  # fmt: skip
