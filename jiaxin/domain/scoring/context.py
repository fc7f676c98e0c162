"""评分背景 — stored, versioned inputs of a score that are not the subject's own facts.

For a worker: the grade of her company, the district's mean of ratings, the colour of her code, later the
reputation estimate. For a company: figures counted over its workers. Whoever stores a figure gives it a
version, so that a score of any past day can be computed again from the same inputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import orjson


@dataclass(frozen=True, slots=True)
class Context:
    """values      whole numbers by name
    versions       where a value comes from (a rulebook digest, a run), by the same name
    next_change_on the day on which the calendar alone changes a value, by the same name
    """

    values: Mapping[str, int] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    next_change_on: Mapping[str, date] = field(default_factory=dict)


NOTHING = Context()


def packed(context: Context) -> bytes:
    """Given inputs as bytes: canonical JSON of name, value, version and next day of change of each."""
    days = context.next_change_on
    rows = [(n, v, context.versions.get(n, ""), days[n].isoformat() if n in days else "") for n, v in context.values.items()]
    return orjson.dumps(sorted(rows))


def unpacked(raw: bytes) -> Context:
    rows = orjson.loads(raw)
    return Context(
        {name: value for name, value, _, _ in rows},
        {name: version for name, _, version, _ in rows if version},
        {name: date.fromisoformat(day) for name, _, _, day in rows if day},
    )
