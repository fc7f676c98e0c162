"""A record of one's own with public files, and the verifier as an outsider runs it."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jiaxin.apps.access import actions as access
from jiaxin.apps.access import vault
from jiaxin.apps.evidence import actions, queries
from jiaxin.apps.ledger import actions as ledger
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, FieldClass, Role
from jiaxin.kit import clock as the_clock
from jiaxin.kit.ids import new_id, new_ids
from tools.verify import jiaxin_verify_log

CLERK = Actor("clerk", Role.COMPANY_CLERK, organisation="orga")
PEOPLE = new_ids(7)
BY = Provenance("company-a", Channel.SHEET, "clerk", "batch1", "花名册", 17)


@dataclass
class Record:
    """`check` runs the verifier and returns its exit status and the lines (code, position) it complained with."""

    folder: Path
    clock: Any
    capsys: Any
    monkeypatch: Any
    number: int = 0
    said: str = field(default="")

    def facts(self, count: int, sealed: bool = False) -> list[str]:
        facts = []
        for _ in range(count):
            self.number += 1
            subject, day = PEOPLE[self.number % len(PEOPLE)], date(2026, 5, 6)
            clear = {"training_name": f"第{self.number}课", "training_hours": "8", "training_on": "2026-05-06"}
            facts.append(Fact("training", subject, day, BY, (f"第{self.number}课", "2026-05-06"), clear))
            if sealed:
                facts[-1] = Fact("profile", new_id(), day, BY, (), {"job_types": ["保洁"]}, {"name": "样某", "phone": "12012345678"})
        return [placed.id for placed in ledger.append(facts)]

    def reads(self, count: int) -> None:
        for i in range(count):
            access.log_read(CLERK, PEOPLE[: i % 3 + 1], [FieldClass.BASIC], "查看信用档案", f"件{i}")

    def publish(self, **later: float) -> None:
        self.clock.forward(**(later or {"hours": 2}))
        for name in queries.names():
            actions.publish(name)

    def log(self, name: str = "facts") -> Path:
        return self.folder / "evidence" / name

    def key(self, name: str = "facts") -> str:
        return "\n".join(queries.vkeys(name))

    def held(self, name: str = "facts") -> Path:
        """A copy of the newest checkpoint, kept where the district cannot reach."""
        path = self.folder / f"held-{name}-{queries.covered(name)}"
        path.write_text(str(queries.latest(name)), "utf-8")
        return path

    def lines(self, name: str = "facts") -> str:
        """What `SELECT row_to_json(…)` of PostgreSQL gives an auditor."""
        with connection.cursor() as cursor:
            cursor.execute(jiaxin_verify_log.SELECT[name].replace("?", "0").replace("group_concat", GROUP[connection.vendor]))
            names = [column[0] for column in cursor.description]
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return "".join(json.dumps({k: _text(v) for k, v in row.items()}) + "\n" for row in rows)

    def check(self, *words: object, name: str = "facts", entries: str | None = None) -> tuple[int, list[tuple[str, int]]]:
        if entries is not None:
            self.monkeypatch.setattr("sys.stdin", io.StringIO(entries))
            words = (*words, "--entries", "-")
        self.capsys.readouterr()
        status = jiaxin_verify_log.main(["log", str(self.log(name)), "--key", self.key(name), *map(str, words)])
        return status, self.complaints()

    def complaints(self) -> list[tuple[str, int]]:
        self.said = self.capsys.readouterr().out
        found = [line.split("\t") for line in self.said.splitlines()]
        return [(code, int(at)) for code, at, _ in found if code not in FINE]


FINE = {"checkpoint", "entries", "sound", "unsound", "proof", "views", "witnessed"}
GROUP = {"sqlite": "group_concat", "postgresql": "string_agg"}


def _text(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return "\\x" + bytes(value).hex()
    return value.isoformat() if isinstance(value, datetime | date) else value


@pytest.fixture
def record(db: None, tmp_path: Path, settings: Any, clock: Any, capsys: Any, monkeypatch: Any) -> Iterator[Record]:
    settings.DATA, settings.KEYS_FOLDER = tmp_path, tmp_path / "keys"
    vault.forget()
    clock.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    with the_clock.set_clock(clock):
        yield Record(tmp_path, clock, capsys, monkeypatch)
    vault.forget()


@pytest.fixture
def verifier() -> Callable[[list[str]], int]:
    return jiaxin_verify_log.main
