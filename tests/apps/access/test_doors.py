import pytest
from django.core.checks import Tags, run_checks

from jiaxin.apps.access.doors import addresses, door, public, without_permission
from jiaxin.domain.permissions import Permission
from jiaxin.portals.doors import ELSEWHERE


def test_every_address_of_the_product_has_a_door():
    assert without_permission() == []
    assert run_checks(tags=[Tags.urls]) == []


def test_an_open_address_says_why():
    for address in addresses():
        assert address.door is not None
        assert (address.door.permission is None) == bool(address.door.open_because)
    with pytest.raises(ValueError, match="why"):
        public("")


@pytest.mark.urls("tests.apps.access.addresses_undeclared")
def test_a_forgotten_door_stops_the_start():
    (error,) = run_checks(tags=[Tags.urls])
    assert (error.id, error.msg) == ("access.E001", "/forgotten/ names no permission")


def test_the_list_of_foreign_views_names_no_view_that_is_gone():
    names = {address.name for address in addresses()}
    spaces = {name.rpartition(":")[0] + ":*" for name in names}
    assert set(ELSEWHERE) <= names | spaces


@pytest.mark.urls("tests.apps.access.addresses_declared")
def test_the_mark_survives_other_decorators():
    (home,) = [address for address in addresses() if address.route == "home/"]
    assert home.door is not None
    assert home.door.permission is Permission.HOME_OPEN


def test_a_class_based_view_carries_the_mark_on_its_function():
    from django.views.generic import TemplateView

    view = door(Permission.HOME_OPEN)(TemplateView.as_view(template_name="x.html"))
    assert view.jiaxin_door.permission is Permission.HOME_OPEN
