"""来信的限量 — how many bundles of letters are taken from one network address in a minute, and from all of them together.

The door for letters asks for no account, so whoever knocks is counted before anything is read or a signature looked at: both
cost more than a count. Of an address only a blind index is kept, for two minutes, in each process of the server by itself.
"""

from django.core.cache import cache
from django.http import HttpRequest

from jiaxin.apps.access import limits, vault
from jiaxin.apps.access.queries import counted_from
from jiaxin.kit import clock

WINDOW = 60  # seconds


class TooMany(Exception):
    """More than the share of a minute. `seconds`: after how many the next is taken."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


def within_pace(request: HttpRequest) -> bool:
    """Where other doors ask who is there. Raises `TooMany`."""
    if seconds := _wait(request):
        raise TooMany(seconds)
    return True


def _wait(request: HttpRequest) -> int:
    """Counts this bundle. Seconds after which the next is taken; 0: this one is."""
    now = int(clock.now().timestamp())
    begun = now // WINDOW
    address = vault.blind_index("address", counted_from(request)).hex()[:32]
    counts = [(f"letters:{begun}:{address}", limits.LETTERS_PER_ADDRESS_MINUTE), (f"letters:{begun}", limits.LETTERS_PER_MINUTE)]
    for key, most in counts:
        cache.add(key, 0, 2 * WINDOW)
        if cache.incr(key) > most:
            return (begun + 1) * WINDOW - now
    return 0
