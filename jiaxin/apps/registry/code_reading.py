"""What became of codes. Read only; the code itself comes out only through the vault."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from jiaxin.apps.access import vault
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.codes import OVER
from jiaxin.apps.registry.models import Code, CodeEvent, WorkerFile
from jiaxin.kit.bulk import chunks
from jiaxin.kit.clock import CHINA

IN_ONE_QUERY = 500


@dataclass(frozen=True, slots=True)
class CodeInHand:
    """Somebody's present code, opened for printing or showing."""

    subject: str
    code: str
    key: bytes
    place: int  # in the status list
    spoken: str
    state: str
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CodeStep:
    at: datetime
    verb: str
    state: str
    actor: str
    reason: str


def codes_in_hand(subjects: Sequence[str]) -> dict[str, CodeInHand]:
    """The present code of each; nobody whose key is gone."""
    rows = [
        row
        for some in chunks(list(subjects), IN_ONE_QUERY)
        for row in Code.objects.filter(subject__in=some).exclude(state__in=OVER)
    ]
    texts = vault.open_many([(r.subject, bytes(r.sealed), b"registry_code:" + bytes(r.key)) for r in rows])
    return {
        r.subject: CodeInHand(
            r.subject, text.decode(), bytes(r.key), r.status_index, r.spoken or "", r.state, r.state_since, r.reason
        )
        for r, text in zip(rows, texts, strict=True)
        if text is not None
    }


def state_of_code(subject: str) -> str:
    """State of somebody's present code, empty where there is none. Opens nothing."""
    return Code.objects.filter(subject=subject).exclude(state__in=OVER).values_list("state", flat=True).first() or ""


def code_steps(subject: str) -> list[CodeStep]:
    """Everything that happened to somebody's codes, the latest first."""
    rows = CodeEvent.objects.filter(subject=subject).order_by("-at", "-id")
    return [CodeStep(r.at, r.verb, r.state, r.actor, r.reason) for r in rows]


@beyond("凭码找人：谁出示码，谁就让人找到")
def subject_of_code(key: bytes) -> tuple[str, str]:
    """(subject, state) of a code by its key; empty when nobody's."""
    return Code.objects.filter(key=key).values_list("subject", "state").first() or ("", "")


@beyond("凭码找人：谁出示码，谁就让人找到")
def subjects_of_codes(keys: Collection[bytes]) -> dict[bytes, str]:
    """Whose each code is, by its key; nobody's are left out."""
    return {bytes(key): subject for some in chunks(list(keys), IN_ONE_QUERY) for key, subject in Code.objects.filter(key__in=some).values_list("key", "subject")}


@beyond("凭码找人：谁出示码，谁就让人找到")
def subject_of_digits(spoken: str) -> tuple[str, str]:
    """(subject, state) of the code that eight spoken digits belong to; empty when nobody's."""
    return Code.objects.filter(spoken=spoken).values_list("subject", "state").first() or ("", "")


@beyond("状态表：只出位置，不出人")
def stopped_places(since: date) -> list[tuple[int, bool]]:
    """(place in the status list, over for good) of every code not to be relied on; those over before a day left out.

    A code is also held back while its bearer is red after review or stopped for some days, or shows herself no more.
    """
    begun = datetime.combine(since, time(), CHINA)
    stopped = Code.objects.exclude(state="issued").exclude(state__in=OVER, state_since__lt=begun)
    found = [(place, state != "suspended") for place, state in stopped.values_list("status_index", "state")]
    held = WorkerFile.objects.filter(held=True).values("subject")
    rows = Code.objects.filter(state="issued", subject__in=held)
    return found + [(place, False) for place in rows.values_list("status_index", flat=True)]
