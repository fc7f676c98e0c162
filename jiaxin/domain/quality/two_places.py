"""同时两处 — one worker living with two families at once, by the orders of one ledger.

Unit    days that two orders of a live-in service overlap; days and services are in the rulebook of intake.
Source  data-quality rule "overlapping live-in"; a cancelled order was nowhere.
Silent  by the hour one works for several families; the same customer may have two orders.
"""

from collections.abc import Iterator
from datetime import date

from jiaxin.domain.findings import Severity
from jiaxin.domain.quality.check import Memory, Pairing, Remark, RowUnderCheck, SaidRow, SheetCheck
from jiaxin.domain.quality.known import Known
from jiaxin.domain.quality.thresholds import Limits

REMARKS = (
    Remark(
        "two-places-at-once",
        Severity.WARNING,
        "同一服务员在这段时间还有另一家的住家订单，开始于 {shown}",
        "请核对两单的起止日期和服务员；确实如此的，保留即可，会由人工查看",
        "数据质量规则：同一时间两处住家",
    ),
)
_KEYS = ("id_number", "service", "ordered_on", "finished_on", "customer_phone", "status")


class _Stays:
    """id number → stays (first day, last day, customer, place in the file)."""

    def __init__(self, limits: Limits, known: Known) -> None:
        self._days, self._services = limits.overlap_days, limits.live_in_services
        self._stays: dict[str, list[tuple[int, int, str, int]]] = {}
        self._found: set[int] | None = None

    def collect(self, row: SaidRow) -> None:
        number, service, begun, done, customer, status = (row.values.get(name) for name in _KEYS)
        if number and begun and done and customer and service in self._services and status != "cancelled":
            first, last = (date.fromisoformat(str(day)).toordinal() for day in (begun, done))
            self._stays.setdefault(str(number), []).append((first, last, str(customer), row.place))

    def look(self, row: RowUnderCheck) -> None:
        if self._found is None:
            self._found = {place for pair in self._pairs() for place in pair}
        if row.place in self._found:
            row.note("two-places-at-once", "ordered_on")

    def mates(self) -> dict[int, int]:
        return {later: earlier for earlier, later in self._pairs()}

    def _pairs(self) -> Iterator[tuple[int, int]]:
        for stays in self._stays.values():
            if len(stays) > 1:
                yield from self._together(sorted(stays))

    def _together(self, stays: list[tuple[int, int, str, int]]) -> Iterator[tuple[int, int]]:
        for at, (_, last, customer, place) in enumerate(stays):
            for first, other_last, other, other_place in stays[at + 1 :]:
                if first > last:
                    break
                if other != customer and min(last, other_last) - first + 1 >= self._days:
                    yield place, other_place


def _stays(limits: Limits, known: Known) -> Memory:
    return _Stays(limits, known)


def pairing(limits: Limits, known: Known) -> Pairing:
    """For orders of the register."""
    return _Stays(limits, known)


CHECKS = (SheetCheck("two-places-at-once", ("id_number", "service", "ordered_on", "finished_on", "customer_phone"), _stays, _KEYS),)
