"""What surrounds every page: navigation, who is signed in, which district.

A portal sets `request.navigation` (entries the person may use) and `request.person` (name and role as shown);
a view may override both in its context under the names below.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jiaxin.kit.pages import view_in
from jiaxin.portals.shared.installing import manifest_of
from jiaxin.portals.shared.parts import current


def chrome(request: HttpRequest) -> dict[str, Any]:
    entries = getattr(request, "navigation", ())
    return {
        "navigation": entries,
        "here": current(entries, request.path),
        "person": getattr(request, "person", ""),
        "seat": getattr(request, "seat", ""),
        "seat_idle": getattr(request, "seat_idle", 0),
        "city_sign_in": settings.CITY_IDENTITY.label if settings.CITY_IDENTITY else "",
        "district": getattr(settings, "DISTRICT_NAME", ""),
        "manifest": manifest_of(request.path),
        "letters": view_in(f"view={request.COOKIES.get('view', '')}"),
    }
