"""人群计数 — how many people carry a name, how many names stand under one phone: what makes agreement say much or little.

People, not rows: one person reported six times does not make her name common. Whoever carries a name is counted by
the whole numbers that stand beside it; a row without one is half a person, for most have been reported elsewhere.
Counts, not shares: two rows of 张伟 in a register of a million have more chances to be strangers than in one of a
thousand, and the count says so by itself. A registry keeps the same counts next to its keys.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.identity.columns import Columns, Flags, Ints, Marks, across, mixed, number_known
from jiaxin.domain.identity.keys import name_marks
from jiaxin.domain.identity.numbers_taken_apart import PLACES


@dataclass(slots=True)
class Counted:
    """Marks in order and how often each occurs."""

    marks: Marks
    counts: Ints

    @classmethod
    def of(cls, marks: Marks) -> "Counted":
        found, counts = np.unique(marks, return_counts=True)
        return cls(found, counts.astype(np.int64))

    def __call__(self, marks: Marks) -> Ints:
        """0 for a mark that never occurred."""
        if not len(self.marks):
            return np.zeros(marks.shape, np.int64)
        at = np.minimum(np.searchsorted(self.marks, marks), len(self.marks) - 1)
        return np.where(self.marks[at] == marks, self.counts[at], 0)


@dataclass(slots=True)
class Crowd:
    names: Counted  # half people
    surnames: Counted
    phones: Counted  # different names under each
    companies: Counted


@dataclass(slots=True)
class Commonness:
    """The counts of each record."""

    name: Ints  # people, rounded up
    surname: Ints  # rows
    phones: Ints  # [n, 3]
    company: Ints

    def take(self, rows: Ints) -> "Commonness":
        return Commonness(self.name[rows], self.surname[rows], self.phones[rows], self.company[rows])


def count(c: Columns) -> Crowd:
    name, named = name_marks(c)
    flat = c.phones.ravel()
    has = flat > 0
    phone, heard = flat[has].astype(np.uint64), np.repeat(np.where(named, name, mixed(c.loose[:, 0])), c.phones.shape[1])[has]
    order = np.lexsort((heard, phone))
    phone, heard = phone[order], heard[order]
    first = np.ones(len(phone), np.bool_)
    first[1:] = (phone[1:] != phone[:-1]) | (heard[1:] != heard[:-1])
    numbered, beside = numbers_beside_names(c)
    _, once = np.unique(beside, return_index=True)
    bearers = name[numbered][once]
    return Crowd(
        Counted.of(np.concatenate((bearers, bearers, name[named & ~numbered]))),
        Counted.of(c.loose[:, 0].astype(np.uint64)),
        Counted.of(phone[first]),
        Counted.of(c.company[c.company > 0]),
    )


def numbers_beside_names(c: Columns) -> tuple[Flags, Marks]:
    """Which records have a whole name and a whole number, and one mark of both for each of them."""
    name, named = name_marks(c)
    has = named & number_known(c.digits, 0, PLACES)
    return has, mixed(name[has], across(c.digits[has]))


def commonness(c: Columns, crowd: Crowd) -> Commonness:
    name, named = name_marks(c)
    return Commonness(
        np.where(named, (crowd.names(name) + 1) // 2, 0),
        crowd.surnames(c.loose[:, 0].astype(np.uint64)),
        np.where(c.phones > 0, crowd.phones(c.phones.astype(np.uint64)), 0),
        np.where(c.company > 0, crowd.companies(c.company), 0),
    )
