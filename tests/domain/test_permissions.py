"""The whole table, against rules that anybody can read."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.permissions import (
    MATRIX,
    Actor,
    Consent,
    Denial,
    Duty,
    FieldClass,
    Permission,
    Reach,
    Role,
    Thing,
    fields_of,
    firms_of,
    may,
    may_ever,
    reach_of,
)
from jiaxin.domain.permissions.matrix import PURPOSES

ORGANISATIONS, STREETS, GRIDS, SUBJECTS, ACCOUNTS = (
    ["", "orga", "orgb"],
    ["", "340212001", "340212002"],
    ["", "g1", "g2"],
    ["", "subjecta", "subjectb"],
    ["", "clerk", "other"],
)
actors = st.builds(
    Actor,
    id=st.sampled_from(["clerk", "other"]),
    role=st.sampled_from(Role),
    organisation=st.sampled_from(ORGANISATIONS),
    street=st.sampled_from(STREETS),
    subject=st.sampled_from(SUBJECTS),
    grid=st.sampled_from(GRIDS),
    fresh=st.booleans(),
)
things = st.builds(
    Thing,
    owner=st.sampled_from(SUBJECTS),
    organisation=st.sampled_from(ORGANISATIONS),
    street=st.sampled_from(STREETS),
    grid=st.sampled_from(GRIDS),
    consent=st.sampled_from(Consent),
    made_by=st.sampled_from(ACCOUNTS),
    also=st.lists(st.sampled_from(ORGANISATIONS), max_size=2).map(tuple),
)


def test_every_permission_has_one_line_and_somebody_holds_it():
    assert set(MATRIX) == set(Permission)
    assert all(row.reach for row in MATRIX.values())


def test_names_have_three_parts():
    assert all(len(permission.split(":")) == 3 for permission in Permission)
    assert len({row.label for row in MATRIX.values()}) == len(MATRIX)


def test_no_role_holds_two_of_the_three_administrations():
    for role in Role:
        duties = {row.duty for row in MATRIX.values() if row.duty and role in row.reach}
        assert len(duties) <= 1, role
    assert {row.duty for row in MATRIX.values()} == {None, *Duty}


def test_the_three_administrators_see_nothing_of_any_person():
    for role, permission in itertools.product((Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR), Permission):
        assert not fields_of(role, permission)
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR):
        assert not may_ever(role, Permission.FILE_VIEW)


def test_marks_are_the_known_ones():
    known = {"step-up", "four-eyes", "consent", "established", "reviewers", *(f"for:{one}" for one in PURPOSES)}
    assert {mark for row in MATRIX.values() for mark in row.marks.split()} <= known


def test_whatever_opens_the_whole_person_asks_for_a_fresh_proof_or_is_her_own():
    for row in MATRIX.values():
        if FieldClass.IDENTITY in row.fields and set(row.reach.values()) - {Reach.SELF}:
            assert row.has("step-up") or row.permission is Permission.WORKBOOK_DOWNLOAD, row.permission


@pytest.mark.parametrize("role", [Role.ASSOCIATION, Role.EVALUATOR])
def test_association_and_evaluator_never_see_numbers_or_health(role):
    for permission in Permission:
        assert not fields_of(role, permission) & {FieldClass.IDENTITY, FieldClass.HEALTH, FieldClass.BACKGROUND}


@given(actors, things, st.sampled_from(Permission))
def test_an_answer_is_true_or_a_denial_with_a_sentence(actor, thing, permission):
    answer = may(actor, permission, thing)
    assert answer is True or (isinstance(answer, Denial) and not answer and answer.reason and answer.code)


@given(actors, things, st.sampled_from(Permission))
def test_who_does_not_hold_a_permission_is_refused_whatever_the_thing(actor, thing, permission):
    if not may_ever(actor.role, permission):
        answer = may(actor, permission, thing)
        assert not answer
        assert answer.stranger == (not actor.role.is_staff)


@given(actors, things, st.sampled_from(Permission))
def test_nobody_reaches_beyond_the_scope_written_in_the_table(actor, thing, permission):
    """The rules of scope once more, written as sets."""
    reach = reach_of(actor.role, permission)
    inside = {
        None: False,
        Reach.DISTRICT: True,
        Reach.STREET: {actor.street} - {""} <= {thing.street} and actor.street != "",
        Reach.GRID: ((actor.street, actor.grid) == (thing.street, thing.grid) and "" not in (actor.street, actor.grid))
        or thing.made_by == actor.id,
        Reach.ORGANISATION: actor.organisation != "" and actor.organisation in {thing.organisation, *thing.also},
        Reach.SELF: actor.subject != "" and actor.subject == thing.owner,
    }[reach]
    answer = may(actor, permission, thing)
    if not inside:
        assert not answer
        assert answer.stranger or reach is None
    elif not MATRIX[permission].marks:
        assert answer is True


@given(actors, things, st.sampled_from(Permission))
def test_after_withdrawal_only_she_herself_goes_on(actor, thing, permission):
    if MATRIX[permission].has("consent") and thing.consent is Consent.WITHDRAWN and may(actor, permission, thing):
        assert actor.subject == thing.owner


@given(actors, things, st.sampled_from([p for p in Permission if MATRIX[p].has("four-eyes")]))
def test_nobody_decides_on_ones_own_proposal(actor, thing, permission):
    if may(actor, permission, thing):
        assert thing.made_by not in ("", actor.id)


@given(actors, things, st.sampled_from([p for p in Permission if MATRIX[p].has("step-up")]))
def test_step_up_is_asked_last_so_that_proving_oneself_always_helps(actor, thing, permission):
    answer = may(actor, permission, thing)
    if not answer and answer.step_up:
        fresh = Actor(**{name: getattr(actor, name) for name in Actor.__slots__} | {"fresh": True})
        assert may(fresh, permission, thing) is True


def test_a_company_sees_its_own_worker_and_learns_nothing_about_anothers():
    clerk = Actor("clerk", Role.COMPANY_CLERK, organisation="orga")
    assert may(clerk, Permission.FILE_VIEW, Thing(owner="w", organisation="orga")) is True
    assert may(clerk, Permission.FILE_VIEW, Thing(owner="w", organisation="orgb", also=("orga",))) is True
    denial = may(clerk, Permission.FILE_VIEW, Thing(owner="w", organisation="orgb"))
    assert isinstance(denial, Denial)
    assert denial.stranger
    assert "权限" not in denial.reason


def test_a_claim_is_shown_only_to_who_made_it_and_who_reviews_it():
    claim = Thing(owner="w", organisation="orga", street="s", consent=Consent.CLAIMED)
    assert may(Actor("1", Role.COMPANY_CLERK, organisation="orga"), Permission.FILE_VIEW, claim) is True
    assert may(Actor("2", Role.BUREAU_CLERK), Permission.FILE_VIEW, claim) is True
    assert may(Actor("3", Role.STREET, street="s"), Permission.FILE_VIEW, claim) is True
    denial = may(Actor("4", Role.CIVIL, organisation="civil"), Permission.FILE_VIEW, claim)
    assert isinstance(denial, Denial)
    assert denial.stranger


def test_a_street_works_in_its_own_street_and_a_grid_worker_in_her_grid():
    assert may(Actor("s", Role.STREET, street="a"), Permission.FILE_VIEW, Thing(street="a")) is True
    assert not may(Actor("s", Role.STREET, street="a"), Permission.FILE_VIEW, Thing(street="b"))
    grid = Actor("g", Role.GRID, street="a", grid="1")
    assert may(grid, Permission.FILE_VIEW, Thing(street="a", grid="1")) is True
    assert not may(grid, Permission.FILE_VIEW, Thing(street="a", grid="2"))
    assert may(grid, Permission.FILE_VIEW, Thing(street="a", grid="2", made_by="g")) is True
    assert not may(grid, Permission.WORKER_FIND, Thing(street="a", grid="1"))


def test_two_people_promulgate_and_both_prove_who_they_are():
    head = Actor("head", Role.BUREAU_ADMIN, fresh=True)
    assert may(head, Permission.RULES_PROMULGATE, Thing(made_by="clerk")) is True
    mine = may(head, Permission.RULES_PROMULGATE, Thing(made_by="head"))
    assert isinstance(mine, Denial)
    assert mine.code == "four-eyes"
    stale = may(Actor("head", Role.BUREAU_ADMIN), Permission.RULES_PROMULGATE, Thing(made_by="clerk"))
    assert isinstance(stale, Denial)
    assert stale.step_up


def test_an_empty_place_matches_nothing():
    assert not may(Actor("c", Role.COMPANY_CLERK), Permission.FILE_VIEW, Thing())
    assert not may(Actor("s", Role.STREET), Permission.FILE_VIEW, Thing())
    assert not may(Actor("w", Role.WORKER), Permission.FILE_OWN, Thing())


def test_a_job_acts_as_the_system_and_cannot_administer():
    job = Actor.job("lapse")
    assert may(job, Permission.CLAIM_LAPSE, Thing()) is True
    assert not may(job, Permission.GRANT_GIVE, Thing())
    assert not may(job, Permission.LOG_VIEW, Thing())
    assert Thing.of(Actor("c", Role.COMPANY_CLERK, organisation="o")).organisation == "o"


def test_an_association_reaches_its_members_their_workers_its_own_and_what_names_nobody():
    actor = Actor("guild", Role.ASSOCIATION, "guild", members=frozenset({"a"}))
    for inside in (Thing(organisation="a"), Thing(owner="a"), Thing(owner="her", employers=("b", "a")), Thing(organisation="guild"), Thing(owner="place", kind="standard")):
        assert may(actor, Permission.CASE_VIEW, inside), inside
    for outside in (Thing(), Thing(organisation="b"), Thing(owner="her", employers=("b",)), Thing(owner="her", kind="red-review"), Thing(owner="a-place", kind="subsidy")):
        assert not may(actor, Permission.CASE_VIEW, outside), outside
    assert not may(Actor("guild", Role.ASSOCIATION), Permission.CASE_VIEW, Thing()), "an empty place matches nothing"
    assert firms_of(actor, Permission.COMPANY_LIST) == {"a"} and firms_of(Actor("x", Role.BUREAU_CLERK), Permission.COMPANY_LIST) is None
