"""How outside data becomes fact: receive, accept, take back, teach a heading; confirm a claim."""

from collections.abc import Sequence

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake import (
    answering,
    available,
    claims,
    consents,
    door_calls,
    doubt_deciding,
    doubt_finding,
    evidence,
    field_records,
    forgetting,
    inviting,
    leaving,
    marking,
    outside,
    own_papers,
    paper_answering,
    paper_checking,
    paper_landing,
    phones,
    questions,
    receiving,
    returning,
    self_filing,
    templating,
    twin_desk,
    undoing,
    verification,
    waiting,
    whose,
)
from jiaxin.apps.intake.captured import Faulty as Faulty
from jiaxin.apps.intake.jobs import forget_old_files, work
from jiaxin.apps.intake.models import Batch, LearnedHeading
from jiaxin.apps.intake.paper_states import PAPERS
from jiaxin.apps.intake.photos import attach_photo
from jiaxin.apps.intake.states import State
from jiaxin.apps.intake.trying import try_file
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.kit import clock

receive = receiving.receive
confirm = claims.confirm
confirm_many = claims.confirm_many
confirm_each = claims.confirm_each
refuse = claims.refuse
lapse_due = claims.lapse_due
claim_from_outside = outside.claimed
end_claims = outside.end_claims
withdraw_consent = consents.withdraw_consent
resume_consent = consents.resume_consent
change_purpose = consents.change_purpose
keep_evidence = evidence.keep_evidence
returned_workbook = returning.returned_workbook
template_for = templating.template_for
filled_template = templating.filled_template
decide_same = questions.same
decide_different = questions.different
look_for_doubles = questions.look_for_doubles
send_to_verify = verification.send
split_files = questions.split
end_employments = leaving.end_employments
answer_spell = answering.answer_spell
say_availability = available.say_availability
submit_field_record = field_records.submit
decide_field_record = field_records.decide
expire_field_records = field_records.expire_due
hand_in_paper = own_papers.hand_in
decide_paper = own_papers.decide
withdraw_paper = own_papers.withdraw
expire_papers = own_papers.expire_due
invite_worker = inviting.invite
take_back_invitation = inviting.take_back
open_own_file = self_filing.open_file
submit_door_call = door_calls.submit
add_phone = phones.add
find_twin = twin_desk.find_twin
mark_kept_photos = marking.mark_kept_photos
find_doubts = doubt_finding.find_doubts
decide_doubt = doubt_deciding.decide_doubt
decide_doubts = doubt_deciding.decide_doubts
answer_doubt = doubt_deciding.answer_doubt
stop_phone = phones.stop
receive_papers = paper_checking.receive
answer_paper = paper_answering.answer
leave_out_paper = paper_answering.leave_out
look_again_for_records = paper_answering.look_again

__all__ = [
    "Faulty",
    "accept",
    "add_phone",
    "answer_paper",
    "answer_spell",
    "attach_photo",
    "cancel",
    "change_purpose",
    "check_again",
    "claim_from_outside",
    "confirm",
    "confirm_each",
    "confirm_many",
    "decide_different",
    "decide_field_record",
    "decide_paper",
    "decide_same",
    "end_claims",
    "end_employments",
    "expire_field_records",
    "expire_papers",
    "filled_template",
    "find_twin",
    "forget_old_files",
    "forget_person",
    "hand_in_paper",
    "invite_worker",
    "keep_evidence",
    "lapse_due",
    "learn_headings",
    "leave_out_paper",
    "look_again_for_records",
    "look_for_doubles",
    "open_own_file",
    "receive",
    "receive_papers",
    "refuse",
    "resume_consent",
    "returned_workbook",
    "send_to_verify",
    "split_files",
    "stop_phone",
    "submit_door_call",
    "submit_field_record",
    "take_back_invitation",
    "template_for",
    "try_file",
    "undo",
    "withdraw_consent",
    "withdraw_paper",
    "work",
]


def accept(actor: Actor, batch_id: str) -> None:
    """Say yes to the good rows of a checked batch. The job lands them; saying yes twice is saying it once."""
    batch = _batch(batch_id)
    require(actor, Permission.BATCH_ACCEPT, whose.batch_of(batch.organisation))
    if batch.state in (State.ACCEPTING, State.ACCEPTED):
        return
    if batch.state != State.CHECKED:
        raise Refused("batch.not-checked", "这个批次还没有检查完", "请等检查完成后再确认入库")
    rows = batch.counts.get("rows", {})
    if not rows.get("ok", 0) + rows.get("warning", 0):
        raise Refused("batch.nothing-good", "这个批次没有可以入库的行", "请下载退回表，改正后重新上传")
    Batch.objects.filter(id=batch_id, state=State.CHECKED).update(
        state=State.ACCEPTING, accepted_at=clock.now(), accepted_by=actor.id, cursor=0
    )


def cancel(actor: Actor, batch_id: str) -> None:
    """Stop before anything has landed."""
    batch = _batch(batch_id)
    require(actor, Permission.BATCH_RECEIVE, whose.batch_of(batch.organisation))
    if batch.state not in (State.RECEIVED, State.CHECKING, State.CHECKED):
        raise Refused("batch.too-late-to-cancel", "这个批次已经开始入库，不能取消", "可以在入库后整批撤回")
    # asked again in the writing: somebody may have accepted it this moment
    if not Batch.objects.filter(id=batch_id, state__in=(State.RECEIVED, State.CHECKING, State.CHECKED)).update(state=State.CANCELLED):
        raise Refused("batch.too-late-to-cancel", "这个批次已经开始入库，不能取消", "可以在入库后整批撤回")
    waiting.forget(batch_id)
    if batch.sheet_kind == PAPERS:
        paper_landing.given_up(batch_id)


def undo(actor: Actor, batch_id: str) -> None:
    """Take a landed batch back, as long as the procedure allows."""
    undoing.begin(actor, _batch(batch_id))


def learn_headings(actor: Actor, batch_id: str, meanings: dict[str, str]) -> None:
    """What unknown headings of this organisation mean (empty: leave the column out); the batch is checked anew."""
    batch = _batch(batch_id)
    require(actor, Permission.COLUMNS_MAP, whose.batch_of(batch.organisation))
    for heading, field in meanings.items():
        LearnedHeading.objects.update_or_create(
            organisation=batch.organisation,
            sheet_kind=batch.sheet_kind,
            heading=heading[:100],
            defaults={"field": field, "actor": actor.id, "made_at": clock.now()},
        )
    check_again(actor, batch_id)


def check_again(actor: Actor, batch_id: str, kind: str = "") -> None:
    """Back to the start of checking, with another kind of sheet if one is named."""
    batch = _batch(batch_id)
    require(actor, Permission.BATCH_RECEIVE, whose.batch_of(batch.organisation))
    if batch.state not in (State.CHECKED, State.FAILED):
        raise Refused("batch.not-checked", "这个批次现在不能重新检查", "请刷新页面查看当前状态")
    if kind and PAPERS in (kind, batch.sheet_kind) and kind != batch.sheet_kind:
        raise Refused("batch.kind", "图片不是表格，不能换一种检查", "请在各自的页面重新上传")
    again = Batch.objects.filter(id=batch_id, state__in=(State.CHECKED, State.FAILED))  # somebody may have accepted it this moment
    if not again.update(state=State.RECEIVED, sheet_kind=kind or batch.sheet_kind):
        raise Refused("batch.not-checked", "这个批次现在不能重新检查", "请刷新页面查看当前状态")


def forget_person(actor: Actor, subjects: Sequence[str], batches: Sequence[str]) -> list[str]:
    """Files and waiting claims of an erased person. Returns the claims, whose keys the caller destroys with hers.

    The uploaded files she stood in go now and not after their days; what landed from them for others stays.
    """
    require(actor, Permission.JOB_RUN)
    forgetting.files_of(batches)
    forgetting.questions_about(subjects)
    forgetting.field_records_about(subjects)
    own_papers.forget(subjects)
    doubt_deciding.forget_doubts(subjects)
    forgetting.pictures_of(subjects, batches)
    return forgetting.claims_of(subjects)


def _batch(batch_id: str) -> Batch:
    found = Batch.objects.filter(id=batch_id).first()
    if found is None:
        raise Refused("batch.unknown", "没有这个批次", "请从批次列表进入")
    return found
