"""风险权重 — how strongly the signs of a firm's record spoke for a violation in past inspections, as a whole-number weight.

A profile is a few yes-or-no signs. Each sign is weighed by itself: the rate of issues among those who had it (or had it
not), drawn towards the mean of all (`prior` firms strong), as a multiple of that mean. Signs multiply, as odds of
independent signs nearly do, so that a combination seen twice is judged by all who share a part of it; the power makes the
draw aim. Weights are fixed in the committed list.
Not here  the draw (draw); what a sign is worth is learned, never typed.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import prod

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook

Profile = tuple[bool, bool, bool]
SCALE = 10**6  # weight of a firm as risky as the mean; a firm far below it keeps 1


def profile(facts: Facts, low_grade: bool, on: date) -> Profile:
    """(a complaint upheld in the last year, an inspection with issues in the two years before, a low grade)."""
    year, two = add_months(on, -12), add_months(on, -24)
    upheld = any(e.get("upheld") is True and e.id not in facts.disputed and year < e.fact.happened_on <= on for e in facts.of("complaint.finding"))
    issues = any(e.get("result") != "passed" and e.id not in facts.disputed and two < e.fact.happened_on <= on for e in facts.of("inspection"))
    return upheld, issues, low_grade


def weights(profiles: Sequence[Profile], past: Mapping[Profile, tuple[int, int]], book: Rulebook) -> list[int]:
    """Weight of each firm; `past` = profile → (inspected, of them with issues). At least 1.

    Without past inspections, or issues found by them, all weights are equal: nothing is known, so nobody is aimed at.
    """
    prior, power = int(book.data["risk"]["prior"]), int(book.data["risk"]["power"])
    seen, bad = sum(n for n, _ in past.values()), sum(b for _, b in past.values())
    if not bad:
        return [1] * len(profiles)
    mean = Fraction(bad, seen)

    def times(sign: int, value: bool) -> Fraction:
        inspected = sum(n for p, (n, _) in past.items() if p[sign] == value)
        found = sum(b for p, (_, b) in past.items() if p[sign] == value)
        return (found + prior * mean) / (inspected + prior) / mean

    worth = {one: prod(times(sign, value) for sign, value in enumerate(one)) for one in set(profiles)}
    weight = {one: max(1, int(SCALE * share**power)) for one, share in worth.items()}
    return [weight[one] for one in profiles]
