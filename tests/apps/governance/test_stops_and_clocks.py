"""What a measure stops while it lasts; and one case under either set of objection clocks, on page, list, alarm and letter."""

from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from config.district import District, district
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.models import Case
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.measures import stopped_until
from jiaxin.domain.permissions import Actor, Role
from tests.apps.governance.acting import CHIEF, CLERK, FIRM, HER, HERSELF, MANAGER, OTHER_CHIEF, at, finding, serve
from tests.apps.governance.starring import VISIT, passes_gates

pytestmark = pytest.mark.django_db
FIRST = Actor("assessor-1", Role.ASSOCIATION, "association", fresh=True, members=frozenset({FIRM}))
SECOND = Actor("assessor-2", Role.ASSOCIATION, "association", fresh=True, members=frozenset({FIRM}))
SHEET = ["strength:18", "honesty:17", "people:15", "management:16", "service:18"]
SHENZHEN = District(objection_clocks="clocks-shenzhen-2023")


def paused(subject: str = FIRM, code: str = "no_recommendation") -> str:
    """A measure told on 1 June and decided on the 9th: it lasts until 9 September."""
    with at("2026-06-01"):
        said = {"measure": code, "basis": "第九条", "why": "三件", "ground": "findings"}
        case = actions.open_case(CLERK, "measure", subject, f"m-{code}", said, organisation=subject)
        actions.take_step(CLERK, case, "notify")
        serve(case)
    with at("2026-06-09"):
        actions.take_step(OTHER_CHIEF, case, "decide", {"why": "属实"})
    return case


def applied(day: str) -> str:
    with at(day):
        return actions.open_case(MANAGER, "star-rating", FIRM, f"star-{day}", {"star": "3"}, organisation=FIRM)


def test_no_star_is_applied_for_while_the_measure_lasts_and_the_refusal_names_the_day() -> None:
    paused()
    for day in ("2026-06-09", "2026-09-08"):
        with pytest.raises(Refused, match=r"procedure\.stopped") as why:
            applied(day)
        assert "2026-09-09" in why.value.do_this
    with at("2026-06-10"):
        assert queries.star_open_from(FIRM) == date(2026, 9, 9)
    assert applied("2026-09-09")
    with at("2026-09-09"):
        assert queries.star_open_from(FIRM) is None


def test_a_warning_stops_no_star() -> None:
    paused(code="warning")
    assert applied("2026-06-10")


def test_an_application_on_its_way_is_neither_announced_nor_awarded_until_the_measure_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    passes_gates(monkeypatch, FIRM, date(2026, 1, 5))
    case = applied("2026-05-06")
    with at("2026-05-07"):
        actions.take_step(CLERK, case, "review", {"result": "齐全"})
        actions.take_step(FIRST, case, "visit", VISIT)
        actions.take_step(FIRST, case, "mark", {"sheet": SHEET, "points": "84"})
        actions.take_step(SECOND, case, "mark_again", {"sheet": SHEET, "points": "84"})
    paused()
    with at("2026-06-10"):
        with pytest.raises(Refused, match=r"procedure\.stopped"):
            actions.take_step(CLERK, case, "announce")
        assert "2026-09-09" in {s.verb: why for s, why in queries.offering(CLERK, queries.case(case)).steps}["announce"]
    with at("2026-09-09"):
        actions.take_step(CLERK, case, "announce")
    with at("2026-09-17"):
        assert actions.take_step(CHIEF, case, "award", {"valid_through": "2029-09-16"}) == "awarded"


def test_a_star_announced_before_the_measure_is_not_awarded_during_it(monkeypatch: pytest.MonkeyPatch) -> None:
    passes_gates(monkeypatch, FIRM, date(2026, 1, 5))
    case = applied("2026-05-06")
    with at("2026-05-07"):
        actions.take_step(CLERK, case, "review", {"result": "齐全"})
        actions.take_step(FIRST, case, "visit", VISIT)
        actions.take_step(FIRST, case, "mark", {"sheet": SHEET, "points": "84"})
        actions.take_step(SECOND, case, "mark_again", {"sheet": SHEET, "points": "84"})
    with at("2026-06-08"):
        actions.take_step(CLERK, case, "announce")
    paused()
    with at("2026-06-16"), pytest.raises(Refused, match=r"procedure\.stopped"):
        actions.take_step(CHIEF, case, "award", {"valid_through": "2029-06-15"})


def test_of_two_measures_the_later_end_counts_and_none_while_it_is_disputed() -> None:
    said = Provenance("bureau", Channel.SYSTEM, "clerk")
    paused()
    with at("2026-07-10"):
        clear = {"measure": "no_recommendation", "basis": "第九条", "document_no": "决2", "notice_no": "告2", "notified_on": "2026-07-01", "heard_through": "2026-07-08", "from_on": "2026-07-10", "until_on": "2026-10-10"}
        (second,) = ledger.append([Fact("measure", FIRM, date(2026, 7, 10), said, ("决2",), clear)])
        assert stopped_until(record.facts_about(FIRM), date(2026, 7, 10)) == {"star": date(2026, 10, 10), "recommendation": date(2026, 10, 10)}
        actions.open_case(MANAGER, "objection", FIRM, str(second.id), {"entry": str(second.id), "why": "不实"}, organisation=FIRM)
        assert stopped_until(record.facts_about(FIRM), date(2026, 7, 10))["star"] == date(2026, 9, 9)


def objected() -> tuple[str, str]:
    with at("2026-09-28"):
        entry = finding(HER)
    with at("2026-09-29"):
        case = actions.open_case(HERSELF, "objection", HER, entry, {"entry": entry, "why": "不实"})
        actions.take_step(CLERK, case, "forward", {"handed_to": "市场监管局"})
    return case, entry


def test_the_same_objection_has_other_days_under_the_other_clocks_on_page_list_and_alarm() -> None:
    case, _ = objected()
    page = {d.verb: str(d.due.on) for d in queries.case(case).deadlines}
    assert page == {"correct": "2026-10-12", "refuse": "2026-10-12"}, "Shanghai: five working days after it was forwarded"
    assert queries.overdue(date(2026, 10, 9)) == 0
    with override_settings(DISTRICT=SHENZHEN):
        other = {d.verb: str(d.due.on) for d in queries.case(case).deadlines}
        assert other == {"correct": "2026-10-08", "refuse": "2026-10-08"}, "Shenzhen: two"
        with at("2026-09-29"):
            assert actions.follow_calendar() == 1 and actions.follow_calendar() == 0
        assert str(Case.objects.get(pk=case).due_on) == "2026-10-08" and queries.overdue(date(2026, 10, 9)) == 1
    with at("2026-09-29"):
        assert actions.follow_calendar() == 1, "and back"
    assert str(Case.objects.get(pk=case).due_on) == "2026-10-12"


def test_it_can_be_extended_under_shenzhen_alone_and_the_letters_name_the_days() -> None:
    case, _ = objected()
    with at("2026-09-30"):
        with pytest.raises(Refused, match=r"procedure\.not-here"):
            actions.take_step(CHIEF, case, "extend", {"why": "材料在外地"})
        here = _letter(case)
    with override_settings(DISTRICT=SHENZHEN), at("2026-09-30"):
        there = _letter(case)
        assert actions.take_step(CHIEF, case, "extend", {"why": "材料在外地"}) == "extended"
        assert {str(d.due.on) for d in queries.case(case).deadlines} == {"2026-10-10"}, "three more, 10 October is worked"
    assert "2026-10-12" in here and "2026-10-08" in there and here != there


def _letter(case: str) -> str:
    return " ".join(words for _, words in queries.letter(case, 2, "林", "样例区商务局").parts)


def test_a_setting_that_is_no_set_of_clocks_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "jiaxin.toml").write_text('[district]\nobjection_clocks = "clocks-of-nobody"\n', "utf-8")
    with pytest.raises(SystemExit, match="clocks-shenzhen-2023"):
        district(tmp_path)
    (tmp_path / "jiaxin.toml").write_text('[district]\nobjection_clocks = "clocks-shenzhen-2023"\n', "utf-8")
    assert district(tmp_path).objection_clocks == "clocks-shenzhen-2023"
