"""Another name — poor workers register again and leave their history behind, under the same real name or under a stranger's."""

from collections.abc import Callable

import numpy as np

from tools.market.attacks.plan import Attack, poor, registration
from tools.market.people import re_register
from tools.market.visits import Book


def again(linked: float) -> Callable[[Book, float, np.random.Generator], None]:
    """Every target starts afresh in the last year; `linked` of them are recognised by the real-name key."""

    def after(book: Book, _share: float, rng: np.random.Generator) -> None:
        people, m = book.people, book.people.parameters
        old = registration(people)[book.targets]
        day = np.maximum(rng.uniform(m.days - 365, m.days - 30, len(old)), people.workers["joined"][old] + 30)
        company = rng.integers(0, m.companies, len(old))
        new = re_register(people, book.targets, day, company, rng.random(len(old)) < linked)
        people.workers["joined"][new] = np.floor(day)
        to = np.full(len(people.workers["person"]), -1)
        since = np.full(len(to), np.inf)
        to[old], since[old] = new, day
        moved = book.orders["t"] > since[book.orders["worker"]]
        book.orders["worker"][moved] = to[book.orders["worker"][moved]]
        book.orders["company"] = np.where(moved, people.workers["company"][book.orders["worker"]], book.orders["company"])
        moved = book.penalties["t"] > since[book.penalties["worker"]]
        book.penalties["worker"][moved] = to[book.penalties["worker"][moved]]

    return after


WHITEWASH = Attack("whitewash", "a second registration, recognised by the real name", poor, again(linked=1.0))
WHITEWASH_UNLINKED = Attack("whitewash-unlinked", "three in ten escape the real-name check", poor, again(linked=0.7))
