"""Entries and facts for tests, made in one line each."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from jiaxin.domain.facts import Channel, Entry, Fact, Facts, Provenance, Standing, Value

HER = "AAAAAAAAAAAAAAAA"
COMPANY = "CCCCCCCCCCCCCCCC"
FAMILY = "FFFFFFFFFFFFFFFF"
SAID = Provenance("bureau", Channel.SHEET, "clerk")
_START = datetime(2024, 1, 1, tzinfo=UTC)
_positions = count(1)


def entry(
    kind: str,
    on: str | date,
    subject: str = HER,
    position: int = 0,
    standing: Standing = Standing.TYPED,
    company: str = "",
    counterparty: str = "",
    claim: str = "",
    supersedes: str = "",
    **clear: Value,
) -> Entry:
    position = position or next(_positions)
    day = on if isinstance(on, date) else date.fromisoformat(on)
    fact = Fact(
        kind=kind,
        subject=subject,
        happened_on=day,
        provenance=SAID,
        clear=clear,
        standing=standing,
        company=company,
        counterparty=counterparty,
        claim=claim,
        supersedes=supersedes,
    )
    return Entry(position, f"e{position:08d}", _START + timedelta(minutes=position), fact)


def facts(*entries: Entry, subject: str = HER) -> Facts:
    return Facts(subject, tuple(sorted(entries, key=lambda e: e.position)))
