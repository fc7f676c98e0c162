"""冻结和更正 — what she froze is put to no use anywhere until it ends; what she corrected stands with the right value."""

import json
from datetime import UTC, date, datetime

import pytest

from jiaxin import pipeline
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance.stepping import keep_clocks
from jiaxin.apps.ledger import actions as recording
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.domain.records.kind import kinds
from jiaxin.kit import clock
from tests.portals.walking import manager, own_data, signed_in  # noqa: F401 - a fixture
from tests.portals.worker.test_objections import her  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
CLERK = Actor("desk", Role.BUREAU_CLERK, "bureau", fresh=True)


def _latest(subject: str, code: str):
    return ledger.facts_about(subject, with_restricted=True).latest(code)


def _asks_to_freeze(client, entry: str) -> str:
    answer = client.post("/me/rights/freeze", {"entry": entry, "ground": "disputed", "why": "还在核实，先别用"})
    assert answer.status_code == 302, answer.content.decode()[:400]
    return answer["Location"].rsplit("/", 1)[-1]


def _in_a_year() -> str:
    return str(clock.today().replace(year=clock.today().year + 1))


def test_a_frozen_record_is_kept_and_used_nowhere_until_it_ends(her) -> None:  # noqa: F811 - the fixture
    client, subject = her
    paper = _latest(subject, "health.check")
    hospital = str(paper.get("health_hospital"))
    assert hospital in signed_in(manager()).get(f"/company/workers/{subject}").content.decode()
    case = _asks_to_freeze(client, paper.id)
    due = packaged_calendar().after(clock.today(), working_days("restriction_decide", clock.today())).on
    assert f"{due}" in client.get("/me/rights").content.decode()
    assert ledger.facts_about(subject).latest("health.check").id == paper.id, "asked is not decided"
    governance.take_step(CLERK, case, "grant", {"why": "核实期间停止使用", "until_on": _in_a_year()})
    pipeline.advance()
    facts = ledger.facts_about(subject)
    assert paper.id not in {e.id for e in facts.entries} and facts.restricted == {paper.id} and facts.frozen_on is None
    assert "health" in registry.file_lines([subject])[subject].missing, "search, lists and exports read the file without it"
    assert hospital not in signed_in(manager()).get(f"/company/workers/{subject}").content.decode()
    page = client.get("/me/rights/freeze").content.decode()
    assert "已冻结" in page and hospital in page, "she herself still reads what is held"
    assert "已冻结，只保存不使用" in json.dumps(json.loads(client.get("/me/rights/copy.json").content), ensure_ascii=False)
    client.post(f"/me/cases/{case}/do/release")
    assert ledger.facts_about(subject).latest("health.check").id == paper.id


def test_the_whole_file_rests_and_wakes_by_itself_on_its_day(her) -> None:  # noqa: F811 - the fixture
    client, subject = her
    case = _asks_to_freeze(client, "file")
    governance.take_step(CLERK, case, "grant", {"why": "目的已达到", "until_on": "2099-03-01"})
    pipeline.advance()
    facts = ledger.facts_about(subject)
    assert facts.frozen_on is not None and {e.fact.kind for e in facts.entries} <= {"profile", "consent", "claim.confirmed"} | {c for c, k in kinds().items() if k.basis in ("statute", "system")}
    assert registry.file_lines([subject])[subject].withdrawn, "every list and look-up that honours a withdrawal honours this"
    assert signed_in(manager()).get(f"/company/workers/{subject}").status_code == 404, "where she works rests, too: she is no longer within their lists"
    assert client.get("/me/rights/freeze").status_code == 200
    with pytest.raises(Refused, match=r"restriction\.until"):
        governance.take_step(CLERK, case, "extend", {"why": "还要留", "until_on": "2020-01-01"})
    assert keep_clocks(date(2099, 3, 1)) == 0, "through that day it rests"
    with clock.set_clock(lambda: datetime(2099, 3, 2, 4, tzinfo=UTC)):
        assert keep_clocks(date(2099, 3, 2)) == 1
    facts = ledger.facts_about(subject)
    assert facts.frozen_on is None and "employment" in {e.fact.kind for e in facts.entries}


@pytest.mark.parametrize("entry", ["", "nothing-of-hers", "*profile"])
def test_only_what_is_hers_and_can_rest_is_frozen(her, entry: str) -> None:  # noqa: F811 - the fixture
    client, subject = her
    named = _latest(subject, "profile").id if entry == "*profile" else entry
    answer = client.post("/me/rights/freeze", {"entry": named, "ground": "disputed", "why": "不想用"})
    assert answer.status_code in (400, 409, 422) and "不能冻结" in answer.content.decode()


def test_a_refusal_says_why_and_where_to_turn(her) -> None:  # noqa: F811 - the fixture
    client, subject = her
    case = _asks_to_freeze(client, _latest(subject, "training").id)
    with pytest.raises(Refused):
        governance.take_step(CLERK, case, "refuse", {"why": "没有依据"})
    governance.take_step(CLERK, case, "refuse", {"why": "内容已经核实无误", "basis": "《个人信息保护法》第44条"})
    page = client.get(f"/me/cases/{case}").content.decode()
    assert "内容已经核实无误" in page and "不予冻结" in page
    number = client.get(f"/me/cases/{case}").context["papers"][0][0]
    assert "救济途径" in client.get(f"/me/cases/{case}/letter/{number}").content.decode()


def test_a_corrected_value_takes_the_place_of_the_wrong_one(her) -> None:  # noqa: F811 - the fixture
    client, subject = her
    wrong = _latest(subject, "health.check")
    form = {"entry": wrong.id, "field": "health_hospital", "right_value": "样例区第九医院体检中心", "why": "抄错了"}
    assert client.get(f"/me/rights/correct?entry={wrong.id}").status_code == 200
    answer = client.post("/me/rights/correct", form)
    assert answer.status_code == 302
    case = answer["Location"].rsplit("/", 1)[-1]
    assert wrong.id in ledger.facts_about(subject).disputed, "marked while it is looked at"
    governance.take_step(CLERK, case, "mark")
    governance.take_step(CLERK, case, "correct", {"why": "与体检中心核对无误"})
    right = _latest(subject, "health.check")
    assert right.id != wrong.id and right.get("health_hospital") == "样例区第九医院体检中心"
    assert right.get("health_checked_on") == wrong.get("health_checked_on") and right.fact.happened_on == wrong.fact.happened_on
    assert wrong.id not in {e.id for e in ledger.facts_about(subject).entries} and not ledger.facts_about(subject).disputed
    assert "样例区第九医院体检中心" in client.get(f"/me/cases/{case}").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("health_checked_on", "昨天", "读不懂"), ("valid_through", "2027-01-01", "不能在这里更正"), ("health_hospital", "", "")],
)
def test_what_cannot_be_the_value_is_refused_with_the_reason(her, field: str, value: str, said: str) -> None:  # noqa: F811 - the fixture
    client, subject = her
    form = {"entry": _latest(subject, "health.check").id, "field": field, "right_value": value, "why": "写错了"}
    answer = client.post("/me/rights/correct", form)
    assert answer.status_code >= 400 and said in answer.content.decode()


def test_nobody_else_reads_that_it_runs(her) -> None:  # noqa: F811 - the fixture
    client, subject = her
    case = _asks_to_freeze(client, _latest(subject, "training").id)
    assert signed_in(manager()).get(f"/company/cases/{case}").status_code == 404


def test_what_no_longer_stands_is_not_corrected_as_if_it_did(her) -> None:  # noqa: F811 - the fixture
    client, subject = her
    wrong = _latest(subject, "health.check")
    form = {"entry": wrong.id, "field": "health_hospital", "right_value": "样例区第九医院体检中心", "why": "抄错了"}
    case = client.post("/me/rights/correct", form)["Location"].rsplit("/", 1)[-1]
    governance.take_step(CLERK, case, "mark")
    recording.correct(CLERK, [wrong], "duplicate")
    with pytest.raises(Refused, match=r"correction\.gone"):
        governance.take_step(CLERK, case, "correct", {"why": "与体检中心核对无误"})
    governance.take_step(CLERK, case, "refuse", {"why": "记录已作废", "basis": "《个人信息保护法》第46条"})
