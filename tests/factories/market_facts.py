"""A small simulated market as facts in the record: workers who agreed, families, orders, stars, complaints and findings."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry.models import Subject
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.records.natural_key import natural_key
from jiaxin.kit import clock
from tools.market import DEFAULT, World, world

MARKET = replace(DEFAULT, workers=40, households=250, companies=4, districts=1, quarters=4)
ATTACKED = replace(DEFAULT, workers=120, households=700, companies=15, districts=1, quarters=4)
FIRST = date(2025, 11, 1)
SOURCE = Provenance("bureau", Channel.SHEET, "clerk")


class MarketFacts:
    """The same ids every time, so that roots and digests can be compared between stores."""

    def __init__(self, seed: int = 1, attack: str | None = None) -> None:
        self.world: World = world(ATTACKED if attack else MARKET, seed, attack, 0.3 if attack else 0.0)
        seen = self.world.seen
        self.workers = {int(one): f"worker{k:010d}" for k, one in enumerate(seen.workers["worker"])}
        self.households = {int(one): f"family{k:010d}" for k, one in enumerate(seen.households["household"])}
        self.companies = {int(one): f"firm{k:012d}" for k, one in enumerate(np.unique(seen.workers["company"]))}
        self.rows = list(zip(*(seen.orders[name].tolist() for name in seen.orders), strict=True))
        self.names = list(seen.orders)

    @property
    def last_day(self) -> date:
        return FIRST + timedelta(days=int(self.world.seen.now))

    def enrol(self) -> None:
        every = [("worker", self.workers), ("household", self.households), ("company", self.companies)]
        Subject.objects.bulk_create(Subject(id=id_, kind=kind, made_at=clock.now()) for kind, ids in every for id_ in ids.values())
        seen = self.world.seen.workers
        facts = []
        for worker, company in zip(seen["worker"].tolist(), seen["company"].tolist(), strict=True):
            on = FIRST.isoformat()
            facts.append(_fact("employment", self.workers[worker], FIRST, company=self.companies[company], started_on=on, employment_mode="employee"))
            facts.append(_fact("consent", self.workers[worker], FIRST, text_version="2025", signed_on=on))
        ledger.append(facts)

    def tell(self, since: int, until: int) -> int:
        """Orders of days `since` < day ≤ `until`, with what came of them. Returns how many."""
        facts, count = [], 0
        for values in self.rows:
            one = dict(zip(self.names, values, strict=True))
            if not since < one["t"] <= until:
                continue
            count += 1
            facts += self.order(one)
        ledger.append(facts)
        return count

    def order(self, one: dict, stars: int | None = None) -> list[Fact]:
        day = FIRST + timedelta(days=int(one["t"]))
        worker, family, firm = self.workers[one["worker"]], self.households[one["household"]], self.companies[one["company"]]
        number, on = f"O{one['order']}", day.isoformat()
        about = {"counterparty": family, "company": firm}
        told = [_fact("order", worker, day, **about, order_no=number, ordered_on=on, finished_on=on, service="保洁", amount_fen=10_000, status="done")]
        if stars or one["rating"]:
            told.append(_fact("rating", worker, day, **about, order_no=number, stars=stars or one["rating"], rated_on=on, verified=bool(one["verified"])))
        if one["complaint"]:
            matter = {"complaint_no": f"C{one['order']}"}
            told.append(_fact("complaint", worker, day, **about, **matter, topic="quality", received_on=on, channel="12345"))
            told.append(_fact("complaint.finding", worker, day, **about, **matter, upheld=bool(one["upheld"]), decided_on=on))
        return told


def _fact(kind: str, subject: str, on: date, company: str = "", counterparty: str = "", **said: object) -> Fact:
    declared = kinds()[kind]
    clear = {name: value for name, value in said.items() if name in declared.names and not declared.field(name).sealed}
    return Fact(
        kind, subject, on, SOURCE, clear=clear, company=company, counterparty=counterparty, standing=Standing.ORIGINAL,  # type: ignore[arg-type]
        key=natural_key(declared, clear, company, "bureau"),  # type: ignore[arg-type]
    )  # fmt: skip
