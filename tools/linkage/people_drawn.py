"""Who there is: people with one true number each, twins and siblings among them, and the reports that name them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from jiaxin.domain.values.identity_number import check_character
from tools.linkage import names_drawn, places_drawn

_JOBS = ("保洁", "月嫂", "育婴师", "保姆", "养老护理", "钟点工", "家电清洗", "做饭", "收纳师", "产后康复", "病患陪护", "管家")
_JOB_WEIGHTS = (24, 14, 12, 16, 12, 8, 3, 4, 2, 2, 2, 1)
_WORDS = ["安心", "好帮手", "阳光", "万家", "和美", "暖心", "福来", "馨怡", "洁美", "爱家", "勤嫂", "小棉袄", "巧手", "金牌", "慧家", "邻里", "康乐", "悦来", "天使", "家家乐", "吉祥", "温馨", "惠民", "乐居"]
_KINDS = ("家政服务有限公司", "家政有限公司", "家庭服务有限公司", "家政服务部", "母婴护理有限公司", "养老服务有限公司")


@dataclass(frozen=True, slots=True)
class Habits:
    """How people of a district live and are named; the weights are trained on districts of different habits."""

    moves: float = 0.28  # chance of one more employer
    to_a_workplace: float = 60  # people
    one_phone: float = 0.06  # share of twins and siblings with one phone in the family
    beside: float = 0.35  # share of twins and siblings with the same employers
    phones_had: tuple[int, ...] = (0, 0, 1, 1, 2)  # numbers given up, one drawn for each person
    phone_days: int = 600  # between one number and the next
    usual_names: float = 0.0  # share of people with one of the usual names of their place


USUAL = Habits()


@dataclass(slots=True)
class Person:
    number: int
    surname: str
    given: str
    female: bool
    born: date
    county: int
    id_no: str
    phone: str
    old_phones: list[str]  # the newest first
    job: str
    companies: list[int]  # in the order of her life
    family: int  # people of one family share it
    bond: str = ""  # twin | sibling: what ties her to the person before


@dataclass(slots=True)
class Population:
    people: list[Person]
    companies: list[str]
    company_phones: list[str]


class _Numbers:
    """Identity numbers and phones that are never drawn twice."""

    def __init__(self, random: Random) -> None:
        self._random, self._ids, self._phones = random, set[str](), set[str]()

    def identity(self, area: str, born: date, female: bool, near: str = "") -> str:
        while True:
            order = self._random.randrange(1, 1000)
            if near:  # twins are written down one after the other
                order = min(999, int(near[14:17]) + self._random.randrange(1, 5))
            order += (order % 2 == 0) != female
            first = f"{area}{born:%Y%m%d}{order % 1000:03d}"
            number = first + check_character(first)
            near = ""
            if number not in self._ids and not number.endswith("000"):
                self._ids.add(number)
                return number

    def phone(self) -> str:
        while True:
            number = f"120{self._random.randrange(10**8):08d}"
            if number not in self._phones:
                self._phones.add(number)
                return number


def population(random: Random, size: int, habits: Habits = USUAL) -> Population:
    numbers = _Numbers(random)
    workplaces = max(20, int(size / habits.to_a_workplace))
    found = Population([], [], [numbers.phone() for _ in range(workplaces)])
    for _ in range(workplaces):
        found.companies.append(
            random.choice(("芜湖", "江城", "", "", "安徽"))
            + random.choice(_WORDS)
            + random.choice(("", "", *_WORDS))
            + random.choice(_KINDS)
        )
    while len(found.people) < size:
        person = _person(random, numbers, len(found.people), workplaces, habits)
        found.people.append(person)
        at = random.random()
        if at < 0.006:
            found.people.append(_relative(random, numbers, person, len(found.people), workplaces, "twin", habits))
        elif at < 0.035:
            found.people.append(_relative(random, numbers, person, len(found.people), workplaces, "sibling", habits))
    return found


def _person(random: Random, numbers: _Numbers, number: int, workplaces: int, habits: Habits) -> Person:
    female = random.random() < 0.88
    born = date(1960, 1, 1) + timedelta(days=int(365.25 * random.triangular(0, 45, 17)))
    county = places_drawn.draw(random)
    usual = bool(habits.usual_names) and random.random() < habits.usual_names
    return Person(
        number,
        names_drawn.usual_surname(random) if usual else names_drawn.surname(random),
        names_drawn.usual_given(random, female, born.year) if usual else names_drawn.given(random, female, born.year),
        female,
        born,
        county,
        numbers.identity(places_drawn.COUNTIES[county].area, born, female),
        numbers.phone(),
        [numbers.phone() for _ in range(random.choice(habits.phones_had))],
        random.choices(_JOBS, _JOB_WEIGHTS)[0],
        _career(random, workplaces, habits),
        number,
    )


def _career(random: Random, workplaces: int, habits: Habits) -> list[int]:
    home = int(workplaces * random.random() ** 2)
    career = [home]
    while random.random() < habits.moves:
        career.append(int(workplaces * random.random() ** 2))
    return career


def _relative(random: Random, numbers: _Numbers, of: Person, number: int, workplaces: int, bond: str, habits: Habits) -> Person:
    twin = bond == "twin"
    female = of.female if random.random() < (0.8 if twin else 0.7) else not of.female
    born = of.born if twin else of.born + timedelta(days=random.choice((-1, 1)) * random.randrange(400, 3000))
    county = of.county if random.random() < 0.95 else places_drawn.draw(random)
    given = names_drawn.sister_of(random, of.given, born.year, female)
    phone = of.phone if random.random() < habits.one_phone else numbers.phone()
    career = list(of.companies) if random.random() < habits.beside else _career(random, workplaces, habits)
    area = places_drawn.COUNTIES[county].area
    near = of.id_no if twin and female == of.female and county == of.county else ""
    job = of.job if random.random() < 0.4 else random.choices(_JOBS, _JOB_WEIGHTS)[0]
    return Person(
        number, of.surname, given, female, born, county, numbers.identity(area, born, female, near), phone,
        [numbers.phone()] if random.random() < 0.5 else [], job, career, of.family, bond,
    )  # fmt: skip
