"""How long the pages of signed-in people take in a district that was built before, and how many queries each asks.

    python -m tools.bench.pages --data FOLDER [--rounds 20] [--only office] [--database postgresql://...]

Every page behind each role's menu and the first few that those lead to, asked in this process as a browser would, with
receipts written for good. Milliseconds of the processor and elapsed, the first answer apart, because a process that
has just begun fills its memory then. Targets: p95 at most 300 ms, boards at most 1 s.
Works on a copy of the folder: what the pages leave (receipts, budgets) does not stay.
"""

import argparse
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

SEATS = {
    "bureau-clerk": "/office/", "bureau-admin": "/office/", "street-1": "/office/", "civil": "/office/", "market": "/office/", "association": "/office/",
    "auditor": "/office/", "company": "/company/", "worker": "/me/", "household": "/family/cases",
}  # fmt: skip
OFFICES = ("/office/", "/company/")  # where the name of a seat is the name of an account; else it is a role
NEW_FAMILY = "16512340009"
BOARDS = re.compile(r"^/office/(board|coverage|packs|rules/compare|assessment|tasks)")
CARERS = "/office/carers?grade=3&street=349912001&day=mon&day=tue"  # a question of the demo's first street; no link asks it
LINK = re.compile(r'href="(/(?:office|company|me|family|field)/[^"#]*)"')
LEFT_OUT = re.compile(r"\.(xlsx|pdf|docx|json|svg|zip|csv)|/export|/template|sign-out|/letter/|/file/")
FURTHER = 4  # pages of each shape that a page leads to
FIRST_DAYS = 10**9


@dataclass(slots=True)
class Page:
    path: str
    first: float = 0.0
    cpu: list[float] = field(default_factory=list)
    elapsed: list[float] = field(default_factory=list)
    queries: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="a seat: " + ", ".join(SEATS))
    parser.add_argument("--database", default="", help="the same district on PostgreSQL")
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="pages-", dir=asked.data.resolve().parent))
    try:
        shutil.copytree(asked.data, place / "district")
        os.environ |= {"JIAXIN_DATA": str(place / "district"), "JIAXIN_DATABASE": asked.database, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        run(place / "district", asked.rounds, [asked.only] if asked.only else list(SEATS))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(folder: Path, rounds: int, seats: list[str]) -> None:
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    limits = "jiaxin.apps.access.limits."
    every: dict[bool, list[float]] = {True: [], False: []}
    names = ("FILES_AN_HOUR", "FILES_A_DAY", "SHARE_AT_LEAST")  # one seat opens here what a desk opens in weeks
    with ExitStack() as lifted:
        for name in names:
            lifted.enter_context(mock.patch(limits + name, FIRST_DAYS))
        print(f"{'page':<58}{'queries':>8}{'first ms':>10}{'p50 ms':>9}{'p95 ms':>9}{'CPU p95':>9}")
        for seat in seats:
            print(seat, flush=True)
            for page in visited(seat, rounds):
                p50, p95 = rank(page.elapsed, 0.5), rank(page.elapsed, 0.95)
                print(f"  {page.path[:56]:<56}{page.queries:>8}{page.first:>10.0f}{p50:>9.0f}{p95:>9.0f}{rank(page.cpu, 0.95):>9.0f}", flush=True)
                every[bool(BOARDS.match(page.path))].extend(page.elapsed)
    for board, times in every.items():
        if times:
            over = sum(t > (1000 if board else 300) for t in times)
            print(f"{'boards' if board else 'pages':<8}{len(times):>7} answers   p50 {rank(times, 0.5):.0f} ms   p95 {rank(times, 0.95):.0f} ms   slowest {max(times):.0f} ms   over the bar {over}")


def visited(seat: str, rounds: int) -> Iterator[Page]:
    """The pages of a seat, asked in turns: every round asks each page once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(seat)
    pages = {path: Page(path) for path in paths(client, SEATS[seat])}
    for page in pages.values():
        page.first = ask(client, page.path)[0]
        with CaptureQueriesContext(connection) as seen:
            ask(client, page.path)
        page.queries = len(seen)
    for _ in range(rounds):
        for page in pages.values():
            elapsed, cpu = ask(client, page.path)
            page.elapsed.append(elapsed)
            page.cpu.append(cpu)
    yield from pages.values()


def paths(client: Any, home: str) -> list[str]:
    """Home, what its menu leads to, and of what those lead to a few of each shape."""
    found: list[str] = []
    shapes: dict[str, int] = {}
    for depth in range(2):
        for path in [home] if depth == 0 else list(found):
            answer = client.get(path)
            for link in LINK.findall(answer.content.decode()) if answer.status_code == 200 and "html" in answer["Content-Type"] else ():
                link = link.replace("&amp;", "&")
                shape = re.sub(r"/[A-Za-z0-9_-]{10,}|/\d+|=[^&]*", "/*", link)
                if LEFT_OUT.search(link) or link in found or shapes.get(shape, 0) >= (FURTHER if shape != link else 1):
                    continue
                if client.get(link).status_code == 200:
                    shapes[shape] = shapes.get(shape, 0) + 1
                    found.append(link)
    return list(dict.fromkeys([home, *found, *([CARERS] if "/office/carers" in found else [])]))


def ask(client: Any, path: str) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    answer = client.get(path)
    list(answer.streaming_content) if answer.streaming else answer.content
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}: what is refused is quick and says nothing")
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def signed_in(seat: str) -> Any:
    from django.test import Client

    from jiaxin.apps.access.models import Account

    client = Client()
    named = Account.objects.filter(username=seat) if SEATS[seat] in OFFICES else Account.objects.filter(role=seat).order_by("-subject", "username")
    client.force_login(named.first() or _by_phone(seat), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _by_phone(seat: str) -> Any:
    """A worker or family who signs in for the first time, as the phone's code would have it."""
    from jiaxin.apps.access import accounts
    from jiaxin.apps.registry import actions as registering
    from jiaxin.apps.registry import queries as registry
    from jiaxin.apps.registry.models import WorkerFile
    from jiaxin.domain.permissions import Role

    if seat == "household":
        account = accounts.of_phone(NEW_FAMILY, Role.HOUSEHOLD)
        subject = account.subject or registering.open_household()
    else:
        subject = WorkerFile.objects.filter(confirmed=True).order_by("-orders_year", "subject").values_list("subject", flat=True)[0]
        account = accounts.of_phone(registry.people([subject])[subject].phone, Role.WORKER)
    accounts.attach(account.username, subject)
    return accounts.named(account.username)


def rank(values: list[float], share: float) -> float:
    """The value that so large a share does not exceed; nearest rank."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


if __name__ == "__main__":
    main()
