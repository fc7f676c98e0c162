"""行范围 — the rows this request may see, told to the managers and, on PostgreSQL, to the database itself.

    within(actor)       what the gate opens around a request
    beyond("比对名册")    an inner action that must look further, with its reason
    whole_district()    a process that serves nobody: jobs, console
    over_all_rows(step, "补上街道")   a step of a migration that reads or changes rows

Outside all of them a scoped table cannot be read: `OutsideScope`. PostgreSQL is told by settings of the
session (`jiaxin.people` …) that its row policies read (rowsecurity); a connection that was told nothing
shows no row. Settings of a session, so no pooler that shares sessions between requests.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Q

from jiaxin.apps.access.rowsecurity import SETTINGS
from jiaxin.domain.permissions import Actor, Reach
from jiaxin.domain.permissions.scope import NOBODY, WHOLE_DISTRICT, Scope, scope_of

_here: ContextVar[Scope | None] = ContextVar("jiaxin_scope", default=None)
_of_process: list[Scope] = []
Row = TypeVar("Row", bound=models.Model)


class OutsideScope(RuntimeError):
    """A scoped table was asked without saying for whom."""


def scope() -> Scope:
    found = _here.get() or (_of_process[-1] if _of_process else None)
    if found is None:
        raise OutsideScope("a scoped table was read outside within(actor), beyond(reason) and whole_district()")
    return found


@contextmanager
def within(actor: Actor | None) -> Iterator[None]:
    """What this actor may see; nothing for somebody who has not signed in."""
    with _set(NOBODY if actor is None else scope_of(actor)):
        yield


@contextmanager
def beyond(because: str) -> Iterator[None]:
    """Further than whoever is asking: for an inner action that answers with counts, marks or its own check."""
    if not because:
        raise ValueError("say why this has to look beyond the reach of whoever asks")
    if _here.get() in (None, WHOLE_DISTRICT):
        yield
        return
    with _set(WHOLE_DISTRICT):
        yield


def become(actor: Actor) -> None:
    """In the middle of a request somebody has shown whose file is hers: from here on she sees it."""
    if _here.get() not in (None, WHOLE_DISTRICT):
        _here.set(scope_of(actor))
        _tell_if_open(scope_of(actor))


def whole_district() -> None:
    """From now on this process works for the district and serves nobody. Called where a command starts."""
    if not _of_process:
        _of_process.append(WHOLE_DISTRICT)
        if connection.connection is not None:
            _tell(connection, WHOLE_DISTRICT)


def over_all_rows(step: Callable[[Any, Any], None], because: str) -> Callable[[Any, Any], None]:
    """A step of a migration that reads or changes rows: `migrations.RunPython(over_all_rows(fill, "补上街道"), …)`.

    Row security holds the owner of the tables, too (FORCE): told nothing, a step would find no row, change none and report success.
    """
    if not because:
        raise ValueError("say why this step has to reach all rows")

    def told(apps: Any, schema_editor: Any) -> None:
        with _set(WHOLE_DISTRICT):
            step(apps, schema_editor)

    told.over_all_rows = because  # type: ignore[attr-defined]  # by this a test knows it (tests/architecture/test_steps_over_rows.py)
    return told


class Scoped(models.Manager[Row]):
    """A manager that shows the rows within the scope. `people`: names of the columns of company, street, grid, subject."""

    def __init__(self, **columns: str) -> None:
        super().__init__()
        self.columns = columns

    def get_queryset(self) -> models.QuerySet[Row]:
        condition = self.condition(scope())
        rows = super().get_queryset()
        return rows if condition is None else rows.filter(condition)

    def condition(self, asked: Scope) -> Q | None:
        """What is asked of a row; None where nothing is cut."""
        return rows_within(asked, self.columns)

    def deconstruct(self) -> Any:  # migrations know nothing of scopes
        return False, "django.db.models.Manager", None, (), {}


def rows_within(asked: Scope, columns: dict[str, str]) -> Q | None:
    """The condition for a table with these columns; None where nothing is cut."""
    reach = asked.batches if "batch" in columns else asked.people
    if reach == "D":
        return None
    if reach == Reach.MEMBERS:
        return Q(**{f"{columns['organisation']}__in": asked.members}) if "organisation" in columns else Q(pk__in=[])
    own = {"O": ("organisation",), "S": ("street",), "G": ("street", "grid"), "M": ("subject",)}.get(reach, ())
    values = [(columns.get(name, ""), getattr(asked, name)) for name in own]
    if not values or not all(column and value for column, value in values):
        return Q(pk__in=[])
    return Q(*values)


@contextmanager
def _set(wanted: Scope) -> Iterator[None]:
    before = _here.set(wanted)
    _tell_if_open(wanted)
    try:
        yield
    finally:
        _here.reset(before)
        after = _here.get() or (_of_process[-1] if _of_process else NOBODY)
        # Inside a transaction that has failed nothing can be told; its end takes the setting back by itself.
        if not (connection.in_atomic_block and connection.needs_rollback) and not _failed():
            _tell_if_open(after)


def _failed() -> bool:
    if connection.vendor != "postgresql" or connection.connection is None:
        return False
    return int(connection.connection.info.transaction_status) == 3  # INERROR


def _tell_if_open(wanted: Scope) -> None:
    if connection.connection is not None:
        _tell(connection, wanted)


def _tell(to: BaseDatabaseWrapper, wanted: Scope) -> None:
    if to.vendor != "postgresql":
        return
    assert to.connection is not None
    values = [",".join(wanted.members) if name == "members" else getattr(wanted, name) for name in SETTINGS]
    asked = ", ".join(f"set_config('jiaxin.{name}', %s, false)" for name in SETTINGS)
    # The driver's own cursor: this is no query of the page's, and no page counts it.
    to.connection.execute(f"SELECT {asked}", values)


def tell_new(sender: object, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """A connection that is opened in the middle of a request is told where it is."""
    _tell(connection, _here.get() or (_of_process[-1] if _of_process else NOBODY))


def listen() -> None:
    connection_created.connect(tell_new, dispatch_uid="jiaxin.scope")
