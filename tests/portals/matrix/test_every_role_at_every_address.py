"""权限矩阵 — every role at every address, about her own things, another organisation's, another street's; and nobody.

Generated from the table of addresses and the table of permissions; a new address is in it by itself. Asked of each
answer, whatever its status. Reading: no word that betrays a thing outside the role's reach. Writing: where the table
refuses, nothing is written but the record of the refusal, and that once. Receipts: what the vault opened, observed at
the vault itself, against the receipts that were written: difference 0 both ways, so that nobody is told of a look that
was none. An opened value belongs to the owner of its key; nobody needs a receipt for looking at herself.
"""

from collections import Counter

import pytest

from jiaxin.domain.permissions import MATRIX, Actor, Permission, Reach, Role, may, may_ever, reach_of
from tests.portals.matrix.asking import Heard, answer, everything
from tests.portals.matrix.routes import asked
from tests.portals.matrix.seats import Browser
from tests.portals.matrix.world import Owned, World

pytestmark = pytest.mark.django_db
_PERSONAL = [permission for permission, row in MATRIX.items() if row.fields]
_LOOKING = (Role.BUREAU_CLERK, Role.STREET, Role.COMPANY_MANAGER)
# those with the most to ask come first, so that processes that share the work end together
_ROLES = sorted(set(Role) - {Role.SYSTEM}, key=lambda role: (-sum(may_ever(role, one) for one in Permission), role))


@pytest.mark.parametrize("role", _ROLES)
def test_nobody_reads_or_changes_what_lies_outside_the_own_reach(world: World, role: Role):
    actor = world.actors[role]
    heard = everything(world, role)
    hidden = [(owned, word) for owned in world.things if not _reaches(actor, owned) for word in owned.betrayed_by]
    people = {one.id for one in world.of("worker")} - {actor.subject}
    wrong = [told for one in heard for told in (*_read(one, hidden), *_written(one, actor), *_unreceipted(one, people), *_surplus(one))]
    assert not wrong, f"{len(wrong)} of {len(heard)}:\n" + "\n".join(wrong[:60])
    statuses = Counter(one.status for one in heard)
    assert statuses.total() > 100 and statuses[200] > 5
    if role in _LOOKING:
        assert sum(len(one.opened & people) for one in heard) > 5, "the test looked at nobody"


def _read(one: Heard, hidden: list[tuple[Owned, str]]) -> list[str]:
    if one.status >= 500:
        return [f"{one}: falls over"]
    # a refusal may repeat the address it was asked for, and nothing else
    asked_for = one.one.about.id if one.one.about else ""
    return [f"{one}: shows {owned.kind} {word}" for owned, word in hidden if word in one.said and word != asked_for]


def _written(one: Heard, actor: Actor) -> list[str]:
    # a page open to everybody answers everybody; what it shows is looked at like any other
    about, wrong = one.one.about, []
    outside = one.one.door.permission is not None and about is not None and not _reaches(actor, about)
    if (outside or not one.holds) and one.changed:
        wrong.append(f"{one}: writes {one.changed}")
    if (outside or not one.holds) and one.status < 300:
        wrong.append(f"{one}: answered although out of reach")
    if not one.holds and (records := one.written.count("access_refusal")) != 1:
        wrong.append(f"{one}: {records} records of the refusal")
    return wrong


def _unreceipted(one: Heard, people: set[str]) -> list[str]:
    opened = one.opened & people
    missing = opened - one.receipted
    return [f"{one}: {len(opened)} opened, {len(missing)} without a receipt"] if missing else []


def _surplus(one: Heard) -> list[str]:
    """Receipts of somebody of whom nothing was opened."""
    surplus = one.receipted - one.opened
    return [f"{one}: {len(one.receipted)} receipts, {len(surplus)} of somebody not looked at"] if surplus else []


def _reaches(actor: Actor, one: Owned) -> bool:
    """Whether any permission lets this actor see anything of the thing."""
    if one.kind == "company":  # public for everybody but whom the table keeps to the own members
        return reach_of(actor.role, Permission.COMPANY_VIEW) is not Reach.MEMBERS or bool(may(actor, Permission.COMPANY_VIEW, one.thing))
    wanted = (Permission.BATCH_VIEW, Permission.BATCH_RECEIVE) if one.kind == "batch" else _PERSONAL
    return any(bool(may(actor, permission, one.thing)) for permission in wanted)


def test_somebody_who_has_not_signed_in_gets_nothing(world: World):
    stranger, words = Browser(raise_request_exception=False), [word for one in world.things for word in one.betrayed_by]
    for one in asked(world):
        if one.door.permission is None:
            continue
        for method in ("GET", "POST"):
            heard = answer(world, stranger, one, method)
            assert heard.status in (302, 401, 404, 405), heard
            assert not heard.changed and not heard.opened, heard
            assert not [word for word in words if word in heard.said], heard
