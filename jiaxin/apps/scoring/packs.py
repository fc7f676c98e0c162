"""规则库 — which rule packs are in force, which wait for a second hand."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Q

from jiaxin.apps.scoring.models import RulebookDraft, RulebookInForce, RulebookTrial, RulebookWithdrawal
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, read
from jiaxin.kit.bulk import rows_of


@dataclass(frozen=True, slots=True)
class Timetable:
    """规则沿革 — the packs of a kind over time, for whoever asks about many days."""

    kind: str
    rows: tuple[tuple[date, date | None, str], ...]  # (first day, last day or none, digest), the latest first

    def on(self, day: date) -> Rulebook:
        """The pack that applies on a day: of several, the one that applies from the latest day. Raises Refused."""
        if draft := self._at(day):
            return _drafted(draft)
        raise Refused("rulebook.none", f"{day} 没有已发布的 {self.kind} 规则", "请先起草并由另一人发布")

    def turns(self, after: date, upto: date) -> list[date]:
        """Days on which another pack applies than the day before, or none any more, in order."""
        days = {day for first, last, _ in self.rows for day in (first, *([last + timedelta(days=1)] if last else [])) if after < day <= upto}
        return [day for day in sorted(days) if self._at(day) != self._at(day - timedelta(days=1))]

    def _at(self, day: date) -> str:
        return next((draft for first, last, draft in self.rows if first <= day and (last is None or day <= last)), "")


def timetable(kind: str, subject: str = "") -> Timetable:
    rows = RulebookInForce.objects.filter(kind=kind, subject=subject).order_by("-valid_from", "-promulgated_at")
    return Timetable(kind, tuple(rows.values_list("valid_from", "valid_until", "draft")))


def rulebook_in_force(kind: str, day: date, subject: str = "") -> Rulebook:
    """The pack of a kind that applies on a day. Raises Refused where there is none."""
    return timetable(kind, subject).on(day)


def packs_for_scores(day: date) -> dict[str, Rulebook]:
    """worker, company → the pack that scores them on a day; who has none yet is left out."""
    rows = rows_of("SELECT draft_id FROM scoring_rulebook_in_force WHERE kind IN ({}) ORDER BY valid_from, promulgated_at", ["scoring"])
    return {str(book.data["subject"]): book for draft, in rows if (book := _drafted(draft)).applies(day)}


@lru_cache(maxsize=64)
def _drafted(digest: str) -> Rulebook:
    """The pack whose bytes have this digest: never edited, so that a process fetches them once."""
    return read(bytes(RulebookDraft.objects.get(pk=digest).raw))


def rulebooks_of(kind: str) -> list[Rulebook]:
    """Every pack of a kind that was ever brought into force, the oldest first."""
    rows = RulebookInForce.objects.filter(kind=kind).order_by("promulgated_at", "version")
    return [_drafted(draft) for draft in rows.values_list("draft", flat=True)]


def rulebook(version: str) -> Rulebook:
    """A pack in force by its version, whatever the day."""
    row = RulebookInForce.objects.select_related("draft").filter(pk=version).first()
    if row is None:
        raise Refused("rulebook.none", f"{version} 没有发布过", "请核对版本号")
    return read(bytes(row.draft.raw))


@dataclass(frozen=True, slots=True)
class Draft:
    """规则草案 that waits for the second hand."""

    digest: str
    version: str
    kind: str
    subject: str
    drafted_by: str
    drafted_at: datetime
    label: str
    trial: "Trial | None" = None


@dataclass(frozen=True, slots=True)
class Trial:
    """规则试算 — what a draft would do, when it was last tried."""

    beside: str
    as_of: date
    tried_at: datetime
    members: int
    rose: int
    fell: int
    below: tuple[str, ...]
    subsidy: tuple[int, int]
    appeals: int


def draft_bytes(digest: str) -> bytes | None:
    row = RulebookDraft.objects.filter(pk=digest).first()
    return bytes(row.raw) if row else None


def drafts_waiting() -> list[Draft]:
    """Drafts whose version is not in force and that nobody took back, oldest first."""
    in_force = RulebookInForce.objects.values_list("version", flat=True)
    rows = RulebookDraft.objects.exclude(version__in=in_force).filter(rulebookwithdrawal=None).order_by("drafted_at", "digest")
    names = ("digest", "version", "kind", "subject", "drafted_by", "drafted_at", "raw")
    found = list(rows.values_list(*names))
    trials = _trials([row[0] for row in found])
    return [Draft(*row[:-1], read(bytes(row[-1])).label, trials.get(row[0])) for row in found]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """撤回的草案."""

    version: str
    kind: str
    digest: str
    drafted_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime


def drafts_withdrawn() -> list[Withdrawn]:
    """The latest first."""
    rows = RulebookWithdrawal.objects.order_by("-withdrawn_at", "draft")
    names = ("draft__version", "draft__kind", "draft_id", "draft__drafted_at", "withdrawn_by", "withdrawn_at")
    return [Withdrawn(*row) for row in rows.values_list(*names)]


def _trials(drafts: list[str]) -> dict[str, Trial]:
    """The latest of each."""
    rows = RulebookTrial.objects.filter(draft__in=drafts).order_by("tried_at", "id")
    return {
        row.draft_id: Trial(
            row.beside,
            row.as_of,
            row.tried_at,
            row.result["members"],
            row.result["rose"],
            row.result["fell"],
            tuple(row.result["below"]),
            (row.result["subsidy"][0], row.result["subsidy"][1]),
            row.result["appeals"],
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class InForce:
    """已发布的规则. now: `applies`, `waits` for its day, is `over`, or `replaced` by a later pack for the same scores."""

    version: str
    kind: str
    subject: str
    valid_from: date
    valid_until: date | None
    digest: str
    drafted_by: str
    promulgated_by: str
    promulgated_at: datetime
    label: str
    now: str


def in_force(today: date) -> list[InForce]:
    rows = RulebookInForce.objects.order_by("-valid_from", "version")
    names = ("version", "kind", "subject", "valid_from", "valid_until", "draft_id", "drafted_by", "promulgated_by", "promulgated_at", "draft__raw")
    found = list(rows.values_list(*names))
    applying = {book.version for book in packs_for_scores(today).values()}
    return [InForce(*row[:-1], read(bytes(row[-1])).label, _now(row[0], row[1], row[3], row[4], today, applying)) for row in found]


def _now(version: str, kind: str, first: date, last: date | None, today: date, applying: set[str]) -> str:
    if first > today:
        return "waits"
    if last is not None and last < today:
        return "over"
    return "replaced" if kind == "scoring" and version not in applying else "applies"


def changed_between(after: date, upto: date) -> bool:
    """Whether another pack for scores came into force after one day, up to another, or one of them came to its end."""
    began = Q(valid_from__gt=after, valid_from__lte=upto)
    ended = Q(valid_until__gte=after, valid_until__lt=upto)
    return RulebookInForce.objects.filter(began | ended, kind="scoring").exists()
