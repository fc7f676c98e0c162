"""A star from the filled application to the plaque that answers; two who mark without seeing each other; a lower star with due process."""

from dataclasses import replace
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
from jiaxin.domain.procedures.procedure import Event, judged, procedure, readable
from jiaxin.domain.stars.agreement import agreement, kappa, outliers, read
from jiaxin.domain.stars.application import share, star_rules
from jiaxin.kit import qr
from tests.apps.governance.acting import CHIEF, CLERK, OTHER_CHIEF, at, finding, penalty, serve
from tests.apps.governance.starring import FULL, VISIT, passes_gates
from tests.cast import CAST

pytestmark = pytest.mark.django_db
BOOK = star_rules(date(2026, 6, 1))
FIRST = Actor("assessor-1", Role.ASSOCIATION, "association", fresh=True)
SECOND = Actor("assessor-2", Role.ASSOCIATION, "association", fresh=True)
HIGH = ["strength:18", "honesty:17", "people:15", "management:16", "service:18"]
LOW = ["strength:12", "honesty:13", "people:12", "management:12", "service:14"]


@pytest.fixture
def firm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with override_settings(DATA=tmp_path), at("2026-06-01"):
        subject = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
        said = Provenance("market", Channel.FEED, "market")
        clear = {
            "company_credit_code": CAST.company.credit_code, "company_name": CAST.company.name, "status": "active", "operating_mode": "employee",
            "established_on": "2018-05-09", "capital_fen": 50_000_000, "address": "样例路1号",
        }  # fmt: skip
        ledger_actions.append([Fact("company.registration", subject, date(2026, 1, 5), said, (CAST.company.credit_code,), clear)])
        passes_gates(monkeypatch, subject, date(2026, 1, 5))
        yield subject


def manager(firm: str) -> Actor:
    return Actor("manager", Role.COMPANY_MANAGER, firm)


def for_the_firm(assessor: Actor, case: str) -> Actor:
    """Whose association the company of this case belongs to."""
    return replace(assessor, members=frozenset({queries.case(case).subject}))


def marked(firm: str) -> str:
    typed = {one.code: "无" for one in queries.star_application(firm) if not one.value}
    case = actions.apply_for_star(manager(firm), 4, typed)
    actions.take_step(CLERK, case, "review", {"result": "齐全"})
    actions.take_step(for_the_firm(FIRST, case), case, "visit", VISIT)
    actions.take_step(for_the_firm(FIRST, case), case, "mark", {"sheet": HIGH, "points": "84"})
    return case


def awarded(firm: str) -> str:
    case = marked(firm)
    actions.take_step(for_the_firm(SECOND, case), case, "mark_again", {"sheet": LOW, "points": "63"})
    actions.take_step(CLERK, case, "announce")
    with at("2026-06-09"):
        public = Client().get(f"/notices/projects/{case}").content.decode()
        assert "4 星级家政企业" in public and "公示 4 星，申报的是 4 星" in public, "whoever objects reads what the star rests on"
        assert "总分：现在 81.4 分，要求至少 80 分" in public and "已建档服务员：现在 40，要求至少 10" in public and "公示中的严重失信信息：现在 0，要求至多 0" in public
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
        actions.take_step(for_the_firm(FIRST, case), case, "mark_again", {"sheet": LOW, "points": "63"})
    actions.take_step(for_the_firm(SECOND, case), case, "mark_again", {"sheet": LOW, "points": "63"})
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


def test_the_star_announced_follows_from_marks_and_gates_and_none_is_typed_above_them(firm: str) -> None:
    case = marked(firm)
    assert queries.star_prospect(queries.case(case)) is None, "nothing before both sheets are in"
    actions.take_step(for_the_firm(SECOND, case), case, "mark_again", {"sheet": LOW, "points": "63"})
    found = queries.star_prospect(queries.case(case))
    assert found is not None and (found.star, found.applied, found.fixed, found.marked.site) == (4, 4, False, True)
    for typed in ("5", "3"):
        with pytest.raises(Refused, match=r"stars\.not-given"):
            actions.take_step(CLERK, case, "announce", {"star": typed})
    said = "x:yes:"
    with pytest.raises(Refused, match=r"stars\.not-given"):
        actions.take_step(CLERK, case, "announce", {"star": "5", "grounds": [f"5:{said}"]})
    actions.take_step(CLERK, case, "announce", {"grounds": ["5:points:yes:自己写的"]})
    told = queries.case(case).events[-1].said
    assert told["star"] == "4" and "5:points:yes:自己写的" not in told["grounds"], "what a form says of the grounds counts for nothing"


def test_the_table_itself_refuses_a_star_that_its_own_events_do_not_give(firm: str) -> None:
    """Whoever came past the app: the procedure's own check reads the sheets and the visit again."""
    case = marked(firm)
    actions.take_step(for_the_firm(SECOND, case), case, "mark_again", {"sheet": LOW, "points": "63"})
    before = queries.case(case).events
    book = star_rules(date(2026, 6, 1))
    yes = [f"{level['star']}:{want['code']}:yes:x" for level in book.data["level"] for want in level["wants"]]

    def announced(star: str, lines: list[str]) -> Event:
        return replace(before[-1], verb="announce", actor="other", said={"star": star, "grounds": [*lines, "4:points:yes:x", "5:points:yes:x"]})

    rules = procedure("star-rating")
    assert judged(rules, before, announced("4", yes)).verb == "announce"
    for star, lines, code in (
        ("5", yes, "stars.not-given"), ("3", yes, "stars.not-given"), ("4", yes[1:], "stars.gates"), ("4", [], "stars.gates"),
        ("4", [line.replace("4:severe:yes", "4:severe:no") for line in yes], "stars.not-given"), ("0", [line.replace("1:pledge:yes", "1:pledge:no") for line in yes], "stars.none"),
    ):  # fmt: skip
        with pytest.raises(Refused) as why:
            judged(rules, before, announced(star, lines))
        assert why.value.code == code, (star, lines[:2])


def test_the_visit_is_part_of_the_marks_and_a_bad_one_costs_the_star(firm: str) -> None:
    typed = {one.code: "无" for one in queries.star_application(firm) if not one.value}
    case = actions.apply_for_star(manager(firm), 4, typed)
    actions.take_step(CLERK, case, "review", {"result": "齐全"})
    for wrong, code in ((FULL[1:], "stars.site-missing"), ([*FULL, FULL[0]], "stars.site-points"), (["premises:4", *FULL[1:]], "stars.site-points")):
        with pytest.raises(Refused) as why:
            actions.take_step(for_the_firm(FIRST, case), case, "visit", VISIT | {"site_marks": wrong})
        assert why.value.code == code
    poor = [line.partition(":")[0] + (":0" if line.startswith(("replies", "calls")) else ":3") for line in FULL]
    actions.take_step(for_the_firm(FIRST, case), case, "visit", VISIT | {"site_marks": poor})
    with pytest.raises(Refused, match=r"stars\.sum"):
        actions.take_step(for_the_firm(FIRST, case), case, "mark", {"sheet": HIGH, "points": "99"})
    actions.take_step(for_the_firm(FIRST, case), case, "mark", {"sheet": HIGH, "points": "84"})
    actions.take_step(for_the_firm(SECOND, case), case, "mark_again", {"sheet": LOW, "points": "63"})
    found = queries.star_prospect(queries.case(case))
    assert found is not None and found.star == 2, "service 16 of 20 by the assessors and nothing on the site: 56 %, three stars ask for 60"
    assert [(line.star, line.met) for line in found.grounds if line.code == "each-part"] == [(1, True), (2, True), (3, False), (4, False)]


def test_a_gate_of_the_record_closes_the_stars_above_it_with_its_reason(firm: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = marked(firm)
    actions.take_step(for_the_firm(SECOND, case), case, "mark_again", {"sheet": LOW, "points": "63"})
    passes_gates(monkeypatch, firm, date(2026, 1, 6), workers_filed=7)
    found = queries.star_prospect(queries.case(case))
    assert found is not None and found.star == 3
    assert [line.said for line in found.grounds if not line.met] == ["已建档服务员：现在 7，要求至少 10"]
    penalty("severe", "2026-05-20", firm)
    assert queries.star_prospect(queries.case(case)).star == 0  # type: ignore[union-attr]  # both sheets are in
    with pytest.raises(Refused, match=r"stars\.none"):
        actions.take_step(CLERK, case, "announce")
