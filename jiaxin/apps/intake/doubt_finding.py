"""疑点列入 — the register is compared with itself, company by company; pairs that look copied or invented wait for a person.

Asked once: a pair that somebody found genuine is not asked again, one that was put right only if it is there again. A pair
that is no longer alike closes by itself. What is opened for it leaves one receipt a company.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.intake.doubt_deciding import step_taken
from jiaxin.apps.intake.models import RecordDoubt
from jiaxin.apps.ledger import actions as following
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.doubts.kinds import KINDS, OF_ORDERS, ROSTER_KINDS
from jiaxin.domain.doubts.pairing import Pair, Record, order_pairs, roster_pairs
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.quality.thresholds import limits
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

FOLLOWER = "record-doubts"
PURPOSE = "系统比对登记内容是否重复"
_CLASSES = (FieldClass.BASIC, FieldClass.CONTACT, FieldClass.HEALTH)
_JOB = Actor.job("doubts")
_STILL_ASKED = ("open", "asked", "answered", "unclear")


def find_doubts(told: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Compare the companies of whom something was recorded since the last time. Returns how many pairs wait anew.

    told  how many companies are done, of how many
    """
    start, end = ledger.followed(FOLLOWER), ledger.checkpoint().size
    if start == end:
        return 0
    rosters, orders = _companies(ROSTER_KINDS, start, end), _companies(("order",), start, end)
    found, everybody = 0, sorted(rosters | orders)
    for done, company in enumerate(everybody, 1):
        files = registry.file_lines_of(company)
        lines = {line.subject: line for line in files if not line.withdrawn}
        with transaction.atomic():
            if company in rosters:
                found += _kept(company, {s: x.street for s, x in lines.items()}, _roster(company, list(lines)), KINDS.keys() - OF_ORDERS)
            if company in orders:
                found += _kept(company, {s: x.street for s, x in lines.items()}, _orders(company, list(lines)), OF_ORDERS)
        told(done, len(everybody))
    following.follow(FOLLOWER, end)
    return found


def _companies(kinds: Iterable[str], start: int, end: int) -> set[str]:
    lines = registry.file_lines(ledger.subjects_said(list(kinds), start, end))
    return {line.company for line in lines.values()} - {""}


def _roster(company: str, subjects: list[str]) -> list[Pair]:
    if len(subjects) < 2:
        return []
    log_read(_JOB, subjects, _CLASSES, PURPOSE, company)
    return roster_pairs(ledger.facts_about_many(subjects, with_claims=True, kinds=ROSTER_KINDS), clock.today())


def _orders(company: str, subjects: list[str]) -> list[Pair]:
    since = clock.today() - timedelta(days=limits(clock.today()).orders_days)
    files = ledger.facts_about_many(subjects, opened=False, kinds=("order",))
    homes = sorted({e.fact.counterparty for f in files.values() for e in f.of("order") if e.fact.counterparty and e.fact.happened_on >= since})
    if homes:
        log_read(_JOB, homes, [FieldClass.CONTACT], PURPOSE, company)
    return order_pairs(files, {s: p.phone for s, p in registry.people(homes).items()}, clock.today())


def _kept(company: str, streets: dict[str, str], pairs: list[Pair], codes: Iterable[str]) -> int:
    """New pairs wait, pairs that are there again wait again, pairs that are no more are closed."""
    wanted = {_about(one): one for one in pairs}
    known = {row.about: row for row in RecordDoubt.objects.filter(company=company, code__in=sorted(codes)).order_by("id")}
    fresh = 0
    for about, one in wanted.items():
        row = known.get(about)
        if row is None:
            row = RecordDoubt(
                id=new_id(), code=one.code, about=about, company=company, street=streets.get(one.one.subject, ""),
                subject=one.one.subject, other=one.other.subject, entry=one.one.entry, other_entry=one.other.entry, state="",
            )  # fmt: skip
            step_taken(_JOB, row, "find")
        elif row.state == "corrected":
            step_taken(_JOB, row, "again")
        else:
            continue
        fresh += 1
    for about, row in known.items():
        if about not in wanted and row.state in _STILL_ASKED:
            step_taken(_JOB, row, "gone")
    return fresh


def _about(pair: Pair) -> str:
    """The same for both orders of a pair."""
    return sha256("\x1f".join([pair.code, *sorted(_named(one) for one in (pair.one, pair.other))]).encode()).hexdigest()


def _named(record: Record) -> str:
    return f"{record.subject}/{record.entry}"
