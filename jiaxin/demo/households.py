"""家庭 — those who order: a phone, a street, and how strictly they judge.

A household's taste shifts its stars; the few that rate for money belong to no household at all (companies).
"""

from dataclasses import dataclass

from jiaxin.demo import numbers
from jiaxin.demo.plan import Plan
from jiaxin.demo.streets import Areas


@dataclass(frozen=True, slots=True)
class Household:
    number: int
    phone: str
    street: int
    strictness: float  # −1 generous … 1 strict


def draw(plan: Plan, areas: Areas) -> list[Household]:
    chance, phones = plan.chance("households"), set[str]()
    while len(phones) < plan.households:
        phones.add(numbers.phone(chance))
    return [
        Household(number, phone, chance.randrange(len(areas.streets)), round(chance.gauss(0, 0.4), 3))
        for number, phone in enumerate(sorted(phones))
    ]
