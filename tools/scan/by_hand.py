"""Statements written by hand, file by file: the addresses behind which they lie, or why no request gets there.

What the table of addresses reaches was found by watching every address of every role ask the database; a test compares the
files named here with those that hold such a statement. `*` stands behind a part of the path that is tried.
"""

from dataclasses import dataclass

OFFICE, COMPANY, WORKER, STRANGER = "bureau-admin", "company", "worker", ""


@dataclass(frozen=True, slots=True)
class Asked:
    """behind: files. path: with {worker}, {company}, {case} for one that is there. names: what is tried; none = the star of the path."""

    behind: str
    seat: str
    path: str
    names: tuple[str, ...] = ()
    form: str = ""
    window: bool = False


ASKED = (
    # the ledger, read by subject; the place of a person who was joined with another; keys of whoever is opened
    Asked("ledger/reading kit/bulk registry/queries ledger/queries access/vault", OFFICE, "/office/workers/{worker}*"),
    Asked("ledger/reading kit/bulk access/vault registry/searching", OFFICE, "/office/workers", ("q", "street", "state", "missing", "trade", "has", "size", "within", "sort"), "q=wang&street=349912001&state=green&missing=health&trade=x&has=phone&size=micro&within=30&sort=expires"),
    Asked("registry/searching", COMPANY, "/company/workers?q=wang&state=green&missing=health&within=30&sort=expires", ("q", "state", "missing", "within", "sort")),
    Asked("registry/searching ledger/reading", OFFICE, "/office/cases", ("q",), "q=wang"),
    Asked("ledger/reading kit/bulk", OFFICE, "/office/companies/{company}*"),
    Asked("ledger/reading kit/bulk", OFFICE, "/office/companies?q=jia", ("q",)),
    Asked("ledger/reading access/vault", COMPANY, "/company/workers/{worker}*"),
    Asked("ledger/reading kit/bulk", OFFICE, "/office/cases/{case}*"),
    Asked("ledger/reading kit/bulk", OFFICE, "/office/cases?kind=complaint&closed=1", ("kind", "closed")),
    Asked("ledger/reading access/vault", OFFICE, "/office/workers/{worker}/reveal", ("field", "purpose"), "field=phone&purpose=x"),
    Asked("kit/bulk ledger/reading", OFFICE, "/office/suspicions?page=1&firm=x&decided=1", ("page", "firm", "decided")),
    Asked("kit/bulk", OFFICE, "/office/identity?decided=1", ("decided",)),
    Asked("ledger/reading access/vault", OFFICE, "/office/carers?grade=3&street=349912001&start=2030-01-01&day=mon", ("grade", "street", "start", "day")),
    # columns (DuckDB): a month, a day, what was known when, which rules
    Asked("scoring/ordered", OFFICE, "/office/returns?month=2026-10", ("month",)),
    Asked("scoring/ordered", OFFICE, "/office/returns.xlsx?month=2026-10", ("month",)),
    Asked("scoring/ordered", COMPANY, "/company/returns?month=2026-10", ("month",)),
    Asked("scoring/replaying", OFFICE, "/office/score/{worker}?as_of=2026-10-01&known_at=2026-10-01&rulebook=worker-2026", ("as_of", "known_at", "rulebook")),
    Asked("scoring/replaying", OFFICE, "/office/score/{worker}*?as_of=2026-10-01"),
    Asked("scoring/packs kit/bulk", OFFICE, "/office/rules/compare?before=worker-2026&after=worker-2027", ("before", "after")),
    # what the worker's own taps write
    Asked("ledger/appending ledger/known kit/bulk", WORKER, "/me/consents/change", ("purpose", "verb"), "purpose=show&verb=stop"),
    Asked("ledger/appending ledger/known kit/bulk", WORKER, "/me/cases/complain", ("against", "text", "topic", "wish"), "against=x&text=x&topic=x&wish=x"),
    # the published cards
    Asked("publication/cardfile", STRANGER, "/c/abc*?t=home", window=True),
    Asked("publication/cardfile", STRANGER, "/company?q=jia", ("q",), window=True),
    Asked("publication/cardfile", STRANGER, "/company/91340212MA2Q1W3E0X*", window=True),
    Asked("publication/cardfile", STRANGER, "/company/compare?c=91340212MA2Q1W3E0X", ("c",), window=True),
    Asked("publication/cardfile", STRANGER, f"/p/{'0' * 64}*", window=True),
    Asked("publication/cardfile", STRANGER, "/old/abc*", window=True),
)  # fmt: skip

_JOB = "the job process, about rows that were accepted; no word of a request"
_CONSOLE = "a command at the server's own console"
UNREACHED = {
    "jiaxin/kit/appendonly.py": "migrations: triggers, made of names of tables",
    "jiaxin/apps/access/rowsecurity.py": "migrations: policies, made of names of tables",
    "jiaxin/apps/access/scoping.py": "PostgreSQL's settings of the reach, bound as values; the scanned district keeps SQLite",
    "jiaxin/apps/access/rewrapping.py": _CONSOLE,
    "jiaxin/kit/moving.py": _CONSOLE,
    "jiaxin/apps/access/databaseroles.py": _CONSOLE,
    "jiaxin/apps/access/databasesecrets.py": _CONSOLE,
    "jiaxin/apps/access/doctor.py": "settings of the database by fixed names, at the start",
    "jiaxin/apps/publication/cardwriting.py": _JOB,
    "jiaxin/apps/registry/recognising.py": "numbers as blind marks, bound; out of a workbook in the job process or a form of one's own file",
    "jiaxin/apps/registry/likeness.py": "marks as whole numbers, bound; the job process",
    "jiaxin/apps/scoring/rescoring.py": _JOB,
    "jiaxin/apps/scoring/estimating.py": _JOB,
    "jiaxin/apps/intake/waiting.py": _JOB,
    "jiaxin/apps/rights/erasing.py": "one fixed statement without values",
    "jiaxin/demo/building.py": "the demo is built at the console",
    "jiaxin/portals/console/backup.py": _CONSOLE,
    "jiaxin/portals/console/restore.py": _CONSOLE,
    "jiaxin/domain/reputation/from_facts.py": _JOB,
    "jiaxin/domain/scoring/batch/standing.py": _JOB,
}


def reached() -> set[str]:
    """Files behind the addresses above."""
    return {("jiaxin/" if short.startswith("kit/") else "jiaxin/apps/") + f"{short}.py" for one in ASKED for short in one.behind.split()}
