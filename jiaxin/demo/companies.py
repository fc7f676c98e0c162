"""企业 — companies of all sizes, a few of them branches, a few that buy their praise.

Sizes have a heavy tail: most have under twenty workers, one or two over a hundred. Truth of a company:
how carefully it fills in sheets, how much of its staff it reports, whether its ratings are honest.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jiaxin.demo import numbers
from jiaxin.demo.plan import DISTRICT_CODE, Plan
from jiaxin.demo.streets import Areas

IN_COMPANIES_PER_CENT = 80
OWN_SHEETS_FROM = 20  # workers; smaller companies are reported by their street, their orders by the bureau
_FIRST = "安嘉和瑞乐福康宁馨佳洁美家益诚信邻禾暖悦"
_SECOND = "心园帮居洁宜到家乐护馨缘巢禾惠佳宁和"
_WHAT = {"91": "家政服务有限公司", "92": "家政服务部", "52": "养老照护服务中心"}


@dataclass(frozen=True, slots=True)
class Company:
    number: int
    name: str
    code: str
    brand: str
    entity: str
    mode: str  # 员工制 | 中介制 | 混合型 | 平台
    established_on: date
    capital_wan: int
    street: int
    size: int
    branch_of: str
    representative: str
    phone: str
    honest: bool
    bought_from: tuple[str, ...]  # phones that praise it for money
    care: float  # 0–1: how few mistakes its clerk makes
    zeal: float  # 0–1: how much of its staff it reports
    reports_itself: bool


def sizes(plan: Plan) -> list[int]:
    """Largest first; together four fifths of the workers."""
    chance, wanted = plan.chance("sizes"), plan.workers * IN_COMPANIES_PER_CENT // 100
    weights = sorted((chance.paretovariate(1.15) for _ in range(plan.companies)), reverse=True)
    found = [1] * plan.companies
    left = wanted - sum(found)
    while left > 0:  # what the cap cuts off goes to the others
        open_ = [i for i, size in enumerate(found) if size < plan.largest_company]
        if not open_:
            break
        total = sum(weights[i] for i in open_)
        for i in open_:
            more = min(plan.largest_company - found[i], max(1, int(left * weights[i] / total)), wanted - sum(found))
            found[i] += max(0, more)
        left = wanted - sum(found)
    return sorted(found, reverse=True)


def draw(plan: Plan, areas: Areas) -> list[Company]:
    names: set[str] = set()
    found: list[Company] = []
    all_sizes = sizes(plan)
    sinners = set(plan.chance("sinners").sample(range(len(all_sizes) // 2 + 1), plan.dishonest_companies))
    for number, size in enumerate(all_sizes):
        chance = plan.chance("company", number)
        kind = "91" if size > 5 else chance.choice(("91", "92", "92", "52"))
        name = _name(chance, kind, names)
        parent = ""
        if number > 6 and chance.random() < 0.08:
            head = found[chance.randrange(4)]
            name, parent, kind = f"{head.name}第{number}门店", head.code, "91"
        honest = number not in sinners
        found.append(
            Company(
                number=number,
                name=name,
                code=numbers.credit_code(chance, kind, DISTRICT_CODE),
                brand=name[2:4] if chance.random() < 0.6 else "",
                entity="分公司" if parent else {"91": "有限公司", "92": "个体工商户", "52": "民办非企业"}[kind],
                mode=chance.choices(("员工制", "中介制", "混合型", "平台"), (30, 45, 20, 5))[0],
                established_on=plan.first_day - timedelta(days=chance.randint(60, 5000)),
                capital_wan=chance.choice((10, 30, 50, 100, 200, 500)),
                street=chance.randrange(len(areas.streets)),
                size=size,
                branch_of=parent,
                representative=chance.choice("王李张刘陈杨赵黄") + chance.choice(("建国", "志强", "丽", "敏", "晓红")),
                phone=numbers.phone(chance),
                honest=honest,
                bought_from=() if honest else tuple(numbers.phone(chance) for _ in range(3)),
                care=min(0.995, chance.betavariate(18, 1)),
                zeal=chance.betavariate(6, 1.6),
                reports_itself=size >= min(OWN_SHEETS_FROM, all_sizes[0]),
            )
        )
    return found


def _name(chance: Random, kind: str, taken: set[str]) -> str:
    while True:
        name = f"样例{chance.choice(_FIRST)}{chance.choice(_SECOND)}{_WHAT[kind]}"
        if name not in taken:
            taken.add(name)
            return name
