"""摸底底数 of each street: the latest count, as the sum over its communities on that day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry


@dataclass(frozen=True, slots=True)
class Base:
    """摸底底数: how many, on which day, by whom counted."""

    count: int
    on: date
    source: str


def bases(names: Mapping[str, str], on: date) -> dict[str, Base]:
    """Street code → its base. `names`: code → name of the streets."""
    codes = {name: code for code, name in names.items()} | {code: code for code in names}
    found: dict[str, Base] = {}
    for facts in ledger.facts_about_many(registry.all_of("region"), as_of=on).values():
        counted = [e for e in facts.of("baseline") if str(e.get("street")) in codes]
        if not counted:
            continue
        last = max(str(e.get("baseline_on")) for e in counted)
        of_day = [e for e in counted if e.get("baseline_on") == last]
        code = codes[str(of_day[0].get("street"))]
        count = sum(int(str(e.get("count"))) for e in of_day)
        base = Base(count, date.fromisoformat(last), str(of_day[0].get("source_name") or ""))
        if code not in found or found[code].on < base.on:
            found[code] = base
    return found
