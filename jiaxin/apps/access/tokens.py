"""接口令牌 — how a program of an organisation shows who it is. The token is shown once; we keep its digest.

A token is `jx_<id>_<secret>`; the program acts under the post of the account it was made for.
"""

import hmac
import secrets

from jiaxin.apps.access import accounts
from jiaxin.apps.access.models import MachineKey
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock
from jiaxin.kit.crypto import digest
from jiaxin.kit.ids import new_id


def make(username: str) -> str:
    """A new token for an account's programs."""
    key_id, secret = new_id(), secrets.token_urlsafe(32)
    MachineKey.objects.create(
        id=key_id, token_digest=digest(secret.encode()), account=accounts.named(username), made_at=clock.now()
    )
    return f"jx_{key_id}_{secret}"


def end(token_id: str) -> None:
    MachineKey.objects.filter(pk=token_id, ended_at=None).update(ended_at=clock.now())


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
    actor = accounts.actor_of(key.account)
    return Actor(
        id=f"machine:{key_id}",
        role=actor.role,
        organisation=actor.organisation,
        street=actor.street,
        name=actor.name,
        members=actor.members,
    )
