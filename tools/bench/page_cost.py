"""What encryption and receipts cost an office page: with them, and with both taken out, in turns in one process.

    nice python -m tools.bench.page_cost [--workers 200] [--days 60] [--rounds 40]

Seconds of the processor. Target: at most 1.3 times. Then look-ups by blind index a second, in the order of 100,000.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from tools.bench import served


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=40)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="cost-"))
    try:
        folder = place / "district"
        folder.mkdir(mode=0o700)
        served.built(folder, asked.workers, asked.days)
        os.environ |= {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        run(folder, asked.rounds)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(folder: Path, rounds: int) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from django.conf import settings
    from django.test import Client

    from jiaxin.apps.access.models import Account
    from jiaxin.apps.registry import queries as registry

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(Account.objects.get(username="bureau-admin"), backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = [s for s, line in registry.file_lines(registry.all_of("worker")).items() if line.confirmed]
    pages: dict[str, Callable[[int], Any]] = {
        "list of 50 people": lambda _: client.get("/office/workers"),
        "search by name": lambda n: client.post("/office/workers", {"q": "王李张陈"[n % 4]}),
        "one file": lambda n: client.get(f"/office/workers/{shown[n % len(shown)]}"),
    }
    print(f"{'page':<20}{'with ms':>9}{'without ms':>12}{'ratio':>8}")
    with mock.patch("jiaxin.apps.access.limits.FILES_AN_HOUR", 10**9), mock.patch("jiaxin.apps.access.limits.FILES_A_DAY", 10**9):
        for name, ask in pages.items():
            told = timed(ask, rounds)
            print(f"{name:<20}{told[0] * 1000:>9.1f}{told[1] * 1000:>12.1f}{told[0] / told[1]:>8.2f}")
    print(f"look-ups by blind index: {lookups():,.0f} a second")


def timed(ask: Callable[[int], Any], rounds: int) -> tuple[float, float]:
    """(with, without): median seconds of one page. Rounds alternate, so that other load falls on both."""
    opened: dict[tuple[str, bytes], bytes | None] = {}
    took: dict[bool, list[float]] = {True: [], False: []}
    for number in range(-8, rounds):
        for bare in (False, True):
            with without(opened) if bare else remembering(opened):
                began = time.process_time()
                answer = ask(number)
                spent = time.process_time() - began
            if answer.status_code != 200:
                raise RuntimeError(f"{answer.status_code}")
            if number >= 0:
                took[bare].append(spent)
    return statistics.median(took[False]), statistics.median(took[True])


@contextmanager
def remembering(opened: dict[tuple[str, bytes], bytes | None]) -> Iterator[None]:
    """As in service; what was opened is noted after the page, for the pages without."""
    from jiaxin.apps.access import vault

    real, seen = vault.open_many, []

    def noted(items: Any) -> list[bytes | None]:
        found = real(items)
        seen.append((items, found))
        return found

    with mock.patch.object(vault, "open_many", noted):
        yield
    opened |= {(owner, bytes(box)): text for items, found in seen for (owner, box, _), text in zip(items, found, strict=True)}


@contextmanager
def without(opened: dict[tuple[str, bytes], bytes | None]) -> Iterator[None]:
    """Values lie there in clear, and nobody writes down who looked."""
    from jiaxin.apps.access import vault
    from jiaxin.portals.office import worker_file, workers

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(vault, "open_many", lambda items: [opened[owner, bytes(box)] for owner, box, _ in items]))
        for module in (workers, worker_file):
            stack.enter_context(mock.patch.object(module, "log_read", lambda *_: 0))
        stack.enter_context(mock.patch.object(worker_file, "spend", lambda *_: None))
        yield


def lookups() -> float:
    from jiaxin.apps.access import vault

    numbers = [f"3499121975060{n:05d}" for n in range(20_000)]
    began = time.process_time()
    vault.blind_index_many("id_number", numbers)
    return len(numbers) / (time.process_time() - began)


if __name__ == "__main__":
    main()
