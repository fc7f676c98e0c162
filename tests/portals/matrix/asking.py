"""What one role hears at every address, and what each answer left behind: asked once, looked at from several sides."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection, transaction
from django.test import Client

from jiaxin.apps.access import vault
from jiaxin.apps.access.models import Read, ReadSubject
from jiaxin.apps.registry import searching
from jiaxin.domain.permissions import Role, may_ever
from tests.portals.matrix.routes import Asked, asked, open_to
from tests.portals.matrix.world import World

# what keeping a session, a stopped form, a refusal or a receipt writes: no business of anybody else's
_HOUSEKEEPING = re.compile(r"^(access_session|axes_|access_(refusal|read|key|machine_key|vault|alarm|budget))")
_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.I)
_SAID = {
    "field": "id_number", "purpose": "办理窗口核验事项", "q": "样例", "entry": "x", "claim": "x", "tail": "560912", "why": "核对无误",
    "notice_no": "1", "heard_until": "2026-12-01", "statement": "无", "said": "无", "reason": "样例理由", "kind": "worker-roster",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer. `opened`: owners whose sealed values the vault opened; `receipted`: subjects of receipts written."""

    one: Asked
    method: str
    holds: bool  # whether the role holds the permission of the address at all
    status: int
    said: str
    written: tuple[str, ...]
    opened: frozenset[str]
    receipted: frozenset[str]
    file: str = ""  # the name under which the answer is kept, where it is a file

    def __str__(self) -> str:
        return f"{self.method} {self.one.path} → {self.status}"

    @property
    def changed(self) -> list[str]:
        return sorted({table for table in self.written if not _HOUSEKEEPING.match(table)})


def everything(world: World, role: Role) -> list[Heard]:
    """Every address with every thing it may name, read and written; the world is as before after each."""
    heard: list[Heard] = []
    tried: set[str] = set()
    for one in asked(world):
        holds = one.door.permission is None or may_ever(role, one.door.permission)
        again = one.route in tried
        if not holds and again:
            continue  # a closed door does not look at what is asked for
        tried.add(one.route)
        for method in open_to(one.path) if again else ("GET", "POST"):  # nor does a declaration of methods
            token = world.tokens[role] if one.path.startswith("/api/") else ""
            found = world.of("worker")[-1].betrayed_by[2] if one.path.endswith("/find") else ""
            heard.append(answer(world, world.browsers[role], one, method, holds, token, found))
    return heard


def answer(
    world: World, browser: Client, one: Asked, method: str, holds: bool = False, token: str = "", found: str = "",
    typed: dict[str, str] | None = None,
) -> Heard:  # fmt: skip
    """typed: what stands in the address of a page or in the form sent to it."""
    more: dict[str, Any] = {"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}
    data: Any = _SAID | {"id_number": "340212197506030912"} if typed is None else typed
    if found:
        data, more["content_type"] = {"id_number": found, "purpose": "核验身份事项"}, "application/json"
    mark = transaction.savepoint()
    try:
        with Watch() as seen:
            got: Any = browser.get(one.path, typed, **more) if method == "GET" else browser.post(one.path, data, **more)
            said = _text(got)
        receipted: frozenset[str] = frozenset()
        if Read._meta.db_table in seen.written:  # its subjects may be copied in, past every statement
            receipted = frozenset(ReadSubject.objects.filter(pk__gt=world.last_receipt).values_list("subject", flat=True))
        return Heard(one, method, holds, got.status_code, said, tuple(seen.written), frozenset(seen.opened), receipted, got.headers.get("Content-Disposition", ""))
    finally:
        transaction.savepoint_rollback(mark)


class Watch:
    """What one answer writes and opens, noted while it is given."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.opened: set[str] = set()
        self._watched = True
        self._opening, self._matching = vault.open_many, searching.matching

    def __enter__(self) -> Self:
        connection.execute_wrappers.append(self._note)
        vault.open_many, searching.matching = self._watching, self._from_the_index  # type: ignore[assignment]  # put back below
        return self

    def __exit__(self, *_: object) -> None:
        vault.open_many, searching.matching = self._opening, self._matching
        connection.execute_wrappers.remove(self._note)

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql[:1] != "S" and (found := _WRITE.match(sql)):  # SELECT, SAVEPOINT
            self.written.append(found[1])
        return execute(sql, params, many, context)

    def _watching(self, items: Any) -> Any:
        """Owners whose sealed values are opened meanwhile, whoever asks for it."""
        items = list(items)
        if self._watched:
            self.opened.update(owner for owner, _, _ in items)
        return self._opening(items)

    def _from_the_index(self, typed: str) -> Any:
        # names for the search are opened once a process, before anybody asks; what is shown of it is receipted
        self._watched = False
        try:
            return self._matching(typed)
        finally:
            self._watched = True


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    return str(body.decode("utf-8", "replace"))
