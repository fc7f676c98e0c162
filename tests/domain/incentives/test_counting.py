"""What one company's record counts for support: the words of a roster and the codes of a form mean the same."""

from datetime import date

import pytest

from jiaxin.domain.facts import Facts, Standing
from jiaxin.domain.incentives.counting import company_applicant
from tests.domain.established import COMPANY, entry, facts

ON = date(2026, 11, 23)


@pytest.mark.parametrize(("mode", "counted"), [("员工制", 1), ("employee", 1), ("中介制", 0), ("agency", 0), (None, 0)])
def test_an_employee_is_counted_however_her_company_wrote_it(mode, counted):
    her = facts(
        entry("claim.confirmed", "2026-02-01", standing=Standing.PHONE),
        entry("employment", "2026-01-05", company=COMPANY, started_on="2026-01-05", employment_mode=mode),
    )
    assert company_applicant(Facts(COMPANY, ()), [her], ON, "employee-mode").counts["employees"] == counted
