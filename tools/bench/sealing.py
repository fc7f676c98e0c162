"""The vault at import size: keys for 20,000 persons, eight values each sealed and opened, 100,000 look-up marks.

Run: `nice python -m tools.bench.sealing`. Set JIAXIN_DATABASE for PostgreSQL. Works in a folder of its own.
"""

import os
import tempfile
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PERSONS, VALUES, CHUNK = 20_000, 8, 500


def timed(what: str, work: Callable[[], T]) -> T:
    cpu, wall = time.process_time(), time.perf_counter()
    done = work()
    print(f"{what:44}{time.process_time() - cpu:8.3f} CPU s{time.perf_counter() - wall:8.3f} s")
    return done


def main() -> None:
    from django.core.management import call_command
    from django.db import transaction

    from jiaxin.apps.access import vault
    from jiaxin.kit.ids import new_ids

    call_command("migrate", verbosity=0, interactive=False)
    text = '{"name":"样例","phone":"15412345678"}'.encode()
    owners = new_ids(PERSONS)
    items = [(owner, text, b"entry %d" % n) for n, owner in enumerate(owners * VALUES)]
    timed(f"{PERSONS} keys made", lambda: vault.ensure_keys(owners))
    vault.forget()
    sealed = timed(f"{len(items)} values sealed, no key in memory", lambda: vault.seal_many(items))
    boxes = [(owner, box, place) for (owner, _, place), box in zip(items, sealed, strict=True)]
    timed(f"{len(items)} values opened", lambda: vault.open_many(boxes))
    timed("100000 look-up marks", lambda: vault.blind_index_many("phone", [str(n) for n in range(100_000)]))

    def as_an_import() -> None:
        newcomers = new_ids(PERSONS)
        for start in range(0, PERSONS, CHUNK):
            some = newcomers[start : start + CHUNK]
            with transaction.atomic():
                vault.ensure_keys(some)
                vault.seal_many([(owner, text, b"entry") for owner in some for _ in range(VALUES)])

    timed(f"keys and values in chunks of {CHUNK}", as_an_import)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JIAXIN_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        import django

        django.setup()
        main()
