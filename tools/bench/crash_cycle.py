"""One cycle of the crash bench: what is sent, where the process dies, what must be true at the end."""

import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import jiaxin.portals.doors  # noqa: F401  loads what a child would otherwise load anew each time
from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as batches
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock, scratch
from jiaxin.kit.canonical import canonical
from jiaxin.kit.merkle import tree_root

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BUREAU = "bench"
UNDO_EVERY = 4
STEPS = (
    *("check.rows", "check.read", "check.done"),
    *("land.begin", "land.prepared", "land.appended", "land.cursor", "land.committed", "land.accepted", "land.done"),
)
UNDOING = ("undo.corrected", "undo.committed")
FUNCTIONS = (  # module:name as it is looked up there; the process dies before or after the call
    "jiaxin.apps.intake.keeping:keep",
    "jiaxin.apps.intake.landing:parties_of",
    "jiaxin.apps.ledger.appending:insert_many",
    "jiaxin.apps.ledger.appending:place",
    "jiaxin.apps.registry.actions:issue_codes",
    "jiaxin.pipeline:_refresh_all",
    "jiaxin.pipeline:_refresh_companies",
    "jiaxin.apps.registry.projection:project",
    "jiaxin.apps.publication.cardwriting:Writer._put_photos",
    "jiaxin.apps.publication.cardwriting:Writer._write_meta",
    "jiaxin.apps.publication.cardwriting:Writer.put",
    "jiaxin.apps.publication.cardwriting:_point",
    "jiaxin.apps.ledger.actions:follow",
)
SENDING = (*STEPS, *(f"{when} {name}" for name in FUNCTIONS for when in ("before", "after")))


def ticking() -> Callable[[], datetime]:
    """The same day in every process and run, whatever the machine's clock says."""
    began = time.monotonic()
    return lambda: START + timedelta(seconds=time.monotonic() - began)


def in_child(work: Callable[[], Any]) -> None:
    pid = _fork(work)
    if os.waitpid(pid, 0)[1]:
        raise SystemExit("a process that nobody killed has failed")


def answer_of_child(work: Callable[[], Any]) -> Any:
    path = Path(settings.DATA) / "answer.json"
    in_child(lambda: path.write_text(json.dumps(work())))
    return json.loads(path.read_text())


def _fork(work: Callable[[], Any]) -> int:
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    try:
        with clock.set_clock(ticking()):
            work()
        connection.close()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def killed_at(place: str, time_around: int, seconds: float, book: Path) -> bool:
    """Send a book in a process that dies on the way. False when it was through before."""
    pid = _fork(lambda: _send_and_die(place, time_around, book))
    if not place:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def _send_and_die(place: str, time_around: int, book: Path) -> None:
    if place in (*STEPS, *UNDOING):
        send(book, _dying(place, 1))
        return
    if place:
        when, _, name = place.partition(" ")
        die = _dying(name, time_around)
        module, _, path = name.partition(":")
        _wrap(importlib.import_module(module), path, die, when)
    send(book)


def _dying(place: str, time_around: int) -> Callable[[str], None]:
    left = time_around

    def passed(name: str) -> None:
        nonlocal left
        left -= name == place
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return passed


def _wrap(owner: Any, path: str, die: Callable[[str], None], when: str) -> None:
    *inner, last = path.split(".")
    for one in inner:
        owner = getattr(owner, one)
    real, place = getattr(owner, last), f"{owner.__name__}:{path}" if not inner else f"{owner.__module__}:{path}"

    def wrapped(*words: Any, **named: Any) -> Any:
        if when == "before":
            die(place)
        found = real(*words, **named)
        if when == "after":
            die(place)
        return found

    setattr(owner, last, wrapped)


def found_district() -> None:
    access.set_up_organisation(console_actor(), BUREAU, "样例区商务局", "bureau", "349912")


def resume() -> None:
    """What the job process does when it starts: nobody tells it what was left."""
    scratch.sweep(Path(settings.DATA))
    for _ in range(10):
        if not intake.work() + pipeline.advance():
            return


def send(book: Path, steps: Callable[[str], None] | None = None) -> None:
    """What a sender and the job process do together. Sent again, it goes on where it stood."""
    actor = console_actor(BUREAU)
    if any(b.filename == book.name and b.state == "undone" for b in batches.batches(BUREAU, limit=1000)[0]):
        return  # he took it back and was told so: sending it once more would be a new filing
    batch_id, _ = intake.receive(actor, book.name, book.read_bytes())
    intake.work(steps)
    state = batches.batch(batch_id).state
    if state == "checked":
        intake.accept(actor, batch_id)
        intake.work(steps)
    pipeline.advance()
    _confirm_all()
    pipeline.advance()
    if taken_back(book) and batches.batch(batch_id).state == "accepted":
        intake.undo(actor, batch_id)
        intake.work(steps)
        pipeline.advance()


def taken_back(book: Path) -> bool:
    return int(book.stem) % UNDO_EVERY == UNDO_EVERY - 1


def _confirm_all() -> None:
    for subject in batches.subjects_awaiting():
        intake.confirm(Actor(id="worker:" + subject, role=Role.WORKER, subject=subject), subject, "phone")


def survey() -> dict[str, Any]:
    """Everything the comparison needs, by identity number: ids and codes are drawn anew in each run."""
    head = ledger.checkpoint()
    entries = ledger.entries_between(0, head.size + 10)
    wrong = []
    if [e.position for e in entries] != list(range(1, head.size + 1)):
        wrong.append("positions have gaps")
    if tree_root([e.leaf for e in entries]) != head.root:
        wrong.append("the root is not the root of the leaves")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            if cursor.fetchall() != [("ok",)]:
                wrong.append("integrity_check")
    if left := scratch.sweep(Path(settings.DATA)):
        wrong.append(f"{left} plain copies left")
    subjects = registry.all_of("worker")
    people = registry.people(subjects)
    if len({p.id_number for p in people.values()}) != len(subjects):
        wrong.append("a person twice")
    codes = registry.code_keys(subjects)
    reader = Reader(settings.DATA)
    found: dict[str, Any] = {}
    for subject, facts in ledger.facts_about_many(subjects, with_claims=True).items():
        card = reader.card(codes[subject][0]) if subject in codes else None
        found[people[subject].id_number] = {
            "facts": Counter(_said(e) for e in facts.entries),
            "card": card and [card[0], card[1], card[3].hex()],
        }
    return {"people": found, "wrong": wrong, "doubled": _doubled()}


def _said(entry: Any) -> str:
    fact = entry.fact
    clear = {k: v for k, v in fact.clear.items() if k not in ("claim", "of")}
    said = [fact.kind, fact.happened_on.isoformat(), fact.standing.value, clear, fact.sealed, fact.provenance.row]
    return canonical(said).decode()


def _doubled() -> int:
    """One natural key written twice by one batch: the same row landed twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) - count(DISTINCT natural_key) FROM ledger_entry WHERE kind <> 'correction'")
        return int(cursor.fetchone()[0])
