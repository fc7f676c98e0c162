"""找人的索引 — what is typed against, in the memory of the web process: names, their sounds, last fours, codes.

Names and codes are sealed, so no database can search them. The process opens them through the vault once, keeps them as
a few long strings (kit/finding), and catches up when worker files have moved, codes were issued or a key was destroyed.
Codes are opened only when somebody types what can be part of one.

Not here  who may see whom, receipts (searching, the pages)
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Max

from jiaxin.apps.access import vault
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.code_reading import subject_of_code
from jiaxin.apps.registry.codes import OVER
from jiaxin.apps.registry.models import Code, CodeEvent, WorkerFile
from jiaxin.apps.registry.opening import people
from jiaxin.kit.bulk import chunks
from jiaxin.kit.finding import Fit, Lines, fits, plain
from jiaxin.kit.sounds import initials, spelled

LEAST_CODE, LEAST_DIGITS = 6, 5  # signs of a code, or of its spoken digits, that are looked for as a part
CODE_SIGNS, SPOKEN_SIGNS = 26, 8
_MISREAD = str.maketrans("018", "olb")  # base32 has no 0, 1, 8
_lock = threading.Lock()


@dataclass(slots=True)
class _Names:
    """Person by person: subject, name, initials, spelling, last four; and the moment they stand for."""

    stamp: tuple[object, ...] = ()
    position: int = -1
    generation: int = -1
    subjects: list[str] = field(default_factory=list)
    lists: tuple[Lines, Lines, Lines, Lines] | None = None


@dataclass(slots=True)
class _Codes:
    generation: int = -1
    event: int = -1
    subjects: list[str] = field(default_factory=list)
    codes: Lines = field(default_factory=lambda: Lines(()))
    spoken: Lines = field(default_factory=lambda: Lines(()))


_names: dict[str, _Names] = {}
_codes: dict[str, _Codes] = {}


def everybody_fitting(typed: str) -> dict[str, Fit]:
    """Subject → how well she fits: by name, sound, last four of her number, or a code. Whoever asks cuts it down to whom she may see."""
    asked = plain(typed.rstrip("/").rsplit("/", 1)[-1].partition("#")[0])
    if not asked:
        return {}
    index = _current()
    assert index.lists is not None
    names, first_letters, spellings, tails = index.lists
    found = {index.subjects[n]: fit for n, fit in fits(asked, spelled(asked), names, first_letters, spellings).items()}
    if asked.isascii() and len(asked) == 4:
        for number in tails.whole(asked):
            found[index.subjects[number]] = min(Fit.NUMBER, found.get(index.subjects[number], Fit.NUMBER))
    if asked.isascii() and asked.isalnum() and not any(fit <= Fit.LETTERS for fit in found.values()):
        for subject, fit in _by_code(asked).items():
            found[subject] = min(fit, found.get(subject, fit))
    return found


def _by_code(asked: str) -> dict[str, Fit]:
    """Whole codes by their key, parts of one in what is opened. One slip is forgiven in what is typed nearly whole."""
    asked = asked if asked.isdigit() else asked.translate(_MISREAD)
    if len(asked) == CODE_SIGNS and (subject := subject_of_code(sha256(asked.encode()).digest())[0]):
        return {subject: Fit.NUMBER}
    if len(asked) < (LEAST_DIGITS if asked.isdigit() else LEAST_CODE) or len(asked) > CODE_SIGNS + 1:
        return {}
    index = _codes_now()
    found = {}
    if asked.isdigit():
        found = {index.subjects[n]: Fit.NUMBER for n, _ in index.spoken.having(asked)}
        if not found and abs(len(asked) - SPOKEN_SIGNS) <= 1:
            found = {index.subjects[n]: Fit.SLIP for n in index.spoken.slipped(asked)}
    letters = asked.translate(_MISREAD)
    if not found and len(letters) >= LEAST_CODE:
        found = {index.subjects[n]: Fit.NUMBER for n, _ in index.codes.having(letters)}
        if not found and abs(len(letters) - CODE_SIGNS) <= 1:
            found = {index.subjects[n]: Fit.SLIP for n in index.codes.slipped(letters)}
    return found


@beyond("进程内姓名索引；找到的人另按范围过滤")
def _current() -> _Names:
    """The index of this process and data folder, after catching up."""
    told = WorkerFile.objects.aggregate(n=Count("subject"), last=Max("position"))
    generation = vault.generation()
    stamp = (told["n"], told["last"], generation)
    with _lock:
        index = _names.setdefault(str(settings.DATA), _Names())
        if index.lists is None or index.stamp != stamp:
            _catch_up(index, generation)
            index.stamp = stamp
        return index


def _catch_up(index: _Names, generation: int) -> None:
    """Open those whose file has moved; all of them after a key was destroyed or files were made again."""
    standing = dict(WorkerFile.objects.order_by("position").values_list("subject", "position"))
    known = set(index.subjects)
    anew = index.lists is None or generation != index.generation or bool(known - set(standing))
    moved = [s for s, at in standing.items() if anew or at > index.position or s not in known]
    rows = [] if anew or index.lists is None else list(zip(index.subjects, *(one.texts() for one in index.lists), strict=True))
    fresh = {subject: row for some in chunks(moved, 1000) for subject, row in _typed_against(some).items()}
    gone = set(moved)
    rows = [row for row in rows if row[0] not in gone] + [(subject, *row) for subject, row in fresh.items()]
    index.subjects = [row[0] for row in rows]
    index.lists = (Lines(r[1] for r in rows), Lines(r[2] for r in rows), Lines(r[3] for r in rows), Lines(r[4] for r in rows))
    index.generation, index.position = generation, max(standing.values(), default=-1)


def _typed_against(subjects: Sequence[str]) -> dict[str, tuple[str, str, str, str]]:
    found = {}
    for subject, person in people(subjects).items():
        name = plain(person.name)
        found[subject] = (name, initials(name), spelled(name), person.id_number[-4:].lower())
    return found


@beyond("进程内信用码索引；找到的人另按范围过滤")
def _codes_now() -> _Codes:
    """Codes in use. Those whose codes had something happen to them since are opened again."""
    event, generation = CodeEvent.objects.aggregate(last=Max("id"))["last"] or 0, vault.generation()
    with _lock:
        index = _codes.setdefault(str(settings.DATA), _Codes())
        if (index.event, index.generation) != (event, generation):
            _open_codes(index, event, generation)
        return index


def _open_codes(index: _Codes, event: int, generation: int) -> None:
    anew = generation != index.generation or event < index.event
    using = Code.objects.exclude(state__in=OVER).order_by("subject")
    rows: list[tuple[str, str, str]] = []
    if not anew:
        moved = set(CodeEvent.objects.filter(id__gt=index.event).order_by("id").values_list("subject", flat=True))
        using = using.filter(subject__in=moved)
        told = zip(index.subjects, index.codes.texts(), index.spoken.texts(), strict=True)
        rows = [row for row in told if row[0] not in moved]
    for some in chunks(list(using.values_list("subject", "sealed", "key", "spoken")), 1000):
        texts = vault.open_many([(s, bytes(box), b"registry_code:" + bytes(key)) for s, box, key, _ in some])
        rows += [(row[0], text.decode(), row[3] or "") for row, text in zip(some, texts, strict=True) if text is not None]
    index.subjects = [row[0] for row in rows]
    index.codes, index.spoken = Lines(row[1] for row in rows), Lines(row[2] for row in rows)
    index.event, index.generation = event, generation
