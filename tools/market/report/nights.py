"""Nights between cold fits — do they equal a full pass, and how far do they drift from a fresh fit?"""

import numpy as np

from tools.market.metrics import spearman
from tools.market.parameters import DEFAULT
from tools.market.report.table import Bar, Options, at_least, at_most, head, row, title
from tools.market.staging import world

NIGHTS = 30


def nights(options: Options) -> list[Bar]:
    from jiaxin.domain.reputation import fitted, opened, update

    title(f"{NIGHTS} nights under frozen parameters: against one full pass under the same, and against a fresh cold fit")
    head("seed", ["full, most", "drift, most", "drift, mean", "rank kept"])
    found = []
    for seed in options.seeds[:2]:
        orders, workers, households, penalties, now = world(DEFAULT, seed).seen.arguments()

        def until(table: dict, since: float, day: float) -> dict:
            rows = (table["t"] > since) & (table["t"] <= day)
            return {name: values[rows] for name, values in table.items()}

        start = now - NIGHTS
        before = until(orders, -np.inf, start), workers, households, until(penalties, -np.inf, start), start
        frozen = fitted(*before).frozen
        book = opened(frozen, *before)
        for night in range(1, NIGHTS + 1):
            day = start + night
            book = update(book, until(orders, day - 1, day), day, penalties=until(penalties, day - 1, day))
        full, fresh = opened(frozen, orders, workers, households, penalties, now), fitted(orders, workers, households, penalties, now)
        assert book.estimate is not None and full.estimate is not None
        nightly, cold = book.estimate.score, fresh.estimate.score
        found.append([np.abs(nightly - full.estimate.score).max(), np.abs(nightly - cold).max(), np.abs(nightly - cold).mean(), spearman(nightly, cold)])
        row(str(seed), found[-1], digits=6)
    return [
        at_most("nights against a full pass, most", max(one[0] for one in found), 1e-6, 9),
        at_least("rank correlation with a fresh fit after 30 nights", min(one[3] for one in found), 0.995, 4),
    ]
