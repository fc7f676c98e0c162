"""What a script carries away in a day: a stranger on the window, a family that signed in, an officer or a program with a desk's rights.

    nice python -m tools.bench.scrape [--workers 100] [--days 60] [--guesses 20000]

The window and the pages are crawled as they are served; codes are guessed against the card file itself; an officer's day
of files, of pages of lists, of exported rows and a program's day of look-ups are played through their budgets by the hour,
against a register of 30,000, nobody approving anything, by each way and by all in turn. Target: less than 0.5 % of the register a day.
"""

import argparse
import json
import logging
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tools.bench import served
from tools.bench.served import Visitor

REGISTER = 30_000  # workers of a large district, for the officer's share
TARGET = 0.005
TRIES_AN_HOUR = 200
Way = Callable[[Any, int], int]  # (who, which try) → how many persons were taken; raises Refused


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
    missed = []
    for who, (got, refused) in officer(folder).items():
        print(f"{who:<44}{got + refused:>8}{got:>8}{got / REGISTER:>9.2%} of {REGISTER:,}, {refused} tries refused")
        missed += [who] if got / REGISTER >= TARGET else []
    if missed:
        raise SystemExit(f"at or over {TARGET:.1%} of the register a day: {', '.join(missed)}")


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


def officer(folder: Path) -> dict[str, tuple[int, int]]:
    """Each way of taking: (persons or rows taken, tries refused) of one account that never sleeps, hour by hour of a simulated day."""
    os.environ |= {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    from jiaxin.portals.console.district import open_district

    open_district(str(folder))
    from jiaxin.apps.access import actions, limits
    from jiaxin.apps.access.actions import NOT_ASKED, Outgoing
    from jiaxin.domain.errors import Refused
    from jiaxin.domain.permissions import Actor, FieldClass, Role
    from jiaxin.kit import clock
    from jiaxin.portals.office.workers import A_PAGE

    logging.disable(logging.WARNING)
    basic, numbers = frozenset({FieldClass.BASIC}), frozenset({FieldClass.BASIC, FieldClass.IDENTITY})

    def of_files(who: Actor, at: int) -> int:
        actions.spend(who, "file")
        actions.meet(who, [f"{at:016d}"], REGISTER)
        actions.log_read(who, [f"{at:016d}"], basic, "查看信用档案", "file")
        return 1

    def of_pages(who: Actor, at: int) -> int:
        page = [f"{one:016d}" for one in range(at * A_PAGE, (at + 1) * A_PAGE)]
        actions.meet(who, page, REGISTER)
        actions.log_read(who, page, basic, "查看人员列表", "list")
        return A_PAGE

    def of_rows(fields: frozenset[FieldClass], rows: int) -> Way:
        def take(who: Actor, at: int) -> int:
            out = Outgoing(f"名单{at}", "办理窗口核验事项", rows, fields, REGISTER)
            if actions.hold_export(who, out, NOT_ASKED):
                raise Refused("export.second", "")
            actions.log_read(who, [f"{one:016d}" for one in range(at * rows, (at + 1) * rows)], fields, "导出名单", "export")
            actions.let_out(who, out)
            return rows

        return take

    def of_look_ups(who: Actor, at: int) -> int:
        actions.spend(who, "find", limits.share(REGISTER))
        actions.meet(who, [f"{at:016d}"], REGISTER)
        actions.log_read(who, [f"{at:016d}"], basic, "接口查询", "find")
        return 1

    def of_all(who: Actor, at: int) -> int:
        step, refusals = 1_000_000 * (at + 1), []
        for number, take in enumerate((of_files, of_pages, of_rows(basic, 7), of_rows(numbers, 1))):  # strangers each time
            try:
                return take(who, step * 7 + number * 100_000)
            except Refused as refused:
                refusals.append(refused)
        raise refusals[0]

    ways: dict[str, Way] = {
        "an officer who opens file after file, a day": of_files, "an officer who pages through the list": of_pages,
        "an officer who exports lists": of_rows(basic, 7), "an officer who exports identity numbers": of_rows(numbers, 1),
        "a program that looks up numbers": of_look_ups, "an officer who tries everything": of_all,
    }  # fmt: skip
    begins = clock.now().astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    told = {}
    for number, (way, take) in enumerate(ways.items()):
        who, got, refused = Actor(f"scraper-{number}", Role.BUREAU_CLERK, organisation="bureau"), 0, 0
        for hour in range(24):
            with clock.set_clock(lambda hour=hour: begins + timedelta(hours=hour, minutes=1)):
                for at in range(TRIES_AN_HOUR):
                    try:
                        got += take(who, hour * TRIES_AN_HOUR + at)
                    except Refused:
                        refused += 1
                        break
        told[way] = (got, refused)
    return told


if __name__ == "__main__":
    main()
