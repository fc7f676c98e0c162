"""移送: a serious matter reaches the competent department's desk with the step that hands it over, and the case tells what became of it."""

from datetime import date

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.notices import queries as notices
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import A_FAMILY, CHIEF, CLERK, FAMILY, HER, HERSELF, MARKET, POLICE, at, serve

pytestmark = pytest.mark.django_db
LABOUR = Actor("labour", Role.LABOUR, "labour", fresh=True)


@pytest.fixture(autouse=True)
def _departments():
    for kind in ("police", "labour", "market"):
        access.set_up_organisation(console_actor(), kind, f"样例区{kind}", kind, "349912")


def looked_into(topic: str = "harassment") -> str:
    with at("2026-06-01"):
        case = actions.open_case(HERSELF, "complaint", FAMILY, "c1", {"topic": topic, "text": "雇主动手动脚"}, party=HER)
        actions.take_step(CLERK, case, "accept")
    with at("2026-06-10"):
        actions.keep_clocks(date(2026, 6, 10))
    return case


def sent(case: str, to: str = "police") -> queries.CaseView:
    with at("2026-06-11"):
        actions.take_step(CHIEF, case, "hand_over", {"handed_to": to, "why": "涉嫌违反治安管理"})
    return queries.open_cases("handover")[0]


def test_the_kind_proposes_the_department_and_nothing_outside_the_list_is_taken():
    case = looked_into()
    assert queries.proposed_department(queries.case(case)) == "police"
    with at("2026-06-11"), pytest.raises(Refused, match="handover"):
        actions.take_step(CHIEF, case, "hand_over", {"handed_to": "某某派出所", "why": "x"})
    assert queries.case(case).state == "looking" and not queries.open_cases("handover")


def test_the_department_finds_it_at_its_desk_is_told_and_gets_the_letter():
    one = sent(looked_into())
    assert (one.organisation, one.subject, one.party, one.state) == ("police", FAMILY, HER, "sent")
    (told,) = notices.messages_of("police")
    assert "移送" in told.text and "动手动脚" not in told.text
    letter = queries.letter(one.id, 1, "雇主家庭", "样例区商务局")
    assert (letter.title, letter.to) == ("案件移送函", "公安机关") and "雇主动手动脚" in dict(letter.parts)["反映的情况"]
    with at("2026-06-11"):
        assert [w.procedure for w in queries.waiting(POLICE)].count("handover") == 1
        assert "handover" not in [w.procedure for desk in (LABOUR, MARKET, CHIEF) for w in queries.waiting(desk)]


def test_receipt_and_answer_stand_on_the_matter_it_came_from():
    case = looked_into()
    one = sent(case)
    with at("2026-06-12"):
        with pytest.raises(Refused):
            actions.take_step(LABOUR, one.id, "receive")
        actions.take_step(POLICE, one.id, "receive")
    (now,) = queries.handed(case)
    assert (now.department, str(now.sent_on), str(now.received_on), now.on_paper, now.answered_on) == ("公安机关", "2026-06-11", "2026-06-12", False, None)
    with at("2026-06-20"):
        actions.take_step(POLICE, one.id, "answer", {"result": "已受案"})
    (now,) = queries.handed(case)
    assert (now.state, str(now.answered_on), now.result, now.closed) == ("answered", "2026-06-20", "已受案", True)
    assert any("移送" in m.text for m in notices.messages_of(HER)), "who complained is told that there is an answer"


def test_what_is_sent_back_is_sent_on_to_another_department_of_the_list():
    case = looked_into()
    one = sent(case)
    with at("2026-06-12"):
        actions.take_step(POLICE, one.id, "send_back", {"why": "属劳动监察"})
        assert "handover" in [w.procedure for w in queries.waiting(CHIEF)]
        with pytest.raises(Refused):
            actions.take_step(CHIEF, one.id, "send_on", {"handed_to": "nobody", "why": "x"})
        actions.take_step(CHIEF, one.id, "send_on", {"handed_to": "labour", "why": "属劳动监察"})
    later, first = queries.handed(case)
    assert (first.state, first.department, later.state, later.department) == ("passed", "公安机关", "sent", "人力资源社会保障部门")
    assert later.transfer_no != first.transfer_no and queries.case(later.case).organisation == "labour"
    assert "雇主动手动脚" in dict(queries.letter(later.case, 1, "x", "y").parts)["反映的情况"]


def test_a_department_without_a_desk_gets_paper_and_its_receipt_is_filed_with_a_picture():
    one = sent(looked_into(), "health")
    assert one.organisation == "" and queries.letter(one.id, 1, "x", "y").to == "卫生健康部门"
    with at("2026-06-12"):
        assert "handover" in [w.procedure for w in queries.waiting(CHIEF)]
        with pytest.raises(Refused):
            actions.take_step(CHIEF, one.id, "file_receipt", {"receipt": "收文 8 号"})
        actions.take_step(CHIEF, one.id, "file_receipt", {"receipt": "收文 8 号", "evidence": "a" * 64})
    assert queries.case(one.id).state == "received" and queries.handed(one.about)[0].on_paper


def test_what_is_upheld_as_serious_is_handed_over_with_the_decision_and_not_before():
    with at("2026-06-01"):
        case = actions.open_case(A_FAMILY, "complaint", HER, "c2", {"topic": "safety", "text": "拿走财物"}, party=FAMILY)
        actions.take_step(CLERK, case, "accept")
    with at("2026-06-10"):
        actions.keep_clocks(date(2026, 6, 10))
        actions.take_step(CLERK, case, "notify", {"severity": "serious", "why": "有录像"})
        serve(case)
        said = {"severity": "serious", "basis": "条例第22条", "document_no": "决1", "why": "属实", "handed_to": "police"}
        with pytest.raises(Refused):
            actions.take_step(CHIEF, case, "uphold", said)
        assert not queries.open_cases("handover")
    with at("2026-06-24"):
        actions.take_step(CHIEF, case, "uphold", said)
    assert queries.case(case).state == "upheld" and [one.department for one in queries.handed(case)] == ["公安机关"]


def test_a_report_goes_with_its_words_but_not_with_the_way_to_reach_whoever_reported():
    with at("2026-06-01"):
        case, code = actions.register_report(CLERK, {"channel": "phone", "topic": "wages", "text": "三个月没发工资", "contact": "ring-the-bell"})
        actions.take_step(CLERK, case, "accept")
        actions.take_step(CLERK, case, "hand_over", {"handed_to": "labour", "reply": "已移送人社部门"})
    (one,) = queries.open_cases("handover")
    assert one.organisation == "labour" and one.events[0].said["text"] == "三个月没发工资" and "ring-the-bell" not in str(one.events)
    assert queries.reported(code).state == "handed"  # type: ignore[union-attr]
