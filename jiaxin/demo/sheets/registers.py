"""底册 — what the bureau and the streets send first: area tree, company register, counts of who works where."""

from datetime import date, timedelta

from jiaxin.demo.district import District
from jiaxin.demo.sheets.book import Book, Line
from jiaxin.demo.sheets.habits import Habit
from jiaxin.demo.streets import Area

AREAS = ["region_code", "region_name", "region_level", "parent_code", "valid_from", "valid_until"]
COMPANIES = [
    "company_name",
    "company_credit_code",
    "brand",
    "entity_type",
    "operating_mode",
    "established_on",
    "capital_fen",
    "address",
    "street",
    "status",
    "legal_representative",
    "phone",
    "branch_of",
]
BASELINE = ["street", "community", "name", "id_number", "phone", "job_types", "baseline_on", "source_name"]
COUNTED = 0.93  # of those who work there, a door-to-door count finds
MASKED = 0.06


def area_tree(district: District, changed: bool) -> Book:
    """The whole tree; the second time with the redrawn grids as rows of their own."""
    habit = Habit(district.plan.chance("habit", "bureau"))
    areas = list(district.areas.first)
    if changed:
        closed = {a.code: a for a in district.areas.changed if a.until is not None}
        new = [a for a in district.areas.changed if a.until is None]
        areas = [closed.get(a.code, a) for a in areas] + new
    name = f"样例区区划表{'（网格调整后）' if changed else ''}"
    return habit.book("area-tree", name, AREAS, [_area(a, habit) for a in areas])


def _area(area: Area, habit: Habit) -> Line:
    return Line(
        {
            "region_code": area.code,
            "region_name": area.name,
            "region_level": area.level,
            "parent_code": area.parent or None,
            "valid_from": habit.day(area.since),
            "valid_until": habit.day(area.until),
        }
    )


def company_register(district: District, on: date) -> Book:
    habit = Habit(district.plan.chance("habit", "bureau"))
    lines = []
    for company in district.companies:
        if company.established_on > on:
            continue
        lines.append(
            Line(
                {
                    "company_name": company.name,
                    "company_credit_code": company.code,
                    "brand": company.brand or None,
                    "entity_type": company.entity,
                    "operating_mode": {"混合型": "混合", "平台": "平台型"}.get(company.mode, company.mode),
                    "established_on": habit.day(company.established_on),
                    "capital_fen": f"{company.capital_wan}万元",
                    "address": f"样例区{district.areas.streets[company.street].name}样例路{company.number + 1}号",
                    "street": district.areas.streets[company.street].name,
                    "status": "存续",
                    "legal_representative": company.representative,
                    "phone": company.phone,
                    "branch_of": company.branch_of or None,
                }
            )
        )
    return habit.book("company-register", f"样例区家政企业名录{on.year}", COMPANIES, lines)


def baseline(district: District, street: int, on: date) -> Book | None:
    """Who was found working in a street; some with a hidden number, some counted twice."""
    habit = Habit(district.plan.chance("habit", "street", street))
    chance, lines = district.plan.chance("baseline", street, on), []
    here = district.areas.streets[street]
    names = {c.code: c.name for c in here.communities}
    counted = on - timedelta(days=5)
    for worker in district.workers:
        if worker.street != street or worker.since > counted or chance.random() > COUNTED:
            continue
        number = worker.id_number
        masked = chance.random() < MASKED
        line = Line(
            {
                "street": here.name,
                "community": names[worker.community],
                "name": worker.name,
                "id_number": f"{number[:6]}********{number[-4:]}" if masked else number,
                "phone": worker.phone,
                "job_types": "、".join(worker.jobs),
                "baseline_on": habit.day(counted),
                "source_name": "入户摸底",
            },
            worker.number,
        )
        lines.append(line)
        if not masked and chance.random() < 0.004:
            lines.append(Line(dict(line.cells), worker.number, [("id_number", "duplicate-in-file")]))
    return habit.book("baseline-register", f"{here.name}从业人员摸底名册{on.year}", BASELINE, lines) if lines else None
