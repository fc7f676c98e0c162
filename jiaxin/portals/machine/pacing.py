"""来信的限量 — how many bundles of letters are taken from one network address in a minute, and from all of them together.

The door for letters asks for no account, so whoever knocks is counted before a signature is looked at: a signature costs
more than a count. Of an address only a blind index is kept, for a minute.
"""

from django.core.cache import cache
from django.http import HttpRequest

from jiaxin.apps.access import limits, vault
from jiaxin.apps.access.queries import counted_from
from jiaxin.kit import clock

WINDOW = 60  # seconds


def wait_before_letters(request: HttpRequest) -> int:
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
