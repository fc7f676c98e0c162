"""人员 by 工种: carers of a street are found by a word of what they do, on either database; others are not."""

import pytest

from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from jiaxin.domain.records.service_words import SERVICE_WORDS
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_a_trade_cuts_the_list_down_to_who_does_it() -> None:
    _, her = district()
    does = registry.file_lines([her])[her].job_types
    clerk = desk(Role.BUREAU_CLERK)
    other = next(words[0] for words in SERVICE_WORDS if words[0] not in does)
    assert does and f"/office/workers/{her}" in clerk.get("/office/workers", {"trade": does[0]}).text
    assert f"/office/workers/{her}" not in clerk.get("/office/workers", {"trade": other}).text
    assert clerk.post("/office/workers", {"trade": does[0]})["Location"].startswith("/office/workers?trade=")
