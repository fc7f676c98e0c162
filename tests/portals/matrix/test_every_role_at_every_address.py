"""权限矩阵 — every role at every address, about her own things, another organisation's, another street's; and nobody.

Generated from the table of addresses and the table of permissions; a new address is in it by itself. Two
things are asked of each answer, whatever its status. Reading: no word that betrays a thing outside the role's
reach. Writing: where the table refuses, nothing is written but the record of the refusal, and that once.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from jiaxin.domain.permissions import MATRIX, Actor, Permission, Role, may, may_ever
from tests.portals.matrix.routes import Asked, asked
from tests.portals.matrix.world import Owned, World

pytestmark = pytest.mark.django_db
# what keeping a session, a stopped form, a refusal or a receipt writes: no business of anybody else's
_HOUSEKEEPING = re.compile(r"^(django_session|axes_|access_(refusal|read|key|vault|alarm|budget))")
_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
_SAID = {
    "field": "id_number", "purpose": "办理窗口核验事项", "q": "样例", "entry": "x", "claim": "x", "tail": "560912", "why": "核对无误",
    "notice_no": "1", "heard_until": "2026-12-01", "statement": "无", "said": "无", "reason": "样例理由", "kind": "worker-roster",
}  # fmt: skip
_PERSONAL = [permission for permission, row in MATRIX.items() if row.fields]


@contextmanager
def _writes() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITE.match(sql):
            seen.append(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


@contextmanager
def _taken_back() -> Iterator[None]:
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def _reaches(actor: Actor, one: Owned) -> bool:
    """Whether any permission lets this actor see anything of the thing."""
    if one.kind == "company":
        return True
    wanted = (Permission.BATCH_VIEW, Permission.BATCH_RECEIVE) if one.kind == "batch" else _PERSONAL
    return any(bool(may(actor, permission, one.thing)) for permission in wanted)


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace")


def _ask(world: World, role: Role, one: Asked, method: str) -> tuple[Any, list[str]]:
    """The answer and the tables written; the world is as before afterwards."""
    more: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {world.tokens[role]}"} if one.path.startswith("/api/") else {}
    data: Any = _SAID | {"id_number": "340212197506030912"}
    if one.path.endswith("/find"):
        data, more["content_type"] = {"id_number": world.of("worker")[-1].betrayed_by[2], "purpose": "核验身份事项"}, "application/json"
    browser = world.browsers[role]
    with _writes() as written, _taken_back():
        answer = browser.get(one.path, **more) if method == "GET" else browser.post(one.path, data, **more)
        answer.said = _text(answer)
    return answer, written


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_nobody_reads_or_changes_what_lies_outside_the_own_reach(world: World, role: Role):
    actor, wrong, statuses = world.actors[role], [], Counter[int]()
    hidden = [(owned, word) for owned in world.things if not _reaches(actor, owned) for word in owned.betrayed_by]
    tried: set[str] = set()
    for one in asked(world):
        holds = one.door.permission is None or may_ever(role, one.door.permission)
        if not holds and one.route in tried:
            continue  # a closed door does not look at what is asked for
        tried.add(one.route)
        # a page open to everybody answers everybody; what it shows is looked at like any other
        outside = one.door.permission is not None and one.about is not None and not _reaches(actor, one.about)
        for method in ("GET", "POST"):
            answer, written = _ask(world, role, one, method)
            statuses[answer.status_code] += 1
            told = f"{method} {one.path} → {answer.status_code}"
            if answer.status_code >= 500:
                wrong.append(f"{told}: falls over")
            # a refusal may repeat the address it was asked for, and nothing else
            asked_for = one.about.id if one.about else ""
            wrong += [f"{told}: shows {owned.kind} {word}" for owned, word in hidden if word in answer.said and word != asked_for]
            changed = sorted({table for table in written if not _HOUSEKEEPING.match(table)})
            if (outside or not holds) and changed:
                wrong.append(f"{told}: writes {changed}")
            if (outside or not holds) and answer.status_code < 300:
                wrong.append(f"{told}: answered although out of reach")
            if not holds and written.count("access_refusal") != 1:
                wrong.append(f"{told}: {written.count('access_refusal')} records of the refusal")
    assert not wrong, f"{len(wrong)} of {statuses.total()}:\n" + "\n".join(wrong[:60])
    assert statuses.total() > 100 and statuses[200] > 5


def test_somebody_who_has_not_signed_in_gets_nothing(world: World):
    stranger, words = Client(raise_request_exception=False), [word for one in world.things for word in one.betrayed_by]
    for one in asked(world):
        if one.door.permission is None:
            continue
        for method in ("get", "post"):
            with _writes() as written, _taken_back():
                answer = getattr(stranger, method)(one.path, _SAID)
            assert answer.status_code in (302, 401, 404, 405), f"{method} {one.path}: {answer.status_code}"
            assert not [table for table in written if not _HOUSEKEEPING.match(table)], one.path
            assert not [word for word in words if word in _text(answer)], one.path
