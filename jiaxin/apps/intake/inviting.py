"""邀请同行 — a filed worker gives another a link to file herself. Her tap makes it; nothing is gained by numbers.

Who came by a link is not kept. Whether somebody came the inviter learns only if that person allowed it. No points, no
score, no rank: an invitation that paid would buy false files.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake.models import WorkerInvitation
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id


@dataclass(frozen=True, slots=True)
class Invitation:
    """As she sees it. `told`: somebody came by it and allowed her to know."""

    code: str
    until: date
    open: bool
    told: bool


def invite(actor: Actor) -> str:
    """The code of a new link. Raises Refused beyond the limits of the rules, and for a file that is not confirmed."""
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    line = registry.file_lines([actor.subject]).get(actor.subject)
    if line is None or not line.confirmed or line.withdrawn:
        raise Refused("invitation.not-filed", "您的档案还没有确认或已停止展示，不能邀请", "请先在“我的档案”里确认或恢复展示")
    rules, today = field_rules(clock.today()), clock.today()
    mine = WorkerInvitation.objects.filter(inviter=actor.subject)
    if mine.filter(used_at=None, taken_back=False, until__gte=today).count() >= rules.invitations_open:
        raise Refused("invitation.open", f"您有 {rules.invitations_open} 个邀请还没有人用", "请先用完，或收回一个")
    if mine.filter(made_at__gt=clock.now() - timedelta(days=30)).count() >= rules.invitations_a_month:
        raise Refused("invitation.month", f"30 天内最多邀请 {rules.invitations_a_month} 次", "请过些天再邀请；也可以告诉她直接用手机号登录建档")
    made = WorkerInvitation(
        code=(new_id() + new_id()).lower(), inviter=actor.subject, made_at=clock.now(), until=today + timedelta(days=rules.invitation_days)
    )
    made.save(force_insert=True)
    return made.code


def take_back(actor: Actor, code: str) -> None:
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    mine = WorkerInvitation.objects.filter(code=code, inviter=actor.subject, used_at=None)
    if not mine.exists():
        raise Refused("access.absent", "没有找到这个邀请。", "请从列表进入。")
    mine.update(taken_back=True)


def invitations(actor: Actor) -> list[Invitation]:
    rows = WorkerInvitation.objects.filter(inviter=actor.subject, taken_back=False).order_by("-made_at", "code")[:50]
    today = clock.today()
    return [Invitation(r.code, r.until, _open(r, today), r.told) for r in rows if _open(r, today) or r.told]


def is_open(code: str) -> bool:
    """Told to anybody who holds the link: whether it still leads anywhere; not whose it is."""
    with beyond("邀请链接是否有效"):
        found = WorkerInvitation.objects.filter(code=code).first()
        return found is not None and _open(found, clock.today())


def came(code: str, tell: bool) -> None:
    """Somebody filed herself by this link: used, and no word of who. A link that is over hinders nobody."""
    open_ = WorkerInvitation.objects.filter(code=code, used_at=None, taken_back=False, until__gte=clock.today())
    open_.update(used_at=clock.now(), told=tell)


def _open(row: WorkerInvitation, today: date) -> bool:
    return row.used_at is None and not row.taken_back and row.until >= today
