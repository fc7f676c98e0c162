"""识别键 — what, with the subject, tells two facts of one kind apart.

A key part is the text of a field, or of a party of the fact (`company`, `source`). A missing field is an
empty part. Parts may come from sealed fields (a policy number, a certificate number), so whoever stores
the key stores it keyed-hashed, never as it is: `seals` says which kinds that concerns.
"""

from collections.abc import Mapping

from jiaxin.domain.facts import Value
from jiaxin.domain.records.kind import Kind

PARTIES = frozenset({"company", "source"})


def natural_key(kind: Kind, values: Mapping[str, Value], company: str = "", source: str = "") -> tuple[str, ...]:
    """The key parts in the declared order. `values` holds clear and sealed fields together."""
    parties = {"company": company, "source": source}
    parts = []
    for name in kind.key:
        value = parties[name] if name in parties else values.get(name)
        parts.append("" if value is None else str(value))
    return tuple(parts)


def seals(kind: Kind) -> bool:
    """Whether the key holds something that identifies or exposes a person."""
    return any(field.sealed for field in kind.fields if field.name in kind.key)
