"""门 — every address names the permission it takes. An address without a door is not served.

    @door(Permission.BATCH_RECEIVE)        somebody signed in whose role holds the permission at all
    @public("扫码查看，不需要登录")         anybody, and why

The door looks at the role only; whether this actor may act on this very thing is asked by the action
(`actions.require`). Views that are not ours are listed in `jiaxin/portals/doors.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from jiaxin.domain.permissions import Permission

View = TypeVar("View", bound=Callable[..., object])
_MARK = "jiaxin_door"


@dataclass(frozen=True, slots=True)
class Door:
    """What an address takes: a permission, or a reason why it is open to all."""

    permission: Permission | None = None
    open_because: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One line of the table of addresses."""

    route: str
    name: str
    door: Door | None


def door(permission: Permission) -> Callable[[View], View]:
    """Declare the permission of a view; works above or below other decorators, and on `as_view()`."""

    def mark(view: View) -> View:
        setattr(view, _MARK, Door(permission))
        return view

    return mark


def public(because: str) -> Callable[[View], View]:
    """Declare a view open to everybody, with the reason."""
    if not because:
        raise ValueError("say why this view needs no sign-in")

    def mark(view: View) -> View:
        setattr(view, _MARK, Door(None, because))
        return view

    return mark


def door_of(view: Callable[..., object], name: str) -> Door | None:
    """The door of a view: its own mark, else the list by full name, else by `namespace:*`."""
    found = getattr(view, _MARK, None)
    if isinstance(found, Door):
        return found
    elsewhere = _elsewhere()
    return elsewhere.get(name) or elsewhere.get(f"{name.rpartition(':')[0]}:*")


def door_here(match: ResolverMatch) -> Door | None:
    return door_of(match.func, match.view_name or "")


def addresses() -> list[Address]:
    """Every address of the installation, in order of its route."""
    return sorted(_walk(get_resolver().url_patterns, "", ""), key=lambda address: (address.route, address.name))


def without_permission() -> list[str]:
    """Routes that neither name a permission nor say why they are open."""
    return [address.route for address in addresses() if address.door is None]


def _walk(patterns: list[URLPattern | URLResolver], route: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, here, inner)
        elif pattern.callback is not None:
            name = ":".join(part for part in (namespace, pattern.name or "") if part)
            yield Address(here, name, door_of(pattern.callback, name))


def _elsewhere() -> Mapping[str, Door]:
    found: Mapping[str, Door] = import_string(settings.DOORS_ELSEWHERE)
    return found
