"""Complaint, objection, measure, repair and suspension as people go through them, with what the record says after."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring.estimates import ReputationEstimate
from jiaxin.domain.errors import Refused
from jiaxin.domain.measures import suspended_from_benefits
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.ladder import suggested
from jiaxin.domain.validity import suspended_through
from tests.apps.governance.acting import (
    A_FAMILY,
    CHIEF,
    CLERK,
    FAMILY,
    FIRM,
    HER,
    HERSELF,
    MANAGER,
    MARKET,
    OTHER_CHIEF,
    POLICE,
    at,
    finding,
    penalty,
    serve,
)

pytestmark = pytest.mark.django_db


def complained() -> str:
    with at("2026-03-02"):
        case = actions.open_case(A_FAMILY, "complaint", HER, "order-1", {"topic": "quality", "text": "没有擦窗"}, party=FAMILY)
    with at("2026-03-03"):
        actions.take_step(CLERK, case, "accept")
    return case


def notified() -> str:
    case = complained()
    with at("2026-03-05"):
        actions.take_step(HERSELF, case, "answer", {"answer": "擦过了"})
        actions.take_step(CLERK, case, "notify", {"severity": "general", "why": "照片"})
        serve(case)
    return case


UPHELD = {"severity": "general", "basis": "第三条", "why": "照片属实"}


def test_a_complaint_is_heard_from_both_sides_and_decided_by_another_hand_after_the_window() -> None:
    case = notified()
    with at("2026-03-12"), pytest.raises(Refused, match=r"effect\.too-early"):
        actions.take_step(CHIEF, case, "uphold", UPHELD)
    with at("2026-03-13"):
        with pytest.raises(Refused, match=r"procedure\.same-person"):
            actions.take_step(CLERK, case, "uphold", UPHELD)
        assert actions.take_step(CHIEF, case, "uphold", UPHELD) == "upheld"
    facts = ledger.facts_about(HER)
    assert [e.fact.kind for e in facts.entries] == ["complaint", "complaint.finding"]
    assert suggested(facts, date(2026, 3, 13)) == "reminder"
    assert {m.wording for m in notices.messages_of(HER)} == {"case.step"} == {m.wording for m in notices.messages_of(FAMILY)}


def test_while_she_objects_nothing_is_decided_and_afterwards_it_can_be() -> None:
    case = notified()
    with at("2026-03-10"):
        complaint = next(e.id for e in ledger.facts_about(HER).entries)
        objection = actions.open_case(HERSELF, "objection", HER, complaint, {"entry": complaint, "why": "不是我的单"})
        assert ledger.facts_about(HER).disputed == {complaint}
    with at("2026-03-13"):
        with pytest.raises(Refused, match=r"effect\.contested"):
            actions.take_step(CHIEF, case, "uphold", UPHELD)
        assert "异议" in next(why for s, why in queries.offering(CHIEF, queries.case(case)).steps if s.verb == "uphold")
        actions.take_step(OTHER_CHIEF, objection, "refuse", {"why": "订单属实", "basis": "第六条"})
        assert ledger.facts_about(HER).disputed == frozenset()
        assert actions.take_step(CHIEF, case, "uphold", UPHELD) == "upheld"
        with pytest.raises(Refused, match=r"objection\.again"):
            actions.open_case(HERSELF, "objection", HER, complaint, {"entry": complaint, "why": "再来"})


def test_an_objection_that_is_right_takes_the_record_out_of_force() -> None:
    with at("2026-06-01"):
        entry = finding()
        case = actions.open_case(HERSELF, "objection", HER, entry, {"entry": entry, "why": "张冠李戴"})
        with pytest.raises(Refused, match=r"case\.open-already"):
            actions.open_case(HERSELF, "objection", HER, entry, {"entry": entry, "why": "又一次"})
        actions.take_step(CLERK, case, "fix", {"why": "登记有误"})
    assert [e.id for e in ledger.facts_about(HER).entries] == []


def test_what_was_said_about_people_is_not_readable_in_the_table() -> None:
    complained()
    row = CaseEvent.objects.get(verb="file")
    assert "擦窗" not in str(row.said) and "擦窗".encode() not in bytes(row.sealed)
    assert queries.cases_about(HER)[0].events[0].said["text"] == "没有擦窗"


def test_a_worker_sees_her_case_and_a_stranger_company_gets_no_button() -> None:
    case = complained()
    assert [c.id for c in queries.cases_of(HERSELF)] == [case] == [c.id for c in queries.cases_of(A_FAMILY)]
    assert queries.cases_of(MANAGER) == [] and queries.steps_offered(MANAGER, case) == []
    assert [s.verb for s in queries.steps_offered(HERSELF, case)] == ["answer"]
    assert [s.verb for s in queries.steps_offered(A_FAMILY, case)] == ["withdraw"]


def test_silence_does_not_stop_a_complaint_and_what_ends_is_filed_away_by_itself() -> None:
    case = complained()
    with at("2026-03-10"):
        assert actions.keep_clocks(date(2026, 3, 10)) == 0
    with at("2026-03-11"):
        assert actions.keep_clocks(date(2026, 3, 11)) == 1
    assert queries.case(case).state == "looking"
    with at("2026-03-12"):
        actions.take_step(CHIEF, case, "dismiss", {"why": "证据不足"})
    with at("2026-04-01"):
        actions.keep_clocks(date(2026, 4, 1))
    assert queries.case(case).closed


def test_three_upheld_complaints_pause_stars_for_three_months_and_no_longer() -> None:
    with at("2026-06-01"):
        for number in range(3):
            finding(number=f"工{number}")
        facts = ledger.facts_about(HER)
        measure = suggested(facts, date(2026, 6, 1))
        assert measure == "no_recommendation"
        said = {"measure": measure, "basis": "阶梯第三级", "why": "十二个月三次", "ground": "findings"}
        case = actions.open_case(CLERK, "measure", HER, "ladder-1", said)
        actions.take_step(CLERK, case, "notify")
        serve(case)
    with at("2026-06-08"), pytest.raises(Refused, match=r"effect\.too-early"):
        actions.take_step(CHIEF, case, "decide", {"why": "属实"})
    with at("2026-06-09"):
        with pytest.raises(Refused, match=r"measure\.too-long"):
            actions.take_step(CHIEF, case, "decide", {"why": "属实", "until_on": "2026-09-10"})
        actions.take_step(CHIEF, case, "decide", {"why": "属实"})
    facts = ledger.facts_about(HER)
    assert [suspended_from_benefits(facts, date(2026, 9, day)) for day in (8, 9)] == [True, False]
    with at("2026-09-09"):
        actions.keep_clocks(date(2026, 9, 9))
    assert queries.case(case).state == "ended"


def test_numbers_alone_punish_nobody_unless_the_stored_estimate_is_sure_whatever_is_typed() -> None:
    said = {"measure": "warning", "basis": "b", "why": "w", "ground": "numbers", "certainty": 999, "estimate": "自己写的"}

    def published(low: int, high: int) -> None:
        at_position = ledger.checkpoint().size
        ReputationEstimate.objects.create(subject=HER, from_day=date(2026, 6, 1), from_position=at_position, score=(low + high) // 2, low=low, high=high, complaint=0)

    with at("2026-06-01"):
        with pytest.raises(Refused, match=r"measure\.no-estimate"):
            actions.open_case(CLERK, "measure", HER, "n-1", said)
        published(-2_900_000, -1_100_000)  # 1 below the line of -1, deviation 0.702: 922 in a thousand
        with pytest.raises(Refused, match=r"measure\.not-sure.*922‰"):
            actions.open_case(CLERK, "measure", HER, "n-1", said)
        published(-2_700_000, -1_300_000)  # deviation 0.546: 966
        case = actions.open_case(CLERK, "measure", HER, "n-1", said)
    proposed = queries.case(case).events[0].said
    assert proposed["certainty"] == 966 and "80% 区间 -2.70 到 -1.30" in str(proposed["estimate"]) and "自己" not in str(proposed["estimate"])


def applied(entry: str, decided: str) -> dict[str, str]:
    return {"entry": entry, "penalty_class": "general", "decided_on": decided, "duties_done": decided, "commitment": "已签"}


def test_a_repair_is_refused_a_day_early_and_granted_by_who_found_with_every_surface_named() -> None:
    with at("2026-05-09"):
        entry = penalty()
    with at("2026-08-07"), pytest.raises(Refused, match="2026-08-08"):
        actions.open_case(MANAGER, "repair", FIRM, entry, applied(entry, "2026-05-08"), organisation=FIRM)
    with at("2026-08-10"):
        case = actions.open_case(MANAGER, "repair", FIRM, entry, applied(entry, "2026-05-08"), organisation=FIRM)
        actions.take_step(MARKET, case, "accept")
        with pytest.raises(Refused, match=r"procedure\.same-person"):
            actions.take_step(MARKET, case, "grant")
        actions.take_step(CHIEF, case, "grant")
        assert ledger.facts_about(FIRM).entries == ()
        with pytest.raises(Refused, match="没有"):  # nobody types that an item is gone
            actions.take_step(CLERK, case, "spread", {"reached": ["card", "search"]})
        actions.take_step(Actor.job("pipeline"), case, "spread", {"reached": ["card", "search"]})
    assert queries.case(case).closed


@pytest.mark.parametrize("procedure", ["repair", "publication"])
def test_no_complaint_finds_its_way_onto_the_shelf_of_public_credit(procedure: str) -> None:
    with at("2026-09-10"):
        entry = finding(FIRM)
        said = applied(entry, "2026-05-08")
        if procedure == "publication":
            said = {"entry": entry, "penalty_class": "minor", "decided_on": "2026-05-08", "basis": "b", "document_no": "d", "why": "w"}
        who = MANAGER if procedure == "repair" else CLERK
        with pytest.raises(Refused, match=r"case\.shelf"):
            actions.open_case(who, procedure, FIRM, entry, said, organisation=FIRM)
        with pytest.raises(DatabaseError), transaction.atomic():  # whatever code tries
            Case.objects.create(id="x", procedure=procedure, subject=FIRM, about=entry, opened_by="x", opened_at="2026-01-01T00:00:00Z", state="")
        other = actions.open_case(CLERK, "measure", FIRM, entry, {"measure": "warning", "basis": "b", "why": "w", "ground": "findings"})
        with pytest.raises(DatabaseError), transaction.atomic():
            Case.objects.filter(pk=other).update(procedure=procedure)


def test_a_minor_item_is_published_after_notice_only_and_not_past_three_months_from_its_document() -> None:
    with at("2026-06-16"):
        entry = penalty("minor", "2026-06-15")
        said = {"entry": entry, "penalty_class": "minor", "decided_on": "2026-06-15", "basis": "确需公示", "document_no": "d", "why": "w"}
        case = actions.open_case(CLERK, "publication", FIRM, entry, said, organisation=FIRM)
        actions.take_step(CLERK, case, "notify")
        serve(case)
    with at("2026-06-29"):
        with pytest.raises(Refused, match="2026-09-15"):
            actions.take_step(CHIEF, case, "publish", {"why": "w", "until_on": "2026-09-29"})
        actions.take_step(CHIEF, case, "publish", {"why": "w"})
    shown = next(e for e in ledger.facts_about(FIRM).entries if e.fact.kind == "penalty.publication")
    assert shown.get("until_on") == "2026-09-15"


def test_a_code_is_stopped_by_two_officers_told_at_once_and_comes_back_by_itself() -> None:
    with at("2026-09-29"):
        case = actions.open_case(POLICE, "suspension", HER, HER, {"why": "有人报警"})
        with pytest.raises(Refused, match=r"procedure\.same-person"):
            actions.take_step(POLICE, case, "second", {"why": "同意"})
        actions.take_step(CLERK, case, "second", {"why": "同意"})
        told = notices.messages_of(HER)
        assert [m.at for m in told] == [queries.case(case).events[-1].at] and "报警" not in told[0].text
    with at("2026-10-09"):
        actions.take_step(CHIEF, case, "renew", {"why": "仍在核查"})
        with pytest.raises(Refused, match=r"procedure\.no-step"):
            actions.take_step(CHIEF, case, "renew", {"why": "再来"})
    assert suspended_through(ledger.facts_about(HER), date(2026, 10, 13)) == date(2026, 10, 13)
    assert suspended_through(ledger.facts_about(HER), date(2026, 10, 14)) is None
    with at("2026-10-15"):
        actions.keep_clocks(date(2026, 10, 15))
    assert queries.case(case).state == "ended"
    assert [c.id for c in queries.suspensions()] == [case]


def test_an_anonymous_report_is_answered_to_its_code_and_to_nothing_else() -> None:
    with at("2026-06-01"):
        code = actions.report({"topic": "unlicensed", "text": "没有证"})
        seen = queries.reported(code)
        assert seen is not None and seen.state == "filed" and queries.reported("nonsense") is None
        assert code not in str(list(Case.objects.values()))
        actions.take_step(CLERK, seen.id, "accept")
        actions.take_step(CLERK, seen.id, "reply", {"reply": "已查", "outcome": "属实"})
    assert queries.reported(code).events[-1].said["reply"] == "已查"  # type: ignore[union-attr]


def test_the_table_of_holidays_that_arrives_moves_the_deadlines() -> None:
    with at("2026-12-30"):
        case = actions.open_case(A_FAMILY, "complaint", HER, "o", {"topic": "fee", "text": "x"}, party=FAMILY)
    first = queries.case(case).deadlines[0].due
    assert (str(first.on), first.provisional) == ("2027-01-04", True)
    table = (
        'kind = "calendar"\nversion = "calendar-2027"\nlabel = "x"\nfrom = 2027-01-01\n[fixed]\ndays = []\n[[year]]\nyear = 2027\n'
        'holidays = [[2027-01-01, 2027-01-04]]\nworking_weekends = [2027-01-10]\nsource = "通知"\n'
    )
    with at("2026-12-31"):
        draft = rules.draft(CLERK, table.encode())
        rules.promulgate(CHIEF, draft.digest, "D" * 16)
        second = queries.case(case).deadlines[0].due
        assert (str(second.on), second.provisional) == ("2027-01-05", False)
        assert actions.follow_calendar() == 1 and actions.follow_calendar() == 0
    assert queries.due(date(2027, 1, 4)) == [] and [one.id for one in queries.due(date(2027, 1, 5))] == [case]
    assert queries.overdue(date(2027, 1, 5)) == 0, "nobody is called late by a day that was provisional"
