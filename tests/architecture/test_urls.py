"""Every address names the permission it asks for, or why it is open to everybody."""

from jiaxin.apps.access import doors


def test_every_address_names_a_permission_or_why_it_is_open() -> None:
    addresses = doors.addresses()
    assert addresses, "no address is served at all"
    closed = [address.route for address in addresses if address.door is None]
    assert not closed, f"put @door or @public on these views: {closed}"
