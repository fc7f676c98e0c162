"""判断 — may this actor do this to that thing? Deny unless the table says otherwise."""

from dataclasses import dataclass
from typing import Literal

from jiaxin.domain.permissions.matrix import (
    BY_CONSENT,
    KEPT_FOR,
    MATRIX,
    NEVER,
    OF_THE_DISTRICT,
    PURPOSES,
    REVIEWERS,
    Row,
)
from jiaxin.domain.permissions.names import FieldClass, Permission, Reach, Role
from jiaxin.domain.permissions.parties import Actor, Consent, Thing


@dataclass(frozen=True, slots=True)
class Denial:
    """拒绝. Falsy, so that `if may(…)` reads as it should.

    stranger  the actor must not even learn that the thing exists: answer as for something absent
    step_up   proving once more who one is would lift it
    """

    code: str
    reason: str
    do_this: str = ""
    stranger: bool = False
    step_up: bool = False

    def __bool__(self) -> Literal[False]:
        return False


def may(actor: Actor, permission: Permission, thing: Thing) -> Literal[True] | Denial:
    """True, or why not."""
    row = MATRIX[permission]
    reach = row.reach.get(actor.role)
    if reach is None:
        return Denial(
            "role",
            f"您的角色（{actor.role.label}）没有“{row.label}”的权限。",
            "如工作需要，请联系本单位管理员申请。",
            stranger=not actor.role.is_staff,
        )
    if not _within(reach, actor, thing):
        return Denial("scope", "没有找到这条记录。", "请核对链接或编号。", stranger=True)
    return _conditions(row, actor, thing)


def may_ever(role: Role, permission: Permission) -> bool:
    """Whether a role holds a permission at all, over whatever it may be: enough to show a menu entry."""
    return role in MATRIX[permission].reach


def reach_of(role: Role, permission: Permission) -> Reach | None:
    """How far: what a list must be cut down to."""
    return MATRIX[permission].reach.get(role)


def firms_of(actor: Actor, permission: Permission) -> frozenset[str] | None:
    """Companies that a list under this permission is cut down to for an association; None where it is not."""
    return actor.members if reach_of(actor.role, permission) is Reach.MEMBERS else None


def fields_of(role: Role, permission: Permission, refused: frozenset[str] = frozenset()) -> frozenset[FieldClass]:
    """Information classes that a page under this permission may show to this role, without purposes she took back."""
    if not may_ever(role, permission):
        return frozenset()
    hidden = frozenset(of_class for of_class, purpose in KEPT_FOR.items() if purpose in refused)
    return frozenset(MATRIX[permission].fields) - NEVER.get(role, frozenset()) - hidden


def _within(reach: Reach, actor: Actor, thing: Thing) -> bool:
    """An empty place matches nothing, on either side."""
    match reach:
        case Reach.DISTRICT:
            return True
        case Reach.STREET:
            return bool(actor.street) and thing.street == actor.street
        case Reach.GRID:
            inside = bool(actor.street and actor.grid) and (thing.street, thing.grid) == (actor.street, actor.grid)
            return inside or (bool(actor.id) and thing.made_by == actor.id)
        case Reach.ORGANISATION:
            return bool(actor.organisation) and actor.organisation in (thing.organisation, *thing.also)
        case Reach.MEMBERS:
            reached = {actor.organisation, *actor.members} - {""}
            return thing.kind in OF_THE_DISTRICT or not reached.isdisjoint((thing.owner, thing.organisation, *thing.employers))
        case Reach.SELF:
            return bool(actor.subject) and thing.owner == actor.subject


def _conditions(row: Row, actor: Actor, thing: Thing) -> Literal[True] | Denial:
    if row.has("consent") and thing.consent is Consent.WITHDRAWN and thing.owner != actor.subject:
        return Denial("withdrawn", "本人已撤回授权，档案停止查阅。", "如有法定职责需要，请走依法查询程序。")
    if thing.owner != actor.subject and (purpose := _purpose(row, actor.role)) in thing.refused:
        return Denial("purpose", f"本人没有同意这一用途（{PURPOSES[purpose]}）。", "需要时请当面征得本人同意，由本人在手机上勾选。")
    if row.has("reviewers") and thing.consent is Consent.CLAIMED and not _submitted_or_reviews(actor, thing):
        return Denial("claimed", "没有找到这条记录。", "请核对链接或编号。", stranger=True)
    if row.has("established") and thing.consent is Consent.CLAIMED:
        return Denial("claimed", "这份档案还在等待本人确认。", "请先由本人通过手机、柜台或上门方式确认。")
    if row.has("four-eyes") and thing.made_by in ("", actor.id):
        return Denial("four-eyes", f"“{row.label}”须由提出人以外的另一人办理。", "请交由另一位有权限的同事复核。")
    if row.has("step-up") and not actor.fresh:
        return Denial("step-up", f"“{row.label}”前需要再次验证身份。", "请重新输入密码或验证码。", step_up=True)
    return True


def _purpose(row: Row, role: Role) -> str:
    """What she must have agreed to before this may be done; empty where her consent is not the ground."""
    marked = next((mark.removeprefix("for:") for mark in row.marks.split() if mark.startswith("for:")), "")
    return marked or (BY_CONSENT.get(role, "") if row.has("consent") else "")


def _submitted_or_reviews(actor: Actor, thing: Thing) -> bool:
    mine = bool(actor.organisation) and actor.organisation in (thing.organisation, *thing.also)
    return mine or actor.role in REVIEWERS
