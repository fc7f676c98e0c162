"""Matters opened under either of two files of one person are hers while they are one: listed, answered, served by her opening them."""

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.notices.models import Message
from jiaxin.apps.registry import merging
from jiaxin.apps.registry.models import Subject
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.apps.governance.acting import A_FAMILY, CLERK, FAMILY, HER, HERSELF, at

pytestmark = pytest.mark.django_db
OTHER = "B" * 16
BY_THE_OTHER = Actor("worker:2", Role.WORKER, subject=OTHER)


@pytest.fixture(autouse=True)
def two_files():
    with at("2026-06-01"):
        for subject in (HER, OTHER):
            Subject.objects.create(id=subject, kind="worker", made_at=clock.now())
        yield


def complaint(subject: str) -> str:
    case = actions.open_case(A_FAMILY, "complaint", subject, f"o{subject}", {"topic": "quality", "text": "窗户没有擦"}, party=FAMILY)
    actions.take_step(CLERK, case, "accept")
    return case


def merged() -> int:
    return merging.merge("clerk", HER, OTHER, "核对了两份证件", original_seen=True)


@pytest.mark.parametrize("who", [HERSELF, BY_THE_OTHER])
def test_she_sees_and_answers_what_was_opened_under_either_file_whichever_her_account_names(who: Actor) -> None:
    cases = {complaint(HER), complaint(OTHER)}
    (theirs,) = [one.id for one in queries.cases_of(who)]
    (foreign,) = cases - {theirs}
    with pytest.raises(Refused, match=r"access\."):
        actions.take_step(who, foreign, "answer", {"answer": "那天擦过"})
    made = merged()
    assert {one.id for one in queries.cases_of(who)} == cases
    assert [step.verb for step in queries.steps_offered(who, foreign)] == ["answer"]
    actions.take_step(who, foreign, "answer", {"answer": "那天擦过"})
    assert queries.case(foreign).state == "looking"
    merging.unmerge("clerk", made, "其实是姐妹")
    assert [one.id for one in queries.cases_of(who)] == [theirs] and not queries.steps_offered(who, foreign)


def test_a_notice_under_the_other_file_is_served_when_she_opens_it_and_not_when_a_stranger_does() -> None:
    case = complaint(OTHER)
    actions.take_step(BY_THE_OTHER, case, "answer", {"answer": "那天擦过"})
    actions.take_step(CLERK, case, "notify", {"severity": "general", "why": "照片属实"})
    actions.opened_by_her(HERSELF, case)
    assert queries.case(case).events[-1].verb == "notify" and not Message.objects.filter(subject=OTHER, read_at__isnull=False).exists()
    merged()
    actions.opened_by_her(HERSELF, case)
    served = queries.case(case).events[-1]
    assert (served.verb, served.said["proof"]) == ("serve", "read")


def test_what_she_brought_under_the_other_file_she_may_withdraw() -> None:
    case = actions.open_case(BY_THE_OTHER, "complaint", FAMILY, "o", {"topic": "insult", "text": "骂人"}, party=OTHER)
    merged()
    actions.take_step(HERSELF, case, "withdraw")
    assert queries.case(case).state == "withdrawn"
