"""English — a family page in the other language, for a browser that has asked for it.

A page is stored and kept in Chinese. The rare reader of English gets it read through the catalogue, once a page and not
once a look-up: a second copy of every card would double the file for one visitor in hundreds. A Chinese look-up pays nothing.
"""

from functools import cache, lru_cache

import brotli  # type: ignore[import-untyped]  # ships no types

from jiaxin.domain.wording import english
from jiaxin.kit.pages import TO_CHINESE, TO_ENGLISH
from jiaxin.kit.rewording import Catalogue


@cache
def catalogue() -> Catalogue:
    """Read when the first page in English is asked for."""
    return Catalogue(english())


@lru_cache(maxsize=256)
def in_english(body: bytes) -> bytes:
    """A page packed by brotli in, the same page in English out."""
    page = catalogue().page(brotli.decompress(body).decode())
    page = page.replace(TO_ENGLISH, TO_CHINESE).replace('src="/v.js"', 'src="/v.js?l=en"')
    packed: bytes = brotli.compress(page.encode(), quality=4)
    return packed
