"""数行 — a sheet has as many rows of data as the limit says, whatever stands above, between and below them.

A reader cannot know what is data: it lets titles, headings and totals pass besides. Judging knows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from jiaxin.kit.sheets.limits import DEFAULT as LIMITS
from jiaxin.kit.sheets.refusal import refused


def counted(messages: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What judging says, handed on. Raises Unreadable at a sheet with too many rows: at once if it is the only one."""
    seen: Counter[str] = Counter()
    names: list[str] = []
    for message in messages:
        if message["is"] == "sheet":
            names.append(message["sheet"]["name"])
        elif message["is"] == "rows":
            seen.update(map(itemgetter("sheet"), message["rows"]))
            foreseen = {names[0]: message["of"]} if len(names) == 1 else seen
            for name, count in foreseen.items():
                if count > LIMITS.rows:
                    raise refused("sheet.rows", sheet=name, limit=LIMITS.rows)
        yield message
