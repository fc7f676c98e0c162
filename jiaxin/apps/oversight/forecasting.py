"""达标预测 — the newly filed of each of the last weeks by street, and what they lead to by the end of the year."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures.forecast import Forecast, forecast
from jiaxin.domain.figures.rules import figure_rules

WEEK = 7


def forecasts(standing: Mapping[str, tuple[int, int | None]], today: date) -> dict[str, Forecast]:
    """Street code → its forecast; under the empty code all streets with a base together. standing: code → (filed, base)."""
    rules = figure_rules(today)
    by_street = newly_filed(standing, today)
    weeks = max(map(len, by_street.values()), default=0)
    by, target, least = date(today.year, 12, 31), rules.target_permille, rules.target_least_weeks
    found = {code: forecast(filed, base, by_street[code], today, by, target, least) for code, (filed, base) in standing.items()}
    counted = [code for code, (_, base) in standing.items() if base]
    together = [sum(by_street[code][week] for code in counted) for week in range(weeks)]
    filed, base = sum(standing[c][0] for c in counted), sum(standing[c][1] or 0 for c in counted)
    return {**found, "": forecast(filed, base or None, together, today, by, target, least)}


def newly_filed(streets: Iterable[str], today: date) -> dict[str, list[int]]:
    """Street code → newly filed of each of the last weeks, the oldest first; as many weeks as there are, at most those of the rules."""
    first = registry.first_filed()
    weeks = min(figure_rules(today).target_weeks, (today - first).days // WEEK) if first else 0
    since = today - timedelta(days=WEEK * weeks)
    found: dict[str, list[int]] = {code: [0] * weeks for code in streets}
    for (street, day), count in registry.filed_by_day(since + timedelta(days=1)).items() if weeks else ():
        if street in found and day <= today:
            found[street][((day - since).days - 1) // WEEK] += count
    return found
