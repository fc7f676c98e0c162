"""Change who exists: enrol, issue a code, set its state. Inner actions: the caller asked for permission."""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from jiaxin.apps.access import vault
from jiaxin.apps.registry import enrolling, files, merging
from jiaxin.apps.registry.enrolling import Claimed, Enrolled
from jiaxin.apps.registry.models import Code, Region, Subject
from jiaxin.apps.registry.queries import code_keys
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock
from jiaxin.kit.ids import CODE_BITS, new_id

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
    "place",
    "place_of",
    "set_code_state",
    "set_regions",
    "unmerge",
]

STATUS_LIST_SIZE = 1 << 24
CODE_STATES = {
    "issued": {"suspended", "lost", "replaced", "retired"},
    "suspended": {"issued", "replaced", "retired"},
    "lost": {"replaced", "retired"},
    "replaced": set(),
    "retired": set(),
}


def enrol(claimed: Sequence[Claimed], kind: str = "worker") -> list[Enrolled]:
    """Find or make the persons that rows speak of."""
    return enrolling.persons(claimed, kind)


def enrol_companies(named: Sequence[tuple[str, str]], registered: bool = False) -> dict[str, str]:
    return enrolling.companies(named, registered)


def issue_codes(subjects: Sequence[str]) -> dict[str, str]:
    """A code for each subject that has none; returns the new codes."""
    wanting = [s for s in subjects if s not in code_keys(subjects)]
    now = clock.now()
    made = {s: new_id(CODE_BITS) for s in wanting}
    keys = {s: sha256(code.encode()).digest() for s, code in made.items()}
    boxes = vault.seal_many([(s, code.encode(), b"registry_code:" + keys[s]) for s, code in made.items()])
    Code.objects.bulk_create(
        Code(
            key=keys[s],
            sealed=box,
            subject=s,
            state="issued",
            status_index=place,
            issued_at=now,
            state_since=now,
        )
        for s, box, place in zip(made, boxes, _free_places(len(made)), strict=True)
    )
    return made


def place_of(name: str) -> str:
    """The id a place has, whether or not anything is known of it yet."""
    return b32encode(sha256(b"place:" + name.encode()).digest()[:10]).decode().lower()


def place(name: str) -> str:
    """The subject of a street or other place. Places are public: the id follows from the name."""
    subject = place_of(name)
    Subject.objects.get_or_create(id=subject, defaults={"kind": "region", "made_at": clock.now()})
    return subject


def keep_file(subject: str, data: bytes) -> str:
    """Seal a photo, signature or scan under her key; returns the name that facts refer to."""
    return files.keep(subject, data)


def _free_places(count: int) -> list[int]:
    """Random places in the status list that nobody holds: the place must not tell the order of issue."""
    found: set[int] = set()
    while len(found) < count:
        drawn = {secrets.randbelow(STATUS_LIST_SIZE) for _ in range(count - len(found))} - found
        found |= drawn - set(Code.objects.filter(status_index__in=drawn).values_list("status_index", flat=True))
    return list(found)


def set_code_state(subject: str, state: str, reason: str) -> None:
    """Suspend, restore, report lost, replace, retire. History is kept: a code is never re-used."""
    present = Code.objects.filter(subject=subject).exclude(state__in=("replaced", "retired")).first()
    if present is None:
        raise Refused("code.none", "此人目前没有在用的码", "请先发码")
    if state not in CODE_STATES[present.state]:
        raise Refused("code.transition", f"码的状态不能从 {present.state} 变为 {state}", "请核对当前状态")
    present.state, present.state_since, present.reason = state, clock.now(), reason
    present.save(update_fields=["state", "state_since", "reason"])


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
