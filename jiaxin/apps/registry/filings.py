"""档案的计数底表 — every file in the little that figures count: street, company, standing. No name, no number.

For whoever sums; the sums leave, the rows do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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


@beyond("只出计数")
def filings() -> list[Filing]:
    rows = WorkerFile.objects.order_by("subject").values_list(
        "subject", "street", "company", "confirmed", "withdrawn", "claimed", "verified", "colour", "missing"
    )
    return [
        Filing(subject, street, company, confirmed and not withdrawn, claimed, verified, colour, tuple(missing))
        for subject, street, company, confirmed, withdrawn, claimed, verified, colour, missing in rows
    ]


@beyond("只出计数")
def streets_of(subjects: Iterable[str]) -> dict[str, str]:
    """Worker → street she lives in, as last projected."""
    found: dict[str, str] = {}
    for some in chunks(list(subjects), 500):
        found.update(WorkerFile.objects.filter(subject__in=some).values_list("subject", "street"))
    return found
