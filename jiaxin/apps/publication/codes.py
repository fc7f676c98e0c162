"""亮码、印卡、密钥、名单 — verbs and questions about signed codes, beside the cards themselves (actions, queries)."""

from collections.abc import Sequence

from jiaxin.apps.access.actions import require
from jiaxin.apps.publication import carrying, issuing, printing, signing
from jiaxin.apps.publication.issuing import Bearer as Bearer
from jiaxin.apps.publication.printing import Printed as Printed
from jiaxin.domain.onecode.disclosures import Disclosure
from jiaxin.domain.onecode.envelope import ALGORITHMS
from jiaxin.domain.onecode.keylist import KeyList, PublicKey
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit.crypto.schemes import accepts


def live_code(actor: Actor, bearer: Bearer) -> str:
    """亮码: what her own phone shows, good for a minute."""
    require(actor, Permission.CODE_SHOW, Thing(owner=bearer.subject))
    return issuing.live(bearer)


def print_cards(actor: Actor, bearers: Sequence[Bearer], things: Sequence[Thing], layout: str) -> Printed:
    """印卡. `things` are the files the cards are about, for permission. Every page has been read back."""
    for thing in things:
        require(actor, Permission.CODE_ISSUE, thing)
    return printing.cards(bearers, layout)


def rotate_key(actor: Actor) -> str:
    """轮换签码密钥: a new key signs from now on. Returns its number."""
    require(actor, Permission.CODE_KEY)
    return signing.rotate().kid


def withdraw_key(actor: Actor, kid: str, why: str) -> None:
    """停用泄露的密钥: everything it signed is refused by whoever has the next list."""
    require(actor, Permission.CODE_KEY)
    signing.withdraw(kid, why)


def carry(moved: bool = False) -> int:
    """Keep the key list and the status list up; the job process calls this. How many files were written."""
    return carrying.keep_up(moved)


def accepted(key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Whether a key of the list signed this, and has not been withdrawn."""
    return not key.withdrawn_at and accepts(ALGORITHMS[key.algorithm], bytes.fromhex(key.public), signature, message)


def key_list() -> KeyList:
    """Every key whose codes may still be met."""
    return signing.listed()


def disclosures(subject: str, key: bytes, names: Sequence[str]) -> tuple[bytes, list[Disclosure]]:
    """(root, facts with their paths) of what she shows, as her latest code carries it. The caller asked her."""
    return issuing.disclosures(subject, key, names)
