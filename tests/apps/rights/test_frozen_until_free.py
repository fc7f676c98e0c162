"""删除与封存 — what a statute keeps is put to no use, and goes by itself on the day on which nothing forbids it any more."""

import pytest

from jiaxin import pipeline
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from tests.factories.records import a_fact
from tests.portals.office.officers import district
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_what_the_law_keeps_rests_until_the_law_lets_go(own_data) -> None:  # noqa: F811 - the fixture is asked for by its name
    _, subject = district()
    her = Actor("worker:1", Role.WORKER, subject=subject, fresh=True)
    (penalty,) = ledger.append([a_fact("penalty", subject)])
    before = {e.fact.kind for e in record.facts_about(subject).entries}
    actions.demand_erasure(her, subject)
    actions.answer()
    facts = record.facts_about(subject)
    assert facts.frozen_on is not None and facts.restricted
    assert "penalty" in {e.fact.kind for e in facts.entries}, "what an authority published stays as the law wants it"
    assert before - {e.fact.kind for e in facts.entries} == {e.fact.kind for e in record.facts_about(subject, with_restricted=True).entries if e.id in facts.restricted}
    with pytest.raises(Refused, match=r"rights\.asked"):
        actions.demand_erasure(her, subject)
    assert actions.thaw() == 0 and queries.demands_of(subject)[0].state == "frozen"
    entry = record.entry(subject, str(penalty.id))
    ledger.correct(Actor.job("test"), [entry], "revoked")
    assert actions.thaw() == 1
    pipeline.advance()
    assert queries.demands_of(subject)[0].state == "erased" and registry.people([subject]) == {}
