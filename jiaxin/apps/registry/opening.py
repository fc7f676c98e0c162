"""开启身份 — what identifies a person, opened through the vault. Whoever opens leaves a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from jiaxin.apps.access import vault
from jiaxin.apps.registry.models import Identity
from jiaxin.kit.bulk import chunks

IN_ONE_QUERY = 900


@dataclass(frozen=True, slots=True)
class Person:
    """What identifies a person, opened."""

    subject: str
    name: str
    id_number: str
    phone: str


def associated(subject: str) -> bytes:
    return b"registry_identity:" + subject.encode()


def people(subjects: Sequence[str]) -> dict[str, Person]:
    """Opened identities. The caller leaves a receipt (`access.actions.log_read`)."""
    rows: list[tuple[str, bytes]] = []
    for some in chunks(list(subjects), IN_ONE_QUERY):
        boxes = Identity.objects.filter(subject__in=some).values_list("subject", "sealed")
        rows.extend((subject, bytes(box)) for subject, box in boxes)
    texts = vault.open_many([(s, box, associated(s)) for s, box in rows])
    found: dict[str, Person] = {}
    for (subject, _), text in zip(rows, texts, strict=True):
        if text is not None:
            said = orjson.loads(text)
            found[subject] = Person(subject, said["name"], said["id_number"], said["phone"])
    return found
