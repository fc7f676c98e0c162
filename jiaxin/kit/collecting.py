"""少收拾 — bulk work without the collector going round in vain.

Landing a chunk makes some hundred thousand small values that die by reference count; none of them is part
of a cycle. Python's collector counts them all the same and walks everything the process holds again and
again: an eighth of an import. Inside `unhurried` it comes a hundred times less often.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_EVERY = 100_000  # new containers between two rounds


@contextmanager
def unhurried() -> Iterator[None]:
    """What is held now is not walked; what cycles come up are still found. Then all is as before."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
