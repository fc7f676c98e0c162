"""期限重算 — when a table of working days comes into force, or the district chooses other clocks, the day by which each open matter is due is reckoned anew.

The page of a case reckons it whenever it is read; lists, counts of what is late and reminders go by the day that stands
in the row. It was provisional where the year had no table yet.
"""

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import calendar, outlines, style
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.procedures.clocks import styles
from jiaxin.domain.procedures.procedure import deadlines, procedure
from jiaxin.kit.bulk import chunks

FOLLOWER = "calendar"


def follow_calendar() -> int:
    """Follow the log: a rule pack promulgated since may be a calendar; the district may have chosen other clocks.

    Returns how many days moved.
    """
    mine = f"{FOLLOWER}:{style()}"
    start, end = ledger.followed(mine), ledger.checkpoint().size
    if start == end:
        return 0
    tables = [e for e in ledger.entries_of("rulebook.promulgated", start, end) if str(e.get("version")).startswith("calendar-")]
    moved = _redated() if tables or not start else 0
    for other in ("", *styles()):  # who chose other clocks starts anew under the old ones
        ledger_actions.follow(f"{FOLLOWER}:{other}", end if other == style() else 0)
    return moved


def _redated() -> int:
    days, moved = calendar(), 0
    for some in chunks(list(Case.objects.filter(closed=False).order_by("id")), 500):
        told = outlines(some)
        for row in some:
            running = deadlines(procedure(row.procedure), told[row.id], days, style())
            due = running[0].due.on if running else None
            if due != row.due_on:
                moved += Case.objects.filter(pk=row.pk, state=row.state, due_on=row.due_on).update(due_on=due)
    return moved
