"""Local days as instants."""

from datetime import date, datetime, time

from jiaxin.kit.clock import CHINA


def midnight(day: date) -> int:
    """The second at which a local day begins."""
    return int(datetime.combine(day, time(), CHINA).timestamp())
