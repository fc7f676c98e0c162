"""Doubts about a list: who denied, never answered, stands twice, never works. They settle nothing and cost nothing."""

from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

import pytest

from jiaxin.domain.employment.ghosts import WORDS, Doubt, Listed, doubts, rules_on
from jiaxin.domain.employment.spells import Said, Spell
from jiaxin.domain.procedures.procedure import procedures
from jiaxin.domain.scoring.indicator import indicators
from tests.domain.established import COMPANY

TODAY = date(2026, 11, 23)
RULES = rules_on(TODAY)
FINE = Spell(COMPANY, "2026-01-01", None, "employee", Said.STANDS, date(2026, 1, 5), date(2026, 1, 6), "e1", False, jobs=9, last_job_on=date(2026, 11, 20))


def about(spell, twice_since=None, others=()):
    return [d.doubt for d in doubts([Listed("her", spell, twice_since), *others], TODAY) if d.listed.subject == "her"]


def ago(days):
    return TODAY - timedelta(days=days)


BUSY = Listed("busy", FINE)


def test_a_list_that_everybody_confirmed_and_works_on_is_in_order():
    assert doubts([BUSY], TODAY) == []


def test_a_denial_is_the_only_doubt_about_a_denied_spell():
    assert about(replace(FINE, state=Said.DENIED, last_job_on=None), ago(400)) == [Doubt.DENIED]


@pytest.mark.parametrize(("days", "found"), [(RULES.unanswered.days, []), (RULES.unanswered.days + 1, [Doubt.UNANSWERED])])
def test_an_answer_is_waited_for_so_many_days(days, found):
    assert about(replace(FINE, state=Said.CLAIMED, said_on=ago(days))) == found


def test_a_claim_that_lapsed_unanswered_stays_a_doubt():
    assert about(replace(FINE, state=Said.LAPSED, last_job_on=None)) == [Doubt.UNANSWERED]


@pytest.mark.parametrize(("days", "found"), [(RULES.twice.days, []), (RULES.twice.days + 1, [Doubt.TWICE])])
def test_a_handover_is_no_doubt(days, found):
    assert about(FINE, ago(days)) == found


@pytest.mark.parametrize(("days", "found"), [(RULES.idle.days, []), (RULES.idle.days + 1, [Doubt.IDLE])])
def test_nobody_is_idle_before_the_days_are_over(days, found):
    assert about(replace(FINE, last_job_on=ago(days)), others=[BUSY]) == found


def test_nobody_is_called_idle_by_a_company_that_reports_no_orders_at_all():
    assert about(replace(FINE, last_job_on=None, jobs=0)) == []
    assert about(replace(FINE, last_job_on=None, jobs=0), others=[BUSY]) == [Doubt.IDLE]


def test_a_spell_that_is_over_is_not_idle_and_not_twice():
    assert about(replace(FINE, ended_on=ago(200), last_job_on=ago(300)), ago(400), [BUSY]) == []


def test_every_doubt_says_what_to_do():
    assert set(WORDS) == set(Doubt) and all(w.said and w.do_this for w in WORDS.values())


def test_no_indicator_no_procedure_and_no_rulebook_of_points_reads_a_doubt():
    assert not [i.code for i in indicators().values() if "employment" in repr(i)]
    assert not [p.code for p in procedures().values() for s in p.steps if "employment" in s.records]
    texts = {p.name: p.read_text("utf-8") for p in resources.files("jiaxin.domain.rulebooks").iterdir() if p.name.endswith(".toml")}
    assert [name for name, text in texts.items() if "employment.answer" in text or "用工核对" in text] == ["employment-2026.toml"]
