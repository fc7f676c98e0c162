"""问一人 — one record against a register: the same person, a new one, or a question for a human.

What the batch does with all rows at once (resolving), for one row and those that share a key with it: the same keys,
levels, weights and limits. A register hands over the records that share a key and all others of their people; it
may keep them sealed until then.

same      one person fits, by one record or as a whole, and nobody else as well; never against a genuine number of hers
question  somebody may fit, or the row's number stands under somebody else: a person decides
new       nobody comes near
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from jiaxin.domain.identity import comparing, profiles
from jiaxin.domain.identity.clustering import AGAINST, JOIN, speaks_for, torn
from jiaxin.domain.identity.columns import Columns, Flags, Ints, across, number_known
from jiaxin.domain.identity.crowd import Commonness
from jiaxin.domain.identity.disputed_numbers import CLEARLY, fit, without
from jiaxin.domain.identity.numbers_taken_apart import PLACES
from jiaxin.domain.identity.resolving import ASK, genuine_marks
from jiaxin.domain.identity.weighing import Scores, Weights, shipped

SURE = 4.6  # log-odds, 99 to 1: below it a single row is not put to a person's file without somebody looking


class Outcome(StrEnum):
    SAME = "same"
    NEW = "new"
    QUESTION = "question"


@dataclass(slots=True)
class Filed:
    """Records of a register, as they were read. `disputed`: their number is not used."""

    records: Columns
    subjects: Sequence[str]
    disputed: Flags
    number_is_nobodys: bool = False  # more rows carry the asked number than one person can have


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be meant: the record that comes nearest."""

    subject: str
    record: int  # place among the filed
    score: float  # log-odds
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    subject: str = ""
    candidates: tuple[Candidate, ...] = field(default=())  # the nearest first; of a question, those to choose from
    number_disputed: bool = False  # the row's number stands under somebody else; it was compared without

    @property
    def sure(self) -> bool:
        """Same, clearly so, and nobody else comes near."""
        return self.outcome is Outcome.SAME and self.candidates[0].score >= SURE and len(self.candidates) == 1


def ask(row: Columns, common: Commonness, filed: Filed, weights: Weights | None = None) -> Answer:
    """`row`: columns of one record; `common`: how common its name, surname, phones and company are, itself counted."""
    weights = weights or shipped()
    if not len(filed.records):
        return Answer(Outcome.NEW)
    known = without(filed.records, np.flatnonzero(filed.disputed))
    scores, levels = _compared(row, common, known, weights)
    kept = _number_kept(row, common, filed, scores, weights)
    disputed = kept is not True
    if kept is False:
        row = without(row, np.zeros(1, np.int64))
        scores, levels = _compared(row, common, known, weights)
    people: dict[str, list[int]] = defaultdict(list)
    for at, subject in enumerate(filed.subjects):
        people[subject].append(at)
    near = [_nearest(subject, places, scores, levels) for subject, places in people.items()]
    whole = _whole(people, scores, levels, weights)
    near.sort(key=lambda c: (-c.score, c.subject))
    own, theirs = int(genuine_marks(row)[0]), genuine_marks(known)
    free = [c for c in near if not _two_numbers(own, theirs, people[c.subject])]
    between = {0: {at + 1: float(score) for at, score in enumerate(scores)}}
    undecided = 0 in torn(between, np.concatenate((genuine_marks(row), theirs)))
    fitting = [c for c in free if (not undecided and c.score >= JOIN and _holds(people[c.subject], scores)) or _fits(c, free, whole)]
    fitting.sort(key=lambda c: -whole[c.subject])
    open_ = [c for c in free if c.score >= ASK]
    if fitting:
        return Answer(Outcome.SAME, fitting[0].subject, tuple(open_), disputed)
    if open_ or disputed:
        return Answer(Outcome.QUESTION, "", tuple(open_ or near[:1]), disputed)
    return Answer(Outcome.NEW)


def _compared(row: Columns, common: Commonness, known: Columns, weights: Weights) -> tuple[Scores, "np.ndarray[tuple[int, int], np.dtype[np.uint8]]"]:
    """Scores and levels of the row with each of the others. Their own commonness counts only where it is the row's."""
    both = Columns.joined([row, known])
    zeros = np.zeros(len(known), np.int64)
    levels = comparing.levels(both, common.take(np.zeros(len(both), np.int64)), zeros, np.arange(1, len(both)))
    return weights.score(levels), levels


def _number_kept(row: Columns, common: Commonness, filed: Filed, scores: Scores, weights: Weights) -> bool | None:
    """May the row keep its number? True; False where it stands under somebody whose papers fit it no worse;
    None: it is the row's, and those who stand under it must be asked."""
    if not number_known(row.digits, 0, PLACES)[0]:
        return True
    if filed.number_is_nobodys:
        return False
    same: Ints = np.flatnonzero(across(filed.records.digits) == across(row.digits)[0])
    if not len(same):
        return True
    theirs = filed.records.take(same)
    found = _compared(row, common, theirs, weights)[0] if filed.disputed[same].any() else scores[same]
    if (found >= 0).all():
        return True
    fits = fit(theirs)
    mine, others = float(fit(row)[0] + fits[found >= 0].sum()), float(fits[found < 0].sum())
    return None if mine - others >= CLEARLY else False


def _nearest(subject: str, places: Sequence[int], scores: Scores, levels: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]") -> Candidate:
    best = max(places, key=lambda at: (scores[at], -at))
    return Candidate(subject, best, float(scores[best]), tuple(int(level) for level in levels[best]))


def _whole(people: Mapping[str, Sequence[int]], scores: Scores, levels: "np.ndarray[tuple[int, int], np.dtype[np.uint8]]", weights: Weights) -> dict[str, float]:
    """How the row fits all that is known of each person (profiles): everybody in one go, as each alone costs as much."""
    best = [sorted(places, key=lambda at: -scores[at])[: profiles.MOST] for places in people.values()]
    firsts = np.cumsum([0, *map(len, best[:-1])])
    found = weights.score(profiles.together(levels[np.concatenate(best)], firsts, weights))
    return dict(zip(people, found.tolist(), strict=True))


def _fits(one: Candidate, free: Sequence[Candidate], whole: Mapping[str, float]) -> bool:
    """As a whole, and still when all whom the row might be instead are counted."""
    rivals = [whole[c.subject] for c in free if c.subject != one.subject]
    return one.score >= profiles.NEAR and whole[one.subject] - float(np.logaddexp.reduce([0.0, *rivals])) >= profiles.LEAST


def _two_numbers(own: int, theirs: "np.ndarray[tuple[int], np.dtype[np.uint64]]", places: Sequence[int]) -> bool:
    return bool(own) and any(int(theirs[at]) not in (0, own) for at in places)


def _holds(places: Sequence[int], scores: Scores) -> bool:
    """Where one of her records speaks clearly against, all of them are heard."""
    found = [float(scores[at]) for at in places]
    return min(found) >= AGAINST or speaks_for([0], range(1, len(found) + 1), {0: dict(enumerate(found, 1))})
