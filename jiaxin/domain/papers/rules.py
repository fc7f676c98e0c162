"""照片和证书规则 — kinds of picture, the words that tell them, what is not collected; from the rule pack in force on a day.

Unit    bits of a likeness of 256.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from jiaxin.domain.rulebooks.reading import packaged_for


@dataclass(frozen=True, slots=True)
class PaperKind:
    """record  code of the kind of record that such a picture is, or proves"""

    code: str
    label: str
    record: str


@dataclass(frozen=True, slots=True)
class PaperRules:
    """`words`: (word, code of the kind), the longest first; `not_names`: these and others that are part of nobody's name."""

    kinds: Mapping[str, PaperKind]
    weak: frozenset[str]
    words: tuple[tuple[str, str], ...]
    not_collected: tuple[str, ...]
    ignored: tuple[str, ...]
    not_names: tuple[str, ...]
    same_bits: int


@lru_cache(maxsize=16)
def paper_rules(on: date) -> PaperRules:
    data = packaged_for("papers", on).data
    rows: Sequence[Mapping[str, object]] = data["kinds"]
    words = [(str(word), str(row["code"])) for row in rows for word in row["words"]]  # type: ignore[attr-defined]  # a list in the file
    return PaperRules(
        {str(row["code"]): PaperKind(str(row["code"]), str(row["label"]), str(row["record"])) for row in rows},
        frozenset(str(row["code"]) for row in rows if row.get("weak")),
        tuple(sorted(words, key=lambda one: (-len(one[0]), one))),
        tuple(data["not_collected"]["words"]),
        tuple(data["not_collected"]["ignored"]),
        tuple(sorted({*data["not_names"]["words"], *(word for word, _ in words)}, key=lambda word: (-len(word), word))),
        int(data["same"]["bits"]),
    )
