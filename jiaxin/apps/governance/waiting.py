"""等待办理 — how many matters wait for a step that this officer's role may take and that has a clock, by procedure.

Reads the state and the day alone, nothing that was said: a count leaves no look at anybody.
"""

from collections import Counter
from dataclasses import dataclass

from jiaxin.apps.governance.models import Case
from jiaxin.domain.permissions import Actor, Permission, Reach, may_ever, reach_of
from jiaxin.domain.procedures import procedure as procedures
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Waiting:
    """Matters of one procedure that wait for this role; `late` of them are over their day."""

    procedure: str
    label: str
    count: int
    late: int


def waiting(actor: Actor) -> list[Waiting]:
    """What is late first, then the most."""
    rows = Case.objects.filter(closed=False)
    if reach_of(actor.role, Permission.CASE_VIEW) is Reach.STREET:
        rows = rows.filter(street=actor.street)
    counts: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for code, state, due, whose in rows.order_by("id").values_list("procedure", "state", "due_on", "organisation"):
        if _for_role(actor, code, state, whose):
            counts[code] += 1
            late[code] += due is not None and due < clock.today()
    made = [Waiting(code, procedures.procedure(code).label, n, late[code]) for code, n in counts.items()]
    return sorted(made, key=lambda one: (-one.late, -one.count, one.procedure))


def _for_role(actor: Actor, code: str, state: str, whose: str) -> bool:
    steps = procedures.procedure(code).steps
    waits = any(s.within and state in s.origins and any(may_ever(actor.role, p) for p in s.who) for s in steps)
    return waits and (code != "handover" or _addressed(actor, state, whose))


def _addressed(actor: Actor, state: str, whose: str) -> bool:
    """What is handed to a department waits at its desk; at the sender's what came back, and what went to one without a desk."""
    if reach_of(actor.role, Permission.HANDOVER_TAKE) is Reach.ORGANISATION:
        return bool(whose) and whose == actor.organisation
    return not whose or state == "returned"
