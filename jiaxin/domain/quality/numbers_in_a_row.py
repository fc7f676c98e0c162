"""连号 — phones, and numbers of policies, that run on from row to row as nobody's really do.

Unit    how many numbers in a row; in the rulebook of intake.
Source  data-quality rule "consecutive policy numbers"; the same for telephones of workers and of customers.
Silent  a group policy: its numbers run on, and begin on one day or on later and later ones. Only numbers whose first
        days go to and fro are spoken of.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Memory, Pairing, Remark, RowUnderCheck, SaidRow, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

_LOOK = "请对照原始材料；确实如此的，保留即可，会由人工查看"
_SOURCE = "数据质量规则：连号"
REMARKS = (
    Remark("phones-in-a-row", Severity.WARNING, "{label}（{shown}）与本文件中另外几人的号码连号", _LOOK, _SOURCE),
    Remark("customers-in-a-row", Severity.WARNING, "{label}（{shown}）与本文件中另外几位客户的号码连号", _LOOK, _SOURCE),
    Remark("policies-in-a-row", Severity.WARNING, "保单号（{shown}）与另外几人的连号，起保日期却前后不一", _LOOK, _SOURCE),
)
_TAIL = re.compile(r"^(.*?)(\d{1,15})$")


class _Run:
    """Values of one column as numbers under what stands before them; `days`: the column that must go on with them."""

    def __init__(self, limits: Limits, column: str, code: str, days: str) -> None:
        self._least, self._column, self._code, self._days = limits.run, column, code, days
        self._numbers: dict[tuple[str, int], dict[int, str]] = {}
        self._places: dict[str, int] = {}  # the first row that has the value
        self._found: set[str] | None = None

    def collect(self, row: SaidRow) -> None:
        value = row.values.get(self._column)
        if not value or (parted := _TAIL.match(str(value))) is None:
            return
        day = str(row.values.get(self._days) or "") if self._days else ""
        self._numbers.setdefault((parted[1], len(parted[2])), {}).setdefault(int(parted[2]), day)
        self._places.setdefault(str(value), row.place)

    def look(self, row: RowUnderCheck) -> None:
        if self._found is None:
            self._found = {value for run in self._all() for value in run}
        if (value := row.values.get(self._column)) and str(value) in self._found:
            row.note(self._code, self._column)

    def mates(self) -> dict[int, int]:
        """Each number of a run stands beside the one before it."""
        return {self._places[value]: self._places[before] for run in self._all() for before, value in pairwise(run)}

    def _all(self) -> list[list[str]]:
        return [run for key, numbers in self._numbers.items() for run in self._runs(key, numbers)]

    def _runs(self, key: tuple[str, int], numbers: dict[int, str]) -> list[list[str]]:
        found, run = list[list[str]](), list[int]()
        for number in [*sorted(numbers), -1]:
            if run and number == run[-1] + 1:
                run.append(number)
                continue
            if len(run) >= self._least and not self._in_order([numbers[n] for n in run]):
                found.append([f"{key[0]}{n:0{key[1]}d}" for n in run])
            run = [number]
        return found

    def _in_order(self, days: list[str]) -> bool:
        known = [day for day in days if day]
        return bool(self._days) and known == sorted(known)


def _run(column: str, code: str, days: str = "") -> Callable[[Limits, Known], Memory]:
    return lambda limits, known: _Run(limits, column, code, days)


def pairing(column: str, days: str = "") -> Callable[[Limits, Known], Pairing]:
    """For rows of the register."""
    return lambda limits, known: _Run(limits, column, "", days)


CHECKS = (
    SheetCheck("phones-in-a-row", ("phone",), _run("phone", "phones-in-a-row"), ("phone",)),
    SheetCheck("customers-in-a-row", ("customer_phone",), _run("customer_phone", "customers-in-a-row"), ("customer_phone",)),
    SheetCheck("policies-in-a-row", ("insurance_policy",), _run("insurance_policy", "policies-in-a-row", "insurance_from"), ("insurance_policy", "insurance_from")),
)
