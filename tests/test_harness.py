"""The harness itself: stores, strictness, cast."""

import socket

import pytest
from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string

from tests.cast import Cast
from tests.conftest import Clock


@pytest.mark.django_db
def test_the_store_is_the_one_the_run_asked_for(pytestconfig: pytest.Config) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)
    wanted = {"sqlite": "sqlite", "postgres": "postgresql"}[pytestconfig.getoption("store")]
    assert connection.vendor == wanted


def test_no_test_sees_the_data_folder_of_a_district() -> None:
    assert "jiaxin-test-" in str(settings.DATA)


def test_a_connection_to_the_outside_world_is_refused() -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match="only the loopback"):
        one.connect(("192.0.2.1", 80))


def test_a_misspelt_variable_in_one_of_our_templates_stops_the_test() -> None:
    with pytest.raises(AssertionError, match=r"person.*shared/print_mark.html"):
        render_to_string("shared/print_mark.html")


def test_the_cast_has_numbers_with_right_check_digits(cast: Cast) -> None:
    assert cast.worker.id_number == "340212197506069125"
    assert cast.family.id_number == "340104196803154027"


def test_the_clock_stands_still_until_told(clock: Clock) -> None:
    before = clock()
    assert clock() == before
    clock.forward(hours=15)
    assert clock.today.isoformat() == "2026-11-24"
