"""账号 — opening, posts, phones, and the actor an account stands for. Inner verbs: actions.py asks first."""

from collections.abc import Collection, Iterable, Mapping

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.membership import members_of
from jiaxin.apps.access.models import Account, CityIdentity, Grant, Organisation
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id


def actor_of(account: Account, fresh: bool = False) -> Actor:
    """行为人. An account without a post stands for nobody: Refused."""
    if not account.role:
        raise Refused("access.no-post", "您的账号还没有岗位。", "请联系本区安全管理员授予角色。")
    return Actor(
        id=account.username,
        role=Role(account.role),
        organisation=account.organisation_id or "",
        street=account.street,
        name=account.label,
        subject=account.subject,
        grid=account.grid,
        fresh=fresh,
        members=members_of(Role(account.role), account.organisation_id or ""),
    )


def named(username: str) -> Account:
    try:
        return Account.objects.get(username=username)
    except Account.DoesNotExist:
        raise Refused("account.unknown", f"没有账号“{username}”。", "请核对账号名称。") from None


def opened(username: str, label: str, password: str = "", hashed: str = "") -> Account:
    """A new account, or the one of that name with a new label and password (`hashed`: by `make_password` already)."""
    account = Account.objects.filter(username=username).first() or Account(username=username, made_at=clock.now())
    account.label = label
    if password:
        account.set_password(password)
    elif hashed:
        account.password = hashed
    elif not account.password:
        account.set_unusable_password()
    account.save()
    return account


def place(
    actor: Actor, account: Account, role: Role, organisation: str, street: str, grid: str, subject: str = ""
) -> None:
    """Give a post and write it down."""
    if organisation and not Organisation.objects.filter(pk=organisation, closed_at=None).exists():
        raise Refused("organisation.unknown", f"没有机构“{organisation}”。", "请先登记机构。")
    account.role, account.organisation_id = role.value, organisation or None
    account.street, account.grid, account.is_active = street, grid, True
    account.subject = subject or account.subject
    account.save()
    _note(actor, account, active=True)


def close(actor: Actor, account: Account) -> None:
    account.is_active = False
    account.save(update_fields=["is_active"])
    _note(actor, account, active=False)


def unplace(actor: Actor, account: Account) -> None:
    """The post is gone, the account stays: somebody else gives the post again."""
    _note(actor, account, active=False)
    account.role = ""
    account.save(update_fields=["role"])


def forget_factors(account: Account) -> None:
    """Authenticator apps, passkeys and the city's identity of somebody who lost them."""
    CityIdentity.objects.filter(account=account).delete()
    Authenticator.objects.filter(user=account).delete()


def keep_phone(account: Account, phone: str) -> None:
    """The number sealed, and its blind index to find the account by."""
    owner = _owner(account)
    vault.ensure_keys([owner])
    (account.phone,) = vault.seal_many([(owner, phone.encode(), b"access_account:phone")])
    account.phone_index = vault.blind_index("phone", phone)
    account.save(update_fields=["phone", "phone_index"])


def phone_of(account: Account) -> str:
    """The number in clear, or nothing where there is none (any more)."""
    if account.phone is None:
        return ""
    (opened_phone,) = vault.open_many([(_owner(account), bytes(account.phone), b"access_account:phone")])
    return (opened_phone or b"").decode()


def of_phone(phone: str, role: Role) -> Account:
    """The account of this phone in this role; made when there is none."""
    index = vault.blind_index("phone", phone)
    found = Account.objects.filter(phone_index=index, role=role.value).first()
    if found is None:
        try:
            with transaction.atomic():
                found = opened(f"p-{new_id()}", role.label)
                found.role = role.value
                found.save(update_fields=["role"])
                keep_phone(found, phone)
        except IntegrityError:  # the same phone signed in twice at once
            found = Account.objects.get(phone_index=index, role=role.value)
    if not found.is_active:
        raise Refused("account.closed", "这个账号已停用。", "如有疑问，请到街道或区商务局窗口办理。")
    return found


def attach(username: str, subject: str) -> Actor:
    account = named(username)
    if account.subject not in ("", subject):
        raise Refused("account.attached", "这个账号已经对应另一份档案。", "如确有错误，请到街道窗口核实更正。")
    account.subject = subject
    account.save(update_fields=["subject"])
    return actor_of(account)


def hand_over(files: Collection[str], kept: str) -> dict[str, str]:
    """Accounts of these files stand for the kept one from now on; username → the file each stood for."""
    rows = Account.objects.select_for_update().filter(subject__in=files).order_by("username")
    moved = dict(rows.values_list("username", "subject"))
    Account.objects.filter(username__in=moved).update(subject=kept)
    return moved


def give_back(moved: Mapping[str, str]) -> None:
    """Each account stands again for the file it stood for before a `hand_over`."""
    for username, subject in moved.items():
        Account.objects.filter(username=username).update(subject=subject)


def erase_of(actor: Actor, subjects: Iterable[str]) -> None:
    """Nothing of an erased person stays with her account: no phone, no index of it, no key to open it."""
    for account in Account.objects.filter(subject__in=list(subjects)):
        account.phone, account.phone_index = None, None
        account.save(update_fields=["phone", "phone_index"])
        close(actor, account)
        vault.destroy([_owner(account)], "erased on demand")


def _owner(account: Account) -> str:
    return f"account:{account.username}"


def _note(actor: Actor, account: Account, active: bool) -> None:
    Grant.objects.create(
        at=clock.now(),
        given_by=actor.id,
        account=account,
        role=account.role,
        organisation=account.organisation_id or "",
        street=account.street,
        grid=account.grid,
        active=active,
    )
