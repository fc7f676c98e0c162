"""图片入库 — a photo becomes a claim about her, a certificate the evidence of the record that it proves; and all of it back.

One picture a transaction, under a lock on its batch: stopped anywhere, the rest goes on. A certificate without a record waits
for one, and is bound when the company's next sheet brings it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from jiaxin.apps.intake import evidence, keeping, paper_deciding, paper_files, photos, twins
from jiaxin.apps.intake.landing import step
from jiaxin.apps.intake.models import Batch, Paper, PictureMark
from jiaxin.apps.intake.paper_checking import in_words_of_rows
from jiaxin.apps.intake.paper_states import PAPERS, PaperState
from jiaxin.apps.intake.states import State
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger.actions import Placed
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance
from jiaxin.domain.history import ATTESTATION
from jiaxin.domain.papers.file_names import read_name
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.domain.permissions import Actor
from jiaxin.domain.rulebooks import periods
from jiaxin.kit import clock

WRITTEN = ("new", "changed")


def land_all(batch: Batch, steps: Callable[[str], None] | None = None) -> None:
    """Every picture that was matched; stops when somebody takes the batch back meanwhile."""
    known = twins.Twins()
    for number in list(Paper.objects.filter(batch=batch.id, state=PaperState.MATCHED).order_by("number").values_list("number", flat=True)):
        with transaction.atomic():
            held = Batch.objects.select_for_update().filter(id=batch.id, state=State.ACCEPTING).first()
            paper = Paper.objects.filter(batch=batch.id, number=number, state=PaperState.MATCHED).first()
            if held is None:
                return
            if paper is not None:
                land(held, paper, known)
        forget_landed(paper)
        step(steps, "papers.landed")
    with transaction.atomic():
        held = Batch.objects.select_for_update().filter(id=batch.id, state=State.ACCEPTING).first()
        if held is None:
            return
        held.state, held.file_gone_at = State.ACCEPTED, clock.now()  # nobody needs the bundle again
        held.counts = held.counts | {"rows": dict(in_words_of_rows(Paper.objects.filter(batch=batch.id).values_list("state", flat=True)))}
        held.save(update_fields=["state", "file_gone_at", "counts"])
    keeping.forget(batch.id, "file")


def land(batch: Batch, paper: Paper, known: twins.Twins | None = None) -> None:
    """One picture. In the caller's transaction, under a lock on the batch."""
    line = registry.file_lines([paper.subject]).get(paper.subject)
    data = paper_files.kept(batch.id, paper.number)
    if line is None or line.withdrawn or line.company != batch.organisation:
        paper_deciding.refuse(paper, "gone")
    elif data is None:
        paper_deciding.refuse(paper, "late")
    elif paper.kind == paper_deciding.PHOTO:
        try:
            _, placed = photos.place_photo(_by(batch), paper.subject, data, Channel.COUNTER, False, batch.id, paper.number, known)
        except Refused:
            paper_deciding.refuse(paper, "broken")
        else:
            paper.state = PaperState.LANDED
            _spanned(batch, placed)
    else:
        _bind(batch, paper, data, known)
    paper.save()


def forget_landed(paper: Paper | None) -> None:
    """After the transaction: a picture that landed or was refused need not wait any longer."""
    if paper is not None and paper.state in (PaperState.LANDED, PaperState.REFUSED):
        paper_files.forget(paper.batch, paper.number)


def bind_waiting(organisation: str) -> int:
    """Certificates of a company that waited for a record, and have one now. Returns how many."""
    done = 0
    for id in list(Paper.objects.filter(organisation=organisation, state=PaperState.WAITING).order_by("made_at", "id").values_list("id", flat=True)):
        with transaction.atomic():
            paper = Paper.objects.select_for_update().get(id=id)
            batch = Batch.objects.select_for_update().filter(id=paper.batch, state=State.ACCEPTED).first()
            if batch is None or paper.state != PaperState.WAITING:
                continue
            land(batch, paper)
        forget_landed(paper)
        done += paper.state == PaperState.LANDED
    return done


def taken_back(batch: Batch) -> None:
    """With the batch: evidence, waiting pictures and likenesses of it go; its photos and bindings are corrected as facts."""
    papers = Paper.objects.filter(batch=batch.id)
    for name in papers.exclude(evidence="").values_list("evidence", flat=True):
        evidence.forget(name)
    papers.exclude(state=PaperState.REFUSED).update(state=PaperState.UNDONE, evidence="", why="", candidates=[])
    paper_files.forget_all(batch.id)
    twins.forget(batch=batch.id)


def given_up(batch_id: str) -> None:
    """Stopped before anything landed: the pictures are gone at once."""
    Paper.objects.filter(batch=batch_id).exclude(state=PaperState.REFUSED).update(state=PaperState.REFUSED, why="unused", candidates=[], subject="")
    paper_files.forget_all(batch_id)


def erased(subjects: Sequence[str], batches: Sequence[str]) -> None:
    """Of an erased person: her pictures on the way, questions that may mean her, what bundles she stood in still hold."""
    gone = set(subjects)
    for paper in Paper.objects.exclude(state__in=(PaperState.REFUSED, PaperState.UNDONE)):
        if paper.subject in gone or gone.intersection(paper.candidates):
            paper_deciding.refuse(paper, "erased")
            paper.subject, paper.candidates, paper.evidence, paper.name = "", [], "", b""
            paper.save()
            paper_files.forget(paper.batch, paper.number)
    Paper.objects.filter(batch__in=list(batches)).update(name=b"")
    for batch in batches:
        paper_files.forget_all(batch)
    twins.forget(subject__in=list(subjects))
    PictureMark.objects.filter(twin__in=list(subjects)).update(twin="")


def forget_old() -> int:
    """What nobody answered or accepted in its days is gone, names of files with it; certificates wait as long as a claim does."""
    today, gone = clock.now(), 0
    unanswered = today - timedelta(days=periods.days_of(periods.KEPT_FILES, clock.today()))
    unbound = today - timedelta(days=periods.days_of(periods.CLAIM, clock.today()))
    landing = Batch.objects.filter(sheet_kind=PAPERS, state__in=(State.ACCEPTING, State.CHECKING)).values_list("id", flat=True)
    late = Paper.objects.filter(state__in=(PaperState.ASKED, PaperState.MATCHED), made_at__lt=unanswered).exclude(batch__in=list(landing))
    for paper in [*late, *Paper.objects.filter(state=PaperState.WAITING, made_at__lt=unbound)]:
        paper_deciding.refuse(paper, "late")
        paper.candidates = []
        paper.save()
        paper_files.forget(paper.batch, paper.number)
        gone += 1
    Paper.objects.filter(made_at__lt=unanswered).exclude(name=b"").exclude(state=PaperState.WAITING).update(name=b"")
    return gone


def _bind(batch: Batch, paper: Paper, data: bytes, known: twins.Twins | None) -> None:
    """Keep the picture as evidence under the key of the record that it proves, and say so in the ledger."""
    rules = paper_rules(clock.today())
    found = paper_deciding.records_for(paper.subject, rules.kinds[paper.kind].record, batch.organisation)
    (name,) = paper_files.opened_names(batch.id, [bytes(paper.name)])
    one = next((e for e in found if e.id == paper.record), None) or paper_deciding.proved(found, read_name(name, rules))[0]
    if one is None:
        paper.state = PaperState.WAITING
        return
    claim = one.fact.claim
    kept = evidence.keep(claim or one.fact.subject, data)
    (placed,) = ledger.append([_attested(batch, paper, one, kept)])
    twins.keep(paper.subject, paper.kind, bytes(paper.likeness), bytes(paper.exact), batch.id, claim, known)
    paper.state, paper.record, paper.evidence = PaperState.LANDED, one.id, kept
    _spanned(batch, placed)


def _attested(batch: Batch, paper: Paper, one: Entry, kept: str) -> Fact:
    said = Provenance(batch.organisation, Channel.COUNTER, batch.actor, batch.id, "", paper.number, (kept,))
    return Fact(ATTESTATION, one.fact.subject, clock.today(), said, (one.id, batch.organisation), {"of": one.id, "evidence": kept})


def _spanned(batch: Batch, placed: Placed) -> None:
    if placed.outcome in WRITTEN:
        last = batch.spans[-1] if batch.spans else None
        joined = last is not None and last[1] + 1 == placed.position
        batch.spans = [*batch.spans[:-1], [last[0], placed.position]] if joined and last else [*batch.spans, [placed.position, placed.position]]
        batch.save(update_fields=["spans"])


def _by(batch: Batch) -> Actor:
    """Who handed the bundle in."""
    return replace(Actor.job("papers"), id=batch.actor, organisation=batch.organisation)
