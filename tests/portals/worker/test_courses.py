"""课程 — offered by an office, signed up for in one tap, called off with a reason, held: then a register of trainings like any other."""

import io
from datetime import timedelta

import openpyxl
import pytest

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import ReadSubject
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices.models import Message
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.training import actions as training
from jiaxin.apps.training.models import Course, Seat
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.field.doors import STREET, person, seats
from tests.portals.office.officers import officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
AGREED = ["filing", "publication", "health"]


def worker(number: int):
    """(her browser, her id)."""
    client = signed_in(access.set_up_account(console_actor(), f"p-{number}", Role.WORKER, phone=person(number)["phone"]))
    assert client.post("/me/file", {n: v for n, v in person(number).items() if n != "phone"} | {"purpose": AGREED}).status_code == 302
    return client, registry.by_id_number(person(number)["id_number"])


def offered(client, **changed: str) -> str:
    said = {
        "title": "家政服务员岗前培训", "provider": "样例职业培训学校", "held_on": (clock.today() + timedelta(days=5)).isoformat(), "at": "14:00–17:00",
        "place": "样例东街道党群服务中心", "hours": "3.5", "places": "2", "gap": "training",
    } | changed  # fmt: skip
    answer = client.post("/office/courses", said)
    assert answer.status_code == 302, answer.context["refused"]
    return answer["Location"].rsplit("/", 1)[1]


@pytest.fixture
def office(own_data):  # noqa: F811 - the fixture
    seats()
    client = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    return client


def test_what_closes_a_gap_is_said_signed_up_for_and_taken_back(office) -> None:
    her, subject = worker(1)
    assert "现在没有可以报名的课" in her.get("/me/courses").content.decode()
    course = offered(office)
    page = her.get("/me/courses")
    assert [(c.id, closes) for c, closes, *_ in page.context["offered"]] == [(course, True)]
    assert "您正缺这个" in page.content.decode()
    for _ in range(2):
        assert her.post(f"/me/courses/{course}/join").status_code == 302
    assert Seat.objects.filter(course=course, subject=subject, state="in").count() == 1
    assert her.get("/me/courses").context["offered"][0][0].mine == "in"
    her.post(f"/me/courses/{course}/leave")
    assert Seat.objects.get().state == "out"
    assert her.get("/me/courses").context["offered"][0][0].mine == "out"


def test_the_last_place_is_given_once(office) -> None:
    course = offered(office, places="1")
    first, _ = worker(1)
    second, _ = worker(2)
    assert first.post(f"/me/courses/{course}/join").status_code == 302
    assert second.post(f"/me/courses/{course}/join").status_code == 409
    assert "名额已满" in second.get("/me/courses").content.decode()
    first.post(f"/me/courses/{course}/leave")
    assert second.post(f"/me/courses/{course}/join").status_code == 302


@pytest.mark.parametrize("wrong", [{"title": ""}, {"hours": "0"}, {"hours": "9999"}, {"places": "0"}, {"places": "x"}, {"held_on": "2020-01-01"}, {"held_on": ""}])
def test_a_course_that_says_too_little_is_not_offered_and_what_was_typed_stays(office, wrong: dict[str, str]) -> None:
    said = {"title": "课", "provider": "校", "held_on": clock.today().isoformat(), "place": "样例路1号", "hours": "2", "places": "9", "gap": ""} | wrong
    answer = office.post("/office/courses", said)
    assert answer.status_code == 409 and 'value="样例路1号"' in answer.content.decode()
    assert not Course.objects.exists()


def test_called_off_everybody_who_signed_up_is_told(office) -> None:
    her, subject = worker(1)
    course = offered(office)
    her.post(f"/me/courses/{course}/join")
    before = Message.objects.filter(subject=subject).count()
    assert office.post(f"/office/courses/{course}/call-off").status_code == 409, "a reason is needed"
    assert office.post(f"/office/courses/{course}/call-off", {"why": "老师生病"}).status_code == 302
    assert Message.objects.filter(subject=subject).count() == before + 1
    assert "老师生病" in her.get("/me/courses").content.decode()
    assert her.post(f"/me/courses/{course}/join").status_code == 409


def test_who_was_there_becomes_a_register_and_hers_when_she_says_yes(office) -> None:
    her, subject = worker(1)
    other, absent = worker(2)
    course = offered(office, held_on=clock.today().isoformat())
    her.post(f"/me/courses/{course}/join")
    other.post(f"/me/courses/{course}/join")
    before = ReadSubject.objects.filter(subject=subject).count()
    page = office.get(f"/office/courses/{course}").content.decode()
    assert person(1)["name"] in page and ReadSubject.objects.filter(subject=subject).count() > before
    answer = office.post(f"/office/courses/{course}/hold", {"present": [subject]})
    assert answer.status_code == 302
    batch = answer["Location"].rsplit("/", 1)[1]
    intake.work()
    assert office.post(f"/company/batches/{batch}/do/accept").status_code == 302
    intake.work()
    pipeline.advance()
    claims = her.get("/me/").context["awaiting"]
    assert [label for one in claims for label, _ in one["lines"]] == ["培训"]
    her.post("/me/confirm", {"claim": [one["id"] for one in claims]})
    (entry,) = ledger.facts_about(subject).of("training")
    assert (entry.get("training_hours"), entry.get("provider"), entry.get("passed")) == ("3.5", "样例职业培训学校", True)
    assert not ledger.facts_about(absent, with_claims=True).of("training")
    assert "家政服务员岗前培训" in her.get("/me/courses").content.decode()
    assert "您没有到" in other.get("/me/courses").content.decode()
    assert office.post(f"/office/courses/{course}/hold", {"present": [absent]}).status_code == 409, "held once"


def test_nobody_holds_a_course_before_its_day(office) -> None:
    course = offered(office)
    assert office.post(f"/office/courses/{course}/hold").status_code == 409
    assert Course.objects.get().state == "open"


def test_the_roll_leaves_with_a_purpose_and_another_office_sees_nothing(office) -> None:
    her, subject = worker(1)
    course = offered(office)
    her.post(f"/me/courses/{course}/join")
    assert office.post(f"/office/courses/{course}/roll").status_code == 409, "what for?"
    answer = office.post(f"/office/courses/{course}/roll", {"purpose": "通知上课地点"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert person(1)["name"] in rows[1] and person(1)["phone"] in rows[1]
    assert "通知上课地点" in her.get("/me/looks").content.decode()
    street = signed_in(access.set_up_account(console_actor(), "street-x", Role.STREET, organisation=f"street-{STREET}", street=STREET))
    assert street.get("/office/courses").context["rows"] == []
    assert street.get(f"/office/courses/{course}").status_code in (403, 404)
    assert office.get("/office/courses.xlsx").content[:2] == b"PK"
    training.forget(console_actor(), [subject])
    assert not Seat.objects.exists()
