"""What is said of where she works, what she answers, and what then stands."""

from dataclasses import replace
from datetime import date

from jiaxin.domain.disclosure.consent import has_confirmed
from jiaxin.domain.employment.spells import Said, spells, twice
from jiaxin.domain.facts import Standing
from jiaxin.domain.history import in_force
from tests.domain.established import COMPANY, HER, entry

RIVAL = "RRRRRRRRRRRRRRRR"


def listed(company=COMPANY, started_on="2026-03-01", claim="c1", **clear):
    standing = Standing.CLAIMED if claim else Standing.TYPED
    return entry("employment", started_on, company=company, claim=claim, standing=standing, started_on=started_on, employment_mode="员工制", **clear)


def says(of, answer, **clear):
    said = entry("employment.answer", "2026-04-01", company=of.fact.company, standing=Standing.PHONE, answer=answer, of=of.id, started_on=of.fact.clear["started_on"])
    return replace(said, fact=said.fact._replace(clear={**said.fact.clear, **clear}))


def ended(kind, **clear):
    one = entry(kind, "2026-04-01", standing=Standing.PHONE)
    return replace(one, fact=one.fact._replace(clear={"claim": "c1", **clear}))


def kept(*entries, with_claims=False):
    return [e.id for e in in_force(HER, entries, with_claims=with_claims).of("employment")]


def test_a_companys_word_stays_a_claim_until_she_answers():
    said = listed()
    (one,) = spells([said])
    assert (one.state, one.waits, one.runs) == (Said.CLAIMED, True, True)
    assert kept(said) == [] and kept(said, with_claims=True) == [said.id]


def test_her_yes_settles_the_spell_and_not_the_rest_of_the_claim():
    said, profile = listed(), entry("profile", "2026-03-01", claim="c1", standing=Standing.CLAIMED)
    yes = says(said, "confirmed")
    (one,) = spells([said, profile, yes])
    assert (one.state, one.waits, one.answered_on) == (Said.STANDS, False, date(2026, 4, 1))
    established = in_force(HER, [said, profile, yes])
    assert [e.fact.standing for e in established.of("employment")] == [Standing.PHONE]
    assert not established.of("profile") and not has_confirmed(established), "a confirmed spell opens no card"


def test_her_no_takes_the_spell_out_whether_or_not_she_confirmed_the_file():
    said, file = listed(), ended("claim.confirmed")
    no = says(said, "denied")
    for told in ([said, no], [said, file, no], [said, no, file]):
        assert spells(told)[0].state is Said.DENIED
        assert kept(*told, with_claims=True) == []


def test_of_several_answers_the_last_counts():
    said = listed()
    no, yes = says(said, "denied"), says(said, "confirmed")
    assert spells([said, no, yes])[0].state is Said.STANDS and kept(said, no, yes) == [said.id]


def test_what_is_said_after_her_answer_waits_anew():
    said = listed()
    no, again = says(said, "denied"), listed(ended_on="2026-05-01", claim="c2")
    (one,) = spells([said, no, again])
    assert (one.state, one.waits) == (Said.CLAIMED, True)


def test_a_claimed_end_ends_nothing_before_she_agrees():
    said = listed(claim="")
    end = listed(ended_on="2026-05-01", claim="c2")
    (one,) = spells([said, end])
    assert (one.state, one.runs, one.waits, one.ends_claimed) == (Said.STANDS, True, True, date(2026, 5, 1))
    (one,) = spells([said, end, says(end, "confirmed")])
    assert (one.runs, one.ended_on) == (False, date(2026, 5, 1))


def test_when_she_has_left_her_own_day_stands():
    said = listed(claim="")
    left = says(said, "left")
    own = listed(claim="", ended_on="2026-04-30")
    (one,) = spells([said, left, own])
    assert (one.state, one.ended_on, one.runs) == (Said.STANDS, date(2026, 4, 30), False)
    assert kept(said, left, own) == [own.id]


def test_a_claim_that_fell_is_told_as_unanswered_denied_or_never_said():
    said = listed()
    for method, state in (("deadline", Said.LAPSED), ("refused", Said.DENIED)):
        assert spells([said, ended("claim.lapsed", method=method)])[0].state is state
    assert spells([said, ended("claim.lapsed", method="batch_undone")]) == ()
    assert spells([said, entry("correction", "2026-04-01", of=said.id)]) == ()


def test_two_full_places_at_once_are_seen_from_both_and_an_agency_is_none():
    here, there = listed(started_on="2026-01-01"), listed(RIVAL, "2026-03-01", "c2")
    assert twice(spells([here, there])) == {COMPANY: date(2026, 3, 1), RIVAL: date(2026, 3, 1)}
    agency = replace(there, fact=there.fact._replace(clear={**there.fact.clear, "employment_mode": "中介制"}))
    assert twice(spells([here, agency])) == {}
    assert twice(spells([here, there, says(there, "denied")])) == {}


def test_the_same_place_told_with_two_beginnings_is_not_two_places():
    assert twice(spells([listed(started_on="2026-01-01"), listed(started_on="2026-02-01", claim="c2")])) == {}
