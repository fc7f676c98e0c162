"""Unwrapped keys held in memory, and when they must not be.

Three things make a held key wrong, each with its answer here:
- another process destroyed it: the vault's generation has moved, everything held is dropped;
- the transaction that made it may still roll back, and a value sealed under it would be lost: a key
  made in an open transaction is never shared. This thread alone uses it, for as long as the database
  itself still remembers the block that made it;
- this thread destroyed keys in a transaction that is still open, so its view differs from everybody
  else's: it neither reads nor fills what is held until the transaction is over.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping

from django.db import connection, transaction

from jiaxin.kit.crypto import Key


class _Open(threading.local):
    """What this thread's open transaction has done to keys."""

    def __init__(self) -> None:
        self.made: set[str] = set()
        self.fresh: list[_Fresh] = []
        self.destroyed = False

    def over(self) -> None:
        self.made = set()
        self.fresh = []
        self.destroyed = False


class _Fresh(dict[str, Key]):
    """Keys one block has just made. Called when it commits; a rollback takes it off the connection's list,
    which is how one can tell that its keys are gone.
    """

    def __call__(self) -> None: ...

    def stands(self) -> bool:
        return any(function is self for _, function, *_ in connection.run_on_commit)


class Keyring:
    """The most recently used keys, shared by all threads of a process."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: OrderedDict[str, Key] = OrderedDict()
        self._generation = -1
        self._lock = threading.Lock()
        self._open = _Open()

    def held(self, owners: Collection[str], generation: int) -> dict[str, Key]:
        """Which of these keys are held, in the vault's present generation."""
        self._settle()
        if self._open.destroyed:
            return {}
        with self._lock:
            if generation != self._generation:
                self._held.clear()
                self._generation = generation
            found = {owner: self._held[owner] for owner in owners if owner in self._held}
            for owner in found:
                self._held.move_to_end(owner)
        for owner in self._open.made.intersection(found):
            del found[owner]
        for fresh in self._open.fresh:
            if fresh.stands():
                found.update({owner: fresh[owner] for owner in owners if owner in fresh})
        return found

    def keep(self, keys: Mapping[str, Key], generation: int) -> None:
        """Hold keys that were read from the database after the vault's generation was."""
        if self._open.destroyed:
            return
        made = self._open.made
        with self._lock:
            if generation != self._generation:
                return  # a destruction came in between; what was read may be a key that is gone
            self._held.update({owner: key for owner, key in keys.items() if owner not in made})
            while len(self._held) > self._room:
                self._held.popitem(last=False)

    def made(self, owners: Collection[str], keys: Mapping[str, Key]) -> None:
        """Owners whose keys the open transaction of this thread inserted; `keys` where they are surely its own."""
        self._open.made.update(owners)
        fresh = _Fresh(keys)
        self._open.fresh.append(fresh)
        transaction.on_commit(fresh)
        transaction.on_commit(self._open.over)
        self._drop(owners)

    def destroyed(self, owners: Collection[str]) -> None:
        """Keys emptied by the open transaction of this thread."""
        self._open.destroyed = True
        transaction.on_commit(self._open.over)
        self._drop(owners)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()
            self._generation = -1
        self._open.over()

    def _drop(self, owners: Collection[str]) -> None:
        with self._lock:
            for owner in owners:
                self._held.pop(owner, None)

    def _settle(self) -> None:
        # A rollback calls nobody; outside a transaction whatever was open is over.
        if not connection.in_atomic_block:
            self._open.over()
