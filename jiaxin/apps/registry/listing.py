"""档案一览的读法 — worker files as lists show them: no name, no number, only standing and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.models import Identity, Subject, WorkerFile
from jiaxin.domain.permissions import Consent
from jiaxin.kit.bulk import chunks


@dataclass(frozen=True, slots=True)
class FileLine:
    """One worker at a glance, as last projected."""

    subject: str
    company: str
    street: str
    grid: str
    job_types: tuple[str, ...]
    confirmed: bool
    claimed: bool
    withdrawn: bool
    refused: frozenset[str]
    missing: tuple[str, ...]
    expires_on: date | None
    colour: str
    filed_on: date | None
    held: bool = False  # her code is not to be relied on: red after review, stopped for some days, or withdrawn

    @property
    def consent(self) -> Consent:
        """授权状态, as permissions ask for it."""
        if self.withdrawn:
            return Consent.WITHDRAWN
        return Consent.GIVEN if self.confirmed else Consent.CLAIMED


def file_lines_of(company: str) -> list[FileLine]:
    """All workers whose present company this is."""
    return [line_of(row) for row in WorkerFile.objects.filter(company=company).order_by("subject")]


def file_lines(subjects: Sequence[str]) -> dict[str, FileLine]:
    found: dict[str, FileLine] = {}
    for some in chunks(list(subjects), 500):
        found.update((row.subject, line_of(row)) for row in WorkerFile.objects.filter(subject__in=some))
    return found


@beyond("本人凭已验证的手机号认领")
def workers_with_phone(phone_index: bytes) -> list[str]:
    """Workers filed under a phone, by its blind index: for somebody who has signed in with that phone."""
    return _with_phone(phone_index, "worker")


def households_with_phone(phone_index: bytes) -> list[str]:
    """Households that companies' orders name under a phone: for the family that has signed in with it."""
    return _with_phone(phone_index, "household")


def _with_phone(phone_index: bytes, kind: str) -> list[str]:
    found = list(Identity.objects.filter(phone_index=phone_index).values_list("subject", flat=True))
    rows = Subject.objects.filter(id__in=found, kind=kind).values_list("id", "alias_of")
    return sorted({alias or one for one, alias in rows})


def line_of(row: WorkerFile) -> FileLine:
    return FileLine(
        subject=row.subject,
        company=row.company,
        street=row.street,
        grid=row.grid,
        job_types=tuple(row.job_types),
        confirmed=row.confirmed,
        claimed=row.claimed,
        withdrawn=row.withdrawn,
        refused=frozenset(row.refused),
        missing=tuple(row.missing),
        expires_on=row.expires_on,
        colour=row.colour,
        filed_on=row.filed_on,
        held=row.held,
    )


