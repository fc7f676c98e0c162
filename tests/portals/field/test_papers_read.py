"""A photo of a card becomes a proposal and nothing else: nothing of it is kept, and where no reader is installed the page says so."""

import pytest
from django.conf import settings

from jiaxin.domain.papers.reading import checked
from jiaxin.kit import picture_reading
from tests.portals.field.doors import Phone, picture, seats
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
NUMBER = next(n for last in "0123456789X" if checked(n := "34021219750606912" + last))
PRINTED = ("姓名 王秀芳", "性别 女", "出生 1975年6月6日", "住址 样例东街道样例路12号", f"公民身份号码 {NUMBER}")


@pytest.fixture
def phone() -> Phone:
    return Phone(seats()[0])


def asks(phone: Phone, said: object):
    return phone.client.post("/field/read", said, content_type="application/json", headers={"Accept": "application/json"})


def files() -> set[str]:
    return {str(path) for path in settings.DATA.rglob("*") if path.is_file()}


def test_without_the_extra_it_says_so(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_reading, "installed", lambda: False)
    assert asks(phone, {"picture": picture()}).json()["code"] == "field.no-reader"
    assert "没有安装证件识读" in phone.client.get("/field/capture").content.decode()


def test_a_card_becomes_a_proposal_and_nothing_is_kept(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_reading, "installed", lambda: True)
    words = [(text, ((0, y), (300, y), (300, y + 20), (0, y + 20)), 98) for y, text in zip(range(0, 250, 50), PRINTED, strict=True)]
    monkeypatch.setattr(picture_reading, "words", lambda _data: words)
    before = files()
    answer = asks(phone, {"picture": picture()}).json()
    assert answer["paper"] == "身份证"
    assert answer["keeps"] is False  # the photo of a card is never taken along
    assert {one["field"]: one["value"] for one in answer["lines"]}["id_number"] == NUMBER
    assert files() == before
    assert "拍身份证或证书" in phone.client.get("/field/capture").content.decode()


@pytest.mark.parametrize("said", [{}, {"picture": 1}, {"picture": "data:image/jpeg;base64,!!"}, [], {"picture": picture()[:40]}])
def test_what_is_no_picture_is_refused_in_words(phone: Phone, monkeypatch: pytest.MonkeyPatch, said: object) -> None:
    monkeypatch.setattr(picture_reading, "installed", lambda: True)
    answer = asks(phone, said)
    assert (answer.status_code, answer.json()["code"]) == (409, "field.no-picture")


def test_an_unknown_paper_proposes_nothing(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_reading, "installed", lambda: True)
    monkeypatch.setattr(picture_reading, "words", lambda _data: [])
    assert asks(phone, {"picture": picture()}).json()["code"] == "field.not-read"
