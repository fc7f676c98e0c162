"""人群计数 — how common a name is, how many names stand under one phone: what makes agreement say much or little.

Counts, not shares: two rows of 张伟 in a register of a million have more chances to be strangers than in one of a
thousand, and the count says so by itself. A registry keeps the same counts next to its keys.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.identity.columns import Columns, Ints, Marks, mixed
from jiaxin.domain.identity.keys import name_marks


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
    names: Counted
    surnames: Counted
    phones: Counted  # different names under each
    companies: Counted


@dataclass(slots=True)
class Commonness:
    """The counts of each record."""

    name: Ints
    surname: Ints
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
    return Crowd(
        Counted.of(name[named]),
        Counted.of(c.loose[:, 0].astype(np.uint64)),
        Counted.of(phone[first]),
        Counted.of(c.company[c.company > 0]),
    )


def commonness(c: Columns, crowd: Crowd) -> Commonness:
    name, named = name_marks(c)
    return Commonness(
        np.where(named, crowd.names(name), 0),
        crowd.surnames(c.loose[:, 0].astype(np.uint64)),
        np.where(c.phones > 0, crowd.phones(c.phones.astype(np.uint64)), 0),
        np.where(c.company > 0, crowd.companies(c.company), 0),
    )
