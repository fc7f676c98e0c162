"""The clocks of the law against worked days: objections over a holiday, repair by class, suspension, a year without a table."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jiaxin.domain.calendar import packaged_calendar, work_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Facts, Provenance
from jiaxin.domain.history import in_force
from jiaxin.domain.measures import in_force_on, star_on, suspended_from_benefits
from jiaxin.domain.procedures.clocks import Setting
from jiaxin.domain.procedures.procedure import About, Event, deadlines, judged, opening_by_itself, procedure
from jiaxin.domain.records.due_process import hold
from jiaxin.domain.records.validating import validate
from jiaxin.domain.rulebooks.reading import packaged, read
from jiaxin.domain.validity import State, colour, validity_rules


def did(verb: str, on: str, actor: str = "her", **said: object) -> Event:
    day = date.fromisoformat(on)
    return Event(verb, actor, datetime(day.year, day.month, day.day, 2, tzinfo=UTC), day, "bureau", said)


def due(code: str, events: tuple[Event, ...], style: str = "") -> dict[str, str]:
    return {d.verb: d.due.on.isoformat() for d in deadlines(procedure(code), events, packaged_calendar(), style)}


RAISED = did("raise", "2026-09-29", entry="e1", why="x")


def test_an_objection_over_the_national_holiday_in_shanghai_style() -> None:
    assert due("objection", (RAISED,)) == {"fix": "2026-10-12", "forward": "2026-10-08", "refuse": "2026-10-12"}
    forwarded = (RAISED, did("forward", "2026-10-08", "clerk", handed_to="x"))
    assert due("objection", forwarded)["correct"] == "2026-10-14"


def test_the_same_objection_in_shenzhen_style() -> None:
    style = "clocks-shenzhen-2023"
    assert due("objection", (RAISED,), style)["forward"] == "2026-09-29"
    assert due("objection", (RAISED,), style)["fix"] == "2026-09-30"
    forwarded = (RAISED, did("forward", "2026-09-29", "clerk", handed_to="x"))
    assert due("objection", forwarded, style)["correct"] == "2026-10-08"
    extended = (*forwarded, did("extend", "2026-10-08", "chief", why="x"))
    assert due("objection", extended, style)["correct"] == "2026-10-12"
    with pytest.raises(Refused, match=r"procedure\.not-here"):
        judged(procedure("objection"), forwarded, did("extend", "2026-10-08", "chief", why="x"))


def test_the_mark_stands_from_the_moment_she_objects_until_it_is_settled() -> None:
    rules = procedure("objection")
    assert rules.records is not None
    (mark,) = rules.records(About("c1", "her", (RAISED,)), rules.opening)
    kept = (RAISED, did("refuse", "2026-10-09", "clerk", why="x", basis="y"))
    (over,) = rules.records(About("c1", "her", kept), rules.step("refuse", "marked"))
    about = Fact("penalty", "her", date(2026, 9, 1), Provenance("market", Channel.FEED, "a"))
    entries = [Entry(1, "e1", RAISED.at, about), Entry(2, "m1", RAISED.at, mark)]
    assert in_force("her", entries).disputed == {"e1"}
    assert in_force("her", [*entries, Entry(3, "m2", kept[1].at, over)]).disputed == frozenset()
    assert [e.id for e in in_force("her", entries).entries] == ["e1"]


@pytest.mark.parametrize(
    ("klass", "decided", "first"),
    [
        ("general", "2026-05-08", "2026-08-08"),
        ("general", "2026-11-30", "2027-02-28"),
        ("severe", "2028-02-29", "2029-02-28"),
        ("minor", "2026-06-15", "2026-06-15"),
    ],
)
def test_repair_one_day_early_is_refused_with_the_day_on_which_it_becomes_possible(klass: str, decided: str, first: str) -> None:
    said = {"entry": "e1", "penalty_class": klass, "decided_on": decided, "duties_done": decided, "commitment": "x"}
    before = str(date.fromisoformat(first) - timedelta(days=1))
    if klass != "minor":
        with pytest.raises(Refused, match=first):
            judged(procedure("repair"), (), did("apply", before, **said))
    assert judged(procedure("repair"), (), did("apply", first, **said)).to == "applied"


def test_repair_waits_until_the_duties_are_done() -> None:
    said = {"entry": "e1", "penalty_class": "minor", "decided_on": "2026-06-15", "duties_done": "2026-07-01", "commitment": "x"}
    with pytest.raises(Refused, match=r"repair\.duties"):
        judged(procedure("repair"), (), did("apply", "2026-06-20", **said))


def measure(**other: object) -> Fact:
    clear = {
        "measure": "no_recommendation", "basis": "b", "document_no": "d1", "notice_no": "n1", "notified_on": "2026-03-02",
        "heard_through": "2026-03-09", "from_on": "2026-03-10", "until_on": "2026-06-10",
    } | other  # fmt: skip
    clear = {k: v for k, v in clear.items() if v is not None}
    return Fact("measure", "her", date(2026, 3, 10), Provenance("bureau", Channel.SYSTEM, "a"), ("d1",), clear)


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"basis": " "}, "basis"),
        ({"notice_no": ""}, "basis"),
        ({"heard_through": "2026-03-06"}, "window"),
        ({"from_on": "2026-03-09"}, "too-early"),
        ({"until_on": "2026-06-11"}, "too-long"),
        ({"until_on": None}, "too-long"),
        ({"measure": "reminder"}, "once"),
    ],
)
def test_the_ledger_refuses_a_consequence_without_due_process(other: dict[str, object], code: str) -> None:
    validate(measure())
    hold(measure())
    with pytest.raises(Refused, match=rf"due-process\.{code}"):
        hold(measure(**other))


def placed(*facts: Fact, disputed: frozenset[str] = frozenset()) -> Facts:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Facts("her", tuple(Entry(n, f"e{n}", at, f) for n, f in enumerate(facts, 1)), None, disputed)


def test_a_measure_is_gone_on_the_day_it_ends_and_rests_while_she_objects() -> None:
    facts = placed(measure())
    assert [suspended_from_benefits(facts, date(2026, 6, day)) for day in (9, 10)] == [True, False]
    assert in_force_on(placed(measure(), disputed=frozenset({"e1"})), date(2026, 4, 1)) == ()


def star(stars: int, on: str, through: str) -> Fact:
    clear = {"star": stars, "rated_on": on, "valid_through": through}
    return Fact("star.rating", "her", date.fromisoformat(on), Provenance("assoc", Channel.SHEET, "a"), (on,), clear)


def test_a_lower_star_counts_only_through_a_measure_and_no_star_outlives_its_validity() -> None:
    five, three = star(5, "2026-01-01", "2026-12-31"), star(3, "2026-02-01", "2027-01-31")
    down = measure(measure="downgrade", star=4, until_on="2027-03-10")
    assert star_on(placed(five, three), date(2026, 3, 10)) == 5
    assert star_on(placed(five, three, down), date(2026, 3, 10)) == 4
    assert star_on(placed(five, three), date(2027, 1, 1)) == 3
    assert star_on(placed(five), date(2027, 1, 1)) is None


def test_a_stopped_code_is_grey_for_three_working_days_and_comes_back_by_itself() -> None:
    rules = procedure("suspension")
    taken = (did("propose", "2026-09-29", "one", why="x"), did("second", "2026-09-29", "two", why="x"))
    judged(rules, taken[:1], taken[1])
    assert rules.records is not None
    (fact,) = rules.records(About("c1", "her", taken), rules.step("second", "proposed"))
    assert fact.clear["through_on"] == "2026-10-09"  # 9-30, 10-8, 10-9
    facts = placed(fact)
    grey = colour(facts, date(2026, 10, 9), validity_rules())
    assert (grey.state, grey.reasons, grey.next_change_on) == (State.GREY, (("review.pending", {}),), date(2026, 10, 10))
    assert colour(facts, date(2026, 10, 10), validity_rules()).reasons != (("review.pending", {}),)
    assert opening_by_itself(rules, taken, date(2026, 10, 9), Setting()) is None
    assert opening_by_itself(rules, taken, date(2026, 10, 10), Setting()).verb == "end"  # type: ignore[union-attr]
    with pytest.raises(Refused, match=r"procedure\.same-person"):
        judged(rules, taken[:1], did("second", "2026-09-29", "one", why="x"))


def test_a_year_without_holiday_data_works_and_is_corrected_when_the_table_arrives() -> None:
    opened = (did("file", "2026-12-30", "family", topic="fee", text="x"),)
    (before, *_) = deadlines(procedure("complaint"), opened, packaged_calendar())
    assert (before.due.on.isoformat(), before.due.provisional) == ("2027-01-04", True)
    table = read(
        b'kind = "calendar"\nversion = "calendar-2027"\nlabel = "x"\nfrom = 2027-01-01\n[fixed]\ndays = []\n[[year]]\nyear = 2027\n'
        b'holidays = [[2027-01-01, 2027-01-04]]\nworking_weekends = [2027-01-10]\nsource = "a notice"\n'
    )
    after = work_calendar(packaged("calendar-2026"), table)
    (corrected, *_) = deadlines(procedure("complaint"), opened, after)
    assert (corrected.due.on.isoformat(), corrected.due.provisional) == ("2027-01-05", False)
