"""上门采集页 — the page that works without a network, and the small program that keeps it on the phone.

The page holds nobody's data and needs no sign-in, so a copy of it may lie on a phone; what it saves is sealed there
under a key behind a PIN. Signing in is asked for when records are sent.
"""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.domain.disclosure.purposes import consent_rules
from jiaxin.domain.field.calls import OUTCOMES
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.service_words import SERVICE_WORDS
from jiaxin.kit import clock, picture_reading
from jiaxin.portals.field.wording import WORDS
from jiaxin.portals.shared.installing import described

_WITHOUT_DATA = "离线采集页本身不含任何人的信息；上传时才需要登录"
KEPT = ("shared/jiaxin.css", "shared/jiaxin.js", "shared/mark.svg", "shared/icons.svg", "shared/field/capture.css", "shared/field/capture.js")


@public(_WITHOUT_DATA)
@require_safe
def capture(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    rules = field_rules(today)
    classes = [words[0] for words in kind("health.check").field("health_class").words]
    numbers = {
        "rounds": rules.derive_rounds, "pin": rules.pin_at_least, "lock": rules.locked_after_minutes, "photos": rules.photos_at_most,
        "bytes": rules.photo_bytes, "side": rules.photo_side, "most": rules.kept_on_phone,
    }  # fmt: skip
    shown = {
        "numbers": numbers, "words": WORDS, "outcomes": dict(OUTCOMES), "kept": ["/field/capture", *(static(name) for name in KEPT)],
        "trades": [words[0] for words in SERVICE_WORDS], "classes": classes, "purposes": consent_rules(today).purposes,
        "rules": rules, "reader": picture_reading.installed(),
    }  # fmt: skip
    return render(request, "field/capture.html", shown)


@public("装到桌面的说明不含任何人的信息")
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """It starts with the page that works without a network."""
    return described(request, _("家信 · 上门采集"), _("上门采集"), "/field/capture", "/field/")


@public(_WITHOUT_DATA)
@require_safe
def worker_script(request: HttpRequest) -> FileResponse:
    """Served from /field/, because a service worker reaches no further than where it lies."""
    found = Path(settings.STATICFILES_DIRS[0][1]) / "field" / "sw.js"
    if not found.exists():
        raise Http404  # the scripts are not built: the page says what cannot be done without them
    answer = FileResponse(found.open("rb"), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
