"""身份疑问 — rows and files that may be somebody filed already wait here, and a person decides.

A row of a list with a masked or missing number lands by itself only when exactly one person fits clearly. Otherwise
the row is kept, sealed under a key of its own, with the people who may be meant; nothing of it lands and nobody is
filed anew. Two files that look like one person's are found by comparing the whole register with itself.
Each step is judged by the table `identity-question`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import require_one
from jiaxin.apps.intake.keeping import Said
from jiaxin.apps.intake.models import Batch, IdentityQuestion
from jiaxin.apps.intake.parties import Parties
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as known
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Thing
from jiaxin.domain.procedures.identity_question import PROCEDURE
from jiaxin.domain.procedures.procedure import Event, Progress, Step, permitted
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA
from jiaxin.kit.ids import new_id

OPEN = PROCEDURE.opening.to
MOST_CANDIDATES = 5


def keep(batch: Batch, rows: Sequence[Mapping[str, Any]], parties: Sequence[Parties]) -> int:
    """Keep the rows of a chunk that may be one of several people. In the transaction that lands the chunk."""
    asked = [(row, who) for row, who in zip(rows, parties, strict=True) if who.question and who.candidates]
    about = {f"{batch.id}:{row['sheet'][:40]}:{row['row']}": (row, who) for row, who in asked}
    there = set(IdentityQuestion.objects.filter(about__in=list(about)).values_list("about", flat=True))
    fresh = {name: one for name, one in about.items() if name not in there}
    ids = {name: new_id() for name in fresh}
    vault.ensure_keys([_owner(i) for i in ids.values()])
    plain = {n: {**row, "facts": [[*said] for said in row["facts"]]} for n, (row, _) in fresh.items()}
    items = [(_owner(ids[n]), orjson.dumps(row), _bound(ids[n])) for n, row in plain.items()]
    boxes = vault.seal_many(items)
    IdentityQuestion.objects.bulk_create(
        IdentityQuestion(
            id=ids[name],
            about=name,
            state=OPEN,
            batch=batch.id,
            sheet_kind=batch.sheet_kind,
            organisation=batch.organisation,
            sealed=box,
            candidates=[_written(c) for c in who.candidates[:MOST_CANDIDATES]],
            asked_at=clock.now(),
        )
        for (name, (_, who)), box in zip(fresh.items(), boxes, strict=True)
    )
    return len(fresh)


def look_for_doubles() -> int:
    """Compare the register with itself; how many new questions about two files. A pair decided is not asked again."""
    found = {f"{a.subject}:{a.other}": a for a in known.alike()}
    there = set(IdentityQuestion.objects.filter(batch="").values_list("about", flat=True))
    fresh = [IdentityQuestion(
        id=new_id(), about=about, state=OPEN, subject=one.subject, asked_at=clock.now(), candidates=[_written(one.candidate)],
    ) for about, one in found.items() if about not in there]  # fmt: skip
    IdentityQuestion.objects.bulk_create(fresh)
    return len(fresh)


def same(actor: Actor, question: str, subject: str, why: str, original_seen: bool = False, keep_first: bool = True) -> None:
    """It is this person: the waiting row lands with her, or the two files become one."""
    with transaction.atomic():
        row = _judged(actor, question, "same", why)
        if subject not in {c["subject"] for c in row.candidates}:
            raise Refused("question.candidate", "没有选择是哪一位", "请在右侧选择一位候选人")
        if row.batch:
            _land(actor, row, subject)
        else:
            kept, other = (row.subject, subject) if keep_first else (subject, row.subject)
            row.merge = registry.merge(actor.id, kept, other, why, original_seen)
        _decided(row, actor, "same", why, subject)


def different(actor: Actor, question: str, why: str) -> None:
    """None of them: two people stay two; a waiting row goes back to its sender with that answer."""
    with transaction.atomic():
        row = _judged(actor, question, "different", why)
        _decided(row, actor, "different", why, "")
    _forget(row)


def split(actor: Actor, question: str, why: str) -> None:
    """Two files that were put together are two again."""
    with transaction.atomic():
        row = _judged(actor, question, "split", why)
        if row.merge is None:
            raise Refused("question.no-merge", "这是一行名单的疑问，没有合并过档案", "如需退回，请撤回整个批次")
        registry.unmerge(actor.id, row.merge, why)
        _decided(row, actor, "different", why, "")


def waiting_row(question: IdentityQuestion) -> dict[str, Any]:
    """The row that waits, opened; empty when it has been decided. The caller leaves a receipt."""
    if not question.sealed:
        return {}
    text = vault.open_many([(_owner(question.id), bytes(question.sealed), _bound(question.id))])[0]
    found: dict[str, Any] = orjson.loads(text) if text else {}
    for at, (kind, subject_of, day, *rest) in enumerate(found.get("facts", ())):
        found["facts"][at] = Said(kind, subject_of, date.fromisoformat(day), *rest)
    return found


def found(question: str) -> IdentityQuestion:
    row = IdentityQuestion.objects.filter(id=question).first()
    if row is None:
        raise Refused("question.unknown", "没有这个身份疑问", "请从列表进入")
    return row


def withdraw(batch: str) -> None:
    """The batch is taken back: what of it still waits for an answer goes with it."""
    rows = IdentityQuestion.objects.filter(batch=batch, state=OPEN)
    ids = list(rows.order_by("id").values_list("id", flat=True))
    vault.destroy([_owner(i) for i in ids], "batch undone")
    rows.delete()


def forget(ids: Sequence[str]) -> None:
    """Somebody in them was erased: rows, candidates and reasons go."""
    vault.destroy([_owner(i) for i in ids], "a person in it was erased")
    IdentityQuestion.objects.filter(id__in=list(ids)).delete()


def _land(actor: Actor, row: IdentityQuestion, subject: str) -> None:
    from jiaxin.apps.intake.landing import land_decided

    batch = Batch.objects.select_for_update().filter(id=row.batch).first()
    waiting = waiting_row(row)
    if batch is None or not waiting:
        raise Refused("question.row-gone", "这一行的原始内容已经不在", "请让报送单位重新报送")
    land_decided(batch, waiting, subject)
    row.sealed = b""
    vault.destroy([_owner(row.id)], "decided")


def _judged(actor: Actor, question: str, verb: str, why: str) -> IdentityQuestion:
    row = IdentityQuestion.objects.select_for_update().filter(id=question).first()
    if row is None:
        raise Refused("question.unknown", "没有这个身份疑问", "请从列表进入")
    step: Step = PROCEDURE.step(verb, row.state)
    who = step.who[1:] if verb == "same" and not row.batch else step.who[:1]  # files are merged under the stricter one
    require_one(actor, who, Thing(organisation=row.organisation))
    now = clock.now()
    event = Event(verb, actor.id, now, now.astimezone(CHINA).date(), actor.organisation, {"why": why.strip()})
    permitted(PROCEDURE, Progress(row.state, None, closed=False), event)
    return row


def _decided(row: IdentityQuestion, actor: Actor, state: str, why: str, chosen: str) -> None:
    row.state, row.decided_at, row.decided_by, row.why, row.chosen = state, clock.now(), actor.id, why.strip()[:400], chosen
    row.save()


def _forget(row: IdentityQuestion) -> None:
    if row.sealed:
        vault.destroy([_owner(row.id)], "decided")
        IdentityQuestion.objects.filter(id=row.id).update(sealed=b"")


def _written(candidate: known.Near) -> dict[str, Any]:
    return {
        "subject": candidate.subject,
        "entry": candidate.entry,
        "score": round(candidate.score * 1000),
        "levels": list(candidate.levels),
    }


def _owner(question: str) -> str:
    return "question:" + question


def _bound(question: str) -> bytes:
    return b"intake_question:" + question.encode()
