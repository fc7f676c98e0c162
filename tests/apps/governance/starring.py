"""A visit as its form hands it in, and a company whose record passes every gate, for cases of stars."""

from datetime import date

import pytest

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.stars.visiting import checklist, visit_rules
from tests.factories.records import a_fact

FULL = [f"{one.code}:{one.most}" for one in checklist(visit_rules(date(2026, 6, 1)))]
VISIT = {
    "officers": "甲核、乙核", "signer": "样一二", "site_marks": FULL, "findings": "各项属实", "sign": "a" * 64, "visitor_sign": "b" * 64, "artefact": "c" * 64,
}  # fmt: skip
GOOD = {
    "workers-filed": 40, "workers-certified-mille": 500, "workers-trained-mille": 700, "workers-insured-mille": 900, "workers-verified-mille": 950,
    "workers-health-mille": 950, "company-rating-milli": 4600,
}  # fmt: skip


def passes_gates(patch: pytest.MonkeyPatch, firm: str, on: date, **worse: int) -> None:
    """The record of a company that every level is open to; `worse` with _ for - are figures that are lower."""
    ledger.append([a_fact(kind, firm, on)._replace(happened_on=on) for kind in ("pledge", "honour")])
    figures = GOOD | {name.replace("_", "-"): value for name, value in worse.items()}
    patch.setattr(scoring, "figures_of", lambda subjects: {firm: dict(figures)} if firm in subjects else {})
