"""What wapiti found on its walk, thinned before it attacks: each form and each list once, not once for every worker there is.

Its own limit of time holds for the walk alone, and then every module attacks everything that was found: seventeen
hundred links of a bureau's pages, most of them the same form about another person. Its store is a SQLite file with a
table of what to attack; the second and third of a kind are taken out of it.
"""

import re
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_THING = re.compile(r"^(?=.*\d)[0-9A-Za-z_-]{3,}$|^[0-9a-zA-Z]{16,}$")  # a code, a number, a digest: one of many
_ASKED = """
SELECT p.path_id, p.path, p.method, coalesce(r.status_code, 0),
       coalesce((SELECT group_concat(n.name, ',') FROM (SELECT name FROM params WHERE path_id = p.path_id ORDER BY name) n), '')
FROM paths p LEFT JOIN responses r USING (response_id) WHERE NOT p.evil ORDER BY p.path_id
"""


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """One handler in one state: method, address with its things left out, names of what is sent, status of the answer."""

    method: str
    shape: str
    names: str
    status: int

    @property
    def answered(self) -> bool:
        return self.status not in (404, 405)


@dataclass(slots=True)
class Covered:
    """By module, the kinds it has attacked so far, whichever seat it sat on."""

    by_module: dict[str, set[Kind]] = field(default_factory=dict)

    def by(self, kind: Kind, modules: tuple[str, ...]) -> list[str]:
        return [name for name in modules if kind in self.by_module.get(name, ())]


def shape(path: str) -> str:
    return "/".join("*" if _THING.match(part) else part for part in urlsplit(path).path.split("/"))


def thinned(store: Path, covered: Covered, modules: tuple[str, ...]) -> tuple[int, dict[int, Kind]]:
    """Takes out of the walk's store what need not be attacked. Returns how much was found, and what is left by its number.

    Left: one of each kind that was not attacked by every module at an earlier seat, with a note of the modules that did.
    What no page answers stays out.
    """
    db = sqlite3.connect(store)
    found = [(number, Kind(method, shape(path), names, status)) for number, path, method, status, names in db.execute(_ASKED)]
    left: dict[int, Kind] = {}
    known: set[Kind] = set()
    for number, kind in found:
        done = covered.by(kind, modules)
        if kind.answered and kind not in known and len(done) < len(modules):
            left[number] = kind
            known.add(kind)
            db.executemany("INSERT INTO attack_logs (path_id, module) VALUES (?, ?)", [(number, name) for name in done])
    gone = [(number,) for number, _ in found if number not in left]
    db.executemany("DELETE FROM params WHERE path_id = ?", gone)
    db.executemany("DELETE FROM paths WHERE path_id = ?", gone)
    db.commit()
    db.close()
    return len(found), left


def attacked(store: Path, left: dict[int, Kind], covered: Covered) -> dict[str, int]:
    """Notes what each module got through at this seat; how many kinds, by module."""
    db = sqlite3.connect(store)
    counts: dict[str, int] = {}
    for module, number in db.execute("SELECT DISTINCT module, path_id FROM attack_logs"):
        if number in left and left[number] not in (done := covered.by_module.setdefault(module, set())):
            done.add(left[number])
            counts[module] = counts.get(module, 0) + 1
    db.close()
    return counts
