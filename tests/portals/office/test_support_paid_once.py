"""Support through the pages: a second list pays nobody twice, instalments fall due, the first of a ranking are paid, a district's own rules count."""

from datetime import date

import pytest

from jiaxin import pipeline
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.stepping import take_step
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.scoring import actions as rules
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.rulebooks.reading import packaged
from tests.apps.governance.acting import CHIEF, CLERK, OTHER_CHIEF, at, penalty
from tests.portals.office.test_support_and_draws import scene  # noqa: F401 - a fixture
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
LABOUR = Actor("labour-2", Role.LABOUR, "labour", fresh=True)
OWN = """kind = "incentives"
version = "incentives-own"
label = "本区扶持办法"
from = 2026-06-01
[[rule]]
code = "scale"
label = "稳岗奖励"
shape = "tiers"
counts = "records"
tiers = [{ from = 1, yuan = 5000 }]
instalments = 2
instalment_months = 6
gates = ["no_severe_item"]
source = "本区办法"
[[gate]]
code = "no_severe_item"
said = "有严重失信信息正在公示"
"""


def listed(rule: str, day: str) -> str:
    with at(day):
        return actions.list_support(CLERK, rule)


def approved(case: str, computed_on: str, approved_on: str) -> str:
    with at(computed_on):
        take_step(LABOUR, case, "check", {"result": "无误"})
        take_step(CLERK, case, "announce")
    with at(approved_on):
        take_step(CHIEF, case, "approve", {"document_no": f"样例〔2026〕{case[:4]}号"})
    return case


def paid(case: str, firm: str):
    return next(line for line in queries.support_lines(case) if line.subject == firm)


def test_a_second_list_of_the_year_pays_nobody_twice_and_says_so(scene) -> None:  # noqa: F811
    company, firm, *_ = scene
    first = listed("new-worker", "2026-06-01")
    assert paid(first, firm).fen == 5000
    second = listed("new-worker", "2026-06-02")
    assert paid(second, firm).fen == 0 and "今年已经发过" in paid(second, firm).reasons[0], "a list under way counts too"
    assert "今年已经发过" in company.get("/company/support").content.decode(), "the company's preview says the same"
    with at("2026-06-02"):
        take_step(CLERK, first, "drop", {"why": "重算"})
    assert paid(listed("new-worker", "2026-06-02"), firm).fen == 5000, "what was dropped has paid nobody"


def test_instalments_fall_due_are_proposed_once_and_wait_behind_a_closed_gate(scene) -> None:  # noqa: F811
    _, firm, _, clerk, *_ = scene
    draft = rules.draft(CLERK, OWN.encode())
    rules.promulgate(OTHER_CHIEF, draft.digest, "D" * 16)
    assert "稳岗奖励" in clerk.get("/office/support").content.decode(), "the district's own rules are in force"
    first = listed("scale", "2026-06-01")
    assert (paid(first, firm).fen, paid(first, firm).plan) == (250_000, (250_000, 250_000))
    with at("2026-06-02"):
        assert [one.due_on for one in queries.support_plan(first, firm)] == [None, None]
        assert "首期批准后起算" in clerk.get(f"/office/support/{first}/{firm}").content.decode()
    approved(first, "2026-06-01", "2026-06-09")
    assert actions.propose_instalments(date(2026, 12, 8)) == 0
    with at("2026-12-09"):
        severe = penalty("severe", "2026-11-01", firm)
        assert actions.propose_instalments(date(2026, 12, 9)) == 0, "nobody is due whose gates are open"
        said = Provenance("market", Channel.SYSTEM, "market")
        ledger_actions.append([Fact("correction", firm, date(2026, 12, 9), said, (severe,), {"of": severe, "reason": "revoked"})])
        assert actions.propose_instalments(date(2026, 12, 9)) == 1 and actions.propose_instalments(date(2026, 12, 9)) == 0
        second = next(c.id for c in queries.open_cases("subsidy") if c.id != first)
        line = paid(second, firm)
        assert (line.fen, line.part, line.began) == (250_000, 2, first) and queries.support_same(second)
        assert [(one.part, one.case, str(one.due_on)) for one in queries.support_plan(second, firm)] == [(1, first, "2026-06-09"), (2, second, "2026-12-09")]
        page = clerk.get(f"/office/support/{second}/{firm}").content.decode()
        assert "第几期" in page and f"/office/support/{first}" in page
    assert paid(listed("scale", "2026-12-10"), firm).fen == 0, "the plan is the whole of the year's support"


def test_the_first_of_the_ranking_are_listed_previewed_and_paid_once(scene) -> None:  # noqa: F811
    company, firm, _, clerk, *_ = scene
    with pytest.raises(StopIteration):
        next(line for line in queries.support_lines(listed("top-workers", "2026-06-01")) if line.fen)
    with at("2026-06-01"):
        draft = rules.draft(CLERK, packaged("worker-2026").raw)
        rules.promulgate(OTHER_CHIEF, draft.digest, pipeline.district())
        pipeline.turn_the_day()
        pipeline.advance()
        assert "发给所在企业" in clerk.get("/office/support").content.decode()
        assert "1 人排名在前列" in company.get("/company/support").content.decode()
    first = listed("top-workers", "2026-06-01")
    assert (paid(first, firm).fen, len(paid(first, firm).evidence)) == (200_000, 1)
    approved(first, "2026-06-01", "2026-06-09")
    again = paid(listed("top-workers", "2026-06-10"), firm)
    assert again.fen == 0 and "今年的名单已经发过" in again.reasons[0]


def test_a_ranking_by_what_nobody_counts_is_refused(scene) -> None:  # noqa: F811
    text = OWN.replace('shape = "tiers"', 'shape = "top"\nfirst = 3\neach_yuan = 100').replace("incentives-own", "incentives-odd")
    draft = rules.draft(CLERK, text.encode())
    rules.promulgate(OTHER_CHIEF, draft.digest, "D" * 16)
    with pytest.raises(Refused, match=r"support\.counts"):
        listed("scale", "2026-06-02")
