"""The orders of a month are those the record's own fold keeps: taken out, replaced, moved and claimed ones too."""

from datetime import date

import pytest

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries
from jiaxin.apps.scoring.queries import sold
from jiaxin.domain.facts import Fact, Standing
from jiaxin.domain.history import in_force
from jiaxin.domain.permissions import Actor
from tests.factories.records import A_COMPANY, A_SUBJECT, a_fact

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)


def _order(number: str, on: date, firm: str = A_COMPANY, **more: object) -> Fact:
    return a_fact("order", A_SUBJECT, on, order_no=number, ordered_on=on.isoformat(), amount_fen=100)._replace(company=firm, **more)


def test_a_month_holds_what_the_fold_keeps() -> None:
    may, june = date(2026, 5, 6), date(2026, 6, 2)
    told = ledger.append([
        _order("stays", may), _order("taken out", may), _order("replaced", may), _order("moved out", may), _order("moved in", june),
        _order("another's", may, "OTHERFIRMOTHERFI"), _order("waits", may, standing=Standing.CLAIMED, claim="CLAIM00000000001"),
        _order("first day", FIRST), _order("last day", LAST), _order("outside", june),
    ])  # fmt: skip
    ids = dict(zip(("stays", "taken out", "replaced", "moved out", "moved in"), (one.id for one in told), strict=False))
    more = ledger.append([
        _order("replaced", may)._replace(supersedes=ids["replaced"]),
        _order("moved out", june)._replace(supersedes=ids["moved out"]),
        _order("moved in", may)._replace(supersedes=ids["moved in"]),
    ])  # fmt: skip
    taken = queries.entry(A_SUBJECT, ids["taken out"])
    assert taken
    ledger.correct(Actor.job("test"), [taken], "batch_undone")
    upto = queries.checkpoint().size
    kept = {
        one.id for one in in_force(A_SUBJECT, queries.entries_between(0, upto)).entries
        if FIRST <= one.fact.happened_on <= LAST and one.fact.company == A_COMPANY
    }  # fmt: skip
    assert {one.entry for one in sold(FIRST, LAST, upto, A_COMPANY)} == kept
    assert len(kept) == 5 and {more[0].id, more[2].id} < kept
    assert len(sold(FIRST, LAST, upto)) == 6, "of every company"
    assert len(sold(FIRST, LAST, 1, A_COMPANY)) == 1, "up to a position"
