"""A star from the filled application to the plaque that answers; two who mark without seeing each other; a lower star with due process."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client, override_settings

from jiaxin.apps.exchange import queries as exchange
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.measures import star_on
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.procedures.procedure import procedure, readable
from jiaxin.domain.stars.agreement import agreement, kappa, outliers, read
from jiaxin.domain.stars.application import share, star_rules
from jiaxin.kit import qr
from tests.apps.governance.acting import CHIEF, CLERK, OTHER_CHIEF, at, finding, penalty, serve
from tests.cast import CAST

pytestmark = pytest.mark.django_db
BOOK = star_rules(date(2026, 6, 1))
FIRST = Actor("assessor-1", Role.ASSOCIATION, "association", fresh=True)
SECOND = Actor("assessor-2", Role.ASSOCIATION, "association", fresh=True)
HIGH = ["strength:18", "honesty:17", "people:15", "management:16", "service:18"]
LOW = ["strength:12", "honesty:13", "people:12", "management:12", "service:14"]


@pytest.fixture
def firm(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        subject = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
        said = Provenance("market", Channel.FEED, "market")
        clear = {
            "company_credit_code": CAST.company.credit_code, "company_name": CAST.company.name, "status": "active", "operating_mode": "employee",
            "established_on": "2018-05-09", "capital_fen": 50_000_000, "address": "样例路1号",
        }  # fmt: skip
        ledger_actions.append([Fact("company.registration", subject, date(2026, 1, 5), said, (CAST.company.credit_code,), clear)])
        yield subject


def manager(firm: str) -> Actor:
    return Actor("manager", Role.COMPANY_MANAGER, firm)


def marked(firm: str) -> str:
    typed = {one.code: "无" for one in queries.star_application(firm) if not one.value}
    case = actions.apply_for_star(manager(firm), 4, typed)
    actions.take_step(CLERK, case, "review", {"result": "齐全"})
    actions.take_step(FIRST, case, "visit", {"visit_no": "1", "findings": "属实"})
    actions.take_step(FIRST, case, "mark", {"sheet": HIGH, "points": "84"})
    return case


def awarded(firm: str) -> str:
    case = marked(firm)
    actions.take_step(SECOND, case, "mark_again", {"sheet": LOW, "points": "63"})
    actions.take_step(CLERK, case, "announce", {"star": "4"})
    with at("2026-06-09"):
        public = Client().get(f"/notices/projects/{case}").content.decode()
        assert "4 星级家政企业" in public and "两位评审的平均分" in public and "合计" in public, "whoever objects reads what the star rests on"
        assert f"/notices/projects/{case}" in Client().get("/notices/").content.decode()
        actions.take_step(CHIEF, case, "award", {"valid_through": "2029-06-08"})
    return case


def test_what_the_record_knows_is_filled_and_cannot_be_typed_over(firm: str) -> None:
    items = {one.code: one for one in queries.star_application(firm)}
    assert items["capital"].value == "50 万元" and items["capital"].entries and items["penalties"].value == "0"
    assert share(tuple(items.values())) > 0 and not items["tax"].value
    with pytest.raises(Refused, match=r"stars\.empty"):
        actions.apply_for_star(manager(firm), 4, {})
    case = actions.apply_for_star(manager(firm), 4, {one.code: "无" for one in items.values()} | {"capital": "99"})
    sheet = queries.case(case).events[0].said["sheet"]
    assert "注册资本：50 万元" in sheet and "纳税信用级别：无（申报单位填写）" in sheet


def test_neither_assessor_reads_the_other_before_both_are_in(firm: str) -> None:
    case = marked(firm)
    rules, events = procedure("star-rating"), queries.case(case).events
    assert readable(rules, events, SECOND.id)[-1].said == {} and readable(rules, events, CHIEF.id)[-1].said == {}
    assert readable(rules, events, FIRST.id)[-1].said["points"] == "84"
    assert queries.star_agreement(queries.case(case)) is None
    with pytest.raises(Refused, match=r"procedure\.same-person"):
        actions.take_step(FIRST, case, "mark_again", {"sheet": LOW, "points": "63"})
    actions.take_step(SECOND, case, "mark_again", {"sheet": LOW, "points": "63"})
    assert readable(rules, queries.case(case).events, CHIEF.id)[-2].said["points"] == "84"
    found = queries.star_agreement(queries.case(case))
    assert found is not None and found.totals == (84, 63) and found.third


def test_agreement_is_weighted_kappa_and_who_is_always_far_is_named() -> None:
    assert kappa([(1, 1), (2, 2), (3, 3)]) == 1000
    assert kappa([(1, 3), (2, 2), (3, 1)]) == -1000  # observed 8/3, by chance 4/3
    assert kappa([(5, 5), (5, 5)]) is None
    same = read(HIGH, BOOK)
    assert agreement(same, same, BOOK).kappa_mille == 1000 and not agreement(same, same, BOOK).third
    with pytest.raises(Refused, match=r"stars\.points"):
        read(["strength:21", *HIGH[1:]], BOOK)
    with pytest.raises(Refused, match=r"stars\.missing"):
        read(HIGH[1:], BOOK)
    assert outliers([("a", 90, "b", 70), ("a", 88, "c", 70), ("a", 91, "b", 75)], BOOK) == {"a": 18}


def test_the_plaque_is_a_pdf_whose_code_says_when_the_star_has_fallen(firm: str) -> None:
    case = awarded(firm)
    with at("2026-06-10"):
        made = queries.plaque(case, "样例区商务局")
        code = actions.issue("plaque", firm, made, case)
        page = pypdfium2.PdfDocument(queries.plaque_pdf(made, code))[0]
        assert qr.read(page.render(scale=4).to_pil()) == [f"http://127.0.0.1:8000/verify/{code}"]
        assert CAST.company.name in page.get_textpage().get_text_bounded()
        assert exchange.verified(code).current
    with at("2029-06-09"):
        assert not exchange.verified(code).current


def test_a_severe_item_proposes_a_lower_star_once_and_nothing_falls_before_notice_and_window(firm: str) -> None:
    case = awarded(firm)
    with at("2026-06-10"):
        assert actions.watch_stars(date(2026, 6, 10)) == 0
        penalty("severe", "2026-06-10", firm)
        assert actions.watch_stars(date(2026, 6, 10)) == 1 and actions.watch_stars(date(2026, 6, 10)) == 0
        (measure,) = queries.open_cases("measure")
        assert star_on(ledger.facts_about(firm), date(2026, 6, 10)) == 4, "a proposal lowers nothing"
        with pytest.raises(Refused):
            actions.take_step(CHIEF, measure.id, "decide", {"why": "x"})
        actions.take_step(CLERK, measure.id, "notify")
        serve(measure.id)
    with at("2026-06-15"), pytest.raises(Refused, match=r"effect\.too-early"):
        actions.take_step(CHIEF, measure.id, "decide", {"why": "属实"})
    with at("2026-06-24"):
        code = actions.issue("plaque", firm, queries.plaque(case, "样例区商务局"), case)
        actions.take_step(OTHER_CHIEF, measure.id, "decide", {"why": "属实"})
        assert star_on(ledger.facts_about(firm), date(2026, 6, 24)) == 3
        assert not exchange.verified(code).current


def test_three_upheld_complaints_call_for_it_too_but_not_while_one_is_under_objection(firm: str) -> None:
    awarded(firm)
    with at("2026-06-10"):
        entries = [finding(firm, f"工{n}", "2026-06-09") for n in range(3)]
        objection = actions.open_case(manager(firm), "objection", firm, entries[0], {"entry": entries[0], "why": "不实"}, organisation=firm)
        assert actions.watch_stars(date(2026, 6, 10)) == 0
        actions.take_step(CHIEF, objection, "refuse", {"why": "属实", "basis": "第六条"})
        assert actions.watch_stars(date(2026, 6, 10)) == 1
