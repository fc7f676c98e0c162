"""Applied ÷ eligible with the reasons: who counts, what one tap says, and that it changes nothing else."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.test import override_settings

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.demo.numbers import credit_code
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import CLERK, at
from tests.apps.governance.starring import GOOD
from tests.factories.records import a_fact
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
CODES = tuple(credit_code(Random(n), "91", "990101") for n in range(4))
TYPED = dict.fromkeys(("turnover", "tax", "capital", "address", "status", "area", "mode", "established_on", "name", "credit_code", "rating", "repeat", "complaint_rate", "filed", "certified", "trained", "insured", "verified", "health", "pledge"), "无")


@pytest.fixture
def firms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Four companies: three whose record reaches stars, one without a pledge."""
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        made = list(registry.enrol_companies([(code, f"样例家政{n}") for n, code in enumerate(CODES, 1)]).values())
        day = date(2026, 1, 5)
        ledger_actions.append([a_fact("pledge", firm, day)._replace(happened_on=day) for firm in made[:3]])
        monkeypatch.setattr(scoring, "figures_of", lambda subjects: {subject: dict(GOOD) for subject in subjects})
        yield made


def manager(firm: str) -> Actor:
    return Actor(f"manager-{firm}", Role.COMPANY_MANAGER, firm)


def uptake() -> tuple[object, ...]:
    found, _, rows = queries.star_uptake(CLERK)
    return found.eligible, found.applied, dict(found.reasons), found.silent, [one.state for one in rows]


def test_only_who_reaches_a_star_and_may_apply_is_counted_and_asked(firms: list[str]) -> None:
    assert uptake() == (3, 0, {}, 3, ["silent"] * 3)
    assert queries.star_invitation(manager(firms[3])) is None, "without a pledge no star is reached"
    clear = {"measure": "no_recommendation", "basis": "第九条", "document_no": "决1", "notice_no": "告1", "notified_on": "2026-04-20", "heard_through": "2026-05-08", "from_on": "2026-05-10", "until_on": "2026-08-10"}
    ledger_actions.append([Fact("measure", firms[2], date(2026, 5, 10), Provenance("bureau", Channel.SYSTEM, "clerk"), ("决1",), clear)])
    assert uptake()[0] == 2 and queries.star_invitation(manager(firms[2])) is None, "who may not apply is in no base"


def test_applied_counts_over_a_reason_and_a_withdrawn_application_does_not_count(firms: list[str]) -> None:
    actions.pass_star(manager(firms[0]), "no-use")
    actions.pass_star(manager(firms[0]), "unsure")
    actions.pass_star(manager(firms[1]), "paperwork")
    assert uptake() == (3, 0, {"怕评不上": 1, "材料太多": 1}, 1, ["silent", "passed", "passed"]), "the last answer counts"
    assert queries.star_invitation(manager(firms[0])).said == "怕评不上"  # type: ignore[union-attr]  # it is asked still
    case = actions.apply_for_star(manager(firms[0]), 3, TYPED)
    assert uptake() == (3, 1, {"材料太多": 1}, 1, ["silent", "passed", "applied"]) and queries.star_invitation(manager(firms[0])) is None
    with pytest.raises(Refused, match=r"star\.not-asked"):
        actions.pass_star(manager(firms[0]), "unsure")
    actions.take_step(manager(firms[0]), case, "drop")
    assert uptake()[1] == 0
    with at("2027-01-04"):
        assert uptake() == (3, 0, {}, 3, ["silent"] * 3), "every year asks anew"
    assert not any(e.fact.kind.startswith("star") for e in ledger.facts_about(firms[1], opened=False).entries), "a reason is no fact about anybody"


def test_a_company_with_a_star_in_force_has_applied(firms: list[str]) -> None:
    clear = {"star": 3, "rated_on": "2025-03-01", "valid_through": "2028-02-28"}
    ledger_actions.append([Fact("star.rating", firms[0], date(2025, 3, 1), Provenance("bureau", Channel.SYSTEM, "clerk"), ("2025-03-01",), clear)])
    assert uptake()[:2] == (3, 1) and queries.star_invitation(manager(firms[0])) is None
    with at("2028-03-01"):
        assert uptake()[:2] == (3, 0), "run out, it has not"


@pytest.mark.parametrize("reason", ["", "nothing"])
def test_a_reason_that_is_none_is_refused(firms: list[str], reason: str) -> None:
    with pytest.raises(Refused, match=r"star\.reason"):
        actions.pass_star(manager(firms[0]), reason)


def test_one_tap_on_the_companys_own_page_and_the_board_with_its_workbook(firms: list[str]) -> None:
    access.set_up_organisation(console_actor(), firms[0], "样例家政1", "company")
    mine = signed_in(officer(Role.COMPANY_MANAGER, "boss", organisation=firms[0]))
    page = mine.get("/company/").content.decode()
    assert "够得上 4 星的门槛" in page, "the fifth asks for an honour"
    assert page.count('name="reason"') == len(queries.star_invitation(manager(firms[0])).reasons)  # type: ignore[union-attr]  # it is asked
    assert mine.post("/company/stars/pass", {"reason": "exposure"}).status_code == 302
    assert "已说明不申报的原因：怕公示、怕曝光" in mine.get("/company/").content.decode()
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    board = clerk.get("/office/stars").content.decode()
    assert "0.0%" in board and "怕公示、怕曝光" in board and "样例家政2" in board and "照 2026-06-01 的档案" in board
    answer = clerk.get("/office/stars?as=xlsx")
    assert answer.status_code == 200 and "spreadsheet" in answer.headers["Content-Type"]
    assert mine.get("/office/stars").status_code in (403, 404)
    assert clerk.post("/company/stars/pass", {"reason": "exposure"}).status_code in (403, 404)
