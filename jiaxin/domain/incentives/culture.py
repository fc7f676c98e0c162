"""诚信宣传成效 — did families look up more often, before they ordered, where posters hung than where none did?

An order counts as looked up when the card of the worker who came was opened in the days before it. Who opened it nobody
knows: look-ups carry no address. The community is that of the worker's file, because no household's address is kept for
this; what others looked up of the same worker makes both groups look alike a little, never different.
Source  主动查询率 by community, 前后对照 (本区诚信文化建设); interval over communities (clustered).
Unit    days as ordinals; effects in thousandths of the rate without posters.
Silent  where communities or orders are too few, or the days after are not over, there is no figure, and it says why.
Not here  reading look-ups and orders (apps/oversight), the posters themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.domain.incentives.campaigns import Comparison
from jiaxin.domain.incentives.clustered import contrast, lacking, total
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for


@dataclass(frozen=True, slots=True)
class Ordered:
    """One order: community of the worker, her card, the day."""

    community: str
    card: bytes
    day: int


def culture_rules(day: date) -> Rulebook:
    return packaged_for("culture", day)


def needed(posted: date, book: Rulebook) -> tuple[date, date, date]:
    """(first day of look-ups needed, first day of orders, last day of orders)."""
    days, asked = int(book.data["window"]["days"]), int(book.data["window"]["asked_days"])
    first = posted - timedelta(days=days)
    return first - timedelta(days=asked), first, posted + timedelta(days=days - 1)


def looked_up(orders: Iterable[Ordered], looks: Mapping[bytes, Iterable[int]], with_it: frozenset[str], posted: date, today: date, book: Rulebook) -> Comparison:
    """What the posters changed. `looks`: card → days on which it was opened; `with_it`: communities where posters hang."""
    book.must_be("culture")
    asked, least = int(book.data["window"]["asked_days"]), book.data["compare"]
    _, first, last = needed(posted, book)
    days = {card: frozenset(found) for card, found in looks.items()}
    counted: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([0, 0], [0, 0]))
    for one in orders:
        if not one.community or not first.toordinal() <= one.day <= last.toordinal():
            continue
        cell = counted[one.community][one.day >= posted.toordinal()]
        cell[0] += 1
        cell[1] += any(one.day - back in days.get(one.card, ()) for back in range(asked + 1))
    groups = [{c: cells for c, cells in counted.items() if (c in with_it) is hung} for hung in (True, False)]
    a, b, c, d = (total(group, period) for group in groups for period in (0, 1))
    why = f"张贴后的 {book.data['window']['days']} 天要到 {last + timedelta(days=1)} 才满，那天起可以算" if today <= last else ""
    why = why or lacking(groups[0], groups[1], int(least["least_communities"]), int(least["least_effective"]), int(least["least_orders"]), ("社区", "单", "查询过的订单"))
    if why:
        return Comparison(len(groups[0]), len(groups[1]), a, b, c, d, None, None, None, why)
    effect, low, high = contrast(groups[0], groups[1], int(least["sure_mille"]))
    return Comparison(len(groups[0]), len(groups[1]), a, b, c, d, effect, low, high)
