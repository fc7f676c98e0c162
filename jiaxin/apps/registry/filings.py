"""档案的计数底表 — every file in the little that figures count: street, company, standing. No name, no number.

For whoever sums; the sums leave, the rows do not.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, TextField
from django.db.models.functions import Cast

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.kit.bulk import chunks


@dataclass(frozen=True, slots=True)
class Filing:
    """One file as figures see it. `filed`: she has confirmed and not withdrawn."""

    subject: str
    street: str
    company: str
    filed: bool
    claimed: bool
    verified: bool
    colour: str
    missing: tuple[str, ...]
    position: int  # of the latest entry about her
    expires_on: date | None  # the next of her papers to run out


@beyond("只出计数")
def filings(companies: Collection[str] | None = None) -> list[Filing]:
    """Every file, or those of some companies. What is missing is read as text: a few dozen texts stand for tens of thousands of files."""
    asked = WorkerFile.objects.order_by()
    asked = asked if companies is None else asked.filter(company__in=list(companies))
    rows = asked.values_list(
        "subject", "street", "company", "confirmed", "withdrawn", "claimed", "verified", "colour", "position", "expires_on", Cast("missing", TextField())
    )
    parts: dict[str, tuple[str, ...]] = {}
    found = []
    for subject, street, company, confirmed, withdrawn, claimed, verified, colour, position, expires_on, missing in rows.iterator(chunk_size=5000):
        if missing not in parts:
            parts[missing] = tuple(json.loads(missing))
        found.append(Filing(subject, street, company, confirmed and not withdrawn, claimed, verified, colour, parts[missing], position, expires_on))
    return found


@beyond("只出计数")
def filed_by_day(since: date) -> dict[tuple[str, date], int]:
    """(street, day) → how many of those filed today were filed first on that day."""
    rows = WorkerFile.objects.filter(confirmed=True, withdrawn=False, filed_on__gte=since).values("street", "filed_on")
    return {(r["street"], r["filed_on"]): r["n"] for r in rows.annotate(n=Count("subject")).order_by("street", "filed_on")}


@beyond("只出计数")
def trades() -> Counter[str]:
    """Kind of job → how many of those filed do it; somebody who does two is in both."""
    found: Counter[str] = Counter()
    for jobs, count in WorkerFile.objects.filter(confirmed=True, withdrawn=False).order_by().values_list("job_types").annotate(n=Count("subject")):
        found.update(dict.fromkeys(map(str, jobs), count))
    return found


@beyond("只出计数")
def first_filed() -> date | None:
    """The day of the first file: before it there are no weeks to look at."""
    return WorkerFile.objects.filter(confirmed=True).aggregate(first=Min("filed_on"))["first"]


@beyond("只出计数")
def streets_of(subjects: Iterable[str]) -> dict[str, str]:
    """Worker → street she lives in, as last projected."""
    found: dict[str, str] = {}
    for some in chunks(list(subjects), 500):
        found.update(WorkerFile.objects.filter(subject__in=some).values_list("subject", "street"))
    return found


@beyond("只用于到期提醒")
def expiring(since: date, through: date) -> dict[str, date]:
    """Worker → the day her next paper runs out, of those who have confirmed, between two days."""
    rows = WorkerFile.objects.filter(confirmed=True, withdrawn=False, expires_on__gte=since, expires_on__lte=through)
    return {subject: day for subject, day in rows.order_by("expires_on", "subject").values_list("subject", "expires_on") if day}
