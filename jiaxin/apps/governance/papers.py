"""文书验证 — every paper handed out has a code; whoever holds the paper asks whether it is genuine and still the last word.

The answer says what kind of paper, which number, when, its digest, and 现行 or 已更新; never about whom.
Not here  what a report said then and says now (exchange), how a paper looks (printing).
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jiaxin.apps.governance.letters import Letter
from jiaxin.apps.governance.models import Case, CaseEvent, Paper
from jiaxin.apps.governance.reading import found, outlines
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.procedures.procedure import folded, procedure
from jiaxin.kit import clock, ids

_MISREAD = str.maketrans("018", "olb")


@dataclass(frozen=True, slots=True)
class Issued:
    """存根. `subject` is for whoever compares content, and is shown nowhere."""

    code: str
    kind: str
    subject: str
    case: str
    number: int
    title: str
    paper_no: str
    digest: str
    issued_on: str


def issue(kind: str, subject: str, one: Letter, case: str = "", number: int = 0) -> str:
    """The code of a paper; the same paper handed out again keeps its code."""
    key = {"kind": kind, "subject": subject, "case": case, "number": number, "digest": one.digest}
    try:
        with transaction.atomic():
            row, _ = Paper.objects.get_or_create(
                **key, defaults={"code": ids.new_id(), "title": one.title, "paper_no": one.number, "issued_at": clock.now()}
            )
    except IntegrityError:  # two hands at once
        row = Paper.objects.get(**key)
    return row.code


def issued(code: str) -> Issued | None:
    """The paper behind a code, however it was typed."""
    typed = "".join(code.split()).replace("-", "")
    row = Paper.objects.filter(code__in=[typed, typed.upper(), typed.lower(), typed.lower().translate(_MISREAD)]).first()
    if row is None:
        return None
    on = row.issued_at.astimezone(clock.CHINA).date().isoformat()
    return Issued(row.code, row.kind, row.subject, row.case, row.number, row.title, row.paper_no, row.digest, on)


def changed_since(one: Issued) -> str:
    """What a letter no longer tells; empty while it is the last word in its matter."""
    row = found(one.case)
    rules, events = procedure(row.procedure), outlines([row])[row.id]
    then, now = folded(rules, events[: one.number]).state, folded(rules, events).state
    if then != now:
        return f"此后已办理到“{rules.states[now]}”"
    if _gone(row):
        return "所涉记录已修复、更正或到期，不再展示"
    return ""


def _gone(row: Case) -> bool:
    """Whether a record the case is about, or one it has made, was in force once and is not any more."""
    named = {row.about}.union(*(map(str, e.recorded) for e in CaseEvent.objects.filter(case=row).order_by("number")))
    if not row.subject:
        return False
    past = [e for e in ledger.history_of_many([row.subject], opened=False)[row.subject] if e.id in named]
    standing = {e.id for e in ledger.facts_about(row.subject, opened=False).entries}
    folding = {"correction", "objection.mark", "attestation", "claim.lapsed"}
    return any(e.id not in standing and e.fact.kind not in folding for e in past)
