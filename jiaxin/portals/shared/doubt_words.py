"""记录疑点的说法 — states as badges, both sides of a pair, who is meant: names masked and under one receipt."""

from collections.abc import Callable, Collection, Sequence

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.permissions import Actor, FieldClass
from jiaxin.domain.procedures.record_doubt import PROCEDURE
from jiaxin.portals.shared.parts import State

BADGES: dict[str, tuple[State, str]] = {
    state: (of, PROCEDURE.states[state])
    for state, of in (
        ("open", State.WATCH), ("asked", State.WAIT), ("answered", State.WATCH), ("unclear", State.WATCH), ("genuine", State.OK), ("corrected", State.OK), ("false", State.STOP),
    )
}  # fmt: skip


Meet = Callable[[Actor, Collection[str], int], None]


def called(actor: Actor, found: Sequence[intake.Doubt], purpose: str, reference: str = "", meet: Meet | None = None, only: Collection[str] | None = None) -> dict[str, str]:
    """Subject → masked name, of everybody in these pairs who is on file and has not withdrawn; under one receipt."""
    files = registry.file_lines(list({s for one in found for s in (one.subject, one.other)}))
    subjects = sorted(s for s, line in files.items() if not line.withdrawn and (only is None or s in only))
    if not subjects:
        return {}
    if meet is not None:
        meet(actor, subjects, registry.count("worker"))
    log_read(actor, subjects, [FieldClass.BASIC], purpose, reference)
    return {s: mask_name(p.name) for s, p in registry.people(subjects).items()}


def both(one: intake.Doubt, names: dict[str, str]) -> list[tuple[str, str, str]]:
    """(heading, subject, masked name) of the first and the second record."""
    return [("第一条", one.subject, names.get(one.subject, "姓名不显示")), ("第二条", one.other, names.get(one.other, "姓名不显示"))]
