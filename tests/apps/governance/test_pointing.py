"""Points rest on the record: none without an entry, none twice, frozen while it is disputed, taken back when it falls."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.models import PointMovement
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Consent, Thing
from jiaxin.domain.records.kind import resting_on_another
from jiaxin.domain.scoring.indicator import indicators
from tests.apps.governance.acting import CLERK, HER, HERSELF, at

pytestmark = pytest.mark.django_db
SAID = Provenance("bureau", Channel.SYSTEM, "clerk")
THING = Thing(owner=HER, consent=Consent.GIVEN)


@pytest.fixture(autouse=True)
def a_day():
    with at("2026-06-01"):
        yield


def training(name: str = "诚信课程", on: str = "2026-05-20", hours: str = "4", subject: str = HER) -> str:
    clear = {"training_name": name, "training_on": on, "training_hours": hours}
    (placed,) = ledger_actions.append([Fact("training", subject, date.fromisoformat(on), SAID, (name, on), clear)])
    return str(placed.id)


def objected(entry: str) -> str:
    return actions.open_case(HERSELF, "objection", HER, entry, {"entry": entry, "why": "日期不对"})


def movement(number: int, **said: object) -> Fact:
    clear = {"movement_no": number, "debit": "issued", "credit": HER, "points": 5, "source_event": "training", **said}
    return Fact("points.moved", HER, date(2026, 6, 1), SAID, (str(number),), clear)


def test_the_ledger_takes_no_points_without_an_entry_about_the_same_person_whoever_writes_them() -> None:
    assert "points.moved" in resting_on_another()
    others = training(subject="BBBBBBBBBBBBBBBB")
    for fact, code in (
        (movement(1), "points.unbound"),
        (movement(1, source_entry="ZZZZZZZZZZZZZZZZ"), "points.no-entry"),
        (movement(1, source_entry=others), "points.no-entry"),
        (movement(1, debit=HER, credit="spent"), "points.unbound"),
        (movement(1, debit=HER, credit="spent", from_lots=["1:4"]), "points.unbound"),
    ):
        with pytest.raises(Refused) as why:
            ledger_actions.append([fact])
        assert why.value.code == code
    assert not ledger.facts_about(HER).of("points.moved")
    ledger_actions.append([movement(1, source_entry=training())])


def test_the_tables_refuse_points_without_a_source_one_entry_twice_and_one_number_twice() -> None:
    kept = {"subject": HER, "debit": "issued", "entry": "E" * 16}
    PointMovement.objects.create(number=1, **kept)
    for row in (kept | {"number": 2, "entry": ""}, kept | {"number": 2}, kept | {"number": 1, "entry": "F" * 16}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PointMovement.objects.create(**row)


def test_an_entry_earns_once_and_only_what_the_rules_name_and_recently_enough() -> None:
    one = training()
    old, other = training("旧课程", "2025-06-01"), ledger_actions.append([Fact("praise", HER, date(2026, 5, 1), SAID, ("2026-05-01", "letter"), {"praise_kind": "letter", "given_on": "2026-05-01"})])[0].id
    assert [(e.entry, e.points) for e in queries.earnable(HER)] == [(one, 5)], "a year and no longer, and praise earns nothing"
    assert actions.earn_points(CLERK, HER, THING, one) == 5
    for entry in (one, old, other, "", "Q" * 16):
        with pytest.raises(Refused, match=r"points\.(twice|no-source)"):
            actions.earn_points(CLERK, HER, THING, entry)
    assert queries.earnable(HER) == []
    (fact,) = ledger.facts_about(HER).of("points.moved")
    assert (fact.get("source_entry"), fact.get("source_event")) == (one, "training")
    training(hours="6")  # the same course, said better
    assert queries.earnable(HER) == [] and queries.book_of(HER).balance == 5, "another wording is the same thing"


def test_points_of_a_disputed_entry_are_frozen_and_free_again_when_it_stands() -> None:
    one, two = training(), training("护理课程")
    actions.earn_points(CLERK, HER, THING, one)
    case, waits = objected(one), objected(two)
    book = queries.book_of(HER)
    assert (book.balance, book.frozen, book.lines[0].state) == (0, 5, "frozen")
    assert [e.frozen for e in queries.earnable(HER)] == [True]
    with pytest.raises(Refused, match=r"points\.disputed"):
        actions.earn_points(CLERK, HER, THING, two)
    with pytest.raises(Refused, match=r"points\.short"):
        actions.spend_points(CLERK, HER, THING, 1, "理发券")
    actions.take_step(CLERK, case, "refuse", {"why": "签到表一致", "basis": "签到表"})
    actions.take_step(HERSELF, waits, "drop")
    book = queries.book_of(HER)
    assert (book.balance, book.frozen, book.lines[0].state) == (5, 0, "free")
    assert actions.earn_points(CLERK, HER, THING, two) == 5


def test_points_of_an_entry_that_falls_are_gone_at_once_and_taken_back_by_a_movement() -> None:
    one, two = training(), training("护理课程")
    for entry in (one, two):
        actions.earn_points(CLERK, HER, THING, entry)
    actions.spend_points(CLERK, HER, THING, 3, "理发券")
    case = objected(one)
    actions.settle_points()
    assert len(queries.book_of(HER).lines) == 3, "nothing is taken back before the outcome"
    actions.take_step(CLERK, case, "fix", {"why": "记错了人"})
    assert (queries.book_of(HER).balance, queries.book_of(HER).lines[-1].state) == (5, "gone")
    assert actions.settle_points() == 1
    book = queries.book_of(HER)
    assert [(one.move.reverses, one.change, one.words) for one in book.lines[:1]] == [(1, -2, "来源记录已更正，自动收回")]
    assert (book.balance, book.earned, book.spent) == (5, 8, 3), "what was spent in good faith stays spent"
    assert actions.settle_points() == 0 == actions.lapse_points()
    assert len(ledger.history_of_kind(HER, "points.moved")) >= 4, "nothing was deleted"


def test_what_expires_is_written_off_by_itself_and_not_while_it_is_frozen() -> None:
    one, two = training(), training("护理课程")
    for entry in (one, two):
        actions.earn_points(CLERK, HER, THING, entry)
    with at("2028-05-31"):
        case = objected(one)
        assert actions.lapse_points() == 0
    with at("2028-06-01"):
        assert actions.lapse_points() == 1
        assert (queries.book_of(HER).lapsed, queries.book_of(HER).balance) == (5, 0)
        actions.take_step(HERSELF, case, "drop")
        assert actions.lapse_points() == 1 and actions.lapse_points() == 0


def test_a_service_is_put_on_record_with_its_points_or_not_at_all() -> None:
    assert actions.record_service(CLERK, HER, THING, "help", date(2026, 5, 30), 3, "样例社区居委会") == 20, "three hours, cut at the day's cap"
    with pytest.raises(Refused, match=r"points\.cap"):
        actions.record_service(CLERK, HER, THING, "outreach", date(2026, 5, 31), 1, "样例社区居委会")
    assert len(ledger.facts_about(HER).of("community.service")) == 1, "what earns nothing today is not half written"
    with at("2026-06-02"):
        for kind, on, organiser in (("help", date(2026, 6, 3), "社区"), ("help", date(2025, 6, 2), "社区"), ("sing", date(2026, 6, 1), "社区"), ("help", date(2026, 6, 1), " ")):
            with pytest.raises(Refused):
                actions.record_service(CLERK, HER, THING, kind, on, 1, organiser)
        with pytest.raises(Refused, match=r"points\.twice"):
            actions.record_service(CLERK, HER, THING, "help", date(2026, 5, 30), 3, "样例社区居委会")
        assert actions.record_service(CLERK, HER, THING, "outreach", date(2026, 6, 1), 1, "样例社区居委会") == 5


def test_a_book_says_number_by_number_what_it_took_and_a_reversal_stays_beside_it() -> None:
    actions.earn_points(CLERK, HER, THING, training())
    with pytest.raises(Refused, match=r"points\.why"):
        actions.reverse_points(CLERK, HER, THING, 1, " ")
    actions.reverse_points(CLERK, HER, THING, 1, "记错了人")
    assert [(one.move.number, one.move.reverses, one.change) for one in queries.book_of(HER).lines] == [(2, 1, -5), (1, 0, 5)]
    assert [e.points for e in queries.earnable(HER)] == [5], "taken back in full, the entry may earn again"
    (entry,) = [e.entry for e in queries.earnable(HER)]
    assert actions.earn_points(CLERK, HER, THING, entry) == 5


def test_no_indicator_reads_points_or_what_only_points_read() -> None:
    assert [i.code for i in indicators().values() if "training" in repr(i)], "the search finds what is read"
    assert not [i.code for i in indicators().values() if "points.moved" in repr(i) or "community.service" in repr(i)]
