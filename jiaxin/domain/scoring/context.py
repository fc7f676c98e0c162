"""评分背景 — stored, versioned inputs of a score that are not the subject's own facts.

For a worker: the grade of her company, the district's mean of ratings, the colour of her code, later the
reputation estimate. For a company: figures counted over its workers. Whoever stores a figure gives it a
version, so that a score of any past day can be computed again from the same inputs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


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
