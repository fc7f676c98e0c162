"""What is on its way in, and what was found in it. Read only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake import outside, undoing
from jiaxin.apps.intake.claims import OPEN, awaiting
from jiaxin.apps.intake.comparing import Comparison as Comparison
from jiaxin.apps.intake.comparing import comparison as comparison
from jiaxin.apps.intake.consents import ConsentState as ConsentState
from jiaxin.apps.intake.consents import consent_of as consent_of
from jiaxin.apps.intake.door_calls import Assigned as Assigned
from jiaxin.apps.intake.door_calls import assigned as assigned_calls  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.doubt_deciding import MOST_TOGETHER as MOST_DOUBTS_TOGETHER  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.doubt_reading import SETTLED as DOUBTS_SETTLED  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.doubt_reading import WAITING as DOUBTS_WAITING  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.doubt_reading import Doubt as Doubt
from jiaxin.apps.intake.doubt_reading import doubt as doubt
from jiaxin.apps.intake.doubt_reading import doubt_findings as doubt_findings
from jiaxin.apps.intake.doubt_reading import doubt_reasons as doubt_reasons
from jiaxin.apps.intake.doubt_reading import doubt_steps as doubt_steps
from jiaxin.apps.intake.doubt_reading import doubts as doubts
from jiaxin.apps.intake.doubt_reading import doubts_asked as doubts_asked
from jiaxin.apps.intake.doubt_reading import doubts_of as doubts_of
from jiaxin.apps.intake.doubt_reading import doubts_waiting as doubts_waiting
from jiaxin.apps.intake.doubt_reading import findings_together as findings_together
from jiaxin.apps.intake.doubt_reading import side_by_side as side_by_side
from jiaxin.apps.intake.doubt_reading import struck_parts as struck_parts
from jiaxin.apps.intake.evidence import kept_evidence as kept_evidence
from jiaxin.apps.intake.evidence_listing import KeptEvidence as KeptEvidence
from jiaxin.apps.intake.evidence_listing import evidence_of as evidence_of
from jiaxin.apps.intake.field_records import Answer as Answer
from jiaxin.apps.intake.field_records import Waiting as FieldRecordView  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.field_records import beside as field_record_beside  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.field_records import listed as field_records  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.field_records import states_of as field_record_states  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.inviting import Invitation as Invitation
from jiaxin.apps.intake.inviting import invitations as invitations
from jiaxin.apps.intake.inviting import is_open as invitation_is_open  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.models import Batch, BatchFinding, Claim
from jiaxin.apps.intake.own_papers import Handed as Handed
from jiaxin.apps.intake.own_papers import beside as paper_beside  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.own_papers import listed as papers_handed_in  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.own_papers import of_hers as papers_of_hers  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.own_papers import to_mend as paper_to_mend  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.paper_listing import PaperQuestion as PaperQuestion
from jiaxin.apps.intake.paper_listing import PaperView as PaperView
from jiaxin.apps.intake.paper_listing import paper_batch_of as paper_batch_of
from jiaxin.apps.intake.paper_listing import paper_picture as paper_picture
from jiaxin.apps.intake.paper_listing import paper_questions as paper_questions
from jiaxin.apps.intake.paper_listing import paper_tally as paper_tally
from jiaxin.apps.intake.paper_listing import papers_of as papers_of
from jiaxin.apps.intake.paper_listing import papers_waiting as papers_waiting
from jiaxin.apps.intake.paper_states import LABEL as PAPERS_LABEL  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.paper_states import PAPERS as PAPERS
from jiaxin.apps.intake.phones import STOPPED as PHONE_STOPPED  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.phones import PhoneView as PhoneView
from jiaxin.apps.intake.phones import in_use as phone_in_use  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.phones import is_stopped as phone_is_stopped  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.phones import listed as phones  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.question_reading import QuestionView as QuestionView
from jiaxin.apps.intake.question_reading import identity_question as identity_question
from jiaxin.apps.intake.question_reading import identity_questions as identity_questions
from jiaxin.apps.intake.standing_work import AtDesk as AtDesk
from jiaxin.apps.intake.standing_work import checks_out as checks_out
from jiaxin.apps.intake.standing_work import field_records_waiting as field_records_waiting
from jiaxin.apps.intake.standing_work import identity_questions_waiting as identity_questions_waiting
from jiaxin.apps.intake.standing_work import oldest_claim as oldest_claim
from jiaxin.apps.intake.states import LABELS, State
from jiaxin.apps.intake.twin_desk import FINDINGS as TWIN_FINDINGS  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.apps.intake.twin_desk import TwinPicture as TwinPicture
from jiaxin.apps.intake.twin_desk import twin_picture as twin_picture
from jiaxin.apps.intake.twin_desk import twin_pictures as twin_pictures
from jiaxin.apps.intake.twin_desk import twins_waiting as twins_waiting
from jiaxin.apps.intake.verification import Desk as Desk
from jiaxin.apps.intake.verification import SentBatch as SentBatch
from jiaxin.apps.intake.verification import desk as verification_desk  # noqa: F401  # part of the face: portals ask by this name
from jiaxin.domain.facts import Channel
from jiaxin.domain.findings import Finding, Severity
from jiaxin.kit import clock

claims_waiting = outside.waiting_of

FORMS = (Channel.FIELD.value, Channel.PHONE.value)  # batches of one row: each has a page of its own, lists of files leave them out


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as a page shows it."""

    id: str
    kind: str
    organisation: str
    actor: str
    filename: str
    file_bytes: int
    file_sha256: str
    state: str
    state_label: str
    said: str
    rows: dict[str, int]
    facts: dict[str, int]
    mapping: list[dict[str, Any]]
    share_done: int  # per cent of the running step
    seconds_left: int | None
    made_at: datetime
    accepted_at: datetime | None
    undo_until: date | None
    has_file: bool
    refused: str = ""  # code of the refusal, where the file could not be read
    seen: int = 0  # rows or pictures read so far, while it is being checked
    of: int = 0  # how many there are; 0 as long as nobody knows, and in the other steps

    @property
    def unit(self) -> str:
        return "张" if self.kind == PAPERS else "行"

    @property
    def good(self) -> int:
        return self.rows.get("ok", 0) + self.rows.get("warning", 0)

    @property
    def bad(self) -> int:
        return self.rows.get("error", 0) + self.rows.get("duplicate", 0)

    @property
    def unmapped(self) -> list[dict[str, Any]]:
        return [column for sheet in self.mapping for column in sheet.get("unmapped", ())]


def batch(batch_id: str) -> BatchView | None:
    found = Batch.objects.filter(id=batch_id).first()
    return _view(found) if found else None


def batches(
    organisation: str = "", limit: int = 50, offset: int = 0, state: str = "", kind: str = ""
) -> tuple[list[BatchView], int]:
    """Newest first, with the number of all. Without an organisation: of the whole district."""
    asked = {"organisation": organisation, "state": state, "sheet_kind": kind}
    rows = Batch.objects.filter(**{name: value for name, value in asked.items() if value}).exclude(channel__in=FORMS)
    rows = rows.order_by("-made_at", "id")
    return [_view(b) for b in rows[offset : offset + limit]], rows.count()


def findings(batch_id: str, severity: str = "", code: str = "", limit: int = 200, offset: int = 0) -> list[Finding]:
    rows = BatchFinding.objects.filter(batch=batch_id).order_by("sheet", "row", "id")
    if severity:
        rows = rows.filter(severity=severity)
    if code:
        rows = rows.filter(code=code)
    return [
        Finding(f.code, Severity(f.severity), f.field, f.said, f.do_this, f.sheet, f.row, f.column_letter)
        for f in rows[offset : offset + limit]
    ]


def batch_states(organisation: str = "") -> dict[str, int]:
    """How many batches of an organisation (or of the whole district) are in each state."""
    rows = Batch.objects.filter(organisation=organisation) if organisation else Batch.objects.all()
    rows = rows.exclude(channel__in=FORMS)
    return dict(rows.values_list("state").annotate(n=Count("id")).order_by("state"))


def senders() -> list[str]:
    """Organisations that have sent a batch."""
    return list(Batch.objects.exclude(channel__in=FORMS).order_by("organisation").values_list("organisation", flat=True).distinct())


def lapsing(by: date) -> dict[str, date]:
    """Persons with something to confirm that lapses by a day, and on which, the earliest first."""
    rows = Claim.objects.filter(state=OPEN, lapses_on__lte=by).order_by("-lapses_on", "-id")
    found = dict(rows.values_list("subject", "lapses_on"))
    return dict(sorted(found.items(), key=lambda one: one[1]))


def finding_count(batch_id: str, severity: str = "", code: str = "") -> int:
    rows = BatchFinding.objects.filter(batch=batch_id)
    rows = rows.filter(severity=severity) if severity else rows
    return (rows.filter(code=code) if code else rows).count()


def findings_by_code(batch_id: str) -> list[tuple[str, str, str, int]]:
    """(code, severity, an example sentence, how many), most frequent first."""
    rows = BatchFinding.objects.filter(batch=batch_id).values_list("code", "severity").annotate(n=Count("id"))
    said = dict(BatchFinding.objects.filter(batch=batch_id).values_list("code", "said"))
    return sorted(((c, s, said[c], n) for c, s, n in rows), key=lambda r: (r[1] != "error", -r[3], r[0]))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts of a batch came from: its file, and which column of which sheet fed which field."""

    id: str
    filename: str
    made_at: datetime
    mapping: list[dict[str, Any]]

    def cell(self, sheet: str, row: int, field: str = "") -> str:
        """`花名册!D17`; without a field, or where no column fed it, `花名册!17`."""
        for one in self.mapping:
            if one.get("name", "") == sheet:
                column = next((c for c, f in one.get("columns", {}).items() if f == field), "")
                return f"{sheet}!{column}{row}" if sheet else f"{column}{row}"
        return f"{sheet}!{row}" if sheet else str(row)

    def fields(self, sheet: str) -> frozenset[str]:
        """The fields that columns of a sheet fed."""
        return frozenset(f for one in self.mapping if one.get("name", "") == sheet for f in one["columns"].values())


@beyond("事实来自哪个文件的哪一格")
def origins(batch_ids: Iterable[str]) -> dict[str, Origin]:
    """Many at once, for a page of facts."""
    rows = Batch.objects.filter(id__in=list(batch_ids)).values_list("id", "filename", "made_at", "mapping")
    return {row[0]: Origin(*row) for row in rows}


def cell_of(batch_id: str, sheet: str, row: int, field: str) -> str:
    """Where a field of a row stood in the workbook: `花名册!D17`."""
    found = origins([batch_id]).get(batch_id, Origin(batch_id, "", clock.now(), []))
    return found.cell(sheet, row, field)


def claims_awaiting(subject: str) -> list[tuple[str, str, date]]:
    """(claim, who says so, day on which it lapses)."""
    rows = awaiting().filter(subject=subject).order_by("made_at", "id")
    return list(rows.values_list("id", "source", "lapses_on"))


def claim_counts() -> dict[str, int]:
    return dict(Counter(dict(Claim.objects.values_list("state").annotate(n=Count("id")).order_by("state"))))


def subjects_awaiting() -> list[str]:
    """Everybody who has something to confirm, what lapses first at the top."""
    return list(dict.fromkeys(awaiting().order_by("lapses_on", "id").values_list("subject", flat=True)))


def _view(b: Batch) -> BatchView:
    share, left = _progress(b)
    return BatchView(
        id=b.id,
        kind=b.sheet_kind,
        organisation=b.organisation,
        actor=b.actor,
        filename=b.filename,
        file_bytes=b.file_bytes,
        file_sha256=b.file_sha256,
        state=b.state,
        state_label=LABELS[State(b.state)],
        said=b.said,
        rows=b.counts.get("rows", {}),
        facts=b.counts.get("facts", {}),
        mapping=b.mapping,
        share_done=share,
        seconds_left=left,
        made_at=b.made_at,
        accepted_at=b.accepted_at,
        undo_until=undoing.last_day(b),
        has_file=b.file_gone_at is None,
        refused=b.counts.get("refused", ""),
        seen=min(b.rows_seen, b.rows_expected) if b.state == State.CHECKING else 0,
        of=b.rows_expected if b.state == State.CHECKING else 0,
    )


def _progress(b: Batch) -> tuple[int, int | None]:
    """Per cent done and seconds left, from the pace so far."""
    if b.state == State.CHECKING:
        done, all_, since = b.rows_seen, b.rows_expected, b.started_at
    elif b.state == State.ACCEPTING:
        done, all_, since = b.cursor, b.chunks, b.accepted_at
    elif b.state == State.UNDOING:
        done, all_, since = b.cursor, len(b.spans), None
    else:
        return (100 if b.state in (State.CHECKED, State.ACCEPTED, State.UNDONE) else 0), None
    if not all_ or not done:
        return 0, None
    share = min(99, 100 * done // all_)
    if since is None:
        return share, None
    spent = (clock.now() - since).total_seconds()
    return share, max(1, int(spent * (all_ - done) / done))
