"""Frozen parameters — what a cold fit leaves for the nights until the next one: a versioned value, written as JSON.

Numbers are whole billionths and tables are keyed by the labels of the district, so a file can be read by eye, signed and compared,
and a score of any past night can be computed again. `under` spreads a frozen value over the codes of a market; what it has never
met (a new household, a new company) stands at its prior.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jiaxin.domain.reputation.columns import Codes, Floats, coded, found_among
from jiaxin.domain.reputation.market import Market
from jiaxin.domain.reputation.parameters import Parameters
from jiaxin.domain.reputation.passing import Fit
from jiaxin.domain.reputation.settings import DEFAULT, MODELS
from jiaxin.domain.reputation.trust import GENUINE, OTHERS, STAGED, Suspicion, looked_at, nothing_suspected, weights

VERSION = DEFAULT.model
UNIT = 1_000_000_000

SINGLE = ("rating_slope", "phi", "spread", "severity_variance", "company_variance", "nudge_variance")
SMALL = ("kappa", "complaint", "repeat", "penalty", "gamma", "feature_mean")
BY_COMPANY = ("quality", "quality_variance", "nudge", "nudge_uncertainty")


@dataclass(frozen=True)
class Frozen:
    """`numbers` by name in billionths; `labels` of the tables; `codes` tie rows of pairs and ties to them."""

    version: str
    first_quarter: int
    quarters: int
    complained: bool
    penalised: bool
    labels: dict[str, list[Any]]
    codes: dict[str, list[int]]
    numbers: dict[str, list[int]]

    def as_json(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> "Frozen":
        found = json.loads(text)
        if found.get("version") not in MODELS:
            raise ValueError(f"frozen parameters: version must be one of {', '.join(MODELS)}; found {found.get('version')!r}")
        return Frozen(**found)

    @property
    def checked(self) -> float | None:
        """Share of visits that were verified; None in a model that asked only whether any was."""
        return float(self.of("checked")[0]) if "checked" in self.numbers else None

    def of(self, name: str) -> Floats:
        return np.asarray(self.numbers[name], dtype=np.float64) / UNIT


def person_keys(market: Market) -> NDArray[Any]:
    """A person is named by her first registration in the order of labels."""
    order = np.argsort(market.workers.astype(str) if market.workers.dtype.kind == "O" else market.workers, kind="stable")
    keys = np.empty(market.persons, dtype=market.workers.dtype)
    keys[market.person_of[order[::-1]]] = market.workers[order[::-1]]
    return keys


def frozen(market: Market, fit: Fit) -> Frozen:
    p, suspicion = fit.parameters, fit.suspicion
    numbers: dict[str, Any] = {name: [getattr(p, name)] for name in SINGLE}
    numbers |= {name: getattr(p, name) for name in (*SMALL, *BY_COMPANY, "hardness")}
    numbers |= {"house_information": p.house_information, "house_sum": p.house_sum, "suspicion": suspicion.household}
    numbers |= {"pair_information": p.pair_information, "pair_sum": p.pair_sum, "pair_weight": suspicion.pair_weight, "tie_suspicion": suspicion.tie}
    numbers |= {"anchor": p.anchor.ravel(), "anchor_variance": p.anchor_variance.ravel()}
    if fit.settings.witnessed:
        numbers["checked"] = [fit.rows.checked]
    return Frozen(
        version=fit.settings.model,
        first_quarter=market.first_quarter,
        quarters=market.quarters,
        complained=fit.rows.complained,
        penalised=fit.rows.penalised,
        labels={
            "company": market.companies.tolist(), "job": market.jobs.tolist(),
            "household": market.households.tolist(), "person": person_keys(market).tolist(),
        },
        codes={
            "pair_household": market.pair_household.tolist(), "pair_person": market.pair_person.tolist(),
            "tie_household": suspicion.tie_household.tolist(), "tie_firm": suspicion.tie_firm.tolist(),
        },
        numbers={name: np.rint(np.asarray(values) * UNIT).astype(np.int64).tolist() for name, values in numbers.items()},
    )  # fmt: skip


def _places(known: list[Any], wanted: NDArray[Any], name: str) -> Codes:
    """Where each wanted label stands in a frozen table, -1 if it is new. Labels of households need not be sorted."""
    if not known:
        return np.full(len(wanted), -1, dtype=np.int64)
    codes, sorted_known = coded(np.array(known, dtype=object if isinstance(known[0], str) else np.int64))
    place = np.empty(len(known), dtype=np.int64)
    place[codes] = np.arange(len(known))
    at = found_among(wanted, sorted_known, name)
    return np.where(at >= 0, place[at], -1)


def _spread(values: Floats, at: Codes, fill: float) -> Floats:
    return np.where(at >= 0, values[np.maximum(at, 0)], fill) if len(values) else np.full(len(at), fill)


def _joined(first: Codes, second: Codes, width: int, wanted_first: Codes, wanted_second: Codes) -> Codes:
    """Rows of a table keyed by two codes."""
    keys = first * max(width, 1) + second
    order = np.argsort(keys, kind="stable")
    wanted = np.where((wanted_first >= 0) & (wanted_second >= 0), wanted_first * max(width, 1) + wanted_second, -1)
    if not len(keys):
        return np.full(len(wanted), -1, dtype=np.int64)
    spot = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    return np.where(keys[order][spot] == wanted, order[spot], -1)


def _star_weight(value: Frozen, market: Market, pair: Codes, household: Floats) -> Floats:
    found = np.where(pair >= 0, _spread(value.of("pair_weight"), pair, 1.0), weights(OTHERS * household[market.pair_household]))
    finding = market.finding[market.pair_household]
    return np.where(finding == GENUINE, 1.0, np.where(finding == STAGED, 0.0, found))


def under(value: Frozen, market: Market) -> tuple[Parameters, Suspicion]:
    single: dict[str, Any] = {name: float(value.of(name)[0]) for name in SINGLE}
    company = _places(value.labels["company"], market.companies, "companies")
    job = _places(value.labels["job"], market.jobs, "jobs")
    house = _places(value.labels["household"], market.households, "households")
    person = _places(value.labels["person"], person_keys(market), "workers")
    staff = len(value.labels["person"])
    codes = {name: np.asarray(rows, dtype=np.int64) for name, rows in value.codes.items()}
    pair = _joined(codes["pair_household"], codes["pair_person"], staff, house[market.pair_household], person[market.pair_person])
    firms, here = len(value.labels["company"]), len(market.companies)
    self_employed = market.firm >= here  # her firm is she herself
    own = person[market.person]
    firm = np.where(self_employed, np.where(own >= 0, firms + own, -1), company[np.where(self_employed, 0, market.firm)] if here else -1)
    tie = _joined(codes["tie_household"], codes["tie_firm"], firms + staff, house[market.household], firm)
    household = looked_at(market, np.arange(len(market.households)), _spread(value.of("suspicion"), house, 0.0))
    order = np.where(tie >= 0, _spread(value.of("tie_suspicion"), tie, 0.0), OTHERS * household[market.household])
    order = looked_at(market, market.household, order)
    fills = {"quality": 0.0, "quality_variance": single["company_variance"], "nudge": 0.0}
    fills["nudge_uncertainty"] = single["nudge_variance"]
    fields: dict[str, Any] = single | {name: value.of(name) for name in SMALL}
    fields |= {name: _spread(value.of(name), company, fills[name]) for name in BY_COMPANY}
    p = Parameters(
        **fields,
        hardness=_spread(value.of("hardness"), job, 0.0) if len(job) else np.zeros(1),
        house_information=_spread(value.of("house_information"), house, 0.0),
        house_sum=_spread(value.of("house_sum"), house, 0.0),
        pair_information=_spread(value.of("pair_information"), pair, 0.0),
        pair_sum=_spread(value.of("pair_sum"), pair, 0.0),
        anchor=np.zeros((market.quarters, market.persons)),
        anchor_variance=np.ones((market.quarters, market.persons)),
        weight=weights(order),
        doubt=order,
        star_weight=_star_weight(value, market, pair, household)[market.pair],
    )
    quarter = np.clip(np.arange(market.quarters) + market.first_quarter - value.first_quarter, 0, value.quarters - 1)
    known = (person >= 0)[None, :]
    anchors = value.of("anchor").reshape(value.quarters, staff)[quarter]
    variances = value.of("anchor_variance").reshape(value.quarters, staff)[quarter]
    p.anchor = np.where(known, anchors[:, person] if staff else 0.0, p.prior(market)[None, :])
    p.anchor_variance = np.where(known, variances[:, person] if staff else 1.0, p.spread)
    return p, replace(nothing_suspected(market), household=household, order=order)
