"""风险权重 — how strongly the signs of a firm's record spoke for a violation in past inspections, as a whole-number weight.

A profile is a few yes-or-no signs, each of which speaks against a firm. Each sign is weighed by itself: the rate of issues
among those who had it (or had it not), drawn towards what was thought before (`prior` firms strong; `expected` times the
mean for those who have it), as a multiple of the mean of all. A sign that speaks against never counts in favour: where few
inspections say the contrary, it counts for nothing. Signs multiply, as odds of independent signs nearly do, so that a
combination seen twice is judged by all who share a part of it; the power makes the draw aim. Weights are fixed in the
committed list.
Not here  the draw (draw); whether aiming paid off (rates).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import prod

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook

Profile = tuple[bool, bool, bool]
HEAVIEST = 10**12  # weight of the riskiest firm on the list: exact in any language that anybody draws again with

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
    rules = book.data["risk"]
    prior, power, expected = int(rules["prior"]), int(rules["power"]), Fraction(str(rules["expected"]))
    seen, bad = sum(n for n, _ in past.values()), sum(b for _, b in past.values())
    if not bad:
        return [1] * len(profiles)
    mean = Fraction(bad, seen)

    def times(sign: int, value: bool) -> Fraction:
        inspected = sum(n for p, (n, _) in past.items() if p[sign] == value)
        found = sum(b for p, (_, b) in past.items() if p[sign] == value)
        thought = mean * expected if value else mean
        rate = (found + prior * thought) / (inspected + prior) / mean
        return max(rate, Fraction(1)) if value else min(rate, Fraction(1))

    worth = {one: prod(times(sign, value) for sign, value in enumerate(one)) for one in set(profiles)}
    top = max(worth.values(), default=Fraction(1))
    weight = {one: max(1, int(HEAVIEST * (share / top) ** power)) for one, share in worth.items()}
    return [weight[one] for one in profiles]
