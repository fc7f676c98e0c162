"""部门来件 — police returns, hotline complaints, penalties, training registers: what others say."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from jiaxin.demo.district import District
from jiaxin.demo.orders import Order
from jiaxin.demo.people import Worker
from jiaxin.demo.sheets.book import Book, Line
from jiaxin.demo.sheets.habits import Habit

POLICE = [
    "name",
    "id_number",
    "result",
    "checked_on",
    "batch_no",
    "method",
    "background_result",
    "background_checked_on",
]
HOTLINE = [
    "complaint_no",
    "received_on",
    "channel",
    "topic",
    "text",
    "company_name",
    "company_credit_code",
    "name",
    "id_number",
    "upheld",
    "severity",
    "decided_on",
    "decided_by",
]
PENALTIES = [
    "document_no",
    "company_name",
    "company_credit_code",
    "conduct",
    "legal_basis",
    "penalty_kind",
    "fine_fen",
    "penalty_class",
    "decided_on",
    "authority",
]
TRAINING = ["name", "id_number", "training_name", "training_hours", "training_on", "provider", "score", "passed"]
_BEFORE_WORK = "家政服务岗前培训"
_COURSES = ("母婴照护提升班", "养老照护回炉班", "诚信服务专题培训", "平台操作培训")
_CONDUCT = (
    ("发布与实际不符的服务人员信息", "《中华人民共和国广告法》第五十五条", "罚款", 12000, "一般"),
    ("未与消费者签订书面合同", "《家庭服务业管理暂行办法》第三十四条", "罚款", 5000, "一般"),
    ("未公示服务项目和收费标准", "《家庭服务业管理暂行办法》第三十三条", "警告", 0, "轻微"),
    ("伪造健康证明材料", "《家庭服务业管理暂行办法》第三十五条", "罚款", 30000, "严重"),
)
MASKED = 0.12


def police_return(district: District, workers: Sequence[Worker], on: date) -> Book | None:
    """The answer to a batch of questions about people who have confirmed their files."""
    habit = Habit(district.plan.chance("habit", "police"))
    checked, lines = on - timedelta(days=2), []
    for worker in workers:
        lines.append(
            Line(
                {
                    "name": worker.name,
                    "id_number": worker.id_number,
                    "result": worker.police,
                    "checked_on": habit.day(checked),
                    "batch_no": f"YLHC{on:%Y%m%d}",
                    "method": "公安比对",
                    "background_result": worker.background,
                    "background_checked_on": habit.day(checked),
                },
                worker.number,
            )
        )
    return habit.book("police-return", f"公安核验回执{on:%Y%m%d}", POLICE, lines) if lines else None


def hotline(district: District, orders: Sequence[Order], on: date) -> Book | None:
    """Complaints decided since the last list (with their finding) and those still open."""
    habit = Habit(district.plan.chance("habit", "hotline"))
    chance, lines = district.plan.chance("hotline", on), []
    for order in orders:
        one, worker = order.complaint, district.workers[order.worker]
        assert one is not None
        company = district.companies[order.company] if order.company is not None else None
        decided = one.decided_on is not None and one.decided_on <= on
        number = worker.id_number
        masked = chance.random() < MASKED
        lines.append(
            Line(
                {
                    "complaint_no": one.number,
                    "received_on": habit.day(one.received_on),
                    "channel": chance.choice(("12345", "12345", "12315", "平台")),
                    "topic": one.topic,
                    "text": one.text,
                    "company_name": company.name if company else None,
                    "company_credit_code": company.code if company else None,
                    "name": worker.name,
                    "id_number": f"{number[:6]}********{number[-4:]}" if masked else number,
                    "upheld": ("有责" if one.upheld else "无责") if decided else None,
                    "severity": one.severity or None if decided else None,
                    "decided_on": habit.day(one.decided_on) if decided else None,
                    "decided_by": "样例区市场监督管理局" if decided else None,
                },
                order.worker,
            )
        )
    return habit.book("hotline-complaints", f"热线投诉转办单{on:%Y%m}", HOTLINE, lines) if lines else None


def penalties(district: District, on: date, since: date) -> Book | None:
    """A few a half-year, against companies; the dishonest are caught more often."""
    habit = Habit(district.plan.chance("habit", "market"))
    chance, lines = district.plan.chance("penalties", on), []
    for company in district.companies:
        if chance.random() > (0.035 if company.honest else 0.3):
            continue
        conduct, basis, kind, yuan, grade = chance.choices(_CONDUCT, (4, 6, 4, 1))[0]
        decided = since + timedelta(days=chance.randrange(max(1, (on - since).days)))
        lines.append(
            Line(
                {
                    "document_no": f"样市监罚〔{decided.year}〕{on.month:02d}{company.number + 1:03d}号",
                    "company_name": company.name,
                    "company_credit_code": company.code,
                    "conduct": conduct,
                    "legal_basis": basis,
                    "penalty_kind": kind,
                    "fine_fen": yuan or None,
                    "penalty_class": grade,
                    "decided_on": habit.day(decided),
                    "authority": "样例区市场监督管理局",
                }
            )
        )
    return habit.book("penalties", f"行政处罚信息{on:%Y%m}", PENALTIES, lines) if lines else None


def before_work(district: District, workers: Sequence[Worker], on: date) -> Book | None:
    """The course each of them took before she began, as the labour department finds it in its register."""
    habit, lines = Habit(district.plan.chance("habit", "labour")), []
    for worker in workers:
        if worker.course is not None:
            chance = district.plan.chance("before-work", worker.number)
            lines.append(_attended(worker, _BEFORE_WORK, *worker.course, max(60, _mark(worker, chance)), habit))
    return habit.book("training", f"岗前培训登记表{on:%Y%m%d}", TRAINING, lines) if lines else None


def training(district: District, workers: Sequence[Worker], on: date, since: date) -> Book | None:
    """Courses of the last weeks, with the marks of those who came."""
    habit = Habit(district.plan.chance("habit", "labour"))
    chance, lines = district.plan.chance("training", on), []
    days = [on - timedelta(days=d) for d in range(3, max(5, (on - since).days), 6)]
    for worker in workers:
        if chance.random() > 0.02 + 0.35 * worker.quality**4:  # who is good goes on learning
            continue
        mark, course, day = _mark(worker, chance), chance.choice(_COURSES), chance.choice(days)
        line = _attended(worker, course, chance.choice((4, 6, 8, 8, 12)), day, mark, habit)
        lines.append(line)
        if chance.random() < 0.006:
            lines.append(Line(dict(line.cells), worker.number, [("id_number", "duplicate-in-file")]))
    return habit.book("training", f"培训登记表{on:%Y%m}", TRAINING, lines) if lines else None


def _mark(worker: Worker, chance: Random) -> int:
    return min(100, max(35, round(chance.gauss(70 + 20 * worker.quality, 9))))


def _attended(worker: Worker, course: str, hours: int, day: date, mark: int, habit: Habit) -> Line:
    return Line(
        {
            "name": worker.name,
            "id_number": worker.id_number,
            "training_name": course,
            "training_hours": hours,
            "training_on": habit.day(day),
            "provider": "样例区家政职业培训中心",
            "score": mark,
            "passed": "合格" if mark >= 60 else "不合格",
        },
        worker.number,
    )
