"""导出的记号 — every file about people that leaves is written down, and each of its rows may carry a code of that copy alone.

The column 核对码 is ours: no official value is altered and no person is made up. From a fragment of fifty rows,
in any order and typed anew, `trace` names the copy, who took it and the chance of being wrong; with the column
cut off it says that nothing can be told. A form that another office reads back has no room for the column: it carries
the number of the copy in its hidden sheet, and that number, pasted, names it too.
Beyond what one officer may take alone, a second one says yes first (`releasing`). Why no made-up rows: docs/decisions/0016.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random, SystemRandom

from django.db import transaction
from django.db.models import Q, Sum

from jiaxin.apps.access import limits, refusals, releasing, vault
from jiaxin.apps.access.models import Export, Read, ReadSubject
from jiaxin.apps.access.releasing import LIST, OWN, SECOND, Asked, Outgoing
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Denial, FieldClass, Permission, Thing
from jiaxin.kit import clock, marks
from jiaxin.kit.ids import new_id

HEADING = "核对码"
DRILL_ROWS = 50
_JUST_NOW = timedelta(minutes=2)
_NUMBER = 16  # characters of the number of a copy
REVEAL, FIND, FILE = "reveal", "find", "file"
SELF_FILE = "self-file"


@dataclass(frozen=True, slots=True)
class Leak:
    """Where a fragment came from. `export` empty: it cannot be told, and why stands in `found` of `of` codes."""

    export: str
    actor: str
    organisation: str
    at: datetime | None
    purpose: str
    found: int
    of: int
    chance: float


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that leaves: its number in the register of exports, and the code of each of its rows."""

    id: str
    codes: list[str] = field(repr=False)


def held(actor: Actor, out: Outgoing, asked: Asked) -> str:
    """Before anything is opened: may it leave? Asks a second officer where it may not, and gives the number of that request.

    Empty: it may leave. Raises Refused beyond the day's rows of one account, and where a request said otherwise.
    """
    if _taken(actor) + out.rows > limits.EXPORT_ROWS_A_DAY:
        _refuse(actor, Permission.LIST_EXPORT, f"今天导出的行数已达上限（{limits.EXPORT_ROWS_A_DAY:,} 行）。")
    if _alone(actor, out):
        return ""
    if asked.approval:
        releasing.granted(actor, out, asked)
        return ""
    return releasing.ask(actor, out, asked)


def let_out(actor: Actor, out: Outgoing, asked: Asked) -> Copy:
    """Write an export down and give the codes of its rows. The receipt was written just before, in the same request.

    Raises Refused beyond the day's rows, and where a second officer has not said yes.
    """
    with transaction.atomic():
        alone = _alone(actor, out)
        if not alone:
            releasing.use(actor, out, asked)
        if _taken(actor) + out.rows > limits.EXPORT_ROWS_A_DAY:
            _refuse(actor, Permission.LIST_EXPORT, f"今天导出的行数已达上限（{limits.EXPORT_ROWS_A_DAY:,} 行）。")
        receipt = Read.objects.filter(actor=actor.id, at__gte=clock.now() - _JUST_NOW).order_by("-id").values_list("id", flat=True).first()
        one = Export.objects.create(
            id=new_id(), at=clock.now(), actor=actor.id, organisation=actor.organisation, purpose=out.purpose[:64], rows=out.rows, receipt=receipt,
            what=out.what[:32], fields=" ".join(sorted(out.fields)), budget=out.budget if alone else SECOND, approval="" if alone else asked.approval,
        )  # fmt: skip
    return Copy(one.pk, _codes(one.pk, out.rows))


def meet(actor: Actor, subjects: Collection[str], register: int) -> None:
    """Before these persons are shown: refuses when one account would have met more of the register today, whichever way.

    Pages of lists, files, answers to a program and what was exported alone count together, so that nobody takes a share
    of the register by each. Whoever was met already costs nothing. A second officer may grant more persons for a day.
    """
    most, met = persons_most(actor, register), _met(actor)
    if len(met | set(subjects)) > most and set(subjects) - met:
        _refuse(actor, Permission.WORKER_LIST, f"今天看过的人已达上限（{most:,} 人）。", "请按姓名或证件后四位查找要办的人；确需翻看更多，请在“导出审批”里申请，由另一位同事批准。")


def persons_met(actor: Actor) -> int:
    return len(_met(actor))


def persons_most(actor: Actor, register: int) -> int:
    return limits.share(register) + releasing.granted_persons(actor)


def _met(actor: Actor) -> set[str]:
    """Whom this account has met today: on pages of lists, in files, as a program, on lists it exported alone."""
    today = releasing.today()
    alone = Export.objects.filter(actor=actor.id, at__gte=today, budget="").values("receipt")
    rows = ReadSubject.objects.filter(read__actor=actor.id, read__at__gte=today)
    return set(rows.filter(Q(read__reference__in=(LIST, FILE, FIND)) | Q(read__in=alone)).values_list("subject", flat=True))


def _alone(actor: Actor, out: Outgoing) -> bool:
    """Whether one officer may take this without a second: by the rows of the day, and by those with identity numbers."""
    if out.budget == releasing.BACK:
        return True
    own = out.budget == OWN
    rows = limits.OWN_ROWS_A_DAY if own else limits.share(out.register)
    if _taken(actor, out.budget) + out.rows > rows:
        return False
    if not own and persons_met(actor) + out.rows > persons_most(actor, out.register):
        return False
    if FieldClass.IDENTITY not in out.fields:
        return True
    most = limits.OWN_IDENTITY_ROWS_A_DAY if own else limits.IDENTITY_ROWS_A_DAY
    return _taken(actor, out.budget, FieldClass.IDENTITY) + out.rows <= most


def _taken(actor: Actor, budget: str | None = None, with_class: str = "") -> int:
    """Rows this account has taken today: all, or those of one budget, or of those the ones that name a class."""
    rows = Export.objects.filter(actor=actor.id, at__gte=releasing.today(), fields__contains=with_class)
    return int((rows if budget is None else rows.filter(budget=budget)).aggregate(n=Sum("rows"))["n"] or 0)


def trace(typed: Iterable[str]) -> Leak:
    """Whose copy a found fragment was taken from; `typed` is every word of its marked column."""
    typed = list(typed)
    whole = Export.objects.filter(pk__in=[word for word in typed if len(word) == _NUMBER]).first()
    if whole is not None:
        return Leak(whole.pk, whole.actor, whole.organisation, whole.at, whole.purpose, 1, 1, 0.0)
    copies = {pk: _codes(pk, rows) for pk, rows in Export.objects.order_by("at").values_list("id", "rows")}
    found = marks.traced(typed, copies)
    one = Export.objects.filter(pk=found.copy).first()
    if one is None:
        return Leak("", "", "", None, "", found.found, found.of, found.chance)
    return Leak(one.pk, one.actor, one.organisation, one.at, one.purpose, found.found, found.of, found.chance)


def subjects_of(export: str) -> list[str]:
    """Everybody who stands on a copy."""
    receipt = Export.objects.filter(pk=export).values_list("receipt", flat=True).first()
    return list(ReadSubject.objects.filter(read_id=receipt).order_by("pk").values_list("subject", flat=True)) if receipt else []


def fields_of(export: str) -> frozenset[str]:
    """Classes of what stands on a copy."""
    return frozenset((Export.objects.filter(pk=export).values_list("fields", flat=True).first() or "").split())


def fragment_for_drill(chance: Random | None = None) -> str:
    """The codes of a tenth of some copy, at least fifty, out of order and in small letters. Raises Refused where no copy is long enough."""
    long_enough = list(Export.objects.filter(rows__gte=DRILL_ROWS).order_by("id").values_list("id", "rows"))
    if not long_enough:
        raise Refused("export.none", f"还没有 {DRILL_ROWS} 行以上的导出，不能演练。", "请先导出一份名单，再来演练。")
    chance = chance or SystemRandom()
    export, rows = chance.choice(long_enough)
    return "\n".join(chance.sample(_codes(export, rows), max(DRILL_ROWS, rows // 10))).lower()


def spend(actor: Actor, what: str, most_found: int = 0) -> None:
    """Before another file, reveal or look-up by number: refuses when the budget is spent. The receipt is the counter.

    most_found: how many look-ups by number a program has a day.
    """
    now, today = clock.now(), releasing.today()
    budgets = {
        REVEAL: [(today, limits.REVEALS_A_DAY, Permission.FIELD_REVEAL, "今天查看完整信息")],
        FIND: [(today, most_found, Permission.MACHINE_FIND, "今天按证件查询")],
        SELF_FILE: [(today, limits.SELF_FILES_A_DAY, Permission.FILE_OPEN, "今天用已在册的身份证号建档")],
        FILE: [
            (now - timedelta(hours=1), limits.FILES_AN_HOUR, Permission.FILE_VIEW, "一小时内打开档案"),
            (today, limits.FILES_A_DAY, Permission.FILE_VIEW, "今天打开档案"),
        ],
    }
    for since, most, permission, said in budgets[what]:
        if Read.objects.filter(actor=actor.id, reference=what, at__gte=since).count() >= most:
            _refuse(actor, permission, f"{said}的次数已达上限（{most} 次），已通知安全管理员。")


def _codes(export: str, rows: int) -> list[str]:
    return marks.distinct(vault.blind_index_many("export-mark", [f"{export}:{at}" for at in range(rows)]))


def _refuse(actor: Actor, permission: Permission, said: str, do_this: str = "确有工作需要的，请由另一位同事办理，或明天再办。") -> None:
    denial = Denial("budget", said, do_this)
    refusals.record(actor, permission, Thing(kind="budget"), denial)
    raise Refused("access.budget", said, denial.do_this)
