"""找人 — by name, part of a name, pinyin initials or the last four of the identity number.

Names are sealed, so no database can search them: the web process keeps what is typed against in memory,
opened through the vault, and brings it up to date when worker files have moved or a key was destroyed.
What was found is filtered and counted by the database; who may see whom is told by `Scope`.

Not here  receipts and masking (the page), look-up by a whole number (`by_id_number`: a keyed index).
"""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from pypinyin import Style, lazy_pinyin

from jiaxin.apps.access import vault
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.listing import FileLine, line_of
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.apps.registry.opening import people
from jiaxin.kit.bulk import chunks

MOST = 500  # persons a search may find; more say “请再多打几个字”
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose files a list may hold; empty = no limit. `of_nobody` holds none.

    confirmed  only those who have confirmed: what others say about a person is for its submitter and reviewers
    """

    street: str = ""
    grid: str = ""
    company: str = ""
    of_nobody: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is cut down to. `state` is a colour, or waiting, withdrawn; `missing` a part of the file, `trade` a word of what she does."""

    typed: str = ""
    street: str = ""
    state: str = ""
    missing: str = ""
    company: str = ""
    trade: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    lines: list[FileLine]
    count: int
    too_many: bool = False


@dataclass(slots=True)
class _Index:
    """Subject → (name, initials, full pinyin, last four), and the moment it stands for."""

    stamp: tuple[object, ...] = ()
    position: int = -1
    generation: int = -1
    keys: dict[str, tuple[str, str, str, str]] | None = None


_indexes: dict[str, _Index] = {}


def find(scope: Scope, wanted: Wanted, limit: int, offset: int = 0) -> Found:
    """Lines of a page and the number of all."""
    rows, too_many = _filtered(_within(scope), wanted), False
    if wanted.typed.strip():
        subjects = matching(wanted.typed)
        too_many = len(subjects) > MOST
        rows = rows.filter(subject__in=subjects[:MOST])
    lines = [line_of(row) for row in rows.order_by("street", "subject")[offset : offset + limit]]
    return Found(lines, rows.count(), too_many)


def matching(typed: str) -> list[str]:
    """Everybody whose name, initials, pinyin or last four fit, whole names first."""
    asked = "".join(typed.split()).lower()
    keys = _current().keys or {}
    if not asked:
        return []
    best = [s for s, (name, initials, _, tail) in keys.items() if asked in (name, tail, initials)]
    rest = [
        s
        for s, (name, initials, pinyin, _) in keys.items()
        if asked in name or initials.startswith(asked) or (len(asked) > 2 and pinyin.startswith(asked))
    ]
    return list(dict.fromkeys([*best, *rest]))


def _within(scope: Scope) -> "QuerySet[WorkerFile]":
    rows = WorkerFile.objects.all()
    if scope.of_nobody:
        return rows.none()
    if scope.confirmed:
        rows = rows.filter(confirmed=True)
    for name in ("street", "grid", "company"):
        if value := getattr(scope, name):
            rows = rows.filter(**{name: value})
    return rows


def _filtered(rows: "QuerySet[WorkerFile]", wanted: Wanted) -> "QuerySet[WorkerFile]":
    if wanted.street:
        rows = rows.filter(street="" if wanted.street == "-" else wanted.street)
    if wanted.company:
        rows = rows.filter(company=wanted.company)
    if wanted.trade:  # SQLite keeps a list as it was written, with its letters escaped
        rows = rows.filter(Q(job_types__icontains=wanted.trade) | Q(job_types__icontains=json.dumps(wanted.trade)[1:-1]))
    if wanted.missing:
        rows = rows.filter(missing__icontains=f'"{wanted.missing}"')
    if wanted.state == "waiting":
        return rows.filter(claimed=True)
    if wanted.state == "withdrawn":
        return rows.filter(withdrawn=True)
    return rows.filter(confirmed=True, colour=wanted.state) if wanted.state else rows


@beyond("进程内姓名索引；找到的人另按范围过滤")
def _current() -> _Index:
    """The index of this process and data folder, after catching up."""
    told = WorkerFile.objects.aggregate(n=Count("subject"), last=Max("position"))
    generation = vault.generation()
    stamp = (told["n"], told["last"], generation)
    with _lock:
        index = _indexes.setdefault(str(settings.DATA), _Index())
        if index.keys is None or index.stamp != stamp:
            _catch_up(index, generation)
            index.stamp = stamp
        return index


def _catch_up(index: _Index, generation: int) -> None:
    """Open those whose file has moved; all of them after a key was destroyed or files were made again."""
    standing = dict(WorkerFile.objects.order_by("position").values_list("subject", "position"))
    known = index.keys or {}
    anew = generation != index.generation or set(known) - set(standing)
    moved = [s for s, at in standing.items() if anew or at > index.position or s not in known]
    keys = {} if anew else dict(known)
    for some in chunks(moved, 1000):
        keys.update(_typed_against(some))
    index.keys, index.generation = keys, generation
    index.position = max(standing.values(), default=-1)


def _typed_against(subjects: Sequence[str]) -> dict[str, tuple[str, str, str, str]]:
    found = {}
    for subject, person in people(subjects).items():
        initials = "".join(lazy_pinyin(person.name, style=Style.FIRST_LETTER)).lower()
        pinyin = "".join(lazy_pinyin(person.name)).lower()
        found[subject] = (person.name.lower(), initials, pinyin, person.id_number[-4:].lower())
    return found
