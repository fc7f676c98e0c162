"""发码内容 — what a code carries: the public tier of a card in clear, and the root over what she may show besides.

The facts under a root are kept sealed with their salts. A code on her phone and a card in print carry the same root as
long as nothing she could show has changed, so one printed card serves every later disclosure.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from jiaxin.apps.access import vault
from jiaxin.apps.publication import signing
from jiaxin.apps.publication.days import midnight
from jiaxin.apps.publication.models import Issue
from jiaxin.domain.calendar import add_months
from jiaxin.domain.disclosure import Card
from jiaxin.domain.onecode import payload as payloads
from jiaxin.domain.onecode.disclosures import SALT_BYTES, Disclosable, Disclosure, disclosed, root_of
from jiaxin.domain.rulebooks.code import code_rules
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

ROOT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose code it is and what it says. `more` are the facts she may show by her tap, (name, value) each."""

    subject: str
    code: str
    key: bytes
    place: int
    card: Card
    more: Sequence[tuple[str, str]] = ()
    photo: bytes | None = None
    spoken: str = ""


def printed(bearer: Bearer) -> str:
    """The address a card is printed with."""
    now = clock.now()
    return _address(bearer, int(now.timestamp()), midnight(valid_until(bearer.card, clock.today())), live=False)


def live(bearer: Bearer) -> str:
    """The address her phone shows, good for a minute."""
    now = int(clock.now().timestamp())
    return _address(bearer, now, now + code_rules(clock.today()).live_seconds, live=True)


def valid_until(card: Card, today: date) -> date:
    """The first day on which a card printed today no longer counts: its own term, or the first paper to end."""
    ends = [one.through + timedelta(days=1) for one in (card.identity, card.health, card.insurance) if one.holds and one.through]
    return min([add_months(today, code_rules(today).card_months), *ends])


def disclosures(subject: str, key: bytes, names: Sequence[str]) -> tuple[bytes, list[Disclosure]]:
    """(root, single facts with their paths) of the latest issue; none where her key is gone."""
    found = _latest(subject, key)
    if found is None:
        return b"", []
    row, facts = found
    return bytes(row.root), [disclosed(facts, i) for i, one in enumerate(facts) if one.name in names]


def _address(bearer: Bearer, now: int, until: int, live: bool) -> str:
    card = bearer.card
    said = payloads.Payload(
        issuer=settings.DISTRICT.region_code,
        issued_at=now,
        expires_at=until,
        place=bearer.place,
        root=_issue(bearer),
        photo=bytes.fromhex(card.photo)[:16] if card.photo else b"",
        name=_short(card.masked_name),
        trades=tuple(one for one in card.trades if one in payloads.TRADES),
        state=card.state if card.state in payloads.STATES else "grey",
        live=live,
    )
    signer = signing.current()
    raw = payloads.sealed(said, bearer.code, signer.algorithm, signer.kid, signer.sign)
    return payloads.address(settings.DISTRICT.public_url, bearer.code, raw)


def _issue(bearer: Bearer) -> bytes:
    """The root over what she may show today, kept with its salts the first time."""
    found = _latest(bearer.subject, bearer.key)
    if found is not None and [(one.name, one.value) for one in found[1]] == list(bearer.more):
        return bytes(found[0].root)
    facts = [Disclosable(name, value, os.urandom(SALT_BYTES)) for name, value in bearer.more]
    kept, root = new_id(), root_of(facts)[:ROOT_BYTES]
    text = json.dumps([[one.name, one.value, one.salt.hex()] for one in facts], ensure_ascii=False)
    vault.ensure_keys([bearer.subject])
    (box,) = vault.seal_many([(bearer.subject, text.encode(), _bound(kept))])
    Issue.objects.create(
        id=kept, code=bearer.key, subject=bearer.subject, root=root, made_at=clock.now(), sealed=box
    )
    return root


def _latest(subject: str, key: bytes) -> tuple[Issue, list[Disclosable]] | None:
    row = Issue.objects.filter(code=key, subject=subject).order_by("-made_at", "-id").first()
    if row is None:
        return None
    (text,) = vault.open_many([(subject, bytes(row.sealed), _bound(row.id))])
    if text is None:
        return None
    return row, [Disclosable(name, value, bytes.fromhex(salt)) for name, value, salt in json.loads(text)]


def _bound(kept: str) -> bytes:
    return b"publication_issue:" + kept.encode()


def _short(name: str) -> str:
    while len(name.encode()) > 24:
        name = name[:-1]
    return name
