"""来件日程 — which office sends which sheet on which day, from the first day to the last.

The schedule is fixed before play begins. What the police answer and whom the trainers list depends on who
has confirmed by then: those sheets are made when their day comes, from the persons the player names.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.demo.companies import Company
from jiaxin.demo.district import District
from jiaxin.demo.orders import Calendar, Order
from jiaxin.demo.people import Worker
from jiaxin.demo.sheets import departments, ledgers, registers, rosters
from jiaxin.demo.sheets.book import Book

PUT_RIGHT_AFTER_DAYS = 6
Make = Callable[[list[Worker]], Book | None]


@dataclass(frozen=True, slots=True)
class Due:
    """`sender`: bureau, police, market, labour, street:<n>, company:<n>. `asks`: whom `make` wants named.

    undo_after  days after which the sender takes the batch back (it was the wrong file)
    """

    day: date
    sender: str
    what: str
    make: Make
    asks: str = ""  # "", "confirmed" (newly, for the police), "starting" (newly, for the courses before) or "filed"
    undo_after: int = 0


def schedule(district: District) -> list[Due]:
    """Everything that will arrive, in order."""
    rosters_due = list(_rosters(district))
    every = [
        *_registers(district),
        *rosters_due,
        *_ledgers(district, _reported(district, rosters_due)),
        *_hotline(district),
        *_departments(district),
    ]
    last = district.plan.as_of
    return sorted((d for d in every if district.plan.first_day <= d.day <= last), key=lambda d: (d.day, _rank(d)))


def _rank(due: Due) -> tuple[int, str, str]:
    """On one day the register comes before those it names."""
    order = ("areas", "register", "baseline", "roster", "orders", "ratings")
    return order.index(due.what) if due.what in order else len(order), due.sender, due.what


def _registers(district: District) -> Iterator[Due]:
    plan = district.plan
    yield Due(plan.first_day, "bureau", "areas", lambda _: registers.area_tree(district, False))
    yield Due(district.areas.changed_on, "bureau", "areas", lambda _: registers.area_tree(district, True))
    for offset in range(0, plan.days, 365):
        on = plan.first_day + timedelta(days=offset + 1)
        yield Due(on, "bureau", "register", _fixed(registers.company_register, district, on))
        for street in range(len(district.areas.streets)):
            day = on + timedelta(days=10 + street)
            yield Due(day, f"street:{street}", "baseline", _fixed(registers.baseline, district, street, day))


def _rosters(district: District) -> Iterator[Due]:
    """First at the start of the campaign, then every four or five months; a last round some weeks before the end."""
    plan = district.plan
    for company in district.companies:
        if company.reports_itself:
            start = plan.filing_from + timedelta(days=2 + (company.number * 5) % 40)
            for on in _every(start, plan.as_of - timedelta(days=9 + company.number % 30), 150):
                yield from _roster(on, f"company:{company.number}", _fixed(rosters.of_company, district, company, on))
    for street in range(len(district.areas.streets)):
        start = plan.filing_from + timedelta(days=14 + street * 3)
        for on in _every(start, plan.as_of - timedelta(days=8 + street), 120):
            yield from _roster(on, f"street:{street}", _fixed(rosters.of_street, district, street, on))


def _roster(on: date, sender: str, make: Make) -> Iterator[Due]:
    """A roster, and some days later its returned rows put right."""
    yield Due(on, sender, "roster", make)
    yield Due(on + timedelta(days=PUT_RIGHT_AFTER_DAYS), sender, "roster", lambda _: rosters.corrected(make([])))


def _reported(district: District, rosters_due: list[Due]) -> dict[int, date]:
    """Worker → the day of the first roster she stands on."""
    days: dict[str, list[date]] = {}
    for due in rosters_due:
        days.setdefault(due.sender, []).append(due.day)
    found = {}
    for worker in district.workers:
        company = district.companies[worker.company] if worker.company is not None else None
        itself = company is not None and company.reports_itself
        sender = f"company:{worker.company}" if itself else f"street:{worker.street}"
        first = next((day for day in sorted(days.get(sender, ())) if day >= worker.joined_on), None)
        if worker.filed and first is not None:
            found[worker.number] = first
    return found


def _ledgers(district: District, reported: dict[int, date]) -> Iterator[Due]:
    plan, calendar = district.plan, Calendar(district.orders)
    monthly = [c for c in district.companies if c.reports_itself][: max(2, len(district.companies) // 30)]
    quarterly = [c for c in district.companies if c.reports_itself][len(monthly) :][: len(monthly) * 2]
    own = {c.number for c in (*monthly, *quarterly)}
    undone = False
    for number, (since, until) in enumerate(months(plan.first_day, plan.as_of)):
        quarter = max(plan.first_day, months_before(since, 2))
        closes = number % 3 == 2 or until == plan.as_of
        senders: list[tuple[Company | None, date]] = [(None, since), *((c, since) for c in monthly)]
        if closes:
            senders += [(c, quarter) for c in quarterly]
        for company, begin in senders:
            on = min(plan.as_of, until + timedelta(days=3 + (company.number if company else 0) % 4))
            who = f"company:{company.number}" if company else "bureau"
            took = _of(company, own, reported)
            name = f"{company.name if company else '样例区中小企业和个体'}订单台账{until:%Y%m}"
            if company is not None and not undone and number >= 3:
                undone = True
                early = on - timedelta(days=1)
                make = _orders(district, calendar, company, begin, until, took, f"{name}（误）", 100)
                yield Due(early, who, "orders", make, undo_after=1)
            yield Due(on, who, "orders", _orders(district, calendar, company, begin, until, took, name, 1))
            if closes:
                name = f"{company.name if company else '样例区'}客户评价{until:%Y%m}"
                yield Due(on, who, "ratings", _ratings(district, calendar, company, quarter, until, took, name))


def _of(company: Company | None, own: set[int], reported: dict[int, date]) -> Callable[[Order], bool]:
    """A company names the orders of workers it has reported; now and then one of somebody it has not."""

    def takes(order: Order) -> bool:
        mine = order.company == company.number if company is not None else order.company not in own
        known = reported.get(order.worker, date.max) <= (order.finished_on or order.ordered_on)
        return mine and (known or int(order.number[2:]) % 47 == 0)

    return takes


def _orders(
    district: District,
    calendar: Calendar,
    company: Company | None,
    since: date,
    until: date,
    took: Callable[[Order], bool],
    name: str,
    times: int,
) -> Make:
    return lambda _: ledgers.of_orders(district, filter(took, calendar.closed(since, until)), company, name, times)


def _ratings(
    district: District,
    calendar: Calendar,
    company: Company | None,
    since: date,
    until: date,
    took: Callable[[Order], bool],
    name: str,
) -> Make:
    return lambda _: ledgers.of_ratings(district, filter(took, calendar.rated(since, until)), company, name)


def _hotline(district: District) -> Iterator[Due]:
    """Monthly: what came in, and once more when it is decided."""
    plan = district.plan
    against = [o for o in district.orders if o.complaint is not None]
    for since, until in months(plan.first_day, plan.as_of):
        on = min(plan.as_of, until + timedelta(days=2))
        make = _fixed(departments.hotline, district, _touched(against, since, until), until)
        yield Due(on, "bureau", "hotline", make)


def _touched(against: list[Order], since: date, until: date) -> list[Order]:
    found = []
    for order in against:
        one = order.complaint
        assert one is not None
        days = [one.received_on, one.decided_on or one.received_on]
        if any(since <= day <= until for day in days) and one.received_on <= until:
            found.append(order)
    return found


def _departments(district: District) -> Iterator[Due]:
    plan = district.plan
    for on in _every(plan.filing_from + timedelta(days=25), plan.as_of - timedelta(days=1), 21):
        yield Due(on, "police", "police", _police(district, on), asks="confirmed")
    for on in _every(plan.filing_from + timedelta(days=30), plan.as_of - timedelta(days=2), 30):
        yield Due(on, "labour", "before-work", _before_work(district, on), asks="starting")
    for on in _every(plan.filing_from + timedelta(days=50), plan.as_of - timedelta(days=3), 45):
        yield Due(on, "labour", "training", _training(district, on), asks="filed")
    for on in _every(plan.first_day + timedelta(days=min(180, plan.days - 10)), plan.as_of - timedelta(days=6), 180):
        since = on - timedelta(days=min(170, plan.days - 15))
        yield Due(on, "market", "penalties", _fixed(departments.penalties, district, on, since))


def _police(district: District, on: date) -> Make:
    return lambda workers: departments.police_return(district, workers, on)


def _before_work(district: District, on: date) -> Make:
    return lambda workers: departments.before_work(district, workers, on)


def _training(district: District, on: date) -> Make:
    return lambda workers: departments.training(district, workers, on, on - timedelta(days=40))


def _fixed(make: Callable[..., Book | None], *with_: object) -> Make:
    return lambda _: make(*with_)


def _every(first: date, last: date, days: int) -> list[date]:
    """From the first day on in steps, and the last day itself."""
    found, day = [], first
    while day < last:
        found.append(day)
        day += timedelta(days=days)
    if found and (last - found[-1]).days < days // 2:
        found.pop()
    return [*found, last] if last >= first else []


def months(first: date, last: date) -> list[tuple[date, date]]:
    """Calendar months between two days, cut at both ends."""
    found, begin = [], first
    while begin <= last:
        after = (begin.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((begin, min(last, after - timedelta(days=1))))
        begin = after
    return found


def months_before(day: date, count: int) -> date:
    """First of the month so many months earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, 1)
