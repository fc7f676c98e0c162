"""信用码的经过 — what became of her code, when, and the reason the office wrote for her to read."""

from dataclasses import dataclass
from datetime import datetime

from jiaxin.apps.registry import queries as registry
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.portals.shared.parts import State

_STATES = {"issued": State.OK, "applied": State.WAIT, "suspended": State.STOP, "lost": State.STOP}
_OVER = ("suspended", "lost", "retired")


@dataclass(frozen=True, slots=True)
class Passed:
    """One step in the life of her codes; `why` as it was written for her."""

    at: datetime
    code: str  # state in the table of procedures/one_code
    state: State
    label: str
    why: str


def passed(subject: str) -> list[Passed]:
    """All of them, the latest first."""
    labels = procedure("one-code").states
    return [Passed(one.at, one.state, _STATES.get(one.state, State.NONE), labels[one.state], one.reason) for one in registry.code_steps(subject)]


def stopped(subject: str) -> Passed | None:
    """The latest step, where it has left her without a code in use; nothing where she has one, or never had one."""
    latest = next(iter(passed(subject)), None) if subject else None
    return latest if latest and latest.code in _OVER else None
