"""导出的记号 — every list that leaves is written down, and each of its rows carries a code of that copy alone.

The column 核对码 is ours: no official value is altered and no person is made up. From a fragment of fifty rows,
in any order and typed anew, `trace` names the copy, who took it and the chance of being wrong; with the column
cut off it says that nothing can be told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random, SystemRandom

from django.db.models import Sum

from jiaxin.apps.access import limits, refusals, vault
from jiaxin.apps.access.models import Export, Read, ReadSubject
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Denial, Permission, Thing
from jiaxin.kit import clock, marks
from jiaxin.kit.ids import new_id

HEADING = "核对码"
DRILL_ROWS = 50
_JUST_NOW = timedelta(minutes=2)
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


def marked(actor: Actor, purpose: str, rows: int) -> list[str]:
    """Write an export down and give the codes of its rows. Raises Refused beyond the day's rows."""
    today = clock.now().astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    taken = Export.objects.filter(actor=actor.id, at__gte=today).aggregate(n=Sum("rows"))["n"] or 0
    if taken + rows > limits.EXPORT_ROWS_A_DAY:
        _refuse(actor, Permission.LIST_EXPORT, f"今天导出的行数已达上限（{limits.EXPORT_ROWS_A_DAY:,} 行）。")
    # The receipt of the list was written just before, in the same request.
    receipt = Read.objects.filter(actor=actor.id, at__gte=clock.now() - _JUST_NOW).order_by("-id").values_list("id", flat=True).first()
    one = Export.objects.create(
        id=new_id(), at=clock.now(), actor=actor.id, organisation=actor.organisation, purpose=purpose, rows=rows, receipt=receipt
    )
    return _codes(one.pk, rows)


def trace(typed: Iterable[str]) -> Leak:
    """Whose copy a found fragment was taken from; `typed` is every word of its marked column."""
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


def fragment_for_drill(chance: Random | None = None) -> str:
    """The codes of a tenth of some copy, at least fifty, out of order and in small letters. Raises Refused where no copy is long enough."""
    long_enough = list(Export.objects.filter(rows__gte=DRILL_ROWS).order_by("id").values_list("id", "rows"))
    if not long_enough:
        raise Refused("export.none", f"还没有 {DRILL_ROWS} 行以上的导出，不能演练。", "请先导出一份名单，再来演练。")
    chance = chance or SystemRandom()
    export, rows = chance.choice(long_enough)
    return "\n".join(chance.sample(_codes(export, rows), max(DRILL_ROWS, rows // 10))).lower()


def spend(actor: Actor, what: str) -> None:
    """Before another file, reveal or look-up by number: refuses when the budget is spent. The receipt is the counter."""
    now = clock.now()
    today = now.astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    budgets = {
        REVEAL: [(today, limits.REVEALS_A_DAY, Permission.FIELD_REVEAL, "今天查看完整信息")],
        FIND: [(today, limits.FINDS_A_DAY, Permission.MACHINE_FIND, "今天按证件查询")],
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


def _refuse(actor: Actor, permission: Permission, said: str) -> None:
    denial = Denial("budget", said, "确有工作需要的，请由另一位同事办理，或明天再办。")
    refusals.record(actor, permission, Thing(kind="budget"), denial)
    raise Refused("access.budget", said, denial.do_this)
