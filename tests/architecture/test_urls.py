"""Every address names the permission it asks for, or why it is open to everybody; and what may be sent to it."""

import inspect
import re
from collections.abc import Callable, Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from jiaxin.apps.access import doors

# a decorator of django.views.decorators.http, or the view itself telling a page from a form sent to it
_SAYS = re.compile(r"@require_(safe|GET|POST|http_methods)|request\.(method|POST)")


def test_every_address_names_a_permission_or_why_it_is_open() -> None:
    addresses = doors.addresses()
    assert addresses, "no address is served at all"
    closed = [address.route for address in addresses if address.door is None]
    assert not closed, f"put @door or @public on these views: {closed}"


def test_every_view_says_whether_it_takes_what_is_sent() -> None:
    """A page that only shows would answer a form too, and leave the sender believing that something was done."""
    ours = [view for view in _views(get_resolver().url_patterns) if view.__module__.startswith("jiaxin.")]
    assert len(ours) > 150
    silent = sorted({f"{view.__module__}.{view.__name__}" for view in ours if not _SAYS.search(inspect.getsource(view))})
    assert not silent, f"put @require_safe or @require_POST on these views: {silent}"


def _views(patterns: list[URLPattern | URLResolver]) -> Iterator[Callable[..., object]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif pattern.callback is not None:
            yield inspect.unwrap(pattern.callback)
