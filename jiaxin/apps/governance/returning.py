"""月报 — what a company sends for a month, who has not sent yet, and the reminders.

A return is a case that opens when it is sent; before that, who owes one follows from the register and the orders.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import calendar
from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView, views
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.notices import queries as told
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.calendar import Due
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.monthly_return import (
    Figures,
    Sold,
    corrections,
    counted,
    due_of,
    last_month,
    last_of,
    month_of,
    reminders_of,
)
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA

CODE, WORDING = "monthly-return", "return.due"
_STATES = {"submitted": ("wait", "已报送，待确认"), "returned": ("watch", "退回修改"), "accepted": ("ok", "已确认")}


@dataclass(frozen=True, slots=True)
class Return:
    """A company's month. computed: from its orders today; said: as sent, None before that."""

    company: str
    name: str
    month: date
    due: Due
    computed: Figures
    said: Figures | None
    corrected: tuple[str, ...]
    why_back: str
    case: str
    state: str
    label: str
    sent_on: date | None

    @property
    def late(self) -> bool:
        """Not there although the day is over, or come after it."""
        return (self.sent_on or clock.today()) > self.due.on


def send_return(actor: Actor, month: str, typed: Sequence[str], reasons: Sequence[str]) -> str:
    """Send a month, or send it again after it came back. Returns the case."""
    first = month_of(month, clock.today())
    computed = counted(orders_of(first, actor.organisation))
    figures, lines = corrections(computed, typed, reasons)
    said: dict[str, Value] = {"month": month, "figures": figures.all, "computed": computed.all}
    if lines:
        said["corrections"] = list(lines)
    row = _case_of(actor.organisation, first)
    if row is None:
        return open_case(actor, CODE, actor.organisation, _about(actor.organisation, first), said, organisation=actor.organisation)
    if row.state != "returned":
        raise Refused("return.sent", f"{month} 的月报已经报送", "如有错误，请联系商务局退回后再改")
    take_step(actor, row.id, "resubmit", said)
    return row.id


def orders_of(first: date, company: str = "") -> list[Sold]:
    return scoring.sold(first, last_of(first), ledger.checkpoint().size, company)


def return_of(company: str, first: date, orders: Sequence[Sold] | None = None) -> Return:
    found = orders_of(first, company) if orders is None else orders
    row = _case_of(company, first)
    name = registry.companies([company])[company].name
    return _return(company, name, first, due_of(first, calendar()), found, views([row])[0] if row else None)


@dataclass(frozen=True, slots=True)
class ReturnDue:
    """Where a company's month stands, without counting anything: for its home."""

    month: str
    said: str
    open: bool
    late: bool


def return_due(company: str, first: date) -> ReturnDue:
    row, due = _case_of(company, first), due_of(first, calendar()).on
    month, late = f"{first:%Y-%m}", clock.today() > due
    if row is None:
        return ReturnDue(month, f"{due} 截止，已逾期" if late else f"{due} 前报送", True, late)
    return ReturnDue(month, _STATES[row.state][1], row.state == "returned", False)


def returns_of_month(first: date) -> list[Return]:
    """Everybody who owes one or has sent one: those who are late first, then those who wait."""
    by_company: dict[str, list[Sold]] = defaultdict(list)
    for one in orders_of(first):
        by_company[one.company].append(one)
    rows = list(Case.objects.filter(procedure=CODE, about__endswith=f":{first:%Y-%m}").order_by("id"))
    sent = {view.subject: view for view in views(rows)}
    names = registry.companies()
    at_work = registry.headcounts(names)
    owing = [c for c in names if c in sent or c in by_company or at_work.get(c)]
    due = due_of(first, calendar())
    found = [_return(c, names[c].name, first, due, by_company.get(c, ()), sent.get(c)) for c in owing]
    order = {"": 0, "submitted": 1, "returned": 2, "accepted": 3}
    return sorted(found, key=lambda r: (not (r.late and not r.case), order[r.state], r.name))


def remind_returns(today: date) -> int:
    """Those who have not sent last month are told once before the day and once after it. How many now."""
    first = last_month(today)
    before, after = reminders_of(first, calendar())
    begun = after if today >= after else before
    if today < before:
        return 0
    waiting = [one.company for one in returns_of_month(first) if not one.case]
    last = told.last_told(WORDING, waiting)
    clerk, due = Actor.job("reminders"), due_of(first, calendar()).on.isoformat()
    now = [c for c in waiting if c not in last or last[c].astimezone(CHINA).date() < begun]
    for company in now:
        notices.tell(clerk, WORDING, {"month": f"{first:%Y-%m}", "day": due}, subject=company)
    return len(now)


def _return(company: str, name: str, first: date, due: Due, orders: Sequence[Sold], view: CaseView | None) -> Return:
    computed = counted(orders)
    if view is None:
        late = clock.today() > due.on
        return Return(company, name, first, due, computed, None, (), "", "", "", "逾期未报" if late else "未报送", None)
    said = next(e for e in reversed(view.events) if "figures" in e.said).said
    lines = said.get("corrections")
    why = next((str(e.said["why"]) for e in reversed(view.events) if "why" in e.said), "") if view.state == "returned" else ""
    return Return(
        company, name, first, due, computed, Figures.of(said["figures"]), tuple(map(str, lines)) if isinstance(lines, list) else (), why,
        view.id, view.state, _STATES[view.state][1], view.events[0].on,
    )  # fmt: skip


def _about(company: str, first: date) -> str:
    return f"{company}:{first:%Y-%m}"


def _case_of(company: str, first: date) -> Case | None:
    return Case.objects.filter(procedure=CODE, subject=company, about=_about(company, first)).order_by("-opened_at", "id").first()
