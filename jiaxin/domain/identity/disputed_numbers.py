"""争议证号 — one number under two people: whose is it, and whom must it not tie together?

A number copied down from the row above makes strangers equal. Records under one whole number fall into camps that
the rest of their cells hold together. The camp whose days of birth and sex fit the number keeps it; where none fits
better, nobody does. Who loses it is compared as if it had none, and a person is asked.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from jiaxin.domain.identity import comparing
from jiaxin.domain.identity.candidates import within_blocks
from jiaxin.domain.identity.columns import UNREAD, Columns, Flags, Ints, across, birth_in_number, number_known
from jiaxin.domain.identity.crowd import Commonness
from jiaxin.domain.identity.keys import KINDS, NUMBER, Keyed
from jiaxin.domain.identity.numbers_taken_apart import PLACES
from jiaxin.domain.identity.weighing import Scores, Weights

CLEARLY = 1.0  # by how much one camp must fit the number better than the next
_TOO_MANY = KINDS[NUMBER["number"]].most


@dataclass(slots=True)
class Disputes:
    quarantined: Ints  # records whose number is not used
    asked: list[tuple[int, int]]  # one record of each of two camps under one number


def find(c: Columns, common: Commonness, weights: Weights) -> Disputes:
    rows = np.flatnonzero(number_known(c.digits, 0, PLACES))
    marks = across(c.digits[rows])
    packed = within_blocks(Keyed(NUMBER["number"], rows, marks))
    left, right = packed >> 32, packed & 0xFFFFFFFF
    scores = weights.score(comparing.levels(c, common, left, right))
    contested = np.unique(marks[np.searchsorted(rows, left[scores < 0])])
    under = defaultdict(list)
    for at in np.flatnonzero(np.isin(marks, contested)):
        under[int(marks[at])].append(int(rows[at]))
    own = np.isin(left, [r for found in under.values() for r in found])
    held = _held(left[own], right[own], scores[own])
    fits = fit(c)
    quarantined, asked = list(_overcrowded(rows, marks)), []
    for members in under.values():
        camps = _camps(members, held)
        if len(camps) > 1:
            camps.sort(key=lambda camp: -sum(fits[r] for r in camp))
            totals = [sum(fits[r] for r in camp) for camp in camps]
            keeps = totals[0] - totals[1] >= CLEARLY
            quarantined += [r for camp in camps[1 if keeps else 0 :] for r in camp]
            asked += [(camps[0][0], camp[0]) for camp in camps[1:]]
    return Disputes(np.array(sorted(quarantined), np.int64), asked)


def _overcrowded(rows: Ints, marks: Ints | np.ndarray[tuple[int], np.dtype[np.uint64]]) -> list[int]:
    """A number on more rows than one person can have is nobody's."""
    _, back, counts = np.unique(marks, return_inverse=True, return_counts=True)
    return [int(r) for r in rows[counts[back] > _TOO_MANY]]


def _held(left: Ints, right: Ints, scores: Scores) -> dict[int, list[int]]:
    found = defaultdict(list)
    for one, other in zip(left[scores >= 0].tolist(), right[scores >= 0].tolist(), strict=True):
        found[one].append(other)
        found[other].append(one)
    return found


def _camps(members: list[int], held: dict[int, list[int]]) -> list[list[int]]:
    """Connected by agreement of everything but the number."""
    left, camps = set(members), []
    while left:
        camp, ahead = [], [min(left)]
        left.discard(ahead[0])
        while ahead:
            camp.append(record := ahead.pop())
            for other in held.get(record, ()):
                if other in left:
                    left.discard(other)
                    ahead.append(other)
        camps.append(camp)
    return camps


def fit(c: Columns) -> Scores:
    """How well each record's own day of birth and sex fit the number it carries."""
    born = birth_in_number(c.digits)
    day = (c.birth % 100 > 0) & (born > 0)
    year = (c.birth > 0) & (born > 0) & ~day
    fit = np.where(day, np.where(c.birth == born, 2.0, np.where(c.birth // 10000 == born // 10000, -0.5, -3.0)), 0.25)
    fit = np.where(year, np.where(c.birth // 10000 == born // 10000, 1.0, -2.0), fit)
    order = c.digits[:, 16]
    fits_sex = (order % 2 == 1) == (c.sex == 1)
    return fit + np.where((c.sex > 0) & (order != UNREAD), np.where(fits_sex, 0.2, -1.5), 0.0)


def without(c: Columns, quarantined: Ints) -> Columns:
    """The same columns; whoever is quarantined has no number."""
    if not len(quarantined):
        return c
    copy = c.take(np.arange(len(c)))
    copy.digits[quarantined] = UNREAD
    copy.standing[quarantined] = 0
    return copy


def flags(c: Columns, disputes: Disputes) -> Flags:
    found = np.zeros(len(c), np.bool_)
    found[disputes.quarantined] = True
    return found
