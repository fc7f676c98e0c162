"""行范围 — which rows of personal data a role may see at all, whatever page it is on.

The widest reach of any permission that shows personal data: the floor under every list and look-up. Single
pages are narrower; that is asked by `may`. Batches have a reach of their own, because an office may read the
whole register and still only its own uploads.
"""

from dataclasses import dataclass
from functools import cache

from jiaxin.domain.permissions.matrix import MATRIX
from jiaxin.domain.permissions.names import Permission, Reach, Role
from jiaxin.domain.permissions.parties import Actor

_OF_BATCHES = frozenset({Permission.BATCH_VIEW, Permission.WORKBOOK_DOWNLOAD, Permission.TEMPLATE_DOWNLOAD})
_OF_PEOPLE = frozenset(permission for permission, row in MATRIX.items() if row.fields) - _OF_BATCHES
_WIDEST_FIRST = (Reach.DISTRICT, Reach.STREET, Reach.GRID, Reach.MEMBERS, Reach.ORGANISATION, Reach.SELF)


@dataclass(frozen=True, slots=True)
class Scope:
    """How far somebody's rows go. `people`, `batches`: a letter of `Reach`, or empty for none."""

    people: str = ""
    batches: str = ""
    organisation: str = ""
    street: str = ""
    grid: str = ""
    subject: str = ""
    account: str = ""
    members: tuple[str, ...] = ()  # companies of the own association, by id


NOBODY = Scope()
WHOLE_DISTRICT = Scope(people=Reach.DISTRICT, batches=Reach.DISTRICT)


def scope_of(actor: Actor) -> Scope:
    return Scope(
        people=_widest(actor.role, _OF_PEOPLE),
        batches=_widest(actor.role, frozenset({Permission.BATCH_VIEW})),
        organisation=actor.organisation,
        street=actor.street,
        grid=actor.grid,
        subject=actor.subject,
        account=actor.id,
        members=tuple(sorted(actor.members)),
    )


@cache
def _widest(role: Role, permissions: frozenset[Permission]) -> str:
    held = {MATRIX[permission].reach.get(role) for permission in permissions}
    return next((reach.value for reach in _WIDEST_FIRST if reach in held), "")
