from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from jiaxin.domain.calendar import packaged_calendar
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import MATRIX, Actor, Permission, Role
from jiaxin.domain.procedures.procedure import (
    WORDS,
    About,
    Event,
    Procedure,
    deadlines,
    diagram,
    folded,
    judged,
    offered,
    procedure,
    procedures,
)
from jiaxin.domain.records.kind import kinds

EVERYTHING = sorted(procedures())


def did(verb: str, actor: str = "clerk", on: str = "2026-09-29", **said: object) -> Event:
    day = date.fromisoformat(on)
    return Event(verb, actor, datetime(day.year, day.month, day.day, 2, tzinfo=UTC), day, "bureau", said)


def taken(code: str, *events: Event) -> tuple[Procedure, tuple[Event, ...]]:
    rules = procedure(code)
    for at in range(len(events)):
        judged(rules, events[:at], events[at])
    return rules, events


def facts_of(code: str, *events: Event) -> list:
    rules, done = taken(code, *events)
    step = judged(rules, done[:-1], done[-1])
    assert rules.records is not None
    return list(rules.records(About("case1", "her", done), step))


@pytest.mark.parametrize("code", EVERYTHING)
def test_every_state_is_reached_named_and_can_end(code: str) -> None:
    rules = procedure(code)
    reached, edge = set(), {""}
    while edge:
        edge = {s.to for s in rules.steps for o in s.origins if o in edge} - reached
        reached |= edge
    assert reached == set(rules.states)
    ends = {state for state in rules.states if not any(state in s.origins for s in rules.steps)}
    assert ends
    for state in rules.states:
        seen, edge = {state}, {state}
        while edge:
            edge = {s.to for s in rules.steps for o in s.origins if o in edge} - seen
            seen |= edge
        assert seen & ends


@pytest.mark.parametrize("code", EVERYTHING)
def test_every_step_names_its_source_and_somebody_who_may_take_it(code: str) -> None:
    for step in procedure(code).steps:
        assert step.source
        assert any(MATRIX[one].reach for one in step.who)
        assert not step.records or step.records in kinds()


@pytest.mark.parametrize("code", EVERYTHING)
def test_a_verb_leads_to_one_place_from_each_state(code: str) -> None:
    pairs = [(step.verb, origin) for step in procedure(code).steps for origin in step.origins]
    assert len(pairs) == len(set(pairs))
    assert "[*] -->" in diagram(procedure(code))


def test_she_confirms_by_phone_and_the_claim_stands_with_that_support() -> None:
    (fact,) = facts_of("claim-confirmation", did("submit", claim="k1"), did("confirm", "her"))
    assert (fact.kind, fact.clear, fact.standing) == (
        "claim.confirmed",
        {"claim": "k1", "method": "phone"},
        Standing.PHONE,
    )


def test_a_confirmation_at_a_counter_needs_her_signature() -> None:
    rules, events = taken("claim-confirmation", did("submit", claim="k1"))
    with pytest.raises(Refused, match="本人签名"):
        judged(rules, events, did("confirm-counter"))


def test_what_is_confirmed_can_no_longer_lapse() -> None:
    rules, events = taken("claim-confirmation", did("submit", claim="k1"), did("confirm", "her"))
    assert folded(rules, events).closed
    with pytest.raises(Refused, match=r"procedure\.no-step"):
        judged(rules, events, did("lapse", "system:lapse"))


def test_red_needs_a_second_person_and_the_time_to_be_heard() -> None:
    proposed = did("propose", "clerk", entry="e1")
    told = did("notify", "clerk", "2026-09-30", notice_no="n1", heard_until="2026-10-13")
    rules, events = taken("red-review", proposed, told)
    with pytest.raises(Refused, match=r"effect\.not-served"):
        judged(rules, events, did("uphold", "chief", "2026-10-14", why="x"))
    served = did("serve", "system:service", "2026-09-30", proof="read", receipt="打开")
    rules, events = taken("red-review", proposed, told, served)
    with pytest.raises(Refused, match=r"procedure\.same-person"):
        judged(rules, events, did("uphold", "clerk", "2026-10-14", why="x"))
    with pytest.raises(Refused, match=r"procedure\.too-early"):
        judged(rules, events, did("uphold", "chief", "2026-10-13", why="x"))
    (fact,) = facts_of("red-review", proposed, told, served, did("uphold", "chief", "2026-10-14", why="x"))
    assert fact.clear == {"of": "e1", "outcome": "upheld", "notice_no": "n1"}


def test_red_cannot_be_upheld_before_she_was_told() -> None:
    rules, events = taken("red-review", did("propose", entry="e1"))
    with pytest.raises(Refused, match=r"procedure\.no-step"):
        judged(rules, events, did("uphold", "chief", why="x"))


def test_who_drafts_a_rule_cannot_promulgate_it() -> None:
    drafted = did("draft", "clerk", version="v", digest="d", valid_from="2026-01-01")
    rules, events = taken("promulgation", drafted)
    with pytest.raises(Refused, match=r"procedure\.same-person"):
        judged(rules, events, did("promulgate", "clerk"))
    (fact,) = facts_of("promulgation", drafted, did("promulgate", "chief"))
    assert (fact.clear["drafted_by"], fact.clear["promulgated_by"]) == ("clerk", "chief")


def test_a_batch_is_undone_by_one_correction_an_entry() -> None:
    made = facts_of("batch-undo", did("land", batch="b1"), did("ask"), did("correct", "system:undo", entries=["s1:e1:c1", "s2:e2:"]))
    assert [(f.kind, f.subject, f.clear["of"], f.company, f.provenance.actor) for f in made] == [
        ("correction", "s1", "e1", "c1", "clerk"),
        ("correction", "s2", "e2", "", "clerk"),
    ]


@pytest.mark.parametrize("code", EVERYTHING)
def test_what_a_step_needs_has_a_name_people_know(code: str) -> None:
    assert {name.rstrip("?") for step in procedure(code).steps for name in step.needs} <= set(WORDS)


@pytest.mark.parametrize(
    ("code", "before", "event", "first", "last"),
    [
        ("claim-confirmation", did("submit", claim="k1"), did("confirm", "her"), "2026-09-29", "2026-10-29"),
        ("claim-confirmation", did("submit", claim="k1"), did("lapse", "system:lapse"), "2026-10-30", None),
        ("batch-undo", did("land", batch="b1"), did("ask"), "2026-09-29", "2026-10-29"),
    ],
)
def test_a_period_ends_with_its_last_day(code: str, before: Event, event: Event, first: str, last: str | None) -> None:
    rules, done = taken(code, before)
    on = lambda day: replace(event, on=date.fromisoformat(day) if isinstance(day, str) else day)  # noqa: E731
    begins = date.fromisoformat(first)
    assert judged(rules, done, on(first)).verb == event.verb
    if begins > before.on:
        with pytest.raises(Refused, match=r"procedure\.too-early"):
            judged(rules, done, on(begins - timedelta(days=1)))
    if last:
        assert judged(rules, done, on(last)).verb == event.verb
        with pytest.raises(Refused, match=r"procedure\.too-late"):
            judged(rules, done, on(date.fromisoformat(last) + timedelta(days=1)))


def test_an_objection_received_before_the_holiday_is_marked_and_decided_by_the_clock() -> None:
    calendar = packaged_calendar()
    rules, events = taken("correction", did("ask", "her", "2026-09-29", entry="e1", field="phone", right_value="12000000000", why="x"))
    assert [(d.verb, d.due.on.isoformat()) for d in deadlines(rules, events, calendar)] == [("mark", "2026-09-30")]
    events = (*events, did("mark", "clerk", "2026-09-29"))
    assert {d.due.on.isoformat() for d in deadlines(rules, events, calendar)} == {"2026-10-12"}


def test_buttons_are_what_the_actor_may_do_now() -> None:
    rules, events = taken("red-review", did("propose", "clerk", entry="e1"))
    clerk, chief = Actor("clerk", Role.BUREAU_CLERK), Actor("chief", Role.BUREAU_ADMIN)
    everything = lambda permission: True  # noqa: E731
    assert [s.verb for s in offered(rules, events, clerk, everything)] == ["notify"]
    assert [s.verb for s in offered(rules, events, chief, everything)] == ["notify", "dismiss"]
    assert offered(rules, events, chief, lambda permission: permission is Permission.FILE_VIEW) == []


def test_what_the_table_does_not_ask_for_is_refused() -> None:
    with pytest.raises(Refused, match=r"procedure\.unknown"):
        judged(procedure("red-review"), (), did("propose", entry="e1", gossip="x"))
