"""An adaptive attacker — searches, by trial and answer alone, for the cheapest way to lift workers by ten percentiles.

The same plan is carried out for each of several target workers of different companies; its cost is per target, in yuan, from
`prices.toml`. Or an agency sells the same accounts to several of them, who share what the accounts cost and pay for their own
visits; each visit to one makes the family look the more ordinary to the next. The search sees nothing but the published ranking: first plans drawn by lot, then changes of the best found.
"""

import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from tools.market import metrics
from tools.market.arena import Answers
from tools.market.parameters import DEFAULT, MarketParameters
from tools.market.people import Columns
from tools.market.sealing import Seen, World, repeats
from tools.market.staging import world

PRICES: dict[str, float] = tomllib.loads((Path(__file__).parent / "prices.toml").read_text("utf-8"))
WANTED = 0.10
TRIES = 2000
TARGETS = 8
MOST = 100_000.0  # yuan a target nobody spends
SMALL = replace(DEFAULT, workers=300, households=1800, companies=16)


@dataclass(frozen=True)
class Plan:
    accounts: float
    visits: float  # by account
    verified: float  # share
    age: float  # days an account is kept before its first order
    span: float  # days over which an account's visits lie
    window: float  # days over which accounts begin
    a_device: float  # accounts on one device
    rated: float  # share of visits that get stars
    fours: float  # share of stars
    strangers: float  # visits by account to workers that are no targets
    clients: float = 1.0  # targets that the same accounts are sold to

    @property
    def cost(self) -> float:
        accounts, visits = round(self.accounts), max(round(self.accounts * self.visits), 1)
        devices = -(-accounts // max(round(self.a_device), 1)) - 1  # one telephone everybody has
        checked = round(visits * self.verified)
        shared = (
            accounts * (PRICES["account"] + PRICES["account_month"] * self.age / 30)
            + devices * PRICES["device"]
            + round(accounts * self.strangers) * PRICES["stranger_order"]
        )
        sold = -(-TARGETS // max(round(self.clients), 1)) / TARGETS
        return sold * shared + checked * PRICES["verified_order"] + (visits - checked) * PRICES["review"]


# lowest, highest, by ratio (True) or by step
SPACE: dict[str, tuple[float, float, bool]] = {
    "accounts": (1, 120, True), "visits": (1, 12, True), "verified": (0, 1, False), "age": (0, 240, False),
    "span": (1, 300, True), "window": (1, 400, True), "a_device": (1, 12, True), "rated": (0.2, 1, False),
    "fours": (0, 0.3, False), "strangers": (0, 3, False), "clients": (1, TARGETS, True),
}  # fmt: skip


def _simple(accounts: float, visits: float, verified: float = 0.0, age: float = 0.0, a_device: float = 1.0) -> Plan:
    return Plan(accounts, visits, verified, age, 100.0, 50.0, a_device, 1.0, 0.0, 0.0)


def _sold(accounts: float, visits: float) -> Plan:
    return replace(_simple(accounts, visits, 1, 60, accounts), clients=float(TARGETS))


# What anybody would think of first; shows at a glance which evidence is for sale.
LADDER: dict[str, Plan] = {
    "one review": _simple(1, 1),
    "one family, three visits": _simple(1, 3),
    "one family, six visits": _simple(1, 6),
    "one family, six visits, verified, aged": _simple(1, 6, 1, 60),
    "three families, one telephone": _simple(3, 1, a_device=3),
    "six families": _simple(6, 1),
    "six families, verified, aged": _simple(6, 1, 1, 60),
    "two families, four visits, verified, aged": _simple(2, 4, 1, 60),
    "twenty families, verified, aged": _simple(20, 1, 1, 60),
    "agency, eight clients: a family, four visits, verified": _sold(1, 4),
    "agency, eight clients: two families, two visits, verified": _sold(2, 2),
    "agency, eight clients: three families, a visit, verified": _sold(3, 1),
}


@dataclass(frozen=True)
class Found:
    cost: float
    gain: float
    lost: float  # Kendall of the bystanders
    plan: Plan | None
    tries: int
    most: float  # the dearest plan tried

    @property
    def reached(self) -> bool:
        return self.plan is not None


def searched(answer: Answers, seed: int, tries: int = TRIES, m: MarketParameters = SMALL) -> Found:
    calm = world(m, seed)
    before = answer(calm)
    targets = _targets(calm, seed)
    rng = np.random.default_rng([seed, 12])
    tried: list[tuple[float, float, Plan]] = []  # badness, gain, plan
    for number in range(tries):
        plan = _next(tried, number, tries, rng)
        if plan.cost > MOST:
            plan = replace(plan, accounts=max(1.0, plan.accounts * MOST / plan.cost * 0.9))
        gain = _gain(answer, calm, before, targets, plan, seed)
        badness = plan.cost if gain >= WANTED else 1e6 + 1e7 * (WANTED - gain) + plan.cost
        tried.append((badness, gain, plan))
    badness, gain, best = min(tried, key=lambda found: found[0])
    attacked = carried_out(calm, targets, best, seed)
    lost = _lost(calm, before, answer(attacked), targets)
    reached = gain >= WANTED
    return Found(best.cost if reached else float("inf"), gain, lost, best if reached else None, tries, max(plan.cost for _, _, plan in tried))


def bought(answer: Answers, seed: int, m: MarketParameters = SMALL) -> dict[str, tuple[float, float]]:
    """Cost and gain of each rung of the ladder."""
    calm = world(m, seed)
    before = answer(calm)
    targets = _targets(calm, seed)
    return {name: (plan.cost, _gain(answer, calm, before, targets, plan, seed)) for name, plan in LADDER.items()}


def _next(tried: list[tuple[float, float, Plan]], number: int, tries: int, rng: np.random.Generator) -> Plan:
    """By lot at first and now and then; otherwise one of the ten best, changed."""
    if number < tries // 5 or rng.random() < 0.05:
        return Plan(**{name: _drawn(*SPACE[name], rng) for name in SPACE})
    best = sorted(tried, key=lambda found: found[0])[:10]
    parent = best[int(rng.integers(len(best)))][2]
    width = 0.35 * 0.5 ** (3 * number / tries)
    changed = {}
    for one in fields(Plan):
        low, high, ratio = SPACE[one.name]
        value = getattr(parent, one.name)
        if rng.random() < 0.4:
            step = rng.normal(0, width)
            value = value * np.exp(step * np.log(high / low) / 2) if ratio else value + step * (high - low)
        changed[one.name] = float(np.clip(value, low, high))
    return Plan(**changed)


def _drawn(low: float, high: float, ratio: bool, rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))) if ratio else rng.uniform(low, high))


def _targets(calm: World, seed: int) -> np.ndarray:
    """Known workers of the lower half, each of another company; whom nobody knows, one honest star would lift as well."""
    rng = np.random.default_rng([seed, 11])
    place = metrics.places(calm.truth.quality, calm.truth.worked)
    middle = rng.permutation(np.flatnonzero((place > 0.1) & (place < 0.5) & (calm.truth.ratings >= 8)))
    company = calm.seen.workers["company"][calm.truth.current]
    _, first = np.unique(company[middle], return_index=True)
    return middle[np.sort(first)][:TARGETS]


def _gain(answer: Answers, calm: World, before: metrics.Answer, targets: np.ndarray, plan: Plan, seed: int) -> float:
    after = answer(carried_out(calm, targets, plan, seed))
    truth = calm.truth
    was, now = (metrics.places(metrics.by_person(found, truth), truth.worked) for found in (before, after))
    return float((now - was)[targets].mean())


def _lost(calm: World, before: metrics.Answer, after: metrics.Answer, targets: np.ndarray) -> float:
    truth = calm.truth
    others = truth.worked.copy()
    others[targets] = False
    true = truth.quality[others]
    was, now = (metrics.kendall(true, metrics.by_person(found, truth)[others]) for found in (before, after))
    return was - now


def carried_out(calm: World, targets: np.ndarray, plan: Plan, seed: int) -> World:
    """The calm world with the plan's orders among the others. The truth is that of the calm world."""
    seen, rng = calm.seen, np.random.default_rng([seed, 13])
    accounts, visits = max(round(plan.accounts), 1), max(round(plan.accounts * plan.visits), 1)
    aside = round(accounts * plan.strangers)
    row, clients = calm.truth.current[targets], max(round(plan.clients), 1)
    homes, homes_first, device = [], [], []
    told: list[Columns] = []
    next_home = int(seen.households["household"].max()) + 1
    next_device = int(seen.households["device"].max()) + 1
    for first in range(0, len(row), clients):
        sold = row[first : first + clients]
        begin = np.maximum(seen.workers["joined"][sold].min(), 0)
        start = np.maximum(seen.now - plan.span - rng.uniform(0, plan.window, accounts), begin)
        home = next_home + np.arange(accounts)
        homes.append(home)
        homes_first.append(np.floor(start - plan.age))
        device.append(next_device + np.arange(accounts) // max(round(plan.a_device), 1))
        next_home, next_device = next_home + accounts, int(device[-1].max()) + 1
        who = np.concatenate([np.tile(np.arange(visits) % accounts, len(sold)), rng.integers(0, accounts, aside)])
        worker = np.concatenate([np.repeat(sold, visits), rng.integers(0, len(seen.workers["worker"]), aside)])
        rows = len(who)
        late = rng.uniform(0, plan.span, rows)
        # strangers first, then one client after another: so a family is seen to come back, and leaves a client only for the next one
        turn = np.concatenate([np.repeat(np.arange(len(sold)), visits) + (aside > 0), np.zeros(aside, dtype=np.int64)])
        late = (turn * plan.span + late) / (len(sold) + (aside > 0))
        t = np.minimum(np.maximum(start[who] + late, np.where(np.isin(worker, sold), seen.workers["joined"][worker], 0)), seen.now - 0.01)
        stars = np.where(rng.random(rows) < plan.fours, 4, 5)
        checked = np.concatenate([np.tile(np.arange(visits) < round(visits * plan.verified), len(sold)), np.ones(aside, dtype=bool)])
        told.append({
            "t": np.round(t, 3), "worker": seen.workers["worker"][worker], "household": home[who],
            "company": seen.workers["company"][worker], "job": rng.choice(seen.orders["job"], rows),
            "district": seen.workers["district"][worker], "amount": np.round(np.exp(rng.normal(5.3, 0.5, rows))),
            "verified": checked.astype(np.int64), "rating": np.where(rng.random(rows) < plan.rated, stars, 0),
            "repeat": np.full(rows, -1), "complaint": np.zeros(rows, dtype=np.int64), "upheld": np.zeros(rows, dtype=np.int64),
        })  # fmt: skip
    extra: Columns = {name: np.concatenate([part[name] for part in told]) for name in told[0]}
    # every account is paid for, so what the register tells of its next visit is the truth: another account would be another price
    extra["repeat"] = repeats(extra["household"], extra["worker"], extra["t"], np.zeros(len(extra["t"]), dtype=bool), False)
    extra["order"] = int(seen.orders["order"].max()) + 1 + np.arange(len(extra["t"]))
    household = np.concatenate(homes)
    new_homes: Columns = {
        "household": household, "district": rng.choice(seen.households["district"], len(household)),
        "first_seen": np.concatenate(homes_first), "device": np.concatenate(device),
    }  # fmt: skip
    orders = {name: np.concatenate([values, extra[name]]) for name, values in seen.orders.items()}
    households = {name: np.concatenate([values, new_homes[name]]) for name, values in seen.households.items()}
    return World(Seen(orders, seen.workers, households, seen.penalties, seen.now), calm.truth)
