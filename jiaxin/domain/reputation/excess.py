"""Excess — how many of a group's ties look a certain way, against what the honest market would send there.

Attack-blind: a profile (age of the account, verified or not, which extreme) is no offence, and every group gets it in the share
of the market. A group where it piles up has, for that profile, a share of `1 - expected/seen` that is not explained, whatever
the reason. Honest groups differ too, so a slack and a few pseudo-counts come off first.
"""

from dataclasses import dataclass

import numpy as np

from jiaxin.domain.reputation.cells import summed
from jiaxin.domain.reputation.columns import Codes, Floats

SLACK = 1.3
ROUNDS = 4


@dataclass(frozen=True)
class Excess:
    points: Floats  # by item: log-odds that it belongs to what is not explained, capped
    unexplained: Floats  # by group: share of its items
    explained: Floats  # by item: how many of those that look like it in its group the market explains, as a share


def excess(
    group: Codes, groups: int, profile: Codes, profiles: int, weight: Floats, calm: float, cap: float
) -> Excess:
    """`weight` says how far an item counts; `calm` is the number of pseudo-items that hold a group to the market."""
    if not len(group):
        return Excess(np.zeros(0), np.zeros(groups), np.zeros(0))
    keys, item = np.unique(group * profiles + profile, return_inverse=True)
    of, looks = keys // profiles, keys % profiles
    seen = summed(item, weight, len(keys))
    held = summed(of, seen, groups)
    honest = held.copy()
    share = np.full(profiles, 1.0 / profiles)
    usual = seen
    for _ in range(ROUNDS):
        trust = np.clip(honest / np.maximum(held, 1e-9), 0.05, 1.0)[of]
        kept = summed(looks, seen * trust**2, profiles) + 0.5 / profiles
        share = kept / kept.sum()
        for _ in range(3):
            usual = np.maximum(honest[of], 1.0) * share[looks]
            limit = SLACK * usual + 1.5 * np.sqrt(usual + 0.25)
            honest = summed(of, np.minimum(seen, limit), groups)
    ratio = (seen + calm) / (usual + calm) / SLACK
    points = np.log(np.maximum(ratio - 1.0, 0.2))
    return Excess(np.clip(points, -1.2, cap)[item], 1.0 - honest / np.maximum(held, 1e-9), np.minimum(usual / np.maximum(seen, 1e-9), 1.0)[item])
