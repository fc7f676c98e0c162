"""发码、停用、补换 — codes and what happened to each. Inner actions: the caller has asked for permission.

A code is random, belongs to one person for ever and is never used again; what it becomes is judged by the table
`one-code`. Eight digits go with it for people who do not scan: seven random ones and one that catches a slip.
"""

import secrets
from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.registry.models import Code, CodeEvent
from jiaxin.domain.errors import Refused
from jiaxin.domain.onecode.statuslist import SIZE
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.procedure import Event, Progress, permitted, procedure
from jiaxin.domain.values.spoken import with_check_digit
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks
from jiaxin.kit.clock import CHINA
from jiaxin.kit.ids import CODE_BITS, new_id

OVER = ("replaced", "retired")


def issue(subjects: Sequence[str], actor: Actor) -> dict[str, str]:
    """A code for each subject that has none; returns the new codes."""
    taken = {
        subject
        for some in chunks(list(subjects), 500)
        for subject in Code.objects.filter(subject__in=some).exclude(state__in=OVER).values_list("subject", flat=True)
    }
    wanting = [s for s in dict.fromkeys(subjects) if s not in taken]
    if not wanting:
        return {}
    now = clock.now()
    made = {s: new_id(CODE_BITS) for s in wanting}
    keys = {s: sha256(code.encode()).digest() for s, code in made.items()}
    boxes = vault.seal_many([(s, code.encode(), b"registry_code:" + keys[s]) for s, code in made.items()])
    rows = [
        Code(
            key=keys[s],
            sealed=box,
            subject=s,
            state="issued",
            status_index=place,
            spoken=spoken,
            issued_at=now,
            state_since=now,
        )
        for s, box, place, spoken in zip(made, boxes, _free_places(len(made)), _free_digits(len(made)), strict=True)
    ]
    with transaction.atomic():
        Code.objects.bulk_create(rows)
        CodeEvent.objects.bulk_create(
            CodeEvent(code=row.key, subject=row.subject, verb=verb, state=state, actor=actor.id, at=now)
            for row in rows
            for verb, state in (("apply", "applied"), ("issue", "issued"))
        )
    return made


def move(actor: Actor, subject: str, verb: str, why: str) -> str:
    """Take a step with the present code. Returns its new state; raises Refused where the table does not allow it."""
    with transaction.atomic():
        row = Code.objects.select_for_update().filter(subject=subject).exclude(state__in=OVER).first()
        if row is None:
            raise Refused("code.none", "此人目前没有在用的码", "请先发码")
        now = clock.now()
        since = row.state_since.astimezone(CHINA).date()
        event = Event(verb, actor.id, now, now.astimezone(CHINA).date(), actor.organisation, {"why": why.strip()})
        step = permitted(procedure("one-code"), Progress(row.state, since, False), event)
        row.state, row.state_since, row.reason = step.to, now, why.strip()[:200]
        row.save(update_fields=["state", "state_since", "reason"])
        CodeEvent.objects.create(
            code=bytes(row.key), subject=subject, verb=verb, state=step.to, actor=actor.id, at=now, reason=row.reason
        )
    return row.state


def replace(actor: Actor, subject: str, why: str) -> str:
    """The present code is over at once, a new one takes its place; returns it."""
    with transaction.atomic():
        move(actor, subject, "replace", why)
        return issue([subject], actor)[subject]


def _free_places(count: int) -> list[int]:
    """Random places in the status list that nobody holds: the place must not tell the order of issue."""
    found: set[int] = set()
    while len(found) < count:
        drawn = {secrets.randbelow(SIZE) for _ in range(count - len(found))} - found
        found |= drawn - set(Code.objects.filter(status_index__in=drawn).values_list("status_index", flat=True))
    return list(found)


def _free_digits(count: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        drawn = {with_check_digit(f"{secrets.randbelow(10**7):07}") for _ in range(count - len(found))} - found
        found |= drawn - set(Code.objects.filter(spoken__in=drawn).values_list("spoken", flat=True))
    return list(found)
