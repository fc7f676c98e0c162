"""What the glossary lacks, and what in it is stale.

    python -m tools.glossary        prints rows to add and rows to remove; silent when all is well

The glossary (`docs/glossary.md`) is written by hand, because nobody can generate the English term; this
compares it with the labels that the code declares: record kinds, their fields, choices, and the words
of the enumerations.
"""

import re
import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from jiaxin.domain.records.kind import kinds

GLOSSARY = Path(__file__).parent.parent / "docs" / "glossary.md"
ENUMERATIONS = GLOSSARY.with_name("glossary-enumerations.md")  # the words of enumerations, a page of their own
ENUMERATIONS_IN = ("jiaxin.domain.facts", "jiaxin.domain.findings", "jiaxin.domain.records.kind")
_ROW = re.compile(r"^\| (?P<label>[^|]+?) \| (?P<english>[^|]+?) \| `(?P<code>[^`]+)` \|$")


def declared() -> set[tuple[str, str]]:
    """(Chinese label, code) of every kind, field and choice; enumerations have no label in code."""
    wanted: set[tuple[str, str]] = set()
    for kind in kinds().values():
        wanted.add((kind.label, kind.code))
        for field in kind.fields:
            wanted.add((field.label, field.name))
            wanted.update((field.word(code), f"{field.name}={code}") for code in field.choices)
    return wanted


def enumerated() -> set[str]:
    """`Sight.public` … for every word of every enumeration the domain speaks in."""
    found: set[str] = set()
    for name in ENUMERATIONS_IN:
        for thing in vars(import_module(name)).values():
            if isinstance(thing, type) and issubclass(thing, StrEnum) and thing is not StrEnum:
                found.update(f"{thing.__name__}.{word.value}" for word in thing)
    return found


def written(path: Path = GLOSSARY) -> dict[tuple[str, str], str]:
    """(Chinese, code) → English, as the page has it, and the page of enumerations behind it."""
    lines = [line for page in (path, ENUMERATIONS) for line in page.read_text("utf-8").splitlines()]
    rows = filter(None, map(_ROW.match, lines))
    return {(row["label"], row["code"]): row["english"] for row in rows}


def missing() -> list[tuple[str, str]]:
    have = written()
    codes = {code for _, code in have}
    return sorted(declared() - have.keys()) + sorted(("", code) for code in enumerated() - codes)


def stale() -> list[tuple[str, str]]:
    words = enumerated()
    return sorted((label, code) for label, code in written().keys() - declared() if code not in words)


def main() -> int:
    lacking, old = missing(), stale()
    for label, code in lacking:
        print(f"add     | {label} |  | `{code}` |")
    for label, code in old:
        print(f"remove  | {label} | … | `{code}` |")
    return 1 if lacking or old else 0


if __name__ == "__main__":
    sys.exit(main())
