"""The one clock. Everything that needs the time asks here, so that two years can be played in minutes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
_source: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731  # replaced as a value by the simulated clock


def now() -> datetime:
    """The instant, aware, in UTC."""
    return _source()


def today() -> date:
    """The local day in China."""
    return now().astimezone(CHINA).date()


@contextmanager
def set_clock(source: Callable[[], datetime]) -> Iterator[None]:
    """Run under another clock (demo, tests)."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
