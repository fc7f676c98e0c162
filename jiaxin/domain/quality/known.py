"""已知情况 — what is already on file when a sheet is checked: look-ups that the caller prepares.

Empty look-ups mean "nothing known": checks that need them are silent. `workers` is None where nobody was
asked; an empty mapping means that nobody is filed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Known:
    """
    workers       id number → name, of those filed
    phones        phone → id numbers of workers who have it
    certificates  skill certificate number → id number of its holder
    companies     credit code → state in the register (active, cancelled, revoked)
    """

    workers: Mapping[str, str] | None = None
    phones: Mapping[str, frozenset[str]] = field(default_factory=dict)
    certificates: Mapping[str, str] = field(default_factory=dict)
    companies: Mapping[str, str] = field(default_factory=dict)


NOTHING = Known()
