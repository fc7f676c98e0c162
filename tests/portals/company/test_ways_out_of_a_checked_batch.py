"""A checked batch can be put away, and checked again as another kind of sheet; not once somebody has accepted it."""

import pytest

from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.intake.states import State
from jiaxin.portals.shared.language import COOKIE, ENGLISH
from tests.portals.walking import manager, own_data, signed_in, upload  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


def test_an_unwanted_batch_is_put_away_and_the_same_file_may_come_again():
    client = signed_in(manager())
    where = upload(client, "01-template-order.xlsx")
    page = client.get(where).content.decode()
    assert "放弃这一批？" in page and f"{where}/do/cancel" in page
    assert client.post(f"{where}/do/cancel").status_code == 302
    assert intake.batch(where.rpartition("/")[2]).state == State.CANCELLED
    assert "放弃这一批？" not in client.get(where).content.decode()
    assert upload(client, "01-template-order.xlsx") != where


def test_a_sheet_taken_for_another_kind_is_checked_as_the_kind_that_is_named():
    client = signed_in(manager())
    where = upload(client, "01-template-order.xlsx")
    page = client.get(where).content.decode()
    assert "认错了种类？" in page and 'value="training"' in page and 'value="worker-roster"' not in page
    assert client.post(f"{where}/do/check", {"kind": "training"}).status_code == 302
    actions.work()
    one = intake.batch(where.rpartition("/")[2])
    assert one.kind == "training" and one.state == State.CHECKED
    client.cookies[COOKIE] = ENGLISH
    assert "Taken for the wrong kind?" in client.get(where).content.decode()
