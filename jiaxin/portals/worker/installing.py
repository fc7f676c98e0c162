"""装到桌面 — her own pages behind one icon on her phone."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.portals.shared.installing import described


@public("装到桌面的说明不含任何人的信息")
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    return described(request, _("家信 · 我的档案"), _("我的家信"), "/me/", "/")
