"""数据质量分 — how much of a company's files rests on something verified, and what is worth doing first.

Unit    thousandths of all parts of all files (rounded down); minutes a person needs for one part of one file.
Source  seed task 数据质量提升; the minutes are in the rulebook of figures. ASSUMED: all parts weigh the same.
Silent  about typed and about copied entries: what nobody verified adds nothing, however much of it is filled in.
        Being under suspicion takes nothing away either: a person looks, the figure does not punish. Only what a person
        found mistaken or false counts as unverified, until it is put right.
Not here  which rows look copied or invented (domain/quality).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jiaxin.domain.completeness import PARTS, completeness
from jiaxin.domain.facts import Facts, Standing

# a person's own word is enough for what only she can know; papers and checks need somebody who has seen or returned them
_OWN_WORD = frozenset({"profile", "phone", "consent", "job_types"})
_SEEN = frozenset({Standing.ORIGINAL, Standing.OFFICIAL})
_SAID = _SEEN | {Standing.PHONE}
_NOBODY: Mapping[str, frozenset[str]] = {}


@dataclass(frozen=True, slots=True)
class Fix:
    """One thing to do: for how many files, how long for each, and how much the figure rises in an hour of it."""

    part: str
    label: str
    files: int
    minutes: int
    gain: int  # thousandths, when all are done
    per_hour: int  # thousandths


@dataclass(frozen=True, slots=True)
class Quality:
    files: int
    verified: int  # parts
    parts: int
    fixes: tuple[Fix, ...]

    @property
    def score(self) -> int | None:
        return 1000 * self.verified // self.parts if self.parts else None


def verified_parts(facts: Facts, missing: Iterable[str], as_of: date) -> frozenset[str]:
    """Parts of a file that are there, in date, and verified.

    missing  what the file lacks by any word, as last projected: it tells of a phone, which is sealed, without opening it
    """
    said = set(PARTS) - set(completeness(_only(facts, _SAID), as_of).missing)
    seen = set(PARTS) - set(completeness(_only(facts, _SEEN), as_of).missing)
    if "profile" in said:
        said.add("phone")
    return frozenset((said & _OWN_WORD) | (seen - _OWN_WORD)) - set(missing)


def quality(files: Iterable[tuple[Facts, Sequence[str]]], as_of: date, minutes: Mapping[str, int], struck: Mapping[str, frozenset[str]] = _NOBODY) -> Quality:
    """Of one company's files, each with what it lacks by any word. What is worth most per minute stands first.

    struck  subject → parts whose record a person found mistaken or false and that nobody has put right
    """
    lacking: Counter[str] = Counter()
    count = verified = 0
    for facts, missing in files:
        have = verified_parts(facts, missing, as_of) - struck.get(facts.subject, frozenset())
        count, verified = count + 1, verified + len(have)
        lacking.update(part for part in PARTS if part not in have)
    parts = count * len(PARTS)
    fixes = [
        Fix(part, PARTS[part], number, minutes[part], 1000 * number // parts, 1000 * min(number, 60 // minutes[part]) // parts)
        for part, number in lacking.items()
    ]
    return Quality(count, verified, parts, tuple(sorted(fixes, key=lambda one: (one.minutes, -one.files, one.part))))


def _only(facts: Facts, standings: frozenset[Standing]) -> Facts:
    return replace(facts, entries=tuple(e for e in facts.entries if e.fact.standing in standings))
