"""Change who exists: enrol, issue a code, set its state. Inner actions: the caller asked for permission."""

from base64 import b32encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.db.models import Q

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry import codes, enrolling, files, merging
from jiaxin.apps.registry.enrolling import Claimed, Enrolled
from jiaxin.apps.registry.models import (
    BlockKey,
    Code,
    CodeEvent,
    Identity,
    Merge,
    PersonRecord,
    Region,
    Subject,
    WorkerFile,
    WorkSpell,
)
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

merge = merging.merge
unmerge = merging.unmerge
follow_merges = merging.follow

__all__ = [
    "Claimed",
    "Enrolled",
    "enrol",
    "enrol_companies",
    "follow_merges",
    "issue_codes",
    "keep_file",
    "merge",
    "move_code",
    "open_household",
    "place",
    "place_of",
    "replace_code",
    "set_regions",
    "unmerge",
]

ERASED = "erased"  # the kind of a subject about whom nothing is held any more


@beyond("登记入册：同一证件只有一份档案")
def enrol(claimed: Sequence[Claimed], kind: str = "worker") -> list[Enrolled]:
    """Find or make the persons that rows speak of."""
    return enrolling.persons(claimed, kind)


def enrol_companies(named: Sequence[tuple[str, str]], registered: bool = False) -> dict[str, str]:
    return enrolling.companies(named, registered)


@beyond("发码：号码在全区不重复")
def issue_codes(subjects: Sequence[str], actor: Actor | None = None) -> dict[str, str]:
    """A code for each subject that has none; returns the new codes."""
    return codes.issue(subjects, actor or Actor.job("codes"))


def move_code(actor: Actor, subject: str, verb: str, why: str) -> str:
    """suspend, restore, lose, retire: a step of the table `one-code`. Returns the new state."""
    return codes.move(actor, subject, verb, why)


def replace_code(actor: Actor, subject: str, why: str) -> str:
    """A new code in the place of the present one, which is over at once."""
    return codes.replace(actor, subject, why)


def place_of(name: str) -> str:
    """The id a place has, whether or not anything is known of it yet."""
    return b32encode(sha256(b"place:" + name.encode()).digest()[:10]).decode().lower()


def place(name: str) -> str:
    """The subject of a street or other place. Places are public: the id follows from the name."""
    subject = place_of(name)
    Subject.objects.get_or_create(id=subject, defaults={"kind": "region", "made_at": clock.now()})
    return subject


def erase(subjects: Sequence[str]) -> None:
    """What identifies these persons, their codes and their place in lists. The ids stay, so that they are never used again."""
    Identity.objects.filter(subject__in=list(subjects)).delete()
    records = PersonRecord.objects.filter(subject__in=list(subjects))
    BlockKey.objects.filter(record__in=list(records.values_list("id", flat=True))).delete()
    records.delete()
    Code.objects.filter(subject__in=list(subjects)).delete()
    CodeEvent.objects.filter(subject__in=list(subjects)).delete()  # a printed card would lead from its code to her id
    WorkerFile.objects.filter(subject__in=list(subjects)).delete()
    WorkSpell.objects.filter(subject__in=list(subjects)).delete()
    merges = Merge.objects.filter(Q(kept__in=list(subjects)) | Q(other__in=list(subjects)))
    merges.update(why="", undone_why="", codes=[], accounts={})  # sealed codes, and reasons in somebody's words
    Subject.objects.filter(id__in=list(subjects)).update(kind=ERASED)


def open_household() -> str:
    """A family that signs in for the first time with something to say: an id and nothing else is kept."""
    subject = new_id()
    Subject.objects.create(id=subject, kind="household", made_at=clock.now())
    return subject


def keep_file(subject: str, data: bytes) -> str:
    """Seal a photo, signature or scan under her key; returns the name that facts refer to."""
    return files.keep(subject, data)


def set_regions(rows: Sequence[tuple[str, str, str, str, date, date | None]]) -> int:
    """Area tree rows (code, name, level, parent, valid from, valid to); the same row twice is one row."""
    made = 0
    for code, name, level, parent, valid_from, valid_to in rows:
        _, new = Region.objects.update_or_create(
            code=code,
            valid_from=valid_from,
            defaults={"name": name, "level": level, "parent": parent, "valid_to": valid_to},
        )
        made += new
    return made
