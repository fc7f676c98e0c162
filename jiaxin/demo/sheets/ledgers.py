"""台账 — order ledgers and ratings: of the largest companies by themselves, of the others through the bureau."""

from collections.abc import Iterable
from datetime import date

from jiaxin.demo.companies import Company
from jiaxin.demo.district import District
from jiaxin.demo.orders import Order
from jiaxin.demo.sheets import mistakes
from jiaxin.demo.sheets.book import Book, Cell, Line
from jiaxin.demo.sheets.habits import Habit

ORDERS = [
    "order_no",
    "name",
    "id_number",
    "service",
    "ordered_on",
    "finished_on",
    "amount_fen",
    "status",
    "repeat",
    "customer_phone",
]
COMPANY = ["company_name", "company_credit_code"]
RATINGS = [
    "order_no",
    "name",
    "id_number",
    "finished_on",
    "rated_on",
    "stars",
    "skill_stars",
    "manner_stars",
    "punctual_stars",
    "verified",
    "text",
]
WRONG_ORDER = 0.004


def of_orders(
    district: District, orders: Iterable[Order], company: Company | None, name: str, times: int = 1
) -> Book | None:
    """`times` multiplies the amounts: a ledger somebody filled in fen instead of yuan, to be taken back."""
    habit = _habit(district, company)
    chance, lines = district.plan.chance("ledger", name, times), []
    for order in orders:
        line = Line(_order(district, order, habit, times), order.worker, dishonest=order.invented or _is_bought(order))
        if chance.random() < WRONG_ORDER:
            mistakes.plant(line, mistakes.ORDERS, chance, habit.csv)
        lines.append(line)
    columns = ORDERS if company is not None else ORDERS + COMPANY
    return habit.book("order-ledger", name, columns, lines) if lines else None


def of_ratings(district: District, orders: Iterable[Order], company: Company | None, name: str) -> Book | None:
    habit, lines = _habit(district, company), []
    for order in orders:
        if order.stars is None:
            continue
        lines.append(Line(_rating(district, order, habit), order.worker, dishonest=not order.stars.honest))
    return habit.book("ratings", name, RATINGS, lines) if lines else None


def _habit(district: District, company: Company | None) -> Habit:
    habit = Habit(district.plan.chance("habit", company.number if company else "bureau"))
    habit.csv = habit.csv or company is None  # an export of a system, not typed by hand
    return habit


def _is_bought(order: Order) -> bool:
    return order.stars is not None and not order.stars.honest


def _order(district: District, order: Order, habit: Habit, times: int) -> dict[str, Cell]:
    worker = district.workers[order.worker]
    company = district.companies[order.company] if order.company is not None else None
    return {
        "order_no": order.number,
        "name": worker.name,
        "id_number": worker.id_number,
        "service": order.service,
        "ordered_on": habit.day(order.ordered_on),
        "finished_on": habit.day(order.finished_on),
        "amount_fen": order.fen // 100 * times,
        "status": order.status,
        "repeat": "是" if order.repeat else "否",
        "customer_phone": order.phone,
        "company_name": company.name if company else None,
        "company_credit_code": company.code if company else None,
    }


def _rating(district: District, order: Order, habit: Habit) -> dict[str, Cell]:
    worker, stars = district.workers[order.worker], order.stars
    assert stars is not None
    return {
        "order_no": order.number,
        "name": worker.name,
        "id_number": worker.id_number,
        "finished_on": habit.day(order.finished_on),
        "rated_on": habit.day(stars.rated_on),
        "stars": stars.stars,
        "skill_stars": stars.parts[0],
        "manner_stars": stars.parts[1],
        "punctual_stars": stars.parts[2],
        "verified": "是" if stars.verified else "否",
        "text": stars.text or None,
    }


def month_name(on: date) -> str:
    return f"{on.year}年{on.month}月"
