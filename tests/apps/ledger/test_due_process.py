"""A consequence without due process is refused at the only door into the record."""

import pytest

from jiaxin.apps.ledger import actions, queries
from jiaxin.domain.errors import Refused
from tests.domain.procedures.test_law_clocks import measure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", [actions.append, actions.prepare])
def test_no_way_into_the_record_takes_a_consequence_that_was_not_announced(way) -> None:
    with pytest.raises(Refused, match=r"due-process\.window"):
        way([measure(heard_through="2026-03-06")])
    assert queries.checkpoint().size == 0


def test_one_with_notice_window_and_basis_enters() -> None:
    (placed,) = actions.append([measure()])
    assert placed.outcome == "new"
