"""How well clusters meet the truth: pairs, people mixed up, twins, copied numbers, rows without a full number."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares between 0 and 1; `mixed` is people wrongly merged per 10,000."""

    precision: float
    recall: float
    f1: float
    mixed: float
    twins: float
    siblings: float
    copied: float
    no_full_id: float
    by_mistake: Mapping[str, float]

    def line(self) -> str:
        return (
            f"P {self.precision:.5f}  R {self.recall:.5f}  F1 {self.f1:.5f}  mixed/10k {self.mixed:6.2f}  "
            f"twins {self.twins:.4f}  siblings {self.siblings:.5f}  copied {self.copied:.3f}  no full ID {self.no_full_id:.4f}"
        )


@dataclass(frozen=True, slots=True)
class Truth:
    person: dict[str, int]
    family: dict[int, tuple[int, str]]  # person → family, bond
    mistakes: dict[str, frozenset[str]]

    @classmethod
    def read(cls, path: Path) -> "Truth":
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return cls(
            {r["rec_id"]: int(r["person"]) for r in rows},
            {int(r["person"]): (int(r["family"]), r["bond"]) for r in rows},
            {r["rec_id"]: frozenset(r["mistakes"].split()) for r in rows},
        )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def measure(clusters: Mapping[str, object], truth: Truth) -> Measured:
    """`clusters`: rec_id → cluster; a record that is missing stands alone."""
    person, cluster = truth.person, {r: clusters.get(r, ("alone", r)) for r in truth.person}
    together = Counter((person[r], cluster[r]) for r in person)
    of_person, of_cluster = Counter(person.values()), Counter(cluster.values())
    right, true, found = _pairs(together.values()), _pairs(of_person.values()), _pairs(of_cluster.values())
    precision, recall = right / max(found, 1), right / max(true, 1)
    people_in: dict[object, set[int]] = defaultdict(set)
    for r in person:
        people_in[cluster[r]].add(person[r])
    mixed = {p for people in people_in.values() if len(people) > 1 for p in people}
    by_kind = {m: _recall_of([r for r in person if m in truth.mistakes[r]], person, cluster) for m in _kinds(truth)}
    no_full = {"id_masked", "id_missing", "id_rounded", "id_scientific"}
    return Measured(
        precision,
        recall,
        2 * precision * recall / max(precision + recall, 1e-9),
        10_000 * len(mixed) / len(of_person),
        _bonded("twin", truth, people_in),
        _bonded("sibling", truth, people_in),
        _copied(truth, cluster, together, of_person),
        _recall_among([r for r in person if truth.mistakes[r] & no_full and "id_copied" not in truth.mistakes[r]], person, cluster),
        by_kind,
    )


def _kinds(truth: Truth) -> list[str]:
    return sorted({m for found in truth.mistakes.values() for m in found})


def _bonded(bond: str, truth: Truth, people_in: Mapping[object, set[int]]) -> float:
    """Share of pairs of twins (siblings) of whom some reports lie in one cluster."""
    pairs = {(family, p) for p, (family, b) in truth.family.items() if b == bond and family in truth.family}
    merged = set()
    for people in people_in.values():
        if len(people) > 1:
            merged |= {(f, p) for p in people for f in people if (f, p) in pairs}
    return len(merged) / max(len(pairs), 1)


def _copied(truth: Truth, cluster: Mapping[str, object], together: Counter[tuple[int, object]], of_person: Counter[int]) -> float:
    """A row with a copied-down number is right in a cluster of its own person only, with her other rows if there are any."""
    people_in = defaultdict(set)
    for p, c in together:
        people_in[c].add(p)
    rows = [r for r, found in truth.mistakes.items() if "id_copied" in found]
    right = 0
    for r in rows:
        p, c = truth.person[r], cluster[r]
        right += people_in[c] == {p} and (together[p, c] > 1 or of_person[p] == 1)
    return right / max(len(rows), 1)


def _recall_of(rows: Sequence[str], person: Mapping[str, int], cluster: Mapping[str, object]) -> float:
    """Of the true pairs with at least one of these rows: the share that was found."""
    of: dict[int, list[str]] = defaultdict(list)
    for r, p in person.items():
        of[p].append(r)
    wanted, right, total = set(rows), 0, 0
    for p in {person[r] for r in rows}:
        mine = of[p]
        for i, one in enumerate(mine):
            for other in mine[i + 1 :]:
                if one in wanted or other in wanted:
                    total += 1
                    right += cluster[one] == cluster[other]
    return right / max(total, 1)


def _recall_among(rows: Sequence[str], person: Mapping[str, int], cluster: Mapping[str, object]) -> float:
    """Of the true pairs with both rows among these."""
    together = Counter((person[r], cluster[r]) for r in rows)
    return _pairs(together.values()) / max(_pairs(Counter(person[r] for r in rows).values()), 1)
