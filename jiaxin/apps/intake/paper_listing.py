"""图片批次的样子 — pictures of a bundle as pages show them: masked, and a picture only to the company that sent it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.intake import paper_files
from jiaxin.apps.intake.models import Paper
from jiaxin.apps.intake.paper_deciding import records_for
from jiaxin.apps.intake.paper_states import LABELS, PaperState
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.papers.refusing import REFUSED
from jiaxin.domain.papers.rules import PaperKind, paper_rules
from jiaxin.domain.papers.whose import ASKED
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.records.kind import kind as record_kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.rulebooks import periods
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA

LOOKED = "查看照片和证书的归属"
_LONG_NUMBER = re.compile(r"\d{6,}[\dXx]?")


@dataclass(frozen=True, slots=True)
class PaperView:
    """`file` as it was called, numbers masked, empty where the name is no longer kept or the viewer is not the sender.

    `person`: masked name and end of the number. `until`: last day on which it may be answered or bound.
    """

    id: str
    batch: str
    number: int
    state: str
    state_label: str
    kind: str
    kind_label: str
    file: str
    subject: str
    person: str
    said: str
    do_this: str
    until: date


@dataclass(frozen=True, slots=True)
class Candidate:
    subject: str
    person: str


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """A doubtful picture: whom it may mean, of which kind it may be, which record it may prove (id, words)."""

    paper: PaperView
    candidates: tuple[Candidate, ...]
    kinds: tuple[PaperKind, ...]
    records: tuple[tuple[str, str], ...]
    has_picture: bool


def paper_tally(batch_id: str) -> dict[str, int]:
    """State → how many."""
    found: dict[str, int] = {}
    for state in Paper.objects.filter(batch=batch_id).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def papers_of(actor: Actor, batch_id: str, state: str = "", limit: int = 0, offset: int = 0, purpose: str = LOOKED) -> list[PaperView]:
    rows = Paper.objects.filter(batch=batch_id).order_by("number")
    rows = rows.filter(state=state) if state else rows
    return _views(actor, list(rows[offset : offset + limit] if limit else rows), purpose)


def papers_waiting(actor: Actor) -> list[PaperView]:
    """Certificates of the actor's company that wait for a record."""
    return _views(actor, list(Paper.objects.filter(organisation=actor.organisation, state=PaperState.WAITING).order_by("made_at", "id")))


def paper_questions(actor: Actor, batch_id: str, limit: int, offset: int = 0) -> list[PaperQuestion]:
    rows = list(Paper.objects.filter(batch=batch_id, state=PaperState.ASKED, organisation=actor.organisation).order_by("number")[offset : offset + limit])
    named = sorted({subject for paper in rows for subject in paper.candidates})
    people = _persons(actor, named)
    kinds = tuple(paper_rules(clock.today()).kinds.values())
    return [
        PaperQuestion(
            view, tuple(Candidate(s, people[s]) for s in paper.candidates if s in people), kinds,
            _records(paper) if paper.why == "record" else (), paper_files.kept(paper.batch, paper.number, paper_files.PREVIEW) is not None,
        )
        for paper, view in zip(rows, _views(actor, rows), strict=True)
    ]  # fmt: skip


def paper_picture(actor: Actor, paper_id: str) -> bytes:
    """A doubtful picture, to the company that sent it and to nobody else. Raises Refused."""
    paper = Paper.objects.filter(id=paper_id, state=PaperState.ASKED).first()
    data = paper_files.kept(paper.batch, paper.number, paper_files.PREVIEW) if paper and actor.organisation == paper.organisation else None
    if data is None:
        raise Refused("access.absent", "没有找到这张图片。", "请从批次页面进入。")
    return data


def paper_batch_of(paper_id: str) -> str:
    return Paper.objects.filter(id=paper_id).values_list("batch", flat=True).first() or ""


def _records(paper: Paper) -> tuple[tuple[str, str], ...]:
    code = paper_rules(clock.today()).kinds[paper.kind].record
    return tuple((one.id, _words(one)) for one in records_for(paper.subject, code, paper.organisation))


def _words(one: Entry) -> str:
    """A record in a line: no number of a certificate in full."""
    shown = ("skill_name", "skill_level", "issued_on", "health_class", "health_checked_on", "valid_through")
    words = [spoken(f, value) for f in record_kind(one.fact.kind).fields if f.name in shown and (value := one.get(f.name)) not in (None, "")]
    number = str(one.get("skill_number") or "")
    return " · ".join([*words, *([f"编号末四位 {number[-4:]}"] if number else [])]) or one.fact.happened_on.isoformat()


def _views(actor: Actor, rows: Sequence[Paper], purpose: str = LOOKED) -> list[PaperView]:
    own = [paper for paper in rows if paper.organisation == actor.organisation]
    people = _persons(actor, sorted({paper.subject for paper in rows if paper.subject}), purpose)
    files: dict[str, str] = {}
    for batch in {paper.batch for paper in own}:
        some = [paper for paper in own if paper.batch == batch]
        files |= dict(zip((p.id for p in some), paper_files.opened_names(batch, [bytes(p.name) for p in some]), strict=True))
    kinds = paper_rules(clock.today()).kinds
    return [
        PaperView(
            p.id, p.batch, p.number, p.state, LABELS[PaperState(p.state)], p.kind, kinds[p.kind].label if p.kind in kinds else "",
            _LONG_NUMBER.sub(lambda found: found[0][:2] + "****" + found[0][-4:], files.get(p.id, "")), p.subject, people.get(p.subject, ""), *_said(p), _until(p),
        )
        for p in rows
    ]  # fmt: skip


def _persons(actor: Actor, subjects: Sequence[str], purpose: str = LOOKED) -> dict[str, str]:
    if not subjects:
        return {}
    log_read(actor, subjects, [FieldClass.BASIC], purpose)
    return {s: f"{mask_name(p.name)}（{p.id_number[-4:]}）" for s, p in registry.people(subjects).items()}


def _said(paper: Paper) -> tuple[str, str]:
    if paper.state == PaperState.ASKED:
        return ASKED[paper.why], ""
    return REFUSED[paper.why] if paper.state == PaperState.REFUSED else ("", "")


def _until(paper: Paper) -> date:
    made = paper.made_at.astimezone(CHINA).date()
    period = periods.CLAIM if paper.state == PaperState.WAITING else periods.KEPT_FILES
    return made + timedelta(days=periods.days_of(period, made))

