"""No statement is built from what somebody typed: every address, every name a page reads, a word that would show.

The names are taken from the pages' own source. A word with both kinds of quotes is sent under all of them, and
under each where that is refused, in the address and in a form; it may reach the database as a value and never as text of a statement. Statements of the columns
(DuckDB) are watched as well.
"""

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import pytest
from django.db import connection
from django.urls import resolve

from jiaxin.domain.permissions import Role, may_ever
from tests.portals.matrix.asking import answer
from tests.portals.matrix.routes import asked
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
_READ = re.compile(r"""(?:\b(?:GET|POST|asked|said|form)(?:\.get|\.getlist)?[\[(]|\brequest, )"([a-z_]+)\"""")
_WORD = "zq'\"1917) --"
_SIGN = "zq'"


def _names(path: str) -> list[str]:
    """Every name under which the module of this page reads what was typed."""
    module = inspect.getmodule(inspect.unwrap(resolve(path).func))
    return sorted(set(_READ.findall(inspect.getsource(module)))) if module is not None else []


@contextmanager
def _statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    real = duckdb.connect

    class Watched:
        """A connection to the columns; sql and execute are noted, the rest is its own."""

        def __init__(self, *words: Any, **more: Any) -> None:
            self._real = real(*words, **more)

        def execute(self, sql: str, *params: Any) -> Any:
            seen.append(sql)
            return self._real.execute(sql, *params)

        def sql(self, sql: str, *params: Any) -> Any:
            seen.append(sql)
            return self._real.sql(sql, *params)

        def __enter__(self) -> "Watched":
            return self

        def __exit__(self, *_: object) -> None:
            self._real.close()

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

    with connection.execute_wrapper(note), pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "connect", Watched)
        yield seen


@pytest.mark.parametrize("role", [Role.BUREAU_ADMIN, Role.COMPANY_MANAGER, Role.SECURITY_ADMIN, Role.WORKER])
def test_what_is_typed_never_becomes_part_of_a_statement(world: World, role: Role):
    tried, wrong, names, statements = set[str](), list[str](), set[str](), 0
    for one in asked(world):
        if one.route in tried or (one.door.permission is not None and not may_ever(role, one.door.permission)):
            continue
        tried.add(one.route)
        here = _names(one.path)
        names.update(here)
        for method in ("GET", "POST"):
            ways = [dict.fromkeys(here, _WORD)]
            for typed in ways:
                with _statements() as seen:
                    heard = answer(world, world.browsers[role], one, method, typed=typed)
                statements += len(seen)
                wrong += [f"{heard}: {sql[:200]}" for sql in seen if _SIGN in sql]
                wrong += [f"{heard}: falls over at {sorted(typed)}"] if heard.status >= 500 else []
                if typed is ways[0] and len(here) > 1 and heard.status in (400, 409, 422):
                    ways += [{name: _WORD} for name in here]  # refused at the first, the second was not looked at
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])
    assert len(tried) > 30 and len(names) > 10 and statements > 300


def test_a_statement_with_something_typed_in_it_is_seen(world: World):
    with _statements() as seen:
        connection.cursor().execute(f"SELECT '{_WORD.replace(chr(39), chr(39) * 2)}'".replace("%", "%%"))
        duckdb.connect().execute("SELECT ?", [_WORD])
    assert any("zq" in sql for sql in seen) and not any(_SIGN in sql for sql in seen[1:])
