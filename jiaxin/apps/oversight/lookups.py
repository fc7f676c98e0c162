"""查询记录 — the scan spool drained into a table for the days it is kept; figures are made from it and nothing else is.

Kept of a look-up: token and card as digests, company of the card, minute, use. After the days of the rules it goes.
"""

import time
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from jiaxin.apps.oversight.models import LookUp, SpoolCursor
from jiaxin.apps.oversight.posters import WALL, known_posters, settle
from jiaxin.apps.publication import spool
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.figures.lookups import Seen, Told, told
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.kit import clock

SHORT = 8  # bytes of a digest: enough to tell apart, useless to look anybody up


def drain() -> int:
    """New records of the spool, each once; files of two days ago and records past their days go. How many were new."""
    reached = dict(SpoolCursor.objects.values_list("name", "offset"))
    count = 0
    for name, offset, scans in spool.read(settings.DATA, reached):
        with transaction.atomic():
            walls = known_posters(Counter(scan.key for scan in scans if scan.use == WALL))
            count += _keep(name, offset, [scan for scan in scans if scan.use != WALL or scan.key in walls])
    return count


def _keep(name: str, offset: int, scans: list[spool.Scan]) -> int:
    employers = _employers({scan.key for scan in scans if scan.use != WALL})
    rows = [
        LookUp(
            at=scan.at - scan.at % 60, use=scan.use, company=employers.get(scan.key, ""), card=sha256(scan.key).digest()[:SHORT],
            token=b"" if scan.token == spool.NOBODY else sha256(scan.token).digest()[:SHORT],
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
    """Of the whole district. What has no base is not there."""
    rules = figure_rules(on)
    since = int((clock.now() - timedelta(days=rules.keep_days)).timestamp())
    rows = LookUp.objects.filter(at__gte=since).values_list("token", "card", "company", "at", "use")
    return _figures(told((Seen(bytes(t), bytes(c), f, at, use) for t, c, f, at, use in rows), rules), on)


def _figures(one: Told, on: date) -> list[Figure]:
    place = Place(ALL, "全区", "district")
    shares = {
        "unkept": (one.unkept, one.scans), "asked_first": (one.asked_first, one.joined),
        "unjoined": (one.entries - one.joined, one.entries), "satisfied": (one.content, one.answered),
    }  # fmt: skip
    found = [Figure("households", place, one.households, None, on)]
    found += [Figure(code, place, part, whole or None, on) for code, (part, whole) in shares.items()]
    if one.choosing_hours is not None:
        found.append(Figure("choosing", place, one.choosing_hours, None, on))
    return found


def _employers(keys: Iterable[bytes]) -> dict[bytes, str]:
    """Key of a code → the company of its bearer today."""
    bearers = {key: registry.subject_of_code(key)[0] for key in keys}
    firms = registry.employers([subject for subject in bearers.values() if subject])
    return {key: firms[subject] for key, subject in bearers.items() if subject in firms}
