"""The ladder's course: assigned with the reminder, reminded of, fulfilled by the record, and lapsing into a proposal and no more."""

from datetime import date, timedelta

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.measures import in_force_on
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.clocks import working_days
from tests.apps.governance.acting import CHIEF, CLERK, OTHER_CHIEF, at, finding, serve
from tests.cast import CAST
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
DECIDED = date(2026, 6, 12)


@pytest.fixture
def her() -> str:
    with at("2026-06-01"):
        (one,) = registry.enrol([registry.Claimed(CAST.worker.name, CAST.worker.id_number, CAST.worker.phone)])
        return one.subject


def reminded(subject: str, organisation: str = "") -> str:
    """A reminder in force since DECIDED; its case."""
    with at("2026-06-01"):
        entry = finding(subject, "工1", "2026-05-20")
        said = {"measure": "reminder", "basis": "第三条", "why": "一件", "ground": "findings", "entries": [entry]}
        case = actions.open_case(CLERK, "measure", subject, "by-hand", said, organisation=organisation)
        actions.take_step(CLERK, case, "notify")
        serve(case)
    with at(DECIDED.isoformat()):
        actions.take_step(CHIEF, case, "decide", {"why": "属实"})
        assert actions.follow_courses() == 1 and actions.follow_courses() == 0
    return case


def learned(subject: str, on: str, name: str = "家政诚信和服务规范", hours: int = 300, passed: bool = True) -> None:
    clear = {"training_name": name, "training_on": on, "training_hours": str(hours // 100), "training_hours_hundredths": hours, "passed": passed}
    said = Provenance("association", Channel.SHEET, "trainer")
    ledger_actions.append([Fact("training", subject, date.fromisoformat(on), said, (name, on), clear, standing=Standing.ORIGINAL)])


def days_after(name: str) -> str:
    return (packaged_calendar().after(DECIDED, working_days(name, DECIDED)).on + timedelta(days=1)).isoformat()


def test_the_reminder_assigns_its_course_once_and_says_by_when(her):
    case = reminded(her)
    (duty,) = queries.duties_of(her)
    assert duty.due == packaged_calendar().after(DECIDED, working_days("ladder.course_days", DECIDED)).on and duty.state == "assigned"
    assert [one.case for one in queries.duty_after(case)] == [duty.case]
    assert any("指定课程" in one.text for one in notices.messages_of(her))


def test_the_record_of_a_fitting_training_fulfils_it(her):
    reminded(her)
    with at("2026-06-20"):
        learned(her, "2026-06-15", name="月子餐")
        learned(her, "2026-06-16", hours=100)
        learned(her, "2026-06-17", passed=False)
        learned(her, "2026-06-01", name="诚信课（早先上的）")
        assert actions.follow_courses() == 0 and queries.duties_of(her)[0].state == "assigned"
        learned(her, "2026-06-19")
        assert actions.follow_courses() == 1
    (duty,) = queries.duties_of(her)
    assert (duty.state, duty.closed) == ("done", True)


def test_she_is_reminded_once_and_a_lapse_proposes_the_warning_and_no_more(her):
    reminded(her)
    soon, over = days_after("ladder.course_remind"), days_after("ladder.course_days")
    with at(soon):
        actions.keep_clocks(date.fromisoformat(soon))
        actions.keep_clocks(date.fromisoformat(soon))
        assert queries.duties_of(her)[0].state == "reminded"
        assert actions.follow_courses() == 0 and not queries.open_cases("measure")
    with at(over):
        actions.keep_clocks(date.fromisoformat(over))
        assert queries.duties_of(her)[0].state == "lapsed"
        assert actions.follow_courses() == 1 and actions.follow_courses() == 0
        assert "warning" not in {one.get("measure") for one in in_force_on(ledger.facts_about(her), date.fromisoformat(over))}
        (warning,) = queries.open_cases("measure")
        assert warning.events[0].said["measure"] == "warning" and warning.state == "proposed" and [one.state for one in queries.duty_after(warning.id)] == ["lapsed"]
        with pytest.raises(Refused):
            actions.take_step(OTHER_CHIEF, warning.id, "decide", {"why": "没学"})
        learned(her, over)
        assert actions.follow_courses() == 1
    assert queries.duties_of(her)[0].state == "done"


def test_the_course_falls_with_the_reminder_and_with_the_finding_nothing_is_proposed(her):
    case = reminded(her)
    with at("2026-06-22"):
        (entry,) = [e.id for e in ledger.facts_about(her).of("measure")]
        actions.take_step(OTHER_CHIEF, case, "revoke", {"entry": entry, "document_no": "撤1", "why": "认定有误"})
        assert actions.follow_courses() == 1
    assert queries.duties_of(her)[0].state == "lifted"
    over = days_after("ladder.course_days")
    with at(over):
        actions.keep_clocks(date.fromisoformat(over))
        assert actions.follow_courses() == 0 and not [c for c in queries.open_cases("measure") if c.state == "proposed"]


def test_while_she_objects_to_the_reminder_its_lapse_proposes_nothing(her):
    reminded(her)
    over = days_after("ladder.course_days")
    with at(over):
        (entry,) = [e.id for e in ledger.facts_about(her).of("measure")]
        objection = actions.open_case(CLERK, "objection", her, entry, {"entry": entry, "why": "不是我"})
        assert queries.case(objection).state
        actions.keep_clocks(date.fromisoformat(over))
        disputed = entry in ledger.facts_about(her).disputed
        assert disputed and actions.follow_courses() == 0
        assert not [c for c in queries.open_cases("measure") if c.state == "proposed"]


def test_a_companys_head_attends_and_an_officer_files_it_with_paper_a_workers_is_not_filed_by_hand(her):
    with at("2026-06-01"):
        firm = registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]
    reminded(firm, firm)
    (duty,) = queries.duties_of(firm)
    with at("2026-06-20"):
        with pytest.raises(Refused):
            actions.take_step(CLERK, duty.case, "confirm", {"remark": "口头"})
        assert actions.take_step(CLERK, duty.case, "confirm", {"evidence": "a" * 64}) == "done"
        own = actions.open_case(Actor.job("ladder"), "course-duty", her, "e" * 20, {"entry": "e" * 20, "attends": "worker", "why": "x"})
        with pytest.raises(Refused, match="course-duty"):
            actions.take_step(CLERK, own, "confirm", {"evidence": "a" * 64})
        assert actions.take_step(CHIEF, own, "excuse", {"why": "住院"}) == "excused"
