"""Two files of one person are one book, whatever happened in either; and two books again, each standing by itself, when they are taken apart."""

from datetime import date, timedelta
from random import Random

import pytest

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.governance.models import PointMovement
from jiaxin.apps.governance.pointing import books
from jiaxin.apps.governance.queries import point_sums
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import merging
from jiaxin.apps.registry.models import Subject
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.incentives import points
from jiaxin.domain.permissions import Consent, Thing
from jiaxin.domain.records.bound import lots
from jiaxin.kit import clock
from tests.apps.governance.acting import CLERK, at

pytestmark = pytest.mark.django_db
ONE, TWO = "A" * 16, "B" * 16
START = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def two_files():
    with at(START.isoformat()):
        for subject in (ONE, TWO):
            Subject.objects.create(id=subject, kind="worker", made_at=clock.now())
        yield


def thing(subject: str) -> Thing:
    return Thing(owner=subject, consent=Consent.GIVEN)


def course(subject: str, name: str, on: date = date(2026, 5, 20), source: str = "bureau", **more: str) -> str:
    clear = {"training_name": name, "training_on": on.isoformat(), **more}
    (placed,) = ledger_actions.append([Fact("training", subject, on, Provenance(source, Channel.SYSTEM, "clerk"), (name, on.isoformat()), clear)])
    return str(placed.id)


def earned(subject: str, name: str, of: str = "") -> int:
    return actions.earn_points(CLERK, of or subject, thing(of or subject), course(subject, name))


def spend(subject: str, count: int, what: str = "理发券") -> None:
    actions.spend_points(CLERK, subject, thing(subject), count, what)


def merged() -> int:
    return merging.merge("clerk", ONE, TWO, "核对了两份证件", original_seen=True)


def written(subject: str) -> list[Fact]:
    """The movements on record under one file, in the order of their numbers there."""
    return [e.fact for e in ledger.history_of_kind(subject, "points.moved") if e.fact.kind == "points.moved" and e.fact.subject == subject]


def test_two_books_with_the_same_numbers_are_one_book_and_nothing_is_written_anew() -> None:
    earned(ONE, "诚信课程")
    earned(TWO, "护理课程")
    spend(TWO, 2)
    before = [written(ONE), written(TWO)]
    merged()
    for asked in (ONE, TWO):
        book = queries.book_of(asked)
        assert (book.balance, book.earned, book.spent) == (8, 10, 2), "by either id"
        assert [one.move.number for one in book.lines] == [3, 2, 1]
    assert [written(ONE), written(TWO)] == before
    assert point_sums(START, START).books == 1 and [subject for subject, _ in books()] == [ONE]


def test_a_spending_over_two_books_takes_from_each_what_it_earned_and_a_split_leaves_each_by_itself() -> None:
    earned(ONE, "诚信课程")
    earned(TWO, "护理课程")
    made = merged()
    spend(ONE, 7)
    assert queries.book_of(ONE).balance == 3
    earned(TWO, "收纳课程", of=ONE)
    assert [(m.clear["movement_no"], m.clear["points"], m.clear.get("from_lots")) for m in written(ONE)] == [(1, 5, None), (2, 5, ["1:5"])]
    assert [(m.clear["movement_no"], m.clear["points"], m.clear.get("from_lots")) for m in written(TWO)] == [(1, 5, None), (2, 2, ["1:2"]), (3, 5, None)]
    merging.unmerge("clerk", made, "其实是姐妹")
    assert (queries.book_of(ONE).balance, queries.book_of(TWO).balance) == (0, 8)
    assert queries.book_of(TWO).lines[-1].words == "参加培训课程"


def test_a_movement_is_taken_back_in_the_book_it_stands_in_and_its_entry_may_earn_again() -> None:
    earned(ONE, "诚信课程")
    two = course(TWO, "护理课程")
    actions.earn_points(CLERK, TWO, thing(TWO), two)
    merged()
    actions.reverse_points(CLERK, ONE, thing(ONE), 2, "记错了人")
    assert [(one.move.number, one.move.reverses, one.change) for one in queries.book_of(ONE).lines] == [(3, 2, -5), (2, 0, 5), (1, 0, 5)]
    assert written(TWO)[-1].clear["reverses"] == 1 and len(written(ONE)) == 1
    assert [one.entry for one in queries.earnable(ONE)] == [two]
    assert actions.earn_points(CLERK, ONE, thing(ONE), two) == 5


def test_one_course_told_in_both_files_earns_once_and_what_was_earned_twice_is_taken_back() -> None:
    earned(ONE, "诚信课程")
    actions.earn_points(CLERK, TWO, thing(TWO), course(TWO, "诚信课程", provider="样例学校"))
    made = merged()
    book = queries.book_of(ONE)
    assert (book.balance, [one.state for one in book.lines]) == (5, ["gone", "free"])
    assert actions.lapse_points() == 1 and queries.book_of(ONE).lines[0].words == "同一件事已经记过分，自动收回"
    assert queries.earnable(ONE) == [] and actions.lapse_points() == 0
    merging.unmerge("clerk", made, "其实是姐妹")
    assert [one.points for one in queries.earnable(TWO)] == [5], "two persons again: hers may be counted again"


def test_the_file_that_earned_keeps_its_points_when_the_other_only_tells_of_the_same() -> None:
    course(ONE, "诚信课程")
    earned(TWO, "诚信课程")
    merged()
    assert queries.book_of(ONE).balance == 5 and queries.earnable(ONE) == [] and actions.lapse_points() == 0


def test_the_cap_of_the_day_counts_both_files() -> None:
    for n in range(3):
        earned(ONE, f"课程{n}")
        earned(TWO, f"另一课程{n}")
    merged()
    with pytest.raises(Refused, match=r"points\.cap"):
        earned(TWO, "再一课程", of=ONE)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_books_stay_whole_through_merges_and_splits(seed: int) -> None:
    """Always: all accounts together are zero; every file's own book is numbered without gaps, names only its own earnings and takes no more
    than they hold; and the book of the merged is the books of both."""
    draws, made, day, said = Random(f"points {seed}"), 0, START, 0
    for _ in range(40):
        day += timedelta(draws.choice((0, 1, 1, 40, 200)))
        with at(day.isoformat()):
            subject, what = draws.choice((ONE, TWO)), draws.choice(("earn", "earn", "earn", "spend", "reverse", "merge", "split", "lapse"))
            whole = ONE if made else subject
            said += 1
            try:
                if what == "earn":
                    actions.earn_points(CLERK, whole, thing(whole), course(subject, f"课程{said}", day))
                elif what == "spend":
                    spend(whole, draws.randint(1, 12))
                elif what == "reverse":
                    lines = queries.book_of(whole).lines
                    actions.reverse_points(CLERK, whole, thing(whole), draws.choice(lines).move.number if lines else 1, "记错了")
                elif what == "merge" and not made:
                    apart = [queries.book_of(one).balance for one in (ONE, TWO)]
                    made = merged()
                    assert queries.book_of(ONE).balance == sum(apart)
                elif what == "split" and made:
                    together = queries.book_of(ONE).balance
                    merging.unmerge("clerk", made, "其实是姐妹")
                    made = 0
                    assert sum(queries.book_of(one).balance for one in (ONE, TWO)) == together
                elif what == "lapse":
                    actions.lapse_points()
            except Refused as why:
                assert why.code in ("points.cap", "points.short", "points.reversed", "points.nothing-left"), why.code
            for file in (ONE, TWO):
                own = written(file)
                assert [f.clear["movement_no"] for f in own] == [*range(1, len(own) + 1)]
                assert set(PointMovement.objects.filter(subject=file).values_list("number", flat=True)) == {*range(1, len(own) + 1)}
                undone = {f.clear.get("reverses") for f in own}
                left = {f.clear["movement_no"]: f.clear["points"] for f in own if f.clear["debit"] == "issued" and not f.clear.get("reverses")}
                for f in own:
                    assert {f.clear["debit"], f.clear["credit"]} <= {file, "issued", "spent", "lapsed"}
                    for lot, some in lots(f):
                        left[lot] -= some if f.clear["movement_no"] not in undone else 0
                    if f.clear.get("reverses") in left:
                        left[f.clear["reverses"]] -= f.clear["points"]
                assert min(left.values(), default=0) >= 0
            for _, read in books():
                assert sum(points.totals(read.moves).values()) == 0
                assert queries.book_of(read.who).balance >= 0
    assert len(PointMovement.objects.all()) > 10, "something happened"
