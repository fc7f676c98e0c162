"""How a message is kept: text and number sealed together, under the key of the person it is for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.apps.access import vault
from jiaxin.apps.notices.models import Message

_NOBODY = "notices"  # a phone that belongs to no file yet


@dataclass(frozen=True, slots=True)
class Content:
    phone: str
    text: str


def owner_of(subject: str) -> str:
    return subject or _NOBODY


def associated(message_id: str) -> bytes:
    return b"notices_message:" + message_id.encode()


def opened(messages: Sequence[Message]) -> list[Content | None]:
    """What each says; None where the person's key is destroyed."""
    texts = vault.open_many([(m.owner, bytes(m.sealed), associated(m.pk)) for m in messages])
    return [None if text is None else Content(**json.loads(text)) for text in texts]
