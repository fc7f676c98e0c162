"""签码 — the key in use, its successor, the public list of keys; and signing with it.

The first code ever signed makes the first key. A new key is made before the old one's time is over, by `rotate` or by
itself; the old one stays on the list until the last card it signed has expired. Which suite is the district's choice.
"""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from jiaxin.apps.access import code_keys
from jiaxin.apps.publication.models import CodeKey
from jiaxin.domain.calendar import add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.onecode.envelope import ALGORITHMS
from jiaxin.domain.onecode.keylist import KeyList, PublicKey, kid_of
from jiaxin.domain.rulebooks.code import code_rules
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA

NUMBERS = {name: number for number, name in ALGORITHMS.items()}


class Key:
    """The key in use, ready to sign."""

    def __init__(self, row: CodeKey) -> None:
        self.kid, self.algorithm = bytes.fromhex(row.kid), NUMBERS[row.scheme]
        self.sign: Callable[[bytes], bytes] = lambda message: code_keys.sign(row.scheme, row.kid, message)


def scheme() -> str:
    """`JIAXIN_SUITE=sm4gcm` turns the whole installation to the national suite, codes included."""
    return "sm2" if settings.CRYPTO_SUITE == "sm4gcm" else "ed25519"


def current() -> Key:
    now = clock.now()
    rows = CodeKey.objects.filter(since__lte=now, until__gte=now, withdrawn_at=None, scheme=scheme())
    row = rows.order_by("-since", "kid").first()
    return Key(row if row is not None else rotate())


def rotate() -> CodeKey:
    """A new key signs from now on; the present one signs no more, and what it signed stays good."""
    now = clock.now()
    rules = code_rules(now.astimezone(CHINA).date())
    with transaction.atomic():
        kid, public = code_keys.make(scheme(), kid_of)
        CodeKey.objects.filter(withdrawn_at=None, until__gt=now).update(until=now)
        until = _months_on(now, rules.key_months)
        return CodeKey.objects.create(
            kid=kid,
            scheme=scheme(),
            public=public,
            since=now,
            until=until,
            accepted_until=_months_on(until, rules.card_months + 1),
        )


def withdraw(kid: str, reason: str) -> None:
    """A key that got into other hands: everything it signed is refused as soon as a verifier has the new list."""
    row = CodeKey.objects.filter(kid=kid).first()
    if row is None:
        raise Refused("code-key.unknown", f"没有编号为 {kid} 的签码密钥", "请从密钥名单中选择")
    if row.withdrawn_at is None:
        row.withdrawn_at, row.reason = clock.now(), reason
        row.save(update_fields=["withdrawn_at", "reason"])
        code_keys.forget(row.scheme, row.kid)


def listed() -> KeyList:
    """Every key whose codes may still be met, the latest first; a withdrawn one stays, to be refused by name."""
    now = clock.now()
    keys = tuple(
        PublicKey(
            row.kid,
            NUMBERS[row.scheme],
            bytes(row.public).hex(),
            int(row.since.timestamp()),
            int(row.until.timestamp()),
            int(row.accepted_until.timestamp()),
            int(row.withdrawn_at.timestamp()) if row.withdrawn_at else 0,
        )
        for row in CodeKey.objects.filter(accepted_until__gte=now).order_by("-since", "kid")
    )
    district = settings.DISTRICT
    return KeyList(district.region_code, district.name, int(now.timestamp()), keys)


def _months_on(at: datetime, months: int) -> datetime:
    local = at.astimezone(CHINA)
    return datetime.combine(add_months(local.date(), months), local.timetz()).astimezone(at.tzinfo)
