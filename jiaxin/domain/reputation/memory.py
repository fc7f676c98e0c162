"""Memory — what a fit lets go of, its next step takes up again.

The steps of a fit make and drop arrays of one size by the thousand. The C library hands a large array back to the system as it is
dropped and asks for the next one anew, page by page and cleared: of many orders that costs more than computing. While a fit runs
what is dropped stays with the process; afterwards all of it goes back.

Silent  where the C library has no such setting (not GNU): the fit runs as it would have.
Source  mallopt(3), malloc_trim(3).
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_TRIM_THRESHOLD, _TOP_PAD, _MMAP_THRESHOLD, _MMAP_MAX = -1, -2, -3, -4  # malloc.h
_NEVER = -1
_AT_ONCE = 64 << 20  # bytes asked of the system at a time
_USUAL = ((_MMAP_MAX, 65_536), (_MMAP_THRESHOLD, 32 << 20), (_TRIM_THRESHOLD, 64 << 20), (_TOP_PAD, 128 << 10))


@contextmanager
def kept_memory() -> Iterator[None]:
    library = _library()
    if library is None:
        yield
        return
    for setting, value in ((_MMAP_MAX, 0), (_TRIM_THRESHOLD, _NEVER), (_TOP_PAD, _AT_ONCE)):
        library.mallopt(setting, value)
    try:
        yield
    finally:
        for setting, value in _USUAL:
            library.mallopt(setting, value)
        library.malloc_trim(0)


def _library() -> Any:
    """The C library of this process, if it is GNU's."""
    try:
        library = ctypes.CDLL(None)
        return library if library.mallopt and library.malloc_trim and library.gnu_get_libc_version else None
    except (AttributeError, OSError, TypeError):
        return None
