"""查阅回执 — what the vault opened, observed at the vault itself, against the receipts that were written: difference 0.

Over every role and every address. An opened value belongs to the owner of its key: a person's file, or a
claim about her. Nobody needs a receipt for looking at herself, and a session's own secrets are nobody's data.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.models import ReadSubject
from jiaxin.apps.registry import searching
from jiaxin.domain.permissions import Role, may_ever
from tests.portals.matrix.routes import Asked, asked
from tests.portals.matrix.test_every_role_at_every_address import _SAID
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db


@contextmanager
def _opened() -> Iterator[set[str]]:
    """Owners whose sealed values are opened meanwhile, whoever asks for it."""
    seen: set[str] = set()
    real = vault.open_many

    def watching(items: Any) -> Any:
        items = list(items)
        seen.update(owner for owner, _, _ in items)
        return real(items)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "open_many", watching)
        # names for the search are opened once a process, before anybody asks; what is shown of it is receipted
        patch.setattr(searching, "matching", lambda typed: [])
        yield seen


def _ask(world: World, role: Role, one: Asked, method: str) -> tuple[set[str], set[str]]:
    browser = world.browsers[role]
    mark = transaction.savepoint()
    last = ReadSubject.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        with _opened() as owners:
            browser.get(one.path) if method == "GET" else browser.post(one.path, _SAID)
        return owners, set(ReadSubject.objects.filter(pk__gt=last).values_list("subject", flat=True))
    finally:
        transaction.savepoint_rollback(mark)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_nothing_personal_is_opened_without_a_receipt(world: World, role: Role):
    people = {one.id for one in world.of("worker")}
    own = {world.actors[role].subject}
    silent, looks = [], 0
    for one in asked(world):
        if one.path.startswith("/api/") or (one.door.permission is not None and not may_ever(role, one.door.permission)):
            continue
        for method in ("GET", "POST"):
            owners, receipted = _ask(world, role, one, method)
            looked_at = (owners & people) - own
            looks += len(looked_at)
            if missing := looked_at - receipted:
                silent.append(f"{method} {one.path}: {len(looked_at)} opened, {len(missing)} without a receipt")
    assert not silent, "\n".join(silent)
    if role in (Role.BUREAU_CLERK, Role.STREET, Role.COMPANY_MANAGER):
        assert looks > 5, "the test looked at nobody"
