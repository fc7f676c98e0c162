"""Draft a rule pack and bring it into force by two different hands; record figures that scores take as given."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.scoring import estimating, rescoring
from jiaxin.apps.scoring.models import ReputationRun, RulebookDraft, RulebookInForce, RulebookTrial, RulebookWithdrawal
from jiaxin.apps.scoring.packs import rulebook_in_force
from jiaxin.apps.scoring.reputing import Run
from jiaxin.apps.scoring.rescoring import Rescored
from jiaxin.apps.scoring.suspecting import find as find
from jiaxin.apps.scoring.trying import try_out
from jiaxin.domain.calendar import work_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.incentives.rules import rule_of
from jiaxin.domain.incentives.rules import rules as incentive_rules
from jiaxin.domain.mappings.mapping import KIND as MAPPING
from jiaxin.domain.mappings.mapping import mapping_of
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_versions, read
from jiaxin.domain.rulebooks.shape import CALENDAR, INCENTIVES, MAPPINGS, REPUTATION, SURVEYS, shaped
from jiaxin.domain.scoring.inputs import DISTRICT_RATING, district_mean
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.scoring.workable import workable
from jiaxin.domain.scoring.workforce import mean_rating
from jiaxin.domain.surveys import KIND as SURVEY
from jiaxin.domain.surveys import survey_of
from jiaxin.kit import clock

Append = Callable[[Sequence[Fact]], Any]
FOLLOWED = {"scoring": "评分规则", "reputation": "口碑规则", "calendar": "工作日历", "incentives": "扶持规则", MAPPING: "报送字段对照", SURVEY: "满意度问卷"}  # kinds read from the ledger; all others ship with the product


def draft(actor: Actor, raw: bytes) -> Rulebook:
    """Keep a draft. Raises Refused for a file that does not read, cite or add up, or a version that is in force."""
    require(actor, Permission.RULES_DRAFT)
    book = read(raw)
    _readable(book)
    _followed(book)
    if RulebookInForce.objects.filter(pk=book.version).exists():
        raise Refused("rulebook.in-force", f"{book.version} 已经发布，不能再改", "请换一个新的版本号起草")
    _not_withdrawn(book.digest)
    RulebookDraft.objects.get_or_create(
        pk=book.digest,
        defaults={
            "kind": book.kind,
            "subject": str(book.data.get("subject", "")),
            "version": book.version,
            "raw": raw,
            "drafted_by": actor.id,
            "drafted_at": clock.now(),
        },
    )
    return book


def _readable(book: Rulebook) -> None:
    """Refuses a pack by which nothing could be computed once it is in force: what is missing is told while it can still be put right."""
    match book.kind:
        case "scoring":
            workable(book)
        case "calendar":
            shaped(book, CALENDAR)
            try:
                work_calendar(book)
            except ValueError:
                raise Refused("rulebook.shape", f"{book.version} 里有写不对的日期", "固定的假日写成 05-01，连休写成 [第一天, 最后一天]") from None
        case "reputation":
            shaped(book, REPUTATION)
        case "incentives":
            shaped(book, INCENTIVES)
            for one in incentive_rules(book):
                rule_of(book, one["code"])
        case kind if kind == MAPPING:
            shaped(book, MAPPINGS)
            mapping_of(book)
        case kind if kind == SURVEY:
            shaped(book, SURVEYS)
            survey_of(book)


def _followed(book: Rulebook) -> None:
    """Refuses a kind that everything reads from the files that ship: signed here it would change nothing. What ships is in force as it is."""
    ships = book.version in packaged_versions() and packaged(book.version).digest == book.digest
    if book.kind not in FOLLOWED and not ships:
        raise Refused("rulebook.packaged", f"“{book.label}”这一类规则随系统版本发布，在这里起草和发布都不会生效", f"请由系统管理员更换规则文件并随版本更新；在这里能发布的是：{'、'.join(FOLLOWED.values())}")


def try_draft(actor: Actor, digest: str, as_of: date, audit: bool = False) -> str:
    """Try a draft on everybody beside the pack in force, and keep what it would do. Returns that pack's version."""
    require(actor, Permission.RULES_DRAFT)
    row = RulebookDraft.objects.filter(pk=digest).first()
    if row is None:
        raise Refused("rulebook.no-draft", "没有这份规则草案", "请先起草")
    _not_withdrawn(digest)
    before = rulebook_in_force("scoring", as_of, row.subject)
    found = try_out(actor, before, read(bytes(row.raw)), as_of, audit)
    RulebookTrial.objects.create(
        draft=row,
        beside=before.version,
        as_of=as_of,
        tried_by=actor.id,
        tried_at=clock.now(),
        result={
            "members": found.members,
            "rose": sum(n for a, b, n in found.moves if a != b and _better(row, b, a)),
            "fell": sum(n for a, b, n in found.moves if a != b and not _better(row, b, a)),
            "below": [f"{one.of} {one.group}" for one in found.fifths if one.verdict == "below"],
            "subsidy": [found.subsidy_before, found.subsidy_after],
            "appeals": found.appeals,
        },
    )
    return before.version


def withdraw_draft(actor: Actor, digest: str) -> str:
    """Take back a draft that is not in force; only who drafted it may. Returns its version."""
    require(actor, Permission.RULES_DRAFT)
    row = RulebookDraft.objects.filter(pk=digest).first()
    if row is None:
        raise Refused("rulebook.no-draft", "没有这份规则草案", "请刷新页面")
    if row.drafted_by != actor.id:
        raise Refused("rulebook.not-yours", f"{row.version} 由 {row.drafted_by} 起草，只有起草人能撤回", "请联系起草人")
    if RulebookInForce.objects.filter(draft=row).exists():
        raise Refused("rulebook.in-force", f"{row.version} 已经发布，不能撤回", "要改规则，请起草新的版本")
    _not_withdrawn(digest)
    RulebookWithdrawal.objects.create(draft=row, withdrawn_by=actor.id, withdrawn_at=clock.now())
    return row.version


def _not_withdrawn(digest: str) -> None:
    gone = RulebookWithdrawal.objects.filter(pk=digest).select_related("draft").first()
    if gone is not None:
        raise Refused(
            "rulebook.withdrawn",
            f"{gone.draft.version} 的这份草案已由 {gone.withdrawn_by} 撤回",
            "要重新提出，请改动后另存为草案",
        )


def _better(row: RulebookDraft, one: str, other: str) -> bool:
    order = [grade.code for grade in scoring_rules(read(bytes(row.raw))).grades]
    places = {code: len(order) - n for n, code in enumerate(order)}
    return places.get(one, 0) > places.get(other, 0)


def _replaces(row: RulebookDraft, today: date) -> bool:
    """A draft for scores that would take the place of a pack by which people have been scored."""
    return row.kind == "scoring" and RulebookInForce.objects.filter(kind="scoring", subject=row.subject, valid_from__lte=today).exists()


def _ahead_of_time(row: RulebookDraft, book: Rulebook, today: date) -> None:
    """Refuses a draft that was never tried on anybody, and one that would reach back: what was done is scored by the rules of
    its day (《立法法》第104条: 不溯及既往), and a past score stays the one that can be made again."""
    if not _replaces(row, today):
        return
    if book.valid_from <= today:
        raise Refused("rulebook.backwards", f"{row.version} 写的施行日期 {book.valid_from} 已经到了，新规则不能管以前的日子", "请把施行日期改到签发的第二天或更晚，重新起草")
    if not RulebookTrial.objects.filter(draft=row).exists():
        raise Refused("rulebook.untried", f"{row.version} 还没有试算过，不知道会影响谁", "请起草人先在“评分规则”页试算")


def promulgate(actor: Actor, digest: str, district: str, append: Append = ledger.append) -> Rulebook:
    """Bring a draft into force; the record then holds its digest and both signatories.

    district  subject id under which the district's own acts are recorded
    """
    row = RulebookDraft.objects.filter(pk=digest).first()
    if row is None:
        raise Refused("rulebook.no-draft", "没有这份规则草案", "请先起草")
    require(actor, Permission.RULES_PROMULGATE, Thing(kind="rulebook", made_by=row.drafted_by))
    _not_withdrawn(digest)
    if row.drafted_by == actor.id:
        raise Refused("rulebook.same-person", "起草人不能自己发布", "请由另一位有权限的同事发布")
    if RulebookInForce.objects.filter(pk=row.version).exists():
        raise Refused("rulebook.in-force", f"{row.version} 已经发布，不能再发布一份", "请换一个新的版本号起草")
    book = read(bytes(row.raw))
    _ahead_of_time(row, book, clock.today())
    _readable(book)
    _followed(book)
    with transaction.atomic():
        RulebookInForce.objects.create(
            version=book.version,
            draft=row,
            kind=book.kind,
            subject=row.subject,
            valid_from=book.valid_from,
            valid_until=book.valid_until,
            drafted_by=row.drafted_by,
            promulgated_by=actor.id,
            promulgated_at=clock.now(),
        )
        append([_promulgation(actor, row, book, district)])
    return book


def set_up(
    drafter: Actor, signatory: Actor, district: str, versions: Sequence[str], append: Append = ledger.append
) -> None:
    """Bring packaged rule packs into force in a new district; those in force already are left alone."""
    in_force = set(RulebookInForce.objects.order_by("version").values_list("version", flat=True))
    for version in versions:
        if version not in in_force:
            promulgate(signatory, draft(drafter, packaged(version).raw).digest, district, append)


def rescore(actor: Actor, as_of: date, upto: int, mend: bool = False) -> list[Rescored]:
    """Everybody's score made anew from the segments beside what stands; `mend` puts right what differs."""
    require(actor, Permission.JOB_RUN)
    return rescoring.rescore(as_of, upto, mend)


def state_district_mean(
    actor: Actor, district: str, total: Mapping[str, int], book: Rulebook, append: Append = ledger.append
) -> int | None:
    """Record the district's mean rating where it has moved by a step since it was last recorded. Returns it then.

    total  `projection.district_total()`;  book  the company pack in force, whose windows the total was counted by
    """
    require(actor, Permission.JOB_RUN)
    knobs = book.data["district"]
    mean = mean_rating(total, knobs["ratings_at_least"])
    before = district_mean(record.facts_about(district, opened=False))
    if mean is None or (before is not None and abs(mean - before.value) < knobs["step_milli"]):
        return None
    append(
        [
            Fact(
                kind="district.figure",
                subject=district,
                happened_on=clock.today(),
                provenance=Provenance("district", Channel.SYSTEM, actor.id),
                key=(DISTRICT_RATING,),
                clear={"figure": DISTRICT_RATING, "value_milli": mean, "over": total["ratings"], "rulebook": book.digest},
            )
        ]
    )
    return mean


def estimate_reputation(actor: Actor, district: str, today: date, upto: int) -> Run | None:
    """Tonight's run; None while no pack says how, or when this day had its run already."""
    require(actor, Permission.JOB_RUN)
    try:
        book = rulebook_in_force("reputation", today)
    except Refused:
        return None
    if ReputationRun.objects.filter(run_on__gte=today).exists():
        return None
    made = estimating.run(actor, district, today, upto, book)
    return Run(made.position, made.run_on, made.extent, made.estimated, made.moved, made.drift_micro, made.rank_kept_micro)


def _promulgation(actor: Actor, row: RulebookDraft, book: Rulebook, district: str) -> Fact:
    return Fact(
        kind="rulebook.promulgated",
        subject=district,
        happened_on=clock.today(),
        happened_at=clock.now(),
        provenance=Provenance(actor.organisation or "district", Channel.SYSTEM, actor.id),
        key=(book.version,),
        clear={
            "version": book.version,
            "digest": book.digest,
            "valid_from": book.valid_from.isoformat(),
            "drafted_by": row.drafted_by,
            "promulgated_by": actor.id,
        },
    )
