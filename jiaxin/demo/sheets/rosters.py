"""名册 — worker rosters of companies, and of streets for small companies and those without one."""

from dataclasses import replace
from datetime import date, timedelta

from jiaxin.demo.companies import Company
from jiaxin.demo.district import District
from jiaxin.demo.people import Paper, Worker
from jiaxin.demo.sheets import mistakes
from jiaxin.demo.sheets.book import Book, Cell, Line
from jiaxin.demo.sheets.habits import Habit

COLUMNS = [
    "name",
    "id_number",
    "gender",
    "phone",
    "education",
    "residence_address",
    "household_address",
    "company_name",
    "company_credit_code",
    "employment_mode",
    "job_types",
    "started_on",
    "health_class",
    "health_checked_on",
    "health_hospital",
    "skill_name",
    "skill_level",
    "skill_number",
    "insurance_kind",
    "insurance_policy",
    "insurance_from",
    "insurance_until",
    "consent_signed",
    "consent_on",
    "collected_by",
    "collected_on",
]
_MAY_MISS = {"education", "household_address", "health_hospital", "insurance_from", "collected_by"}
_CONSENT = {"consent_signed", "consent_on"}
_CARELESS_STREET = 0.96


def of_company(district: District, company: Company, on: date) -> Book | None:
    """Its own staff as of a day, and now and then a woman another company reports as well."""
    workers = [w for w in district.workers if company.number in (w.company, w.second_company)]
    present = [w for w in workers if w.filed and w.joined_on <= on]
    chance = district.plan.chance("roster", company.number, on)
    habit = Habit(district.plan.chance("habit", company.number))
    name = f"{company.name}从业人员名册{on:%Y%m}"
    return _book(district, present, on, habit, name, 1 - company.care, company, chance.choice("甲乙丙丁"))


def of_street(district: District, street: int, on: date) -> Book | None:
    """Small companies and the self-employed of a street."""
    small = {c.number for c in district.companies if not c.reports_itself}
    present = [
        w
        for w in district.workers
        if w.street == street and w.filed and w.joined_on <= on and (w.company is None or w.company in small)
    ]
    habit = Habit(district.plan.chance("habit", "street", street))
    name = f"{district.areas.streets[street].name}家政人员采集表{on:%Y%m}"
    return _book(district, present, on, habit, name, 1 - _CARELESS_STREET, None, "网格员")


def corrected(book: Book | None, at_least: int = 3) -> Book | None:
    """The rows that came back, put right; a few wrong rows wait for the next roster."""
    again = [Line(line.right, line.about) for line in book.lines if line.right] if book else []
    if book is None or len(again) < at_least:
        return None
    stem, dot, ending = book.filename.rpartition(".")
    return replace(book, filename=f"{stem}（更正）{dot}{ending}", lines=again)


def _book(
    district: District,
    workers: list[Worker],
    on: date,
    habit: Habit,
    name: str,
    careless: float,
    sender: Company | None,
    by: str,
) -> Book | None:
    if not workers:
        return None
    chance = district.plan.chance("rows", name)
    left_out = {c for c in _MAY_MISS if chance.random() < 0.3 and not habit.plain}
    form = on >= district.plan.consent_from
    if not form:
        left_out |= _CONSENT
    lines: list[Line] = []
    for worker in workers:
        company = sender or (district.companies[worker.company] if worker.company is not None else None)
        line = Line(_cells(worker, company, on, habit, by), worker.number)
        if sender is not None and sender.number == worker.second_company and worker.former:
            line.cells["name"] = worker.former  # the same woman under another name: truth says so
        if form and not worker.signs:
            mistakes.unsigned(line, chance)
        elif chance.random() < careless:
            line.right = dict(line.cells)
            mistakes.plant(line, mistakes.ROSTER if form else mistakes.OLD_ROSTER, chance, habit.csv)
        lines.append(line)
        if not line.mistakes and chance.random() < careless / 4:
            again = Line(dict(line.cells), worker.number, [("id_number", "duplicate-in-file")])
            lines.append(again)
    return habit.book("worker-roster", name, [c for c in COLUMNS if c not in left_out], lines)


def _cells(worker: Worker, company: Company | None, on: date, habit: Habit, by: str) -> dict[str, Cell]:
    checkup, policy, skill = _latest(worker.checkups, on), _latest(worker.policies, on), worker.skill
    collected = max(worker.joined_on, on - timedelta(days=7))
    return {
        "name": worker.name,
        "id_number": worker.id_number,
        "gender": "女" if worker.female else "男",
        "phone": worker.phone,
        "education": worker.education,
        "residence_address": worker.home,
        "household_address": worker.origin,
        "company_name": company.name if company else None,
        "company_credit_code": company.code if company else None,
        "employment_mode": worker.mode,
        "job_types": "、".join(worker.jobs),
        "started_on": f"{worker.since.year}-{worker.since.month:02d}",
        "health_class": checkup.kind if checkup else None,
        "health_checked_on": habit.day(checkup.since) if checkup else None,
        "health_hospital": "样例区人民医院" if checkup else None,
        "skill_name": skill[0] if skill else None,
        "skill_level": f"{'一二三四五'[skill[1] - 1]}级" if skill else None,
        "skill_number": skill[2] if skill else None,
        "insurance_kind": policy.kind if policy else None,
        "insurance_policy": policy.number if policy else None,
        "insurance_from": habit.day(policy.since) if policy else None,
        "insurance_until": habit.day(policy.until) if policy else None,
        "consent_signed": "是",
        "consent_on": habit.day(worker.signed_on),
        "collected_by": f"采集员{by}",
        "collected_on": habit.day(collected),
    }


def _latest(papers: tuple[Paper, ...], on: date) -> Paper | None:
    return next((p for p in reversed(papers) if p.since <= on), None)
