"""What plain rules do on the same roster: equality of full numbers; five rules and union-find.

    python -m tools.linkage.baselines ROSTER.csv TRUTH.csv
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from jiaxin.domain.values import dates, identity_number, names, phone
from tools.linkage.measures import Truth, measure

Key = tuple[str, ...] | None


def full_id(row: dict[str, str]) -> Key:
    number = identity_number.normal(row["id_no"])
    return ("id", number) if len(number) == 18 and number[:17].isdigit() else None


def _phone(row: dict[str, str]) -> str:
    return phone.bare(row["phone"]) if len(phone.bare(row["phone"])) == 11 else ""


def rules(row: dict[str, str]) -> Iterable[Key]:
    name, born, number, tel = names.normal(row["name"]), "", full_id(row), _phone(row)
    if row["birth"]:
        read = dates.parse(row["birth"])
        born = read.iso if read.precision == "day" else ""
    if number:
        born, last4 = identity_number.birth_of(number[1]), number[1][-4:]
    else:
        last4 = row["id_no"][-4:] if row["id_no"][-4:-1].isdigit() else ""
    yield number and (*number, name)
    yield ("1", name, tel) if name and tel else None
    yield ("2", name, born, row["native"][:2]) if name and born and row["native"] else None
    yield ("3", name, last4) if name and last4 else None
    yield ("4", tel, born) if tel and born else None


def clusters(rows: list[dict[str, str]], keys: Callable[[dict[str, str]], Iterable[Key]]) -> dict[str, str]:
    of: dict[Key, list[str]] = defaultdict(list)
    for row in rows:
        for key in keys(row):
            if key:
                of[key].append(row["rec_id"])
    parent: dict[str, str] = {row["rec_id"]: row["rec_id"] for row in rows}

    def root(r: str) -> str:
        while parent[r] != r:
            parent[r] = r = parent[parent[r]]
        return r

    for members in of.values():
        for other in members[1:]:
            parent[root(other)] = root(members[0])
    return {r: root(r) for r in parent}


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    truth = Truth.read(Path(sys.argv[2]))
    print("full ID only  ", measure(clusters(rows, lambda row: [full_id(row)]), truth).line())
    print("five rules    ", measure(clusters(rows, rules), truth).line())


if __name__ == "__main__":
    main()
