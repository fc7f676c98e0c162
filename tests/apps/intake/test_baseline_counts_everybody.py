"""摸底 — a door-to-door count is the base of coverage: people nobody has filed count, and nobody is looked up or asked about."""

import json
from datetime import date
from pathlib import Path

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as register
from jiaxin.apps.registry.models import Identity
from jiaxin.domain.permissions import Role
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
HERE = Path("tests/fixtures/ways_in")


@pytest.mark.parametrize("name", ["15-baseline-register.xlsx", "16-baseline-register.csv"])
def test_people_nobody_has_filed_are_counted(name: str) -> None:
    truth = json.loads((HERE / f"{name.partition('.')[0]}.truth.json").read_text("utf-8"))
    good = sum(row["verdict"] in ("accept", "review") for row in truth["rows"])
    registry.set_regions([("349912001", "样例街道", "street", "349912", date(2020, 1, 1), None)])
    access.set_up_organisation(console_actor(), "bureau", "样例区商务局", "bureau", "349912")
    clerk = access.set_up_account(console_actor(), "clerk", Role.BUREAU_CLERK, organisation="bureau", label="clerk")
    batch, _ = actions.receive(clerk, name, (HERE / name).read_bytes(), "baseline-register")
    actions.work(only=batch)
    assert not [f for f in queries.findings(batch) if f.code.startswith("registry-")]
    view = queries.batch(batch)
    assert view is not None
    assert view.good == good > 20, view.rows
    actions.accept(clerk, batch)
    actions.work(only=batch)
    counted = queries.batch(batch)
    assert counted is not None and counted.state == "accepted"
    facts = [e for one in ledger.facts_about_many(register.all_of("region")).values() for e in one.of("baseline")]
    assert sum(int(str(e.get("count"))) for e in facts) == good
    assert not Identity.objects.exists(), "nobody is filed by being counted"
