"""What intake holds of a person who is erased: the files she stood in, the claims that spoke of her."""

from collections.abc import Sequence

from jiaxin.apps.access import vault
from jiaxin.apps.intake import field_records, keeping, paper_landing, questions
from jiaxin.apps.intake.models import Batch, BatchFinding, Claim, FieldRecord, IdentityQuestion, WorkerInvitation
from jiaxin.kit import clock


def files_of(batches: Sequence[str]) -> None:
    """The workbooks, their judged rows and the sentences of their findings, with the key that sealed them."""
    for batch in batches:
        keeping.forget(batch, "file", "rows", "returned")
        BatchFinding.objects.filter(batch=batch).delete()
        Batch.objects.filter(id=batch, file_gone_at=None).update(file_gone_at=clock.now(), returned_file="")
    vault.destroy([keeping.owner(batch) for batch in batches], "a person in it was erased")


def questions_about(subjects: Sequence[str]) -> None:
    """Rows and pairs of files that may be hers: who sent the row may send it again."""
    about = set(subjects)
    rows = IdentityQuestion.objects.values_list("id", "subject", "candidates")
    ids = [id for id, first, candidates in rows if first in about or any(one["subject"] in about for one in candidates)]
    questions.forget(ids)


def field_records_about(subjects: Sequence[str]) -> None:
    """Records from the door that still wait for somebody to decide, and invitations she gave."""
    waiting = FieldRecord.objects.filter(subject__in=list(subjects)).exclude(sealed=b"")
    WorkerInvitation.objects.filter(inviter__in=list(subjects)).delete()
    field_records.forget(list(waiting.values_list("key", flat=True)), "a person in it was erased")


def pictures_of(subjects: Sequence[str], batches: Sequence[str]) -> None:
    """Pictures a company handed in of her, and the likenesses of those that were kept."""
    paper_landing.erased(subjects, batches)


def claims_of(subjects: Sequence[str]) -> list[str]:
    found = Claim.objects.filter(subject__in=list(subjects))
    ids = list(found.order_by("id").values_list("id", flat=True))
    found.update(state="lapsed")
    return ids
