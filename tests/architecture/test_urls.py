"""Every address names the permission it asks for."""

from importlib import import_module
from importlib.util import find_spec

import pytest

DOORS = "jiaxin.apps.access.doors"


def test_every_address_names_a_permission() -> None:
    if find_spec(DOORS) is None:
        pytest.skip(f"{DOORS} is not there yet")
    doors = import_module(DOORS)
    assert doors.without_permission() == [], "add the address to the table of doors"
