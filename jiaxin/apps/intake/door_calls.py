"""上门名单 — who awaits a call in a grid, what others have said of each, and how each call ended.

A company says that she works for it, the street hands the name to the grid, and she confirms at her door, by her
signature, what she was shown and nothing else. A call is sent like a record: under a key, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake import captured, claims, evidence, phones
from jiaxin.apps.intake.field_records import LANDED, Answer
from jiaxin.apps.intake.models import FieldRecord
from jiaxin.apps.intake.seeing import seen
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.field.calls import FILED, OUTCOMES, building_of
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Assigned:
    """One person to call on. `said` is what waits for her word, `source` who says so."""

    subject: str
    name: str
    phone: str
    building: str
    address: str
    source: str
    claims: tuple[str, ...]
    said: tuple[Entry, ...]
    allowed: frozenset[FieldClass]  # of what is said
    outcome: str
    called_on: date | None


def assigned(actor: Actor) -> list[Assigned]:
    """Within the reach of who asks, by building; each of them gets a receipt before anything is opened."""
    require(actor, Permission.FIELD_RECORD, phones.own(actor))
    with beyond("上门名单：本网格里等待本人确认的人"):
        waiting: dict[str, list[str]] = {}
        sources: dict[str, str] = {}
        for claim in claims.awaiting().order_by("lapses_on", "id"):
            waiting.setdefault(claim.subject, []).append(claim.id)
            sources.setdefault(claim.subject, claim.source)
        lines = registry.file_lines(list(waiting))
        near = [s for s in waiting if s in lines and _near(actor, lines[s].street, lines[s].grid)][: field_rules(clock.today()).list_at_most]
        allowed = seen(actor, [lines[s] for s in near], (Permission.CLAIM_CONFIRM_FIELD,), "下载上门名单")
        people, facts = registry.people(near), record.facts_about_many(near, with_claims=True)
        calls = {c.subject: c for c in FieldRecord.objects.filter(subject__in=near).exclude(outcome="").order_by("received_at")}
        found = []
        for subject in near:
            said = tuple(e for e in facts[subject].entries if e.fact.claim in waiting[subject])
            latest = facts[subject].latest("profile")
            address = str((latest.get("residence_address") if latest else "") or "")
            call = calls.get(subject)
            found.append(
                Assigned(
                    subject, people[subject].name if subject in people else "", people[subject].phone if subject in people else "",
                    building_of(address), address, sources[subject], tuple(waiting[subject]), said, allowed[subject],
                    call.outcome if call else "", call.captured_on if call else None,
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.building, one.address, one.subject))


def submit(actor: Actor, phone: str, key: str, said: Mapping[str, Any]) -> Answer:
    """How a call ended; 已建档 with her signature confirms the claims that she was shown. Sent again it is one."""
    require(actor, Permission.FIELD_RECORD, phones.own(actor))
    phones.in_use(actor, phone)
    outcome, subject, shown = said.get("outcome"), str(said.get("subject", "")), said.get("claims", [])
    if outcome not in OUTCOMES or len(key) != 32 or not isinstance(shown, list):
        raise Refused("field.outcome", "没有读懂上门结果", "请在名单里重新选择")
    on = captured.day(said.get("captured_on"))
    digest = sha256(orjson.dumps([outcome, subject, shown, said.get("signature", "")])).hexdigest()
    with beyond("上门结果：名单里的人"), transaction.atomic():
        before = FieldRecord.objects.select_for_update().filter(key=key).first()
        if before is not None:
            if (before.account, before.digest) != (actor.id, digest):
                raise Refused("field.key-used", "这个结果已经上传过，内容不同", "请在名单里重新选择")
            return Answer(before.state, OUTCOMES[before.outcome])
        if registry.file_lines([subject]).get(subject) is None:
            raise Refused("access.absent", "没有找到这个人。", "请重新取上门名单。")
        require(actor, Permission.CLAIM_CONFIRM_FIELD if outcome == FILED else Permission.FIELD_RECORD, claims.things_of(actor, [subject])[subject])
        FieldRecord.objects.create(
            key=key, phone=phone, account=actor.id, organisation=actor.organisation, street=actor.street, grid=actor.grid, digest=digest,
            state=LANDED, subject=subject, outcome=outcome, captured_on=on, received_at=clock.now(),
        )  # fmt: skip
        if outcome == FILED:
            name = evidence.keep_evidence(actor, subject, captured.signature(said.get("signature")), "field")
            claims.confirm(actor, subject, "field", [name], [str(one) for one in shown])
    return Answer(LANDED, OUTCOMES[str(outcome)])


def _near(actor: Actor, street: str, grid: str) -> bool:
    """A file that no grid is known of belongs to each of its street's, until somebody has called."""
    return bool(actor.street) and street == actor.street and (actor.role is not Role.GRID or grid in ("", actor.grid))
