"""查询记录 — the scan spool drained into a table for the days it is kept; figures are made from it and nothing else is.

Kept of a look-up: token and card as digests, company of the card, minute, use; of a confirmed entry also the street in which
the bearer of the card lives. After the days of the rules it goes. Orders of the same days are counted from the record.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight.models import LookUp, SpoolCursor
from jiaxin.apps.oversight.posters import WALL, known_posters, settle
from jiaxin.apps.publication import spool
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.figures.lookups import Seen, Told, told
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA

ENTRY = "enter"
KEPT_FOR = timedelta(minutes=10)  # figures over ninety days: counting 200,000 look-ups takes longer than a page may
SHORT = 8  # bytes of a digest: enough to tell apart, useless to look anybody up


def drain() -> int:
    """New records of the spool, each once; files of two days ago and records past their days go. How many were new."""
    reached = dict(SpoolCursor.objects.values_list("name", "offset"))
    count = 0
    for name, offset, scans in spool.read(settings.DATA, reached):
        with transaction.atomic():
            walls = known_posters(Counter(scan.key for scan in scans if scan.use == WALL))
            count += _keep(name, offset, [scan for scan in scans if scan.use != WALL or scan.key in walls])
    if count:
        _told(clock.today())  # so that nobody who opens a board waits for it
    return count


def _keep(name: str, offset: int, scans: list[spool.Scan]) -> int:
    bearers = registry.subjects_of_codes({scan.key for scan in scans if scan.use != WALL})
    employers = registry.employers(list(bearers.values()))
    streets = registry.streets_of({bearers[scan.key] for scan in scans if scan.use == ENTRY and scan.key in bearers})
    rows = [
        LookUp(
            at=scan.at - scan.at % 60, use=scan.use, company=employers.get(bearers.get(scan.key, ""), ""), card=sha256(scan.key).digest()[:SHORT],
            token=b"" if scan.token == spool.NOBODY else sha256(scan.token).digest()[:SHORT],
            street=streets.get(bearers.get(scan.key, ""), "") if scan.use == ENTRY else "",
        )
        for scan in scans
    ]  # fmt: skip
    LookUp.objects.bulk_create(rows, batch_size=1000)
    SpoolCursor.objects.update_or_create(name=name, defaults={"offset": offset})
    return len(rows)


def forget() -> None:
    """Once a day: records past their days, and files that have been counted."""
    settle(clock.today())
    now = int(clock.now().timestamp())
    LookUp.objects.filter(at__lt=now - figure_rules(clock.today()).keep_days * 86_400).delete()
    spool.drop(settings.DATA, min(now, int(time.time())) - 2 * 86_400)
    there = {path.name for path in (settings.DATA / spool.FOLDER).glob("*.scans")}
    SpoolCursor.objects.exclude(name__in=there).delete()


def lookup_figures(on: date) -> list[Figure]:
    """Of the whole district; confirmed entries and orders also by street. What has no base is not there."""
    found, first = _told(on)
    orders = _orders(datetime.fromtimestamp(first, CHINA).date(), on) if first is not None else {}
    return _figures(found, on) + _at_doors(found, orders, on)


def _told(on: date) -> tuple[Told, int | None]:
    """What the look-ups add up to, and the second of the first; in a large district as counted a few minutes ago."""
    rules = figure_rules(on)

    def count() -> dict[str, Any]:
        rows = LookUp.objects.filter(at__gte=int((clock.now() - timedelta(days=rules.keep_days)).timestamp()))
        found = told((Seen(bytes(t), bytes(c), f, at, use, street) for t, c, f, at, use, street in rows.values_list("token", "card", "company", "at", "use", "street")), rules)
        return {"first": rows.aggregate(first=Min("at"))["first"], "told": asdict(found)}

    said, _ = scoring.counted("look-ups", count, at_most=KEPT_FOR)
    return Told(**said["told"]), said["first"]


def _orders(first: date, on: date) -> dict[str, tuple[int, int]]:
    """Street of the worker → (orders placed in these days, how many of them by workers without a code)."""

    def count() -> dict[str, list[int]]:
        served = scoring.served(first, on, ledger.checkpoint().size)
        workers = {subject for subject, _ in served}
        streets = registry.streets_of(workers)
        with beyond("只出计数"):
            coded = {subject for subject, (_, state) in registry.code_keys(list(workers)).items() if state == "issued"}
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for subject, _ in served:
            told = found[streets.get(subject, "")]
            told[0] += 1
            told[1] += subject not in coded
        return dict(found)

    return {street: (told[0], told[1]) for street, told in scoring.counted("orders-at-doors", count)[0].items()}


def _at_doors(one: Told, orders: Mapping[str, tuple[int, int]], on: date) -> list[Figure]:
    """确认入户率 with its missing part, of the district and of each street that has either."""
    whole, bare = (sum(told[n] for told in orders.values()) for n in (0, 1))
    names = registry.regions("street", on)
    lines = [(Place(ALL, "全区", "district"), one.entries, whole, bare)]
    lines += [(Place(code, name, "street"), one.entered.get(code, 0), *orders.get(code, (0, 0))) for code, name in names.items() if code in orders or one.entered.get(code)]
    return [f for place, entries, placed, without in lines for f in (Figure("entered", place, entries, placed or None, on), Figure("uncoded", place, without, placed or None, on))]


def _figures(one: Told, on: date) -> list[Figure]:
    place = Place(ALL, "全区", "district")
    shares = {
        "unkept": (one.unkept, one.scans), "asked_first": (one.asked_first, one.joined),
        "unjoined": (one.entries - one.joined, one.entries), "satisfied": (one.content, one.answered),
        "untapped": (one.untapped, one.scans),
    }  # fmt: skip
    found = [Figure("households", place, one.households, None, on)]
    found += [Figure(code, place, part, whole or None, on) for code, (part, whole) in shares.items()]
    if one.choosing_hours is not None:
        found.append(Figure("choosing", place, one.choosing_hours, None, on))
    return found
