"""与档案不一致 — how a record from the door differs from what is filed, side by side for a human.

Silent  an answer left empty differs from nothing; what the file does not hold is new, not different.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiaxin.domain.facts import Value
from jiaxin.domain.values.text import squeeze

COMPARED = ("name", "phone", "job_types", "residence_address")


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the comparison. `settled_here`: a person's name is decided by the identity desk, not here."""

    field: str
    filed: str
    said: str

    @property
    def settled_here(self) -> bool:
        return self.field != "name"


def differences(filed: Mapping[str, Value], said: Mapping[str, Value]) -> tuple[Difference, ...]:
    """Fields of which both say something, and not the same."""
    found = []
    for name in COMPARED:
        old, new = _parts(filed.get(name)), _parts(said.get(name))
        if old and new and sorted(map(squeeze, old)) != sorted(map(squeeze, new)):
            found.append(Difference(name, "、".join(old), "、".join(new)))
    return tuple(found)


def _parts(value: Value) -> Sequence[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if value not in (None, "") else []
