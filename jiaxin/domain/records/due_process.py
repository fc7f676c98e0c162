"""正当程序 — the ledger refuses a consequence that does not show notice, time to answer, basis and a lawful end.

The engine of procedures takes an adverse step only where these hold; this asks once more at the only door into the
record, of the fact itself, so that no other way of writing one exists either.

Source  《深圳经济特区社会信用条例》第39、66、69条; periods in `rulebooks/procedures-*.toml`.
Errors  `Refused` with code `due-process.*`.
Not here  who may decide (procedures/measure), whether an objection is open (the engine asks: it is not in the fact).
"""

from datetime import date
from functools import lru_cache

from jiaxin.domain.calendar import DAY, add_months, packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.rulebooks.reading import packaged_for


def hold(fact: Fact) -> None:
    """Silence, or `Refused` for the first condition that is missing."""
    said = fact.clear
    for name in ("basis", "document_no", "notice_no"):
        if not str(said.get(name) or "").strip():
            raise Refused("due-process.basis", "不利措施没有写明依据、文书号或告知书编号", "请补齐后由程序记录")
    told, heard = _day(said.get("notified_on")), _day(said.get("heard_through"))
    starts, ends = _day(said.get("from_on")), _day(said.get("until_on"))
    if told is None or heard is None or starts is None:
        raise Refused("due-process.notice", "不利措施没有写明告知日期、陈述期和生效日期", "请补齐后由程序记录")
    days, longest = _periods(str(said.get("measure") or ""), told)
    if _could_be_worked(told, heard) < days:
        raise Refused("due-process.window", f"听取陈述的时间不足 {days} 个工作日", "请给足时间后再决定")
    if starts <= heard:
        raise Refused("due-process.too-early", f"陈述期到 {heard}，措施不能在此之前生效", f"请从 {heard + DAY} 起生效")
    if longest == 0:
        if ends is not None:
            raise Refused("due-process.once", "这项措施是一次性的，不能持续", "请去掉终止日期")
    elif ends is None or ends > add_months(starts, longest):
        raise Refused("due-process.too-long", f"这项措施最长 {longest} 个月", "请写明法定期限内的终止日期")


def _could_be_worked(start: date, end: date) -> int:
    """Working days after one day through another; of a year without a packaged table any day may turn out to be one,
    and the engine, which has the imported table, is the one that counts exactly."""
    calendar = packaged_calendar()
    days = (start + DAY * n for n in range(1, (end - start).days + 1))
    return sum(not calendar.known(day.year) or calendar.is_working(day) for day in days)


@lru_cache(maxsize=1024)
def _periods(measure: str, on: date) -> tuple[int, int]:
    """Working days to be heard, and the longest months of a measure."""
    book = packaged_for("procedures", on).data
    for one in book["measure"]:
        if one["code"] == measure:
            return int(book["hearing"]["days"]), int(one["months"])
    raise Refused("due-process.measure", f"没有“{measure}”这种措施", "请从措施目录中选择")


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
