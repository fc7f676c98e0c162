"""补做图片指纹 — likenesses of photos that were kept before pictures were compared, so that old and new ones meet.

Made once for each photo that stands or waits for its person; run again it makes what is lacking and nothing twice.
Silent  certificates: they have been kept as evidence with their likeness from the first day.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.intake import twins
from jiaxin.apps.intake.models import PictureMark
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.kit.bulk import chunks
from jiaxin.kit.pictures import NotAPicture, likeness

AT_ONCE = 500
PURPOSE = "系统为照片补做比对指纹"


@dataclass(slots=True)
class Marked:
    """Photos: made now, there already, gone or not readable; and how many of those made are also kept of somebody else."""

    made: int = 0
    there: int = 0
    gone: int = 0
    twins: int = 0


def mark_kept_photos(told: Callable[[int, int], None] = lambda done, of: None) -> Marked:
    """told: how many workers have been looked at, of how many. A run that is broken off is taken up by the next."""
    workers, count, done = registry.all_of("worker"), Marked(), 0
    known = twins.Twins()
    marked = set(PictureMark.objects.filter(kind=twins.PHOTO).values_list("subject", "claim"))
    for some in chunks(workers, AT_ONCE):
        facts = ledger.facts_about_many(some, with_claims=True, kinds=("photo",))
        latest = {s: entry for s, f in facts.items() if (entry := f.latest("photo")) is not None}
        lacking = {s: e for s, e in latest.items() if (s, e.fact.claim) not in marked and (e.fact.subject, e.fact.claim) not in marked}
        count.there += len(latest) - len(lacking)
        if lacking:
            with transaction.atomic():
                log_read(Actor.job("pictures"), sorted(lacking), [FieldClass.CONTACT], PURPOSE)
                for subject, entry in sorted(lacking.items()):
                    data = registry.opened_file(entry.fact.subject, str(entry.get("photo_file") or "-"))
                    try:
                        seen = likeness(data) if data else b""
                    except NotAPicture:
                        seen = b""
                    if not seen:
                        count.gone += 1
                        continue
                    count.made += 1
                    count.twins += bool(twins.keep(subject, twins.PHOTO, seen, b"", entry.fact.provenance.batch, entry.fact.claim, known))
        done += len(some)
        told(done, len(workers))
    return count
