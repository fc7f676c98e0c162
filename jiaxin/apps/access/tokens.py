"""接口令牌 — how a program of an organisation shows who it is. The token is shown once; we keep its digest.

A token is `jx_<id>_<secret>`; the program acts under the post of the account it was made for, and no longer than that
account holds this very post: with the post it ends, and a post given again does not bring it back.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from jiaxin.apps.access import accounts, limits, refusals
from jiaxin.apps.access.models import Account, MachineKey
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Role, Thing, may, may_ever
from jiaxin.kit import clock
from jiaxin.kit.crypto import digest
from jiaxin.kit.ids import new_id

_INTERFACE = (Permission.MACHINE_PUSH, Permission.MACHINE_FIND)
_NOTED_AFTER = timedelta(hours=1)  # one write an hour, not one a request
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as people see it; nothing of the secret. `old`: in use for longer than the rules of the district have it."""

    id: str
    label: str
    username: str
    post: str
    role: str
    where: str
    made_at: datetime
    made_by: str
    used_at: datetime | None
    ended_at: datetime | None
    old: bool


def make(username: str, label: str = "", by: str = "") -> str:
    """A new token for an account's programs."""
    key_id, secret = new_id(), secrets.token_urlsafe(32)
    MachineKey.objects.create(
        id=key_id, token_digest=digest(secret.encode()), account=accounts.named(username), made_at=clock.now(), label=label[:40], made_by=by
    )
    return f"jx_{key_id}_{secret}"


def give_token(actor: Actor, username: str, label: str) -> str:
    """发放接口令牌 to a program of whoever holds this account; shown this once. Raises Refused for a post without an interface."""
    answer = may(actor, Permission.GRANT_GIVE, Thing.of(actor))
    if answer is not True:
        refusals.record(actor, Permission.GRANT_GIVE, Thing.of(actor), answer)
        raise refusals.refusal(answer)
    account = accounts.named(username)
    if not account.is_active or not account.role or not may_have_token(Role(account.role)):
        raise Refused("token.post", "这个账号没有能用接口的岗位。", "请先授予能报送或查询的岗位，例如企业负责人。")
    if not label.strip():
        raise Refused("token.label", "没有写给哪个程序用。", "请写系统名称，例如“样例公司人事系统”，不写人名。")
    return make(username, label.strip(), actor.id)


def may_have_token(role: Role) -> bool:
    """Whether programs of this role have anything to do at the interface."""
    return role is not Role.SYSTEM and any(may_ever(role, one) for one in _INTERFACE)


def end(token_id: str, by: str = "") -> bool:
    return bool(MachineKey.objects.filter(pk=token_id, ended_at=None).update(ended_at=clock.now(), ended_by=by))


def end_of(account: Account, by: str) -> int:
    """Every token of an account ends, as its post does. How many."""
    return MachineKey.objects.filter(account=account, ended_at=None).update(ended_at=clock.now(), ended_by=by)


def end_own_token(actor: Actor, token_id: str) -> None:
    """A token of one's own account. Raises Refused for anybody else's, as if it were not there."""
    ours = MachineKey.objects.filter(pk=token_id, account__username=actor.id, ended_at=None)
    if not ours.update(ended_at=clock.now(), ended_by=actor.id):
        raise Refused(refusals.ABSENT, "没有找到这个令牌。", "请刷新页面查看。")


def token_lines() -> list[TokenLine]:
    """Those that are good first, then the latest; the last 200."""
    return _lines(MachineKey.objects.order_by(F("ended_at").asc(nulls_first=True), "-made_at", "id"))


def own_tokens(actor: Actor) -> list[TokenLine]:
    """The good ones of one's own account."""
    return _lines(MachineKey.objects.filter(account__username=actor.id, ended_at=None).order_by("-made_at", "id"))


def old() -> int:
    """Good tokens made so long ago that they are to be replaced."""
    return MachineKey.objects.filter(ended_at=None, made_at__lt=clock.now() - timedelta(days=limits.TOKEN_DAYS)).count()


def _lines(rows: QuerySet[MachineKey]) -> list[TokenLine]:
    before = clock.now() - timedelta(days=limits.TOKEN_DAYS)
    return [
        TokenLine(
            one.pk, one.label, one.account.username, one.account.label, Role(one.account.role).label if one.account.role else "",
            one.account.organisation.name if one.account.organisation else "", one.made_at, one.made_by, one.used_at, one.ended_at, one.ended_at is None and one.made_at < before,
        )
        for one in rows.select_related("account__organisation")[:_SHOWN]
    ]  # fmt: skip


def actor_of(token: str) -> Actor | None:
    head, _, rest = token.partition("_")
    key_id, _, secret = rest.partition("_")
    if head != "jx":
        return None
    key = MachineKey.objects.select_related("account").filter(pk=key_id, ended_at=None).first()
    if key is None or not key.account.is_active or not key.account.role:
        return None
    # The secret has 256 random bits, so a plain digest gives nothing to guess at.
    if not hmac.compare_digest(bytes(key.token_digest), digest(secret.encode())):
        return None
    if key.used_at is None or clock.now() - key.used_at > _NOTED_AFTER:
        MachineKey.objects.filter(pk=key_id).update(used_at=clock.now())
    actor = accounts.actor_of(key.account)
    return Actor(
        id=f"machine:{key_id}",
        role=actor.role,
        organisation=actor.organisation,
        street=actor.street,
        name=actor.name,
        members=actor.members,
    )
