"""A district of one company, for tests that walk the whole way."""

from pathlib import Path

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, Role
from tests.cast import CAST


@pytest.fixture
def company_clerk(db: None) -> Actor:
    """Somebody at the keyboard of the worker's company."""
    console = console_actor()
    subject = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
    access.set_up_organisation(console, subject, CAST.company.name, "company", CAST.company.region, CAST.company.credit_code)
    return access.set_up_account(console, "company-clerk", Role.COMPANY_MANAGER, organisation=subject)


@pytest.fixture
def fixtures() -> Path:
    return Path("tests/fixtures/rosters")
