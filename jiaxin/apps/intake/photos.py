"""照片采集 — a picture arrives, is cut small, stripped of its metadata, sealed, and becomes a fact.

From herself it stands at once; from anybody else it is a claim until she confirms.
"""

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.queries import organisation_kind
from jiaxin.apps.intake import twins
from jiaxin.apps.intake.claims import OPEN, lapses_on
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.intake.twins import Twins
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger.actions import Placed
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.standing import standing_of
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from jiaxin.kit.pictures import NotAPicture, likeness, thumbnail


def attach_photo(actor: Actor, subject: str, data: bytes) -> None:
    """Keep a photo of a worker. Raises Refused when it is not a picture."""
    by_herself = actor.subject == subject
    permission = Permission.FILE_OWN if by_herself else Permission.BATCH_RECEIVE
    require(actor, permission, Thing(owner=subject, organisation=actor.organisation))
    keep_photo(actor, subject, data, Channel.PHONE if by_herself else Channel.COUNTER, by_herself)


def keep_photo(actor: Actor, subject: str, data: bytes, channel: Channel, by_herself: bool = False) -> str:
    """An inner action: the caller has asked for permission. Returns the claim that waits for her, or nothing."""
    return place_photo(actor, subject, data, channel, by_herself)[0]


def place_photo(
    actor: Actor, subject: str, data: bytes, channel: Channel, by_herself: bool = False, batch: str = "", row: int = 0, known: Twins | None = None
) -> tuple[str, Placed]:
    """As `keep_photo`, and where it stands in the ledger. `known`: the register's pictures, where many are kept in a row."""
    try:
        small, seen = thumbnail(data), likeness(data)
    except NotAPicture:
        raise Refused("photo.unreadable", "这个文件不是可以识别的照片", "请上传 JPG 或 PNG 格式的近期免冠照片") from None
    standing = standing_of(kind("photo"), organisation_kind(actor.organisation), by_herself, channel)
    claim = new_id() if standing is Standing.CLAIMED else ""
    with transaction.atomic():
        fact = Fact(
            kind="photo",
            subject=subject,
            happened_on=clock.today(),
            provenance=Provenance(actor.organisation or "herself", channel, actor.id, batch, "", row),
            clear={"taken_on": clock.today().isoformat()},
            sealed={"photo_file": registry.keep_file(subject, small)},
            standing=standing,
            claim=claim,
        )
        (placed,) = ledger.append([fact])
        if claim:
            Claim.objects.create(
                id=claim,
                subject=subject,
                source=actor.organisation,
                batch=batch,
                state=OPEN,
                made_at=clock.now(),
                lapses_on=lapses_on(clock.today()),
            )
        twins.keep(subject, twins.PHOTO, seen, b"", batch, claim, known)
    return claim, placed
