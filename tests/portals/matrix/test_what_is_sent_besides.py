"""What a request holds besides what a form asks for: fields of nobody's asking, the same name twice, methods that are not served.

Generated from the table of addresses, for every page and every form a role may open. A further field (a role, a score, an
organisation …) reaches no statement and changes neither answer nor what is written. The same name twice is as if the last alone had been sent,
whichever way the page reads it; a name in the address never stands in for one in the form.
"""

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve

from jiaxin.apps.access.programs import METHODS
from jiaxin.domain.permissions import Role, may_ever
from tests.portals.matrix.asking import Heard, answer
from tests.portals.matrix.routes import asked
from tests.portals.matrix.test_what_is_typed_stays_a_value import _names
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
_ROLES = [Role.BUREAU_ADMIN, Role.COMPANY_MANAGER, Role.WORKER]
_MARK = "zusatz7q31"
# columns and rights, under names that no page reads as a field of its own
_BESIDES = (
    "is_superuser", "is_staff", "is_active", "user_permissions", "organisation_id", "subject_id", "alias_of", "score", "points_total", "thousandths", "colour",
    "standing", "confirmed", "verified", "consent", "recorded_at", "position", "made_by", "decided_by", "actor", "owner", "sealed", "wrapped", "permission", "__proto__",
)  # fmt: skip
_LAST = "zuletzt7q32"


@contextmanager
def _values() -> Iterator[list[str]]:
    """Every value that goes to the database, as text."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(repr(params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _open_to(world: World, role: Role) -> Iterator[tuple[Any, list[str]]]:
    """Each address once, as far as this role holds its permission, with the names its page reads."""
    tried: set[str] = set()
    for one in asked(world):
        if one.route not in tried and (one.door.permission is None or may_ever(role, one.door.permission)):
            tried.add(one.route)
            yield one, _names(one.path)


def _same(one: Heard, other: Heard) -> bool:
    return (one.status, sorted(one.written), one.opened, one.receipted) == (other.status, sorted(other.written), other.opened, other.receipted)


@pytest.mark.parametrize("role", _ROLES)
def test_a_field_that_no_form_asks_for_reaches_nothing_and_changes_nothing(world: World, role: Role) -> None:
    wrong, forms = list[str](), 0
    for one, names in _open_to(world, role):
        plain = dict.fromkeys(names, "样例")
        besides = {name: _MARK for name in _BESIDES if name not in names}
        alone = answer(world, world.browsers[role], one, "POST", typed=plain)
        with _values() as seen:
            more = answer(world, world.browsers[role], one, "POST", typed=plain | besides)
        forms += alone.status != 405
        if not _same(alone, more):
            wrong.append(f"{alone} and with further fields {more.status}: {sorted(set(alone.written) ^ set(more.written))}")
        if any(_MARK in value for value in seen):
            wrong.append(f"{more}: a field nobody asked for reaches the database")
        if _MARK in more.said:
            wrong.append(f"{more}: a field nobody asked for is shown")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])
    assert forms > 10, "no form was sent"


@pytest.mark.parametrize("role", _ROLES)
def test_the_same_name_twice_is_as_if_the_last_alone_had_been_sent(world: World, role: Role) -> None:
    wrong, asked_twice = list[str](), 0
    for one, names in _open_to(world, role):
        lists = _lists(one.path)
        for method in ("GET", "POST"):
            single = [name for name in names if name not in lists]
            if not single:
                continue
            asked_twice += 1
            once = answer(world, world.browsers[role], one, method, typed=dict.fromkeys(single, _LAST))
            with _values() as seen:
                twice = answer(world, world.browsers[role], one, method, typed={name: [_MARK, _LAST] for name in single})  # type: ignore[dict-item]  # a list is a name sent several times
            if not _same(once, twice):
                wrong.append(f"{once} and twice {twice.status}: {sorted(set(once.written) ^ set(twice.written))}")
            if any(_MARK in value for value in seen) or _MARK in _without_links(twice.said):
                wrong.append(f"{twice}: the first of two is used")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])
    assert asked_twice > 20


def _lists(path: str) -> set[str]:
    """Names of which a page takes all values on purpose: several boxes ticked."""
    module = inspect.getmodule(inspect.unwrap(resolve(path).func))
    source = inspect.getsource(module) if module is not None else ""
    return set(re.findall(r"""getlist\(\s*"([a-z_]+)\"""", source))


def _without_links(page: str) -> str:
    """Links of a list carry on what stood in the address, each value of it: they lead back to the very same page."""
    return re.sub(r"""(?:href|action|content|hx-\w+)="[^"]*\"""", "", page)


def test_a_name_in_the_address_does_not_stand_in_for_one_in_the_form(world: World) -> None:
    wrong, forms = list[str](), 0
    for one, names in _open_to(world, Role.BUREAU_ADMIN):
        if not names or "?" in one.path:
            continue
        bare = answer(world, world.browsers[Role.BUREAU_ADMIN], one, "POST", typed={})
        if bare.status in (302, 405):
            continue
        forms += 1
        with _values() as seen:
            led = answer(world, world.browsers[Role.BUREAU_ADMIN], replace(one, path=f"{one.path}?{urlencode(dict.fromkeys(names, _MARK))}"), "POST", typed={})
        if any(_MARK in value for value in seen if "access_refusal" not in value) and led.changed:
            wrong.append(f"{led}: what stands in the address is written")
    assert not wrong, "\n".join(wrong[:40])
    assert forms > 10


def test_no_address_answers_a_method_that_is_not_served(world: World) -> None:
    stranger, wrong = Client(raise_request_exception=False), list[str]()
    for browser in (stranger, world.browsers[Role.BUREAU_ADMIN]):
        for one, _ in _open_to(world, Role.BUREAU_ADMIN):
            told = browser.generic("TRACE", one.path, HTTP_X_SECRET=_MARK)
            if told.status_code != 405 or _MARK in told.content.decode("utf-8", "replace") or told.headers["Allow"] != ", ".join(METHODS):
                wrong.append(f"TRACE {one.path} → {told.status_code}")
    assert not wrong, "\n".join(wrong[:20])
