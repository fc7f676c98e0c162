"""找人 — names by part, pinyin initials or last four digits, in the memory of this process.

Names are sealed, so no database can search them. The index is loaded through the vault once and again
when a file has changed. Whoever shows a result leaves a receipt for those shown.
"""

from dataclasses import dataclass
from threading import Lock

from django.db.models import Count, Max
from pypinyin import Style, lazy_pinyin

from jiaxin.apps.registry.models import WorkerFile


@dataclass(frozen=True, slots=True)
class Known:
    subject: str
    name: str
    initials: str
    tail: str


class _Index:
    def __init__(self) -> None:
        self._lock = Lock()
        self._mark: object = None
        self._known: list[Known] = []

    def known(self) -> list[Known]:
        mark = WorkerFile.objects.aggregate(n=Count("subject"), last=Max("position"))
        with self._lock:
            if mark != self._mark:
                self._known, self._mark = _load(), mark
            return self._known


def _load() -> list[Known]:
    from jiaxin.apps.registry.queries import people

    subjects = list(WorkerFile.objects.order_by("subject").values_list("subject", flat=True))
    return [
        Known(p.subject, p.name, "".join(lazy_pinyin(p.name, style=Style.FIRST_LETTER)), p.id_number[-4:])
        for p in people(subjects).values()
    ]


_index = _Index()


def matching(words: str) -> list[str]:
    """Subjects whose name, initials or last four digits fit; nothing for fewer than one sign."""
    asked = words.strip().lower()
    if not asked:
        return []
    return [
        one.subject
        for one in _index.known()
        if asked in one.name or one.initials.startswith(asked) or one.tail.lower() == asked
    ]


def forget() -> None:
    """Drop the names held in memory."""
    _index._mark = None
    _index._known = []
