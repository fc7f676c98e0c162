"""A reply stands only beside its rating, comes back from no correction, and moves no score."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.facts import Entry, Fact, Facts
from jiaxin.domain.history import in_force
from jiaxin.domain.records.kind import kinds
from jiaxin.domain.scoring.context import NOTHING
from jiaxin.domain.scoring.engine import assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.scoring.histories import AS_OF, histories
from tests.factories.records import A_SUBJECT, a_fact, an_entry


def _history(*facts: Fact) -> list[Entry]:
    return [an_entry(fact, position) for position, fact in enumerate(facts, 1)]


def _ids(history: Sequence[Entry]) -> list[str]:
    return [e.id for e in in_force(A_SUBJECT, history).of("reply")]


RATING = a_fact("rating", order_no="N1", stars=2)
REPLY = a_fact("reply", of="entry00000000001", text="已改进")


def test_a_reply_stands_beside_its_rating_and_falls_with_it() -> None:
    assert _ids(_history(RATING, REPLY)) == ["entry00000000002"]
    assert _ids(_history(RATING, REPLY, a_fact("correction", of="entry00000000001"))) == []
    better = a_fact("rating", order_no="N1", stars=4)._replace(supersedes="entry00000000001")
    assert _ids(_history(RATING, REPLY, better)) == []
    assert _ids(_history(a_fact("reply", of="entry00000000007"))) == []


def test_an_edited_reply_replaces_the_first_and_a_hidden_one_brings_no_older_wording_back() -> None:
    edited = a_fact("reply", of="entry00000000001", text="已改进并道歉")._replace(supersedes="entry00000000002")
    assert _ids(_history(RATING, REPLY, edited)) == ["entry00000000003"]
    assert _ids(_history(RATING, REPLY, edited, a_fact("correction", of="entry00000000003"))) == []


@given(histories(), st.sampled_from(["worker-2026", "worker-2027"]))
def test_a_reply_enters_no_score(history: Facts, version: str) -> None:
    said = an_entry(a_fact("reply", history.subject, AS_OF, of="any", text="已改进"), max((e.position for e in history.entries), default=0) + 1)
    with_it = Facts(history.subject, (*history.entries, said), history.next_on, history.disputed)
    before, after = (assess(one, NOTHING, scoring_rules(version), AS_OF) for one in (history, with_it))
    assert (before.points, before.grade, before.reasons, before.digest) == (after.points, after.grade, after.reasons, after.digest)


def test_nothing_of_a_reply_can_be_measured() -> None:
    assert not any(field.measured for field in kinds()["reply"].fields)
