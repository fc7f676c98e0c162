"""小格保密 — one table of counts made fit for everybody: small cells are not shown, nor one from which they follow.

Unit    persons. What is shown is rounded to the nearest five, totals from the true counts, so that sums do not add up.
Not here  how it is made sure (controlled), several tables over the same people.
"""

from collections.abc import Sequence

from jiaxin.domain.figures.controlled import STEP as STEP
from jiaxin.domain.figures.controlled import Row, controlled
from jiaxin.domain.figures.controlled import rounded as rounded


def published(rows: Sequence[Row], parts: Sequence[str], whole: str, least: int) -> list[dict[str, int | None]]:
    """The rows as they may be shown, the total of all as the last one; None = not shown.

    parts  columns that add up to the column `whole` in each row
    """
    return controlled(rows, (parts,), whole, least)
