"""Cases follow their procedure; what a step records goes with it or not at all."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.apps.governance.acting import serve

pytestmark = pytest.mark.django_db
CLERK = Actor("clerk", Role.BUREAU_CLERK, "bureau", fresh=True)
CHIEF = Actor("chief", Role.BUREAU_ADMIN, "bureau", fresh=True)
STRANGER = Actor("company-clerk", Role.COMPANY_CLERK, "other", fresh=True)
HER = "AAAAAAAAAAAAAAAA"


def at(day: str):
    moment = datetime.fromisoformat(day + "T02:00:00").replace(tzinfo=UTC)
    return clock.set_clock(lambda: moment)


def proposed(append=None) -> str:
    with at("2026-09-29"):
        return actions.open_case(CLERK, "red-review", HER, "entry1", {"entry": "entry1"}, append=append or _nothing)


def _nothing(facts: Sequence[Fact]) -> None:
    raise AssertionError("this step records nothing")


def notified(case: str) -> None:
    with at("2026-09-30"):
        actions.take_step(CLERK, case, "notify", {"notice_no": "n1", "heard_until": "2026-10-13"}, _nothing)
        serve(case)


def test_a_case_goes_its_way_and_its_last_step_is_recorded() -> None:
    case, said = proposed(), []
    notified(case)
    with at("2026-10-14"):
        assert actions.take_step(CHIEF, case, "uphold", {"why": "x"}, said.extend) == "upheld"
    assert [(f.kind, f.subject, f.clear["outcome"]) for f in said] == [("red.review", HER, "upheld")]
    seen = queries.case(case)
    assert (seen.state_label, seen.closed, [e.verb for e in seen.events]) == (
        "维持，亮红码",
        True,
        ["propose", "notify", "serve", "uphold"],
    )


def test_a_step_whose_fact_cannot_be_recorded_did_not_happen() -> None:
    case = proposed()
    notified(case)
    with at("2026-10-14"), pytest.raises(AssertionError):
        actions.take_step(CHIEF, case, "uphold", {"why": "x"}, _nothing)
    assert queries.case(case).state == "notified"


def test_the_same_matter_is_not_opened_twice() -> None:
    proposed()
    with pytest.raises(Refused, match=r"case\.open-already"):
        proposed()
    assert Case.objects.count() == 1


def test_nobody_without_the_permission_opens_or_moves_a_case() -> None:
    with pytest.raises(Refused):
        actions.open_case(STRANGER, "red-review", HER, "entry1", {"entry": "entry1"}, append=_nothing)
    case = proposed()
    with pytest.raises(Refused):
        actions.take_step(STRANGER, case, "notify", {"notice_no": "n1", "heard_until": "2026-10-13"}, _nothing)


def test_the_one_who_proposed_red_does_not_decide_it() -> None:
    case = proposed()
    notified(case)
    assert "uphold" not in [step.verb for step in queries.steps_offered(CLERK, case)]
    assert "uphold" in [step.verb for step in queries.steps_offered(CHIEF, case)]


def test_what_is_due_is_found_by_its_day() -> None:
    case = proposed()
    assert queries.due(date(2026, 10, 8)) == []
    (seen,) = queries.due(date(2026, 10, 9))
    assert (seen.id, seen.deadlines[0].verb) == (case, "notify")
    assert queries.open_about("red-review", "entry1") == case


def test_what_happened_is_written_once() -> None:
    proposed()
    with pytest.raises(DatabaseError), transaction.atomic():
        CaseEvent.objects.update(verb="other")


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(Refused, match=r"case\.unknown"):
        queries.case("nothing")
