"""邀请 — how somebody gets into a new account: a link, good once and for hours, behind which she sets the password alone.

The secret stands in the link only; we keep its digest. A later link ends the earlier one. Nobody, the administrator
who opened the account included, ever knows a password but her.

The first three administrators (三员) of a district are invited from the console of its server, each role once: as soon
as somebody holds the role, further ones are invited on the page of accounts.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from jiaxin.apps.access import accounts, limits
from jiaxin.apps.access.models import Account, Invitation
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from jiaxin.kit.crypto import digest

FIRST = {Role.SYSTEM_ADMIN: "system-admin", Role.SECURITY_ADMIN: "security-admin", Role.AUDITOR: "auditor"}


def make(actor: Actor, account: Account, lives: timedelta = timedelta(hours=limits.INVITATION_HOURS)) -> str:
    """A new secret for the link; earlier ones of this account are over."""
    now, secret = clock.now(), secrets.token_urlsafe(32)
    with transaction.atomic():
        Invitation.objects.filter(account=account, ended_at=None).update(ended_at=now)
        Invitation.objects.create(
            digest=_digest(secret), account=account, made_by=actor.id, made_at=now, good_until=now + lives
        )
    return secret


def first(actor: Actor) -> list[tuple[Role, str, str]]:
    """(role, account, secret) for each administration that nobody holds yet. Raises Refused when all are held."""
    held = set(Account.objects.filter(role__in=FIRST, is_active=True).exclude(password__startswith="!").values_list("role", flat=True))
    open_roles = [role for role in FIRST if role not in held]
    if not open_roles:
        raise Refused("invitation.held", "三个管理员岗位都已有人。", "新的账号请由系统管理员在“账号”页面开设。")
    made = []
    for role in open_roles:
        with transaction.atomic():
            account = accounts.opened(FIRST[role], role.label)
            accounts.place(actor, account, role, "", "", "")
            secret = make(actor, account, timedelta(minutes=limits.FIRST_INVITATION_MINUTES))
        made.append((role, account.username, secret))
    return made


def account_of(secret: str) -> Account:
    """Whose invitation this is. Raises Refused for one that is unknown, used or over: one answer for all three."""
    found = Invitation.objects.select_related("account").filter(pk=_digest(secret), ended_at=None).first()
    if found is None or found.good_until <= clock.now() or not found.account.is_active:
        raise Refused("invitation.over", "这个链接无效、已用过或已过期。", "请联系本区系统管理员重新发一个。")
    return found.account


def accept(secret: str, password: str) -> Account:
    """Set the password; the link is used up. Raises Refused for a password that is too weak, in the library's words."""
    account = account_of(secret)
    try:
        validate_password(password, account)
    except ValidationError as why:
        raise Refused("invitation.password", "".join(why.messages), "请换一个。") from None
    with transaction.atomic():
        used = Invitation.objects.filter(pk=_digest(secret), ended_at=None).update(ended_at=clock.now())
        if not used:  # somebody else opened the same link at this moment
            raise Refused("invitation.over", "这个链接无效、已用过或已过期。", "请联系本区系统管理员重新发一个。")
        account.set_password(password)
        account.save(update_fields=["password"])
    return account


def waiting(usernames: Sequence[str]) -> set[str]:
    """Of these accounts, those with an invitation that still opens."""
    rows = Invitation.objects.filter(account__username__in=usernames, ended_at=None, good_until__gt=clock.now())
    return set(rows.values_list("account__username", flat=True))


def _digest(secret: str) -> bytes:
    return digest(b"invitation " + secret.encode())
