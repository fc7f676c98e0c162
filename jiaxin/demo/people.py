"""家政员 — the workers: who they are, how good they truly are, and what became of their papers.

Truth that no office knows whole: quality (0–1), whether anybody ever files her, whether she confirms, when
she really had her check-ups, and whether two companies report the same woman.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jiaxin.demo import numbers
from jiaxin.demo.companies import Company
from jiaxin.demo.plan import Plan
from jiaxin.demo.streets import Areas
from jiaxin.demo.trades import TRADES, Trade

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_FEMALE = "秀芳桂英玉兰红梅小燕丽华海霞晓琴春菊淑珍美玲素云翠莲爱萍月娥凤仙金花慧敏婷雪"
_MALE = "建国志强大勇海军明华永平卫东立新家宝长江德胜文斌学武"
_EDUCATION = (("小学", 12), ("初中", 46), ("高中", 20), ("中专", 12), ("大专", 8), ("本科", 2))
_WAYS = (("phone", 50), ("field", 22), ("counter", 20), ("never", 8))


@dataclass(frozen=True, slots=True)
class Paper:
    """A check-up or a policy: from, through, and what kind."""

    since: date
    until: date
    kind: str
    number: str = ""


@dataclass(slots=True)
class Worker:
    number: int
    name: str
    id_number: str
    phone: str
    female: bool
    born: date
    education: str
    home: str  # address text
    origin: str
    street: int
    community: str  # code
    company: int | None  # None: self-employed
    second_company: int | None  # reported by this one as well
    mode: str
    trade: Trade
    jobs: tuple[str, ...]
    since: date  # in the trade
    joined_on: date  # first day she may stand on a roster
    quality: float
    way: str  # how she confirms: phone | field | counter | never
    filed: bool  # whether anybody ever reports her
    signs: bool  # whether she has signed the consent form
    signed_on: date
    checkups: tuple[Paper, ...]
    policies: tuple[Paper, ...]
    skill: tuple[str, int, str, date] | None  # name, level, number, issued on
    course: tuple[int, date] | None  # before she began: hours, last day
    police: str  # 通过 | 待核验 | 查无 | 异常
    background: str  # 通过 | 异常待复核 | 待核查
    former: str = ""  # another name one company still uses


def draw(plan: Plan, areas: Areas, companies: list[Company]) -> list[Worker]:
    taken: set[str] = set()
    places: list[int | None] = [c.number for c in companies for _ in range(c.size)]
    places += [None] * (plan.workers - len(places))
    return [_draw_one(plan, areas, companies, number, place, taken) for number, place in enumerate(places)]


def _draw_one(
    plan: Plan, areas: Areas, companies: list[Company], number: int, place: int | None, taken: set[str]
) -> Worker:
    chance = plan.chance("worker", number)
    company = companies[place] if place is not None else None
    trade = chance.choices(TRADES, [t.share for t in TRADES])[0]
    female = chance.random() < trade.women
    id_number, phone, born = _numbers(chance, plan, female, taken)
    at_home = company is not None and chance.random() < 0.4
    street = company.street if company is not None and at_home else chance.randrange(len(areas.streets))
    community = chance.choice(areas.streets[street].communities)
    filed = chance.random() < (company.zeal if company else 0.45)
    joined_on = _joined(chance, plan)
    signed_on = max(plan.consent_from - timedelta(days=chance.randint(0, 9)), joined_on - timedelta(days=9))
    mode = "个体" if company is None else _mode(chance, company)
    second = None
    if company is not None and chance.random() < 0.02:
        second = chance.choice(companies[: max(2, len(companies) // 3)]).number
    quality = round(plan.chance("quality", number).betavariate(9, 2), 4)
    name = chance.choice(_SURNAMES) + "".join(chance.sample(_FEMALE if female else _MALE, chance.choice((1, 2, 2))))
    return Worker(
        number=number,
        name=name,
        id_number=id_number,
        phone=phone,
        female=female,
        born=born,
        education=chance.choices([e for e, _ in _EDUCATION], [w for _, w in _EDUCATION])[0],
        home=f"样例区{areas.streets[street].name}{community.name}{chance.randint(1, 40)}栋{chance.randint(101, 1806)}室",
        origin=f"样例省样例县第{chance.randint(1, 60)}村{chance.randint(1, 200)}号",
        street=street,
        community=community.code,
        company=place,
        second_company=None if second == place else second,
        mode=mode,
        trade=trade,
        jobs=(trade.job, *chance.sample([j for j in trade.also if j != trade.job], chance.randint(0, 1))),
        since=_begun(chance, born, joined_on),
        joined_on=joined_on,
        quality=quality,
        way=chance.choices([w for w, _ in _WAYS], [s for _, s in _WAYS])[0],
        filed=filed,
        signs=chance.random() < 0.97,
        signed_on=signed_on,
        checkups=_checkups(chance, plan, trade, joined_on),
        policies=_policies(chance, plan, mode, joined_on),
        skill=_skill(chance, plan, trade, quality),
        course=_course(plan, number, joined_on, company is not None),
        police=chance.choices(("通过", "待核验", "查无", "异常"), (950, 35, 8, 7))[0],
        background=chance.choices(("通过", "待核查", "异常待复核"), (975, 20, 5))[0],
        former=name[0] + chance.choice(_FEMALE) + name[-1] if second is not None and chance.random() < 0.3 else "",
    )


def _numbers(chance: Random, plan: Plan, female: bool, taken: set[str]) -> tuple[str, str, date]:
    while True:
        age = min(67.0, max(21.0, chance.gauss(45, 9)))
        born = plan.as_of - timedelta(days=int(age * 365.25))
        number, phone = numbers.id_number(chance, born, female), numbers.phone(chance)
        if number not in taken and phone not in taken:
            taken |= {number, phone}
            return number, phone, born


def _joined(chance: Random, plan: Plan) -> date:
    """Filing spreads over the campaign: many at its start, the rest little by little."""
    span = (plan.as_of - plan.filing_from).days
    share = chance.random() ** 3.6
    return plan.filing_from + timedelta(days=int(share * max(1, span * 4 // 5)))


def _begun(chance: Random, born: date, joined_on: date) -> date:
    """First of a month, of age, not after she is filed."""
    year = max(born.year + 18, joined_on.year - 1 - min(25, int(chance.expovariate(0.18))))
    return min(date(year, chance.randint(1, 12), 1), joined_on.replace(day=1))


def _mode(chance: Random, company: Company) -> str:
    usual = {"员工制": "员工制", "中介制": "中介制", "平台": "平台灵活就业", "混合型": "中介制"}[company.mode]
    return usual if chance.random() < 0.85 else chance.choice(("员工制", "中介制", "派遣"))


def _checkups(chance: Random, plan: Plan, trade: Trade, joined_on: date) -> tuple[Paper, ...]:
    """Once a year, more or less late; the class fits the trade, mostly."""
    if chance.random() < 0.03:
        return ()
    found, day = [], joined_on - timedelta(days=chance.randint(5, 330))
    late = chance.random() < 0.18
    while day <= plan.as_of:
        kind = trade.health if chance.random() < 0.97 else "一般家政服务员"
        found.append(Paper(day, day + timedelta(days=364), kind))
        day += timedelta(days=chance.randint(370, 560) if late else chance.randint(330, 362))
    return tuple(found)


def _policies(chance: Random, plan: Plan, mode: str, joined_on: date) -> tuple[Paper, ...]:
    insured = {"员工制": 0.97, "个体": 0.7}.get(mode, 0.9)
    if chance.random() > insured:
        return ()
    kind = "工伤" if mode == "员工制" and chance.random() < 0.3 else chance.choice(("家政责任险", "意外伤害险"))
    found, day = [], joined_on - timedelta(days=chance.randint(0, 300))
    while day <= plan.as_of:
        until = day + timedelta(days=364)
        found.append(Paper(day, until, kind, numbers.policy_number(chance, day.year)))
        day = until + timedelta(days=1 if chance.random() < 0.93 else 120)
    return tuple(found)


def _course(plan: Plan, number: int, joined_on: date, employed: bool) -> tuple[int, date] | None:
    """The course before the first order: most who come through a company were sent to one, the others less often."""
    chance = plan.chance("course", number)
    if chance.random() > (0.78 if employed else 0.5):
        return None
    return chance.choices((24, 40, 48, 64, 80), (20, 34, 22, 14, 10))[0], joined_on - timedelta(days=chance.randint(8, 240))


def _skill(chance: Random, plan: Plan, trade: Trade, quality: float) -> tuple[str, int, str, date] | None:
    """Who is good at it has more often sat the examination, and a higher one."""
    if chance.random() > 0.14 + 0.6 * quality**4:
        return None
    issued = plan.first_day - timedelta(days=chance.randint(1, 2000))
    level = chance.choices((5, 4, 3, 2), (55, 28, 14, 3) if quality < 0.9 else (25, 33, 32, 10))[0]
    return trade.skill, level, numbers.skill_number(chance, issued.year, level), issued
