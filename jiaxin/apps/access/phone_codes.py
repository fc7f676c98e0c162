"""短信验证码 — six digits, five minutes, five guesses; so many per number and per address.

A number nobody knows gets a code like any other, so that asking tells nothing about who is filed here.
"""

import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from jiaxin.apps.access import limits, vault
from jiaxin.apps.access.models import PhoneCode
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

_OWNER = "phone-codes"


@dataclass(frozen=True, slots=True)
class Sent:
    """A code on its way: its id, the digits, how long they hold and the end of the number."""

    id: str
    code: str
    phone: str
    minutes: int


_MOBILE = re.compile(r"1[3-9]\d{9}")


def written(phone: str) -> str:
    """A mobile number in its one form: eleven digits. Raises Refused."""
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", phone))
    digits = re.sub(r"^(\+|00)?86(?=1)", "", digits)
    if not _MOBILE.fullmatch(digits):
        raise Refused("phone.form", "手机号应为 11 位数字。", "请核对后重新输入。")
    return digits


def make(phone: str, address: str) -> Sent:
    phone, now = written(phone), clock.now()
    phone_index, address_index = vault.blind_index("phone", phone), vault.blind_index("address", address)
    recent = PhoneCode.objects.filter(made_at__gt=now - timedelta(hours=1))
    of_phone = recent.filter(phone_index=phone_index)
    if of_phone.filter(made_at__gt=now - timedelta(seconds=limits.SECONDS_BETWEEN_CODES)).exists():
        raise Refused("code.too-soon", "验证码刚刚发送过。", f"请等待 {limits.SECONDS_BETWEEN_CODES} 秒后再试。")
    if (
        of_phone.count() >= limits.CODES_PER_NUMBER_HOUR
        or recent.filter(address_index=address_index).count() >= limits.CODES_PER_ADDRESS_HOUR
    ):
        raise Refused("code.too-many", "验证码发送次数过多。", "请一小时后再试，或到街道窗口办理。")
    code_id, code = new_id(), f"{secrets.randbelow(1_000_000):06}"
    vault.ensure_keys([_OWNER])
    PhoneCode.objects.create(
        id=code_id,
        phone_index=phone_index,
        phone=vault.seal_many([(_OWNER, phone.encode(), code_id.encode())])[0],
        address_index=address_index,
        code_digest=_digest(code_id, code),
        made_at=now,
    )
    return Sent(code_id, code, phone, limits.CODE_MINUTES)


def check(code_id: str, code: str) -> str:
    """The phone the code was sent to; raises Refused when it is wrong, used, old or guessed too often."""
    now = clock.now()
    alive = PhoneCode.objects.filter(
        pk=code_id,
        used_at=None,
        tries__lt=limits.CODE_TRIES,
        made_at__gt=now - timedelta(minutes=limits.CODE_MINUTES),
    )
    # The try is counted before the code is looked at, and in the database: racing guesses all count.
    if not alive.update(tries=F("tries") + 1):
        raise Refused("code.over", "验证码已失效。", "请重新获取验证码。")
    sent = PhoneCode.objects.get(pk=code_id)
    if not hmac.compare_digest(bytes(sent.code_digest), _digest(code_id, unicodedata.normalize("NFKC", code).strip())):
        left = limits.CODE_TRIES - sent.tries
        raise Refused("code.wrong", "验证码不正确。", f"还可以再试 {left} 次。" if left > 0 else "请重新获取验证码。")
    if not PhoneCode.objects.filter(pk=code_id, used_at=None).update(used_at=now):
        raise Refused("code.over", "验证码已失效。", "请重新获取验证码。")
    (phone,) = vault.open_many([(_OWNER, bytes(sent.phone), code_id.encode())])
    return (phone or b"").decode()


def forget_old() -> int:
    """Codes leave after a day: the limits look back an hour."""
    return PhoneCode.objects.filter(made_at__lt=clock.now() - timedelta(days=1)).delete()[0]


def _digest(code_id: str, code: str) -> bytes:
    return vault.blind_index("phone-code", f"{code_id}:{code}")
