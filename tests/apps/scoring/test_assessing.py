"""Assessments kept: a row when something changed, a standing row for today."""

from datetime import date
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from jiaxin.apps.scoring import actions, projection, queries
from jiaxin.apps.scoring.models import AssessmentRow, RulebookDraft, StandingAssessment
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Facts
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring import workforce
from jiaxin.domain.scoring.inputs import Stored, worker_context
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.validity import colour, validity_rules
from jiaxin.kit.canonical import canonical
from tests.domain.established import COMPANY, HER, entry, facts

pytestmark = pytest.mark.django_db
RULES = scoring_rules("worker-2026")
DRAFTER = Actor("drafter", Role.BUREAU_CLERK, "bureau", fresh=True)
SIGNATORY = Actor("signatory", Role.BUREAU_ADMIN, "bureau", fresh=True)
DISTRICT = "DDDDDDDDDDDDDDDD"


_COMPLAINT = entry("complaint.finding", "2026-01-31", upheld=True, severity="serious", decided_on="2026-01-31")


def complained() -> Facts:
    return facts(_COMPLAINT)


def test_a_row_is_written_only_when_something_changed() -> None:
    held = {HER: complained()}
    projection.project(held, date(2026, 2, 1), RULES, position=10)
    projection.project(held, date(2026, 2, 2), RULES, position=20)
    assert AssessmentRow.objects.count() == 1
    assert queries.due_by(date(2026, 2, 27)) == []
    assert queries.due_by(date(2026, 2, 28)) == [HER]
    projection.project(held, date(2026, 2, 28), RULES, position=20)
    assert AssessmentRow.objects.count() == 2
    assert queries.scores_of([HER])[HER].since == date(2026, 2, 28)


def test_the_assessment_stored_that_day_is_the_latest_not_after_it() -> None:
    for day in (date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 31)):
        made = projection.project({HER: complained()}, day, RULES)[HER]
        kept = queries.assessment_of(HER, day)
        assert kept is not None
        assert kept.digest == made.digest
    between = queries.assessment_of(HER, date(2026, 3, 15))
    assert between is not None
    assert between.from_day == date(2026, 2, 28)
    assert sum(reason[2] for reason in between.document["reasons"]) == between.points
    assert queries.assessment_of(HER, date(2026, 1, 1)) is None


def test_standing_rows_thrown_away_come_back_the_same_and_the_course_does_not_grow() -> None:
    projection.project({HER: complained()}, date(2026, 2, 1), RULES)
    before = queries.scores_of([HER])
    projection.clear()
    assert queries.scores_of([HER]) == {}
    projection.project({HER: complained()}, date(2026, 2, 5), RULES)
    assert queries.scores_of([HER]) == before
    assert AssessmentRow.objects.count() == 1


def test_an_erased_person_leaves_nothing() -> None:
    projection.project({HER: complained()}, date(2026, 2, 1), RULES)
    projection.forget([HER])
    assert StandingAssessment.objects.count() + AssessmentRow.objects.count() == 0


def test_who_has_no_score_any_more_has_none_from_that_day_on() -> None:
    projection.project({HER: complained()}, date(2026, 2, 1), RULES)
    projection.stand_down([HER], date(2026, 2, 3), 12)
    assert queries.scores_of([HER]) == {} and queries.assessment_of(HER, date(2026, 2, 3)) is None
    assert queries.assessment_of(HER, date(2026, 2, 2)) is not None
    projection.stand_down([HER], date(2026, 2, 4), 13)
    assert AssessmentRow.objects.count() == 2
    projection.project({HER: complained()}, date(2026, 2, 5), RULES)
    assert queries.assessment_of(HER, date(2026, 2, 5)) is not None


def test_a_stored_assessment_is_never_edited() -> None:
    projection.project({HER: complained()}, date(2026, 2, 1), RULES)
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentRow.objects.update(points=1)


def test_many_subjects_are_written_in_chunks() -> None:
    many = {f"S{n:015d}": Facts(f"S{n:015d}", complained().entries) for n in range(1100)}
    projection.project(many, date(2026, 2, 1), RULES)
    assert len(queries.scores_of(list(many))) == 1100


def test_the_given_inputs_of_a_worker_each_name_their_version() -> None:
    held = facts(entry("employment", "2026-01-05", company=COMPANY))
    found = colour(held, date(2026, 2, 1), validity_rules())
    context = worker_context(
        held, date(2026, 2, 1), found, validity_rules().digest, {COMPANY: Stored(4, "firm")}, Stored(4710, "e1")
    )
    made = projection.project({HER: held}, date(2026, 2, 1), RULES, {HER: context})[HER]
    assert made.context == (
        ("code-colour", 0, validity_rules().digest),
        ("company-grade", 4, "firm"),
        ("district-rating-milli", 4710, "e1"),
    )


def test_a_rule_book_needs_two_hands_and_is_then_in_force() -> None:
    said: list[Fact] = []
    raw = packaged("worker-2026").raw
    book = actions.draft(DRAFTER, raw)
    with pytest.raises(Refused, match=r"rulebook\.none"):
        queries.rulebook_in_force("scoring", date(2026, 6, 1), "worker")
    actions.promulgate(SIGNATORY, book.digest, DISTRICT, said.extend)
    assert queries.rulebook_in_force("scoring", date(2026, 6, 1), "worker").raw == raw
    assert [(f.kind, f.subject, f.clear["digest"]) for f in said] == [("rulebook.promulgated", DISTRICT, book.digest)]
    with pytest.raises(Refused, match=r"rulebook\.in-force"):
        actions.promulgate(SIGNATORY, book.digest, DISTRICT, said.extend)


def test_the_digest_covers_the_canonical_form() -> None:
    made = projection.project({HER: complained()}, date(2026, 2, 1), RULES)[HER]
    assert made.digest == sha256(canonical(made.document())).hexdigest()


def test_who_drafted_cannot_promulgate() -> None:
    book = actions.draft(SIGNATORY, packaged("worker-2026").raw)
    with pytest.raises(Refused, match="four-eyes"):
        actions.promulgate(SIGNATORY, book.digest, DISTRICT, lambda facts: None)


def test_a_draft_is_never_edited() -> None:
    actions.draft(DRAFTER, packaged("worker-2026").raw)
    with pytest.raises(DatabaseError), transaction.atomic():
        RulebookDraft.objects.update(raw=b"other")


def test_a_version_in_force_cannot_be_drafted_again() -> None:
    actions.set_up(DRAFTER, SIGNATORY, DISTRICT, ["worker-2026", "company-2026"], lambda facts: None)
    actions.set_up(DRAFTER, SIGNATORY, DISTRICT, ["worker-2026", "company-2026"], lambda facts: None)
    with pytest.raises(Refused, match=r"rulebook\.in-force"):
        actions.draft(DRAFTER, packaged("worker-2026").raw + b"\n")


def test_a_company_is_scored_by_what_its_workers_add_up_to() -> None:
    book, today = packaged("company-2026"), date(2026, 11, 23)
    rules = scoring_rules(book)
    certified = facts(entry("skill.certificate", "2026-01-05", skill_level=3))
    tallies = {
        "W1": workforce.tally(certified, COMPANY, today, book),
        "W2": workforce.tally(facts(), COMPANY, today, book),
    }
    projection.count_in(tallies)
    contexts = projection.company_contexts([COMPANY], book)
    assert contexts[COMPANY].values["workers-certified-mille"] == 500
    made = projection.project({COMPANY: Facts(COMPANY, ())}, today, rules, contexts)[COMPANY]
    assert {name for name, _, _ in made.context} <= set(rules.given)
    assert "workers-filed" in {name for name, _, _ in made.context}
    assert projection.count_in({"W1": None}) == {COMPANY}
    assert projection.company_contexts([COMPANY], book)[COMPANY].values["workers-filed"] == 1


def test_every_input_a_company_is_scored_by_is_counted() -> None:
    total = dict.fromkeys(workforce.NAMES, 1)
    given = workforce.figures(1, total, packaged("company-2026")).values
    assert set(scoring_rules("company-2026").given) == set(given)
