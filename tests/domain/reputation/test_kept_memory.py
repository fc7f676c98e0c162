"""While a fit runs, what one step drops the next takes up: the system is not asked for the same memory again."""

import ctypes
import resource

import numpy as np
import pytest

from jiaxin.domain.reputation import memory
from jiaxin.domain.reputation.memory import kept_memory

BYTES = 64 << 20
HELD = pytest.mark.skipif(memory._library() is None, reason="not the GNU C library")


def _faults(times: int) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(times):
        np.empty(BYTES // 8).fill(1.0)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@HELD
def test_the_same_memory_is_used_again_while_it_is_kept() -> None:
    usual = _faults(20)
    with kept_memory():
        _faults(1)
        kept = _faults(20)
    assert kept < usual / 4
    assert _faults(20) > usual / 2, "afterwards the library does as before"


@HELD
def test_afterwards_the_memory_goes_back() -> None:
    def resident() -> int:
        with open("/proc/self/statm") as told:
            return int(told.read().split()[1]) * resource.getpagesize()

    before = resident()
    with kept_memory():
        held = [np.ones(BYTES // 8) for _ in range(16)]
        del held
        inside = resident()
    assert inside - before > 8 * BYTES and resident() - before < 2 * BYTES


def test_without_such_a_library_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        """A C library that has no such names."""

        def __getattr__(self, name: str) -> object:
            raise AttributeError(name)

    monkeypatch.setattr(ctypes, "CDLL", lambda name: Other())
    with kept_memory():
        assert np.ones(3).sum() == 3.0
