"""A district of thirty workers and sixty days, built through the doors; what is in it is what the truth says."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.oversight.queries import status
from jiaxin.apps.registry import queries as registry
from jiaxin.demo import district as truths
from jiaxin.demo.accounts import sign_ins
from jiaxin.demo.truth import Kept
from tests.demo.tiny import Played, tiny
from tests.played import with_keys_of_its_own

QUESTIONS = {"registry-name-conflict", "registry-unknown", "registry-ambiguous"}


@pytest.fixture
def played(settings: Any, tmp_path: Any, transactional_db: None) -> Iterator[Played]:
    settings.DATA = tmp_path
    with with_keys_of_its_own(tmp_path):
        yield tiny(tmp_path)


def test_a_tiny_district_holds_what_its_truth_says(played: Played) -> None:
    district, kept, said = played
    counts = status()
    assert counts["companies"] == len(district.companies)
    assert counts["confirmed_files"] == len(kept.confirmed_on) == counts["cards"] > 0
    assert counts["workers"] == len(set(kept.subjects.values())) > 0
    assert counts["followed"] == counts["facts"] > 100
    assert len(said) == 3, "one line a month"
    people = registry.people(sorted(kept.subjects.values()))
    for number, subject in kept.subjects.items():
        assert people[subject].id_number == district.workers[number].id_number
    _errors_are_planted(kept)
    _days_are_simulated(district)
    assert {one.username for one in sign_ins()} >= {"company", "street-1", "grid", "bureau-admin", "auditor"}
    _desks_are_not_empty()


def _desks_are_not_empty() -> None:
    """Everybody who signs in finds something of her own to do or to read."""
    assert Counter(task.state for task in oversight.tasks()) == {"running": 3, "done": 1, "given": 1}
    assert governance.project_calls() and oversight.drives()
    assert {visit.state for visit in governance.my_visits(actor_named("supervisor"))} == {"filed"}
    (batch,) = governance.my_evaluations(actor_named("evaluator"))
    assert batch.open and set(batch.points) == {"1"}
    members = oversight.members("association", past=True)
    assert members and {(one.state.label, one.how) for one in members} == {("会员", "企业自己确认")}


def _errors_are_planted(kept: Kept) -> None:
    for sent in kept.sheets:
        found = {
            (f.row, f.field)
            for f in intake.findings(sent["batch"], severity="error", limit=1000)
            if f.code not in QUESTIONS
        }
        planted = {(row, field) for row, field, _ in sent["mistakes"]}
        assert planted <= found, sent["file"]
        assert {row for row, _ in found} == {row for row, _ in planted}, sent["file"]


def _days_are_simulated(district: truths.District) -> None:
    """Known-at days run from the first day to the last, and never backwards."""
    known = [e.recorded_at for e in ledger.entries_between(0, ledger.checkpoint().size)]
    assert known == sorted(known)
    assert known[0].date() >= district.plan.first_day
    assert known[-1].date() <= district.plan.as_of
    assert (known[-1] - known[0]).days > district.plan.days // 2
