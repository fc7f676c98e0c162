"""Start-up checks: an address without a door stops the start."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register

from jiaxin.apps.access.doors import without_permission


@register(Tags.urls)
def every_address_has_a_door(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"/{route} names no permission",
            hint="Put @door(Permission.…) or @public(…) on the view, or list it in jiaxin/portals/doors.py.",
            id="access.E001",
        )
        for route in without_permission()
    ]
