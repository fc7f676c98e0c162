"""订单与评价 — what happened between families and workers: orders, stars, complaints, bought praise.

A good worker is kept: her families come back, her stars are high, few complain. Stars are what a family says,
quality is what is true; some companies order from themselves over three phones and praise the result on one
evening, and write a second home into the ledger for the weeks in which she lives in another.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from jiaxin.demo.companies import Company
from jiaxin.demo.households import Household
from jiaxin.demo.people import Worker
from jiaxin.demo.plan import Plan
from jiaxin.domain.quality.thresholds import limits

RATED = 0.46
INVENTED = 3  # stays that a dishonest company writes beside true ones
_PRAISE = ("做事仔细，准时上门", "干净利落", "很有耐心，老人很喜欢", "饭菜合口味", "沟通顺畅，下次还找她", "", "", "")
_BLAME = ("迟到了半个小时", "角落没有打扫干净", "临时换人，没有提前说", "态度一般", "", "")
_BOUGHT = ("非常好！五星！", "非常好！！五星！", "服务非常好，五星！", "非常满意，五星！")


@dataclass(frozen=True, slots=True)
class Stars:
    rated_on: date
    stars: int
    parts: tuple[int, int, int]
    verified: bool
    text: str
    honest: bool


@dataclass(frozen=True, slots=True)
class Complaint:
    number: str
    received_on: date
    topic: str
    text: str
    decided_on: date | None
    upheld: bool
    severity: str
    just: bool  # truth: was there a fault at all


@dataclass(frozen=True, slots=True)
class Order:
    number: str
    worker: int
    company: int | None
    phone: str
    service: str
    ordered_on: date
    finished_on: date | None
    fen: int
    status: str  # 已完成 | 已取消 | 中途终止
    repeat: bool
    stars: Stars | None = None
    complaint: Complaint | None = None
    invented: bool = False  # truth: never happened, while she lived with another family


def draw(plan: Plan, workers: list[Worker], companies: list[Company], households: list[Household]) -> list[Order]:
    """All orders, by day and number."""
    found: list[Order] = []
    factor = _factor(plan, workers)
    by_street: dict[int, list[Household]] = {}
    for one in households:
        by_street.setdefault(one.street, []).append(one)
    for worker in workers:
        near = by_street.get(worker.street) or households
        found.extend(_of_worker(plan, worker, near, households, factor))
    for company in companies:
        if not company.honest:
            found.extend(_bought(plan, company, workers))
            found.extend(_invented(plan, company, workers, found, households))
    found.sort(key=lambda order: (order.ordered_on, order.number))
    return found


def _factor(plan: Plan, workers: list[Worker]) -> float:
    """Scales the trades' pace so that those whom anybody reports have as many orders as planned: nobody hears of the others'."""
    pace = sum(w.trade.orders_a_month * (0.4 + w.quality) for w in workers if w.filed)
    return plan.orders / max(1.0, pace)


def _of_worker(
    plan: Plan, worker: Worker, near: list[Household], all_: list[Household], factor: float
) -> Iterator[Order]:
    chance = plan.chance("orders", worker.number)
    wanted = worker.trade.orders_a_month * (0.4 + worker.quality) * factor
    count = _poisson_like(chance, wanted)
    spans = _one_after_another(plan, worker, count) if worker.trade.lives_in else [(day, None) for day in sorted(chance.randrange(plan.days) for _ in range(count))]
    kept: list[Household] = []
    for serial, (offset, lasts) in enumerate(spans):
        again = bool(kept) and chance.random() < 0.1 + 0.6 * worker.quality
        family = chance.choice(kept) if again else chance.choice(near if chance.random() < 0.7 else all_)
        if not again:
            kept.append(family)
        yield _one(plan, worker, family, again, plan.first_day + timedelta(days=offset), serial, chance, lasts)


def _one_after_another(plan: Plan, worker: Worker, count: int) -> list[tuple[int, int | None]]:
    """(first day, days it lasts) of so many stays, as many as fit: the next begins after the last day of the one before, sooner or later."""
    chance = plan.chance("stays", worker.number)
    lasts = [chance.randint(*worker.trade.days) for _ in range(count)]
    while sum(n + 1 for n in lasts[:-1]) >= plan.days:  # the last one may go on after the end
        lasts.pop()
    free = plan.days - sum(n + 1 for n in lasts[:-1])
    begun, before = list[tuple[int, int | None]](), 0
    for gap, days in zip(sorted(chance.randrange(free) for _ in lasts), lasts, strict=True):
        begun.append((gap + before, days))
        before += days + 1
    return begun


def _poisson_like(chance: Random, mean: float) -> int:
    """Whole number with that mean; spread like a gamma so that some work much and some little."""
    drawn = chance.gammavariate(1.6, mean / 1.6)
    return int(drawn) + (chance.random() < drawn % 1)


def _one(plan: Plan, worker: Worker, family: Household, again: bool, on: date, serial: int, chance: Random, lasts: int | None) -> Order:
    trade = worker.trade
    status = chance.choices(("已完成", "已取消", "中途终止"), (93, 4, 0.5 + 8 * (1 - worker.quality)))[0]
    days = chance.randint(*trade.days) if lasts is None else lasts
    finished = None if status == "已取消" else on + timedelta(days=days)
    number = f"YD{on:%y%m%d}{worker.number:05d}{serial % 100:02d}"
    done = finished is not None and finished <= plan.as_of
    stars = _stars(plan, worker, family, finished, chance) if done and status == "已完成" else None
    complaint = _complaint(plan, worker, on, number, chance) if status != "已取消" else None
    return Order(
        number,
        worker.number,
        worker.company,
        family.phone,
        chance.choice(worker.jobs),
        on,
        finished if done else None,
        chance.randint(*trade.yuan) * 100,
        status,
        again,
        stars,
        complaint,
    )


def _stars(plan: Plan, worker: Worker, family: Household, finished: date | None, chance: Random) -> Stars | None:
    assert finished is not None
    if chance.random() > RATED:
        return None
    on = finished + timedelta(days=int(chance.triangular(0, 25, 1)))
    if on > plan.as_of:
        return None
    felt = 2.2 + 3.1 * worker.quality - family.strictness + chance.gauss(0, 0.6)
    whole = max(1, min(5, round(felt)))
    parts = tuple(max(1, min(5, round(felt + chance.gauss(0, 0.5)))) for _ in range(3))
    text = chance.choice(_PRAISE if whole >= 4 else _BLAME)
    return Stars(on, whole, (parts[0], parts[1], parts[2]), chance.random() < 0.75, text, True)


_TOPICS = (
    ("服务质量", "打扫后灶台仍有油污，要求返工"),
    ("服务态度", "服务时态度生硬"),
    ("收费", "结账金额与约定不一致"),
    ("爽约", "约定时间没有上门，也没有电话"),
    ("合同纠纷", "要求退还剩余服务费"),
    ("财物损失", "清洁时碰坏一件摆设"),
)


def _complaint(plan: Plan, worker: Worker, on: date, order: str, chance: Random) -> Complaint | None:
    just = chance.random() < 0.04 * (1 - worker.quality)
    if not just and chance.random() > 0.0015:
        return None
    received = on + timedelta(days=chance.randint(0, 12))
    if received > plan.as_of:
        return None
    decided: date | None = received + timedelta(days=chance.randint(3, 20))
    if decided is not None and decided > plan.as_of:
        decided = None
    topic, text = chance.choice(_TOPICS)
    upheld = chance.random() < (0.88 if just else 0.06)
    severity = chance.choices(("一般", "较重", "严重"), (80, 17, 3))[0]
    return Complaint(f"TS{order[2:]}", received, topic, text, decided, upheld, severity if upheld else "", just)


def _bought(plan: Plan, company: Company, workers: list[Worker]) -> Iterator[Order]:
    """Half a dozen evenings with a dozen orders each from three phones, all done and praised the same evening."""
    chance = plan.chance("bought", company.number)
    staff = [w for w in workers if w.company == company.number]
    for evening in range(chance.randint(5, 8)):
        on = plan.first_day + timedelta(days=chance.randrange(plan.days // 3, plan.days - 5))
        for serial in range(chance.randint(8, 14)):
            worker = chance.choice(staff)
            stars = Stars(on, 5, (5, 5, 5), True, chance.choice(_BOUGHT), False)
            phone = chance.choice(company.bought_from)
            number = f"YD{on:%y%m%d}{worker.number:05d}{90 + evening % 10}{serial:02d}"
            yield Order(
                number, worker.number, company.number, phone, worker.jobs[0], on, on, 100, "已完成", True, stars
            )


def _invented(plan: Plan, company: Company, workers: list[Worker], true: list[Order], households: list[Household]) -> Iterator[Order]:
    """Of the last half year; for a family that never saw her, while she lived with another."""
    chance = plan.chance("invented", company.number)
    since, lived_in = plan.as_of - timedelta(days=180), limits(plan.as_of).live_in_services
    lately = [o for o in true if o.company == company.number and o.status == "已完成" and o.finished_on is not None and o.ordered_on > since]
    stays = [o for o in lately if o.service in lived_in and (o.stars is None or o.stars.honest)]
    once = list({o.worker: o for o in stays if workers[o.worker].filed}.values())
    for order in chance.sample(once, min(INVENTED, len(once))):
        assert order.finished_on is not None
        others = [one.phone for one in households if one.phone != order.phone]
        number = f"YD{order.ordered_on:%y%m%d}{order.worker:05d}89"
        yield replace(order, number=number, phone=chance.choice(others), ordered_on=order.ordered_on + timedelta(days=1), repeat=False, stars=None, complaint=None, invented=True)


class Calendar:
    """Orders and ratings by the day on which they could first be reported."""

    def __init__(self, orders: list[Order]) -> None:
        self._closed = sorted(orders, key=lambda o: (o.finished_on or o.ordered_on, o.number))
        self._closed_days = [o.finished_on or o.ordered_on for o in self._closed]
        rated = [(o.stars.rated_on, o) for o in orders if o.stars is not None]
        self._rated = sorted(rated, key=lambda one: (one[0], one[1].number))
        self._rated_days = [day for day, _ in self._rated]

    def closed(self, since: date, until: date) -> list[Order]:
        """Orders that ended (or were cancelled) from `since` through `until`."""
        return self._closed[_from(self._closed_days, since) : _from(self._closed_days, until + timedelta(days=1))]

    def rated(self, since: date, until: date) -> list[Order]:
        span = slice(_from(self._rated_days, since), _from(self._rated_days, until + timedelta(days=1)))
        return [order for _, order in self._rated[span]]


def _from(days: list[date], day: date) -> int:
    return bisect(days, day - timedelta(days=1))
