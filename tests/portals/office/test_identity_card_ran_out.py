"""An identity card that runs out: grey and unsaid to families until two people have looked and she was told, red after, green when it is renewed."""

from datetime import date, timedelta

import pytest

from jiaxin import pipeline
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import CheckState, checks
from jiaxin.domain.disclosure.terms import terms
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Role
from tests.apps.governance.acting import CHIEF, CLERK, at, serve
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
LAST = "2026-06-30"


def returned(subject: str, on: str, through: str) -> None:
    said = Provenance("police", Channel.SHEET, "police")
    clear = {"result": "passed", "method": "公安比对", "checked_on": on, "id_valid_through": through}
    background = {"result": "passed", "checked_on": on}
    ledger_actions.append([
        Fact("identity.check", subject, date.fromisoformat(on), said, (on, "公安比对"), clear, standing=Standing.OFFICIAL),
        Fact("background.check", subject, date.fromisoformat(on), said, (on,), background, standing=Standing.OFFICIAL),
    ])  # fmt: skip


def colour_of(subject: str) -> str:
    pipeline.advance()
    pipeline.turn_the_day()
    return registry.file_lines([subject])[subject].colour


def test_from_the_last_day_of_the_card_to_the_renewed_one() -> None:
    with at("2026-06-01"):
        _, subject = district()
        returned(subject, "2026-06-01", LAST)
        assert colour_of(subject) not in ("red", "grey")
        assert "身份证已于" not in desk(Role.BUREAU_CLERK).get(f"/office/workers/{subject}").content.decode()
    with at(LAST):
        assert colour_of(subject) not in ("red", "grey"), "the last day still counts"
    with at("2026-07-01"):
        assert colour_of(subject) == "grey"
        shown = checks.identity(ledger.facts_about(subject), date(2026, 7, 1), terms())
        assert (shown.state, shown.through) == (CheckState.ABNORMAL, None), "a family reads that there is no result yet, and no day"
        page = desk(Role.BUREAU_CLERK).get(f"/office/workers/{subject}").content.decode()
        assert f"身份证已于 {LAST} 到期" in page
        entry = ledger.facts_about(subject).latest("identity.check")
        assert entry is not None
        case = actions.open_case(CLERK, "red-review", subject, entry.id, {"entry": entry.id})
        actions.take_step(CLERK, case, "notify", {"heard_until": (date(2026, 7, 1) + timedelta(days=13)).isoformat()})
        serve(case)
        assert colour_of(subject) == "grey"
    with at("2026-07-15"):
        actions.take_step(CHIEF, case, "uphold", {"why": "证件确已到期"})
        assert colour_of(subject) == "red" and queries.case(case).state == "upheld"
    with at("2026-07-20"):
        returned(subject, "2026-07-20", "2046-07-19")
        assert colour_of(subject) not in ("red", "grey")
