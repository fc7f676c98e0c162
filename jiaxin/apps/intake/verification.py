"""身份核验台 — who is sent to the police for an identity check, what came back, what is late, who is due again.

Levels  L0 typed, L1 confirmed by phone, L2 original seen, L3 returned officially: the standing of facts. Nobody is
        已核验 because a sheet said so: an answer counts only from those whose answer it is, for a person and a batch
        that this desk has asked about, under the number and the name that were asked.
Out     a numbered list of name and number; once handed out, each person waits for an answer until a day.
In      the sheet of kind police-return, by the ordinary way of checked rows; 通过, 异常, 查无.
Not here  what a colour makes of it: an adverse answer is never red without a review and a notice (validity).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q

from jiaxin.apps.access.actions import NOT_ASKED, Asked, Outgoing, hold_export, let_out, log_read, require
from jiaxin.apps.intake.keeping import Said
from jiaxin.apps.intake.models import VerificationRequest
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing
from jiaxin.domain.rulebooks import periods
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks

RETURN = "police-return"
MOST = 5000  # persons of one list
IN_ONE_QUERY = 500
_CHECK = "identity.check"


@dataclass(frozen=True, slots=True)
class SentBatch:
    """One list that went out. `late`: unanswered after its day."""

    batch_no: str
    sent_on: date
    due_on: date
    asked: int
    open: int
    passed: int
    adverse: int
    late: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """`waiting`: confirmed and never checked; `again`: checked, and due within the weeks of the rulebook."""

    waiting: int
    again: int
    open: int
    late: int
    batches: tuple[SentBatch, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A list to hand over: its number, name and identity number of each, the number of the copy."""

    batch_no: str
    people: list[tuple[str, str]]
    copy: str


def send(actor: Actor, asked: Asked = NOT_ASKED, limit: int = MOST) -> Sent | str:
    """Put everybody who needs a check on a new list. Leaves a receipt; counts as an export.

    A number instead of a list: the request that another officer has to grant first.
    """
    require(actor, Permission.IDENTITY_VERIFY, Thing())
    today = clock.today()
    out = Outgoing("身份核验名单", "送公安机关核验身份", min(limit, MOST, len(_waiting()) + len(_again(today))), frozenset({FieldClass.CONTACT, FieldClass.IDENTITY}), registry.count("worker"))
    if out.rows and (waiting := hold_export(actor, out, asked)):
        return waiting
    with transaction.atomic():
        subjects = [*_waiting(), *_again(today)][: min(limit, MOST)]
        if not subjects:
            raise Refused("verify.nobody", "目前没有需要送核的人", "有人确认建档或到期复核时，这里会自动列出")
        batch_no = _number(today)
        due = today + timedelta(days=periods.days_of(periods.CHECK_ANSWER, today))
        log_read(actor, subjects, out.fields, out.purpose, batch_no)
        people = registry.people(subjects)
        alive = [s for s in subjects if s in people]
        VerificationRequest.objects.bulk_create(
            VerificationRequest(batch_no=batch_no, subject=s, asked_at=clock.now(), asked_by=actor.id, due_on=due) for s in alive
        )
        copy = let_out(actor, replace(out, rows=len(alive)), asked)
    return Sent(batch_no, [(people[s].name, people[s].id_number) for s in alive], copy.id)


def desk() -> Desk:
    today = clock.today()
    open_ = VerificationRequest.objects.filter(answered_on=None)
    return Desk(
        len(_waiting()), len(_again(today)), open_.count(), open_.filter(due_on__lt=today).count(), tuple(_batches(today))
    )


def unasked(rows: Sequence[Mapping[str, Any]], workers: Sequence[str]) -> list[int]:
    """Places of rows that name one of this desk's batches and somebody whom that batch does not ask about any more.

    A batch number of another office is not this desk's to judge.
    """
    named = {at: number for at, row in enumerate(rows) if (number := _batch_of(row))}
    ours = set(VerificationRequest.objects.filter(batch_no__in=set(named.values())).values_list("batch_no", flat=True))
    open_: set[tuple[str, str]] = set()
    for some in chunks(sorted({workers[at] for at, n in named.items() if n in ours and workers[at]}), 500):
        asked = VerificationRequest.objects.filter(subject__in=some, batch_no__in=ours, answered_on=None)
        open_.update(asked.values_list("subject", "batch_no"))
    return [at for at, n in named.items() if n in ours and workers[at] and (workers[at], n) not in open_]


def answered(sheet_kind: str, facts: Sequence[Fact]) -> None:
    """Close the requests that these facts answer. In the transaction that lands them. `pending` leaves one open."""
    if sheet_kind != RETURN:
        return
    alike: dict[tuple[str, str, date], list[str]] = defaultdict(list)
    for fact in facts:
        answer = str(fact.clear.get("result") or "")
        if fact.kind == _CHECK and answer not in ("", "pending"):
            alike[str(fact.clear.get("batch_no") or ""), answer, fact.happened_on].append(fact.subject)
    for (batch_no, answer, day), subjects in alike.items():
        for some in chunks(subjects, IN_ONE_QUERY):
            asked = VerificationRequest.objects.filter(subject__in=some, batch_no=batch_no, answered_on=None)
            asked.update(answer=answer, answered_on=day)


def _batch_of(row: Mapping[str, Any]) -> str:
    """The batch number a row names; empty where its facts are not told in full yet (then landing asks)."""
    told = (said for said in row.get("facts", ()) if isinstance(said, Said) and said.kind == _CHECK)
    return next((str(said.clear.get("batch_no") or "") for said in told), "")


def _waiting() -> list[str]:
    """Confirmed, not verified, and not on a list already."""
    asked = set(VerificationRequest.objects.filter(answered_on=None).values_list("subject", flat=True))
    known = set(VerificationRequest.objects.exclude(answered_on=None).values_list("subject", flat=True))
    return [s for s in registry.unverified() if s not in asked and s not in known]


def _again(today: date) -> list[str]:
    """Last answered a year ago, less the weeks ahead; whoever was passed or not."""
    before = today - timedelta(days=periods.days_of(periods.RECHECK, today) - periods.days_of(periods.RECHECK_AHEAD, today))
    rows = VerificationRequest.objects.values("subject").annotate(last=Max("answered_on"), open=Count("id", filter=Q(answered_on=None)))
    return [r["subject"] for r in rows.filter(last__lte=before, open=0).order_by("last", "subject")]


def _number(today: date) -> str:
    count = VerificationRequest.objects.filter(batch_no__startswith=f"HY{today:%Y%m%d}-").values("batch_no").distinct().count()
    return f"HY{today:%Y%m%d}-{count + 1:02d}"


def _batches(today: date) -> list[SentBatch]:
    rows = VerificationRequest.objects.values("batch_no").annotate(
        sent=Min("asked_at"),
        due=Max("due_on"),
        asked=Count("id"),
        open=Count("id", filter=Q(answered_on=None)),
        passed=Count("id", filter=Q(answer="passed")),
    )
    return [
        SentBatch(
            r["batch_no"], r["sent"].astimezone(clock.CHINA).date(), r["due"], r["asked"], r["open"], r["passed"],
            r["asked"] - r["open"] - r["passed"], r["open"] > 0 and r["due"] < today,
        )
        for r in rows.order_by("-sent", "batch_no")[:100]
    ]  # fmt: skip
