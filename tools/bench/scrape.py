"""What a script carries away in a day: a stranger on the window, a family that signed in, an officer who opens file after file.

    nice python -m tools.bench.scrape [--workers 100] [--days 60] [--guesses 20000]

The window and the pages are crawled as they are served; codes are guessed against the card file itself; the officer's
day is played through his budget by the hour. Target: a stranger and a family get less than 0.5 % of the register a day.
"""

import argparse
import json
import logging
import os
import re
import secrets
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from tools.bench import served
from tools.bench.served import Visitor

REGISTER = 30_000  # workers of a large district, for the officer's share


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=100)
    parser.add_argument("--days", type=int, default=60)
    parser.add_argument("--guesses", type=int, default=20_000)
    parser.add_argument("--pages", type=int, default=400)
    asked = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="scrape-"))
    try:
        folder = place / "district"
        folder.mkdir(mode=0o700)
        served.built(folder, asked.workers, asked.days)
        run(place, folder, asked.guesses, asked.pages)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(place: Path, folder: Path, guesses: int, most: int) -> None:
    people = [w for w in json.loads((folder / "truth.json").read_text("utf-8"))["workers"] if w["subject"]]
    print(f"{'who':<44}{'asked':>8}{'people':>8}{'share':>9}")
    with served.serving(folder, place / "log", place / "tmp") as (pages, window):
        for who, visitor, start in (("a stranger on the window", Visitor(window), "/"), ("a stranger on the pages", Visitor(pages), "/sign-in/"), ("a family that signed in", family(pages), "/family/")):
            asked, seen = crawled(visitor, start, most)
            row(who, asked, {w["subject"] for w in people if betrayed(w, seen)}, len(people))
    row("a stranger who guesses codes", guesses, guessed(folder, guesses), len(people))
    opened, refused = officer(folder)
    print(f"{'an officer who opens file after file, a day':<44}{opened + refused:>8}{opened:>8}{opened / REGISTER:>9.2%} of {REGISTER:,}; each leaves a receipt, alarms ring")


def row(who: str, asked: int, got: set[str], of: int) -> None:
    print(f"{who:<44}{asked:>8}{len(got):>8}{len(got) / of:>9.2%}")


def family(pages: str) -> Visitor:
    visitor = Visitor(pages)
    visitor.sign_in_by_phone("16512340001", "household")
    return visitor


def crawled(visitor: Visitor, start: str, most: int) -> tuple[int, str]:
    """Every address that is linked from what can be reached; company searches by frequent words too."""
    waiting, known, seen = [start, *(f"/search?q={word}" for word in ("家政", "服务", "样例", "有限"))], set[str](), []
    while waiting and len(known) < most:
        path = waiting.pop(0)
        if path in known or path.startswith(("/sign-out", "/static")):
            continue
        known.add(path)
        text = visitor.get(path).text
        seen.append(text)
        waiting += [one for one in re.findall(r'(?:href|src)="(/[^"#]*)"', text) if one not in known]
    return len(known), "\n".join(seen)


def betrayed(worker: dict[str, str], seen: str) -> bool:
    return any(worker[name] in seen for name in ("id_number", "phone", "subject")) or worker["name"] in seen


def guessed(folder: Path, guesses: int) -> set[str]:
    from jiaxin.apps.publication.cardfile import Reader, key_of

    letters, reader = "abcdefghijklmnopqrstuvwxyz234567", Reader(folder)
    try:
        codes = ("".join(secrets.choice(letters) for _ in range(26)) for _ in range(guesses))
        return {code for code in codes if reader.card(key_of(code)) is not None}
    finally:
        reader.close()


def officer(folder: Path) -> tuple[int, int]:
    """(files opened, tries refused) of one account that never sleeps, hour by hour of a simulated day."""
    os.environ |= {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from jiaxin.apps.access import actions
    from jiaxin.domain.errors import Refused
    from jiaxin.domain.permissions import Actor, FieldClass, Role
    from jiaxin.kit import clock

    logging.disable(logging.WARNING)
    somebody, opened, refused = Actor("scraper", Role.BUREAU_CLERK, organisation="bureau"), 0, 0
    begins = clock.now().astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for hour in range(24):
        with clock.set_clock(lambda hour=hour: begins + timedelta(hours=hour, minutes=1)):
            for _ in range(200):
                try:
                    actions.spend(somebody, "file")
                    actions.log_read(somebody, ["x" * 16], [FieldClass.BASIC], "查看信用档案", "file")
                    opened += 1
                except Refused:
                    refused += 1
                    break
    return opened, refused


if __name__ == "__main__":
    main()
