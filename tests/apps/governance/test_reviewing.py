"""A company reads what families said of its people, answers once, and the bureau may hide it; nobody learns which family it was."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from jiaxin import pipeline
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring.estimates import Suspected
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical
from tests.cast import CAST
from tests.factories.street import Street

pytestmark = pytest.mark.django_db
CHIEF = Actor("chief", Role.BUREAU_ADMIN, "bureau", fresh=True)


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    made = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: made.now):
        made.open()
        pipeline.turn_the_day()
        pipeline.advance()
        yield made


def by_phone(street: Street, on: str, stars: int, visit: str, text: str = "") -> str:
    """A rating as a confirmed visit leaves it: no company, no family."""
    said = Provenance("household", Channel.PHONE, f"family:{visit}")
    clear = {"order_no": visit, "stars": stars, "rated_on": on, "verified": True}
    (placed,) = ledger.append([Fact("rating", street.her, date.fromisoformat(on), said, (visit,), clear, {"text": text} if text else {}, Standing.PHONE)])
    return str(placed.id)


def manager(street: Street) -> Actor:
    return Actor("manager", Role.COMPANY_MANAGER, street.company)


def test_a_rating_of_this_month_waits_for_the_next_and_few_have_no_time(street: Street) -> None:
    by_phone(street, "2026-10-05", 2, "V1", "地没拖干净")
    by_phone(street, "2026-11-02", 5, "V2")
    (one,) = queries.reviews_of(street.company)
    assert (one.stars, one.when, one.verified) == (2, "", True)
    assert queries.words_of([one]) == {one.id: "地没拖干净"}
    assert len(queries.reviews_about(street.her)) == 2
    for n in range(4):
        by_phone(street, f"2026-10-1{n}", 4, f"W{n}")
    assert {one.when for one in queries.reviews_of(street.company)} == {"2026 年 10 月"}


def test_a_rating_of_another_company_or_of_before_she_came_is_not_its_own(street: Street) -> None:
    by_phone(street, "2025-12-30", 1, "V0")
    other = registry.enrol_companies([(CAST.rival.credit_code, CAST.rival.name)])[CAST.rival.credit_code]
    said = Provenance(other, Channel.SHEET, "clerk")
    clear = {"order_no": "B1", "stars": 1, "rated_on": "2026-10-01"}
    ledger.append([Fact("rating", street.her, date(2026, 10, 1), said, ("B1",), clear, company=other)])
    assert queries.reviews_of(street.company) == [] and queries.reviews_of(other) == []
    assert len(queries.reviews_about(street.her)) == 2


def test_one_answer_put_right_within_a_day_and_no_more(street: Street) -> None:
    rating = by_phone(street, "2026-10-05", 2, "V1")
    actions.answer_review(manager(street), street.her, rating, "已改进。")
    street.now += timedelta(hours=23)
    actions.answer_review(manager(street), street.her, rating, "已改进并道歉。")
    (one,) = queries.reviews_of(street.company)
    assert one.reply and one.reply.edited and queries.words_of([one])[one.reply.entry.id] == "已改进并道歉。"
    street.now += timedelta(hours=2)
    with pytest.raises(Refused, match=r"reply.once"):
        actions.answer_review(manager(street), street.her, rating, "再改一次。")
    assert [e.get("text") for e in record.facts_about(street.her).of("reply")] == ["已改进并道歉。"]
    assert len([e for e in record.history_of_many([street.her])[street.her] if e.fact.kind == "reply"]) == 2


def test_a_refused_reply_leaves_nothing_and_a_stranger_cannot_answer(street: Street) -> None:
    rating = by_phone(street, "2026-10-05", 2, "V1")
    for text in ("请打 13800138000", f"{CAST.worker.name}已改进"):
        with pytest.raises(Refused, match=r"reply\."):
            actions.answer_review(manager(street), street.her, rating, text)
    with pytest.raises(Refused, match=r"access"):
        actions.answer_review(Actor("rival", Role.COMPANY_MANAGER, "OTHERCOMPANYAAAA"), street.her, rating, "已改进。")
    with pytest.raises(Refused, match=r"reply.gone"):
        actions.answer_review(manager(street), street.her, "nothing", "已改进。")
    assert record.facts_about(street.her).of("reply") == ()


def test_the_name_of_the_family_is_refused_where_the_order_knows_it(street: Street) -> None:
    (family,) = registry.enrol([registry.Claimed(CAST.family.name, "", CAST.family.phone)], "household")
    said = Provenance(street.company, Channel.SHEET, "clerk")
    clear = {"order_no": "A1", "stars": 1, "rated_on": "2026-11-01"}
    (placed,) = ledger.append([Fact("rating", street.her, date(2026, 11, 1), said, ("A1",), clear, company=street.company, counterparty=family.subject)])
    with pytest.raises(Refused, match=r"reply.name"):
        actions.answer_review(manager(street), street.her, placed.id, f"{CAST.family.name}记错了时间。")
    actions.answer_review(manager(street), street.her, placed.id, "客户记错了时间。")


def test_a_corrected_rating_takes_its_reply_along(street: Street) -> None:
    rating = by_phone(street, "2026-10-05", 2, "V1")
    actions.answer_review(manager(street), street.her, rating, "已改进。")
    ledger.correct(CHIEF, record.facts_about(street.her).of("rating"), "wrong_value")
    assert queries.reviews_of(street.company) == [] and record.facts_about(street.her).of("reply") == ()


def test_the_bureau_hides_a_reply_with_a_reason_and_the_company_reads_it(street: Street) -> None:
    rating = by_phone(street, "2026-10-05", 2, "V1")
    actions.answer_review(manager(street), street.her, rating, "已改进。")
    (reply,) = record.facts_about(street.her).of("reply")
    with pytest.raises(Refused, match=r"access"):
        actions.hide_reply(manager(street), street.her, reply.id, "不想要了")
    with pytest.raises(Refused, match=r"reply.why"):
        actions.hide_reply(CHIEF, street.her, reply.id, "")
    actions.hide_reply(CHIEF, street.her, reply.id, "语气伤人，请先学习规范")
    (one,) = queries.reviews_of(street.company)
    assert one.reply is None and one.hidden and queries.words_of([one])[one.hidden.id] == "语气伤人，请先学习规范"
    assert [m.wording for m in notices.messages_of(street.company)] == ["reply.hidden"]
    with pytest.raises(Refused, match=r"reply.hidden"):
        actions.answer_review(manager(street), street.her, rating, "换一种说法。")
    with pytest.raises(Refused, match=r"reply.none"):
        actions.hide_reply(CHIEF, street.her, reply.id, "再隐藏一次")


def test_a_suspected_household_is_marked_and_not_named(street: Street) -> None:
    said = Provenance(street.company, Channel.SHEET, "clerk")
    clear = {"order_no": "A1", "stars": 5, "rated_on": "2026-11-01"}
    ledger.append([Fact("rating", street.her, date(2026, 11, 1), said, ("A1",), clear, company=street.company, counterparty="HHHHHHHHHHHHHHHH")])
    assert [one.checking for one in queries.reviews_of(street.company)] == [False]
    Suspected.objects.create(household="HHHHHHHHHHHHHHHH", firm=street.company, suspicion=900, since=date(2026, 11, 1), orders=3, document=canonical({"reasons": [], "orders": []}))
    assert [one.checking for one in queries.reviews_of(street.company)] == [True]
    Suspected.objects.update(finding="genuine")
    assert [one.checking for one in queries.reviews_of(street.company)] == [False]


def test_many_ratings_ask_the_database_as_often_as_one(street: Street) -> None:
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queried:
            queries.words_of(queries.reviews_of(street.company))
        asked = [one["sql"] for one in queried]
        keys = [sql for sql in asked if "access_key" in sql]
        assert len(keys) <= 1  # those not at hand, all in one question
        return [re.sub(r"IN \(.*?\)|'[^']*'|\d+", "?", sql) for sql in asked if sql not in keys]  # what is asked, not about whom

    by_phone(street, "2026-10-05", 2, "V1")
    few = asked()
    for n in range(40):
        rating = by_phone(street, "2026-10-06", 4, f"W{n}", "好")
        actions.answer_review(manager(street), street.her, rating, "谢谢。")
    assert asked() == few
