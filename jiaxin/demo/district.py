"""演示区的真相 — the whole hidden truth of one district, drawn from its plan."""

from dataclasses import dataclass

from jiaxin.demo import companies, households, orders, people, streets
from jiaxin.demo.plan import Plan


@dataclass(frozen=True, slots=True)
class District:
    plan: Plan
    areas: streets.Areas
    companies: list[companies.Company]
    workers: list[people.Worker]
    households: list[households.Household]
    orders: list[orders.Order]


def draw(plan: Plan) -> District:
    """The same plan gives the same district."""
    areas = streets.draw(plan)
    firms = companies.draw(plan, areas)
    workers = people.draw(plan, areas, firms)
    families = households.draw(plan, areas)
    return District(plan, areas, firms, workers, families, orders.draw(plan, workers, firms, families))
