"""装到桌面 — the description by which a phone puts a portal on its home screen: name, icons, where it starts.

It holds nobody's data, so that it needs no sign-in: browsers ask for it without saying who is there.
Source  W3C Web Application Manifest.
"""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language

THEME, PAPER = "#0c4a50", "#ffffff"
SIZES = (192, 512)  # pixels
OF_PORTAL = {"/me/": "/me/app.webmanifest", "/field/": "/field/app.webmanifest"}


def manifest_of(path: str) -> str:
    """The address of the description of the portal a page belongs to; empty where there is none."""
    return next((address for start, address in OF_PORTAL.items() if path.startswith(start)), "")


def described(request: HttpRequest, name: str, short: str, start: str, scope: str) -> JsonResponse:
    icons = [{"src": static(f"shared/icon-{n}.png"), "sizes": f"{n}x{n}", "type": "image/png", "purpose": "any maskable"} for n in SIZES]
    said = {
        "id": start, "name": name, "short_name": short, "lang": get_language() or "zh-hans", "start_url": start, "scope": scope,
        "display": "standalone", "theme_color": THEME, "background_color": PAPER, "icons": icons,
    }  # fmt: skip
    answer = JsonResponse(said, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
