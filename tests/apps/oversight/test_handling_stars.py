"""How families rated the handling of their complaints is a figure of the board, with what is missing beside it."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.oversight.counting import count
from jiaxin.apps.oversight.snapshots import keep
from jiaxin.domain.figures import ALL
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.apps.governance.acting import CHIEF, CLERK, HER, at
from tests.portals.office.officers import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path):
    with override_settings(DATA=tmp_path):
        yield


def handled(number: int, stars: str = "", street: str = "") -> None:
    """A complaint that ends dismissed, rated where stars are given."""
    family = Actor(f"family:{number}", Role.HOUSEHOLD, subject=f"{number:F>16}")
    case = actions.open_case(family, "complaint", HER, f"c{number}", {"topic": "fee", "text": "x"}, party=family.subject, street=street)
    actions.take_step(CLERK, case, "accept")
    actions.take_step(Actor("worker:1", Role.WORKER, subject=HER), case, "answer", {"answer": "y"})
    actions.take_step(CHIEF, case, "dismiss", {"why": "不成立"})
    if stars:
        actions.take_step(family, case, "rate", {"handling_stars": stars})


def figures() -> dict[str, tuple[int, int | None]]:
    return {f.code: (f.part, f.whole) for f in count(clock.today()).figures if f.place.code == ALL and f.code in ("handled_well", "unrated")}


def test_the_share_of_four_and_five_of_those_rated_and_the_unrated_beside_it() -> None:
    with at("2026-06-01"):
        assert figures() == {"handled_well": (0, None), "unrated": (0, None)}
        for number, stars in enumerate(("5", "4", "3", "1", "", "")):
            handled(number, stars)
        actions.open_case(Actor("family:9", Role.HOUSEHOLD, subject="F" * 16), "complaint", HER, "open", {"topic": "fee", "text": "x"}, party="F" * 16)
        assert figures() == {"handled_well": (2, 4), "unrated": (2, 6)}
        found = queries.handling(clock.today())
        assert (found.rated, found.mean) == (4, "3.3")
        assert keep().figure(f"handled_well:{ALL}").said == "50.0%"
    with at("2027-07-01"):
        assert queries.handling(clock.today()).rated == 0


def test_the_office_reads_the_mean_above_the_complaints_and_a_street_its_own() -> None:
    with at("2026-06-01"):
        clerk = desk(Role.BUREAU_CLERK, username="desk")
        assert "还没有人评价" in clerk.get("/office/cases?kind=complaint").content.decode()
        handled(1, "5", "349912001")
        handled(2, "2", "349912002")
        page = clerk.get("/office/cases?kind=complaint").content.decode()
        assert "2 件有评价" in page and "3.5" in page
        near = desk(Role.STREET, username="near", street="349912001", organisation="near").get("/office/cases?kind=complaint").content.decode()
        assert "1 件有评价" in near and "5.0" in near
        assert "件有评价" not in clerk.get("/office/cases?kind=report").content.decode()
        assert "投诉办理满意率" in clerk.get("/office/board").content.decode()


def test_more_complaints_ask_the_database_no_more_often() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queried:
            queries.matters(clock.today(), clock.today())
            queries.handling(clock.today())
        return len(queried)

    with at("2026-06-01"):
        handled(0, "5")
        few = asked()
        for number in range(1, 9):
            handled(number, "4")
        assert asked() == few
