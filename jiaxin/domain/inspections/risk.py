"""风险权重 — how strongly a firm's profile spoke for a violation in past inspections, as a whole-number weight.

A profile is a few yes-or-no signs of the record. Its rate is drawn towards the mean of all (`prior` firms strong), so that
a profile seen twice does not shout; the power makes the draw aim. Weights are fixed in the committed list.
Not here  the draw (draw); what a sign is worth is learned, never typed.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from jiaxin.domain.calendar import add_months
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook

Profile = tuple[bool, bool, bool]
SCALE = 1000


def profile(facts: Facts, low_grade: bool, on: date) -> Profile:
    """(a complaint upheld in the last year, an inspection with issues in the two years before, a low grade)."""
    year, two = add_months(on, -12), add_months(on, -24)
    upheld = any(e.get("upheld") is True and e.id not in facts.disputed and year < e.fact.happened_on <= on for e in facts.of("complaint.finding"))
    issues = any(e.get("result") != "passed" and e.id not in facts.disputed and two < e.fact.happened_on <= on for e in facts.of("inspection"))
    return upheld, issues, low_grade


def weights(profiles: Sequence[Profile], past: Mapping[Profile, tuple[int, int]], book: Rulebook) -> list[int]:
    """Weight of each firm; `past` = profile → (inspected, of them with issues). At least 1.

    Without past inspections all weights are equal: nothing is known, so nobody is aimed at.
    """
    prior, power = int(book.data["risk"]["prior"]), int(book.data["risk"]["power"])
    seen, bad = sum(n for n, _ in past.values()), sum(b for _, b in past.values())
    if not seen:
        return [1] * len(profiles)
    made = []
    for one in profiles:
        inspected, found = past.get(one, (0, 0))
        # (found + prior·bad/seen) / (inspected + prior), in thousandths, whole numbers throughout
        rate = SCALE * (found * seen + prior * bad) // (seen * (inspected + prior))
        made.append(max(1, 10 * rate**power // SCALE ** (power - 1)))
    return made
