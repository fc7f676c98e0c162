"""The market as codes — four tables read once, persons in place of registrations.

A worker registered again under the same real-name key (`link_key`) is one person: history and score are shared, so starting
afresh washes nothing off. Who has no company (an empty or negative one) is on her own account: the self-employed are alike in
level, but a family that knows two of them does not know one firm twice. An empty or negative key links nobody, and neither does one shared by more than twelve registrations,
which is a placeholder.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import (
    Codes,
    ColumnRefused,
    Columns,
    Floats,
    Table,
    alike,
    coded,
    empty,
    found_among,
    in_range,
    known_or_refused,
    unique_or_refused,
)

QUARTER_DAYS = 91.3125
MOST_QUARTERS = 60  # evidence older than fifteen years counts as fifteen years old
MOST_REGISTRATIONS = 12
MOST_ON_DEVICE = 30  # households on one telephone that are taken for one voice
DEVICE_OF_MANY = 0.05  # a device shared by this share of households is a placeholder


@dataclass(frozen=True)
class Market:
    """Rows of orders sorted by day; all codes start at 0. `row` leads back to the table as it was given."""

    now: float
    orders: NDArray[Any]  # labels
    row: Codes
    rows: int
    t: Floats
    person: Codes
    household: Codes
    company: Codes
    firm: Codes  # the company, or the worker herself where she is on her own account
    firms: int
    job: Codes
    district: Codes
    verified: Codes  # -1 where nobody says
    rating: Codes
    repeat: Codes
    complaint: Codes
    upheld: Codes
    pair: Codes  # (household, person)
    bond: Codes  # (household or those on its device, person): one voice
    bonds: int
    cell: Codes  # (person, quarter)
    pair_person: Codes
    pair_household: Codes
    workers: NDArray[Any]
    person_of: Codes  # by worker
    persons: int
    home: Codes  # company of a person
    features: Floats  # person x (certificate level 1, 2, 3, trainings)
    joined: Floats  # day, infinite where neither the table nor an order tells
    households: NDArray[Any]
    household_row: Codes
    first_seen: Floats  # NaN where unknown
    device: Codes  # -1 where unknown
    finding: Codes  # what a person found who looked at the household: 0 nobody has, 1 genuine, 2 staged
    companies: NDArray[Any]
    jobs: NDArray[Any]
    penalty_cell: Codes
    first_quarter: int
    quarters: int

    @property
    def elapsed(self) -> float:
        """How much of the last quarter has passed, as a share."""
        return self.now / QUARTER_DAYS - (self.first_quarter + self.quarters - 1)


def read(orders: Table, workers: Table, households: Table, penalties: Table, now: float, start: int | None = None) -> Market:
    """`start` fixes the first quarter; older rows fall into it. Raises ColumnRefused, which names column and rule."""
    now = _day(now)
    given = Columns("orders", orders, "order")
    staff = Columns("workers", workers, "worker")
    homes = Columns("households", households, "household")
    sanctions = Columns("penalties", penalties, "worker")

    worker_code, worker_names = unique_or_refused(staff.labels("worker"), "workers.worker")
    person_of_code, joined_code = _persons(staff, worker_code)
    unique_or_refused(given.labels("order"), "orders.order")
    t = given.number("t")
    in_range(t, "orders.t", now)
    keep = np.flatnonzero(t <= now)
    order_label = given.labels("order")
    order_code, _ = coded(order_label[keep])
    keep = keep[np.lexsort((order_code, t[keep]))]
    t = t[keep]

    named = given.labels("worker")[keep]
    worker = known_or_refused(found_among(named, worker_names, "orders.worker"), named, "orders.worker", "workers")
    person = person_of_code[worker]
    persons = int(person_of_code.max()) + 1 if len(person_of_code) else 0

    house_names, household, first_seen, device, finding, house_row = _households(homes, given, keep)
    home_label = staff.labels("company", may_miss=True)
    if "company" in given.present:
        order_company = given.labels("company", may_miss=True)[keep]
        if "company" not in staff.present and order_company.dtype.kind == "O":
            home_label = np.full(staff.length, "", dtype=object)
        home_label = alike(home_label, order_company)
        order_company = alike(order_company, home_label)
    else:
        order_company = home_label[np.argsort(worker_code)][worker]
    if len(order_company) and len(home_label) and (order_company.dtype.kind == "O") != (home_label.dtype.kind == "O"):
        raise ColumnRefused("orders.company", "must be of the same kind as workers.company", order_company[0])
    company_both, companies = coded(np.concatenate([home_label, order_company]))
    alone = empty(companies)[company_both[staff.length :]]
    home_by_code = np.zeros(len(worker_names), dtype=np.int64)
    home_by_code[worker_code] = company_both[: staff.length]
    latest = np.lexsort((np.arange(len(joined_code)), joined_code))
    home = np.zeros(persons, dtype=np.int64)
    home[person_of_code[latest]] = home_by_code[latest]  # the last registration wins
    joined = np.full(persons, np.inf)
    np.minimum.at(joined, person_of_code, joined_code)
    features = np.zeros((persons, 4))
    by_code = np.argsort(worker_code)
    cert = staff.whole("cert", (0, 3), 0)[by_code]
    trainings = np.log1p(np.maximum(staff.number("trainings", 0.0), 0.0))[by_code]
    for level in (1, 2, 3):
        np.maximum.at(features[:, level - 1], person_of_code, (cert >= level).astype(np.float64))
    np.maximum.at(features[:, 3], person_of_code, trainings)

    job, jobs = coded(given.labels("job", may_miss=True)[keep])
    district, _ = coded(given.labels("district", may_miss=True)[keep])
    verified = given.whole("verified", (-1, 1), -1)[keep]
    upheld = given.whole("upheld", (0, 1), 0)[keep]
    complaint = np.maximum(given.whole("complaint", (0, 1), 0)[keep], upheld)

    penalty_t = sanctions.number("t")
    sanctioned = sanctions.labels("worker")
    of = found_among(sanctioned, worker_names, "penalties.worker")
    of = known_or_refused(of, sanctioned, "penalties.worker", "workers")[penalty_t <= now]
    penalty_t = penalty_t[penalty_t <= now]

    last = int(np.floor(now / QUARTER_DAYS))
    earliest = min([now, *(days.min() for days in (t, penalty_t) if len(days))])
    first = max(int(np.floor(earliest / QUARTER_DAYS)), last - MOST_QUARTERS + 1) if start is None else min(start, last)
    quarters = last - first + 1
    quarter = np.maximum(np.floor(t / QUARTER_DAYS).astype(np.int64) - first, 0)
    penalty_quarter = np.maximum(np.floor(penalty_t / QUARTER_DAYS).astype(np.int64) - first, 0)
    pairs, pair = np.unique(household * max(persons, 1) + person, return_inverse=True)
    np.minimum.at(joined, person, t)
    spoken, bond = np.unique(voices(device)[household] * max(persons, 1) + person, return_inverse=True)

    return Market(
        now=float(now), orders=order_label[keep], row=keep, rows=given.length, t=t, person=person, household=household,
        company=company_both[staff.length :],
        firm=np.where(alone, len(companies) + person, company_both[staff.length :]), firms=len(companies) + persons, job=job, district=district, verified=verified.astype(np.int64),
        rating=given.whole("rating", (0, 5), 0)[keep], repeat=given.whole("repeat", (-1, 1), -1)[keep],
        complaint=complaint, upheld=upheld, pair=pair.astype(np.int64), bond=bond.astype(np.int64), bonds=len(spoken), cell=quarter * persons + person,
        pair_person=(pairs % max(persons, 1)).astype(np.int64), pair_household=(pairs // max(persons, 1)).astype(np.int64),
        workers=worker_names[worker_code] if len(worker_names) else worker_names,
        person_of=person_of_code[worker_code] if len(worker_code) else worker_code, persons=persons, home=home,
        features=features, joined=joined, households=house_names, household_row=house_row, first_seen=first_seen,
        device=device, finding=finding, companies=companies, jobs=jobs,
        penalty_cell=penalty_quarter * persons + person_of_code[of] if len(of) else np.zeros(0, dtype=np.int64),
        first_quarter=first, quarters=quarters,
    )  # fmt: skip


def _day(now: object) -> float:
    if not isinstance(now, int | float | np.integer | np.floating) or isinstance(now, bool) or not np.isfinite(now):
        raise ColumnRefused("now", "must be a finite day, a number", now)
    return float(now)


def _persons(staff: Columns, worker_code: Codes) -> tuple[Codes, Floats]:
    """Person and day of joining by worker code."""
    alone = np.arange(staff.length)
    joined = np.zeros(staff.length)
    joined[worker_code] = staff.number("joined", np.inf)
    if "link_key" not in staff.present:
        return alone, joined
    keys = staff.labels("link_key", may_miss=True)
    key, names = coded(keys)
    often = summed(key, minlength=len(names))[key] > MOST_REGISTRATIONS
    linked = np.where(often | empty(keys), len(names) + alone, key)
    by_code = np.empty(staff.length, dtype=np.int64)
    by_code[worker_code] = linked
    # persons are numbered by their first registration, so that a key is never an order
    _, first, person = np.unique(by_code, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[person], joined


def voices(device: Codes) -> Codes:
    """Households that share a telephone speak with one voice."""
    number = np.arange(len(device))
    kinds = int(device.max(initial=-1)) + 1
    size = summed(device[device >= 0], minlength=kinds)
    shared = (device >= 0) & (size[device] <= MOST_ON_DEVICE) if kinds else np.zeros(len(device), dtype=bool)
    return np.where(shared, len(device) + device, number)


def _households(homes: Columns, given: Columns, keep: Codes) -> tuple[NDArray[Any], Codes, Floats, Codes, Codes, Codes]:
    """Households of the table first, in its sorted order, then those that only orders name (an erased family's orders stay)."""
    code, names = unique_or_refused(homes.labels("household"), "households.household")
    named = given.labels("household")[keep]
    at = found_among(named, names, "orders.household")
    strangers, stranger_names = coded(named[at < 0])
    at[at < 0] = len(names) + strangers
    extra = len(stranger_names)
    first = np.full(len(names) + extra, np.nan)
    device = np.full(len(names) + extra, -1, dtype=np.int64)
    finding = np.zeros(len(names) + extra, dtype=np.int64)
    if homes.length:
        finding[code] = homes.whole("finding", (0, 2), 0)
        first[code] = np.asarray(homes.number("first_seen", -1e18))
        first[first <= -1e17] = np.nan
        if "device" in homes.present:
            labels = homes.labels("device", may_miss=True)
            kind, _ = coded(labels)
            often = summed(kind)[kind] > max(MOST_ON_DEVICE, DEVICE_OF_MANY * homes.length)
            device[code] = np.where(empty(labels) | often, -1, kind)
    every = np.concatenate([names, stranger_names]) if extra and len(names) else (stranger_names if extra else names)
    return every, at, first, device, finding, np.concatenate([code, len(names) + np.arange(extra)]).astype(np.int64)
