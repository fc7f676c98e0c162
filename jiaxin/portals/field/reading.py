"""证件识读 — a photo of a card or certificate in, a proposal out. Nothing is kept here: not the photo, not what it says.

The person with the phone compares, takes or refuses; only what is saved with a record is ever sent again.
"""

import base64
import binascii
import json

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.domain.errors import Refused
from jiaxin.domain.papers.lines import Word, rows
from jiaxin.domain.papers.reading import read
from jiaxin.domain.permissions import Permission, Thing
from jiaxin.domain.sheets.wanted import form
from jiaxin.kit import picture_reading
from jiaxin.kit.pictures import NotAPicture
from jiaxin.portals.shared.framing import actor_of

_JPEG = "data:image/jpeg;base64,"
PAPERS = {"id_card": "身份证", "certificate": "技能等级证书"}


@require_POST
@door(Permission.FIELD_RECORD)
def proposal(request: HttpRequest) -> JsonResponse:
    actor = actor_of(request)
    require(actor, Permission.FIELD_RECORD, Thing(street=actor.street, grid=actor.grid, made_by=actor.id))
    if not picture_reading.installed():
        raise Refused("field.no-reader", "这台服务器没有安装证件识读", "请手工填写；需要的请管理员安装（make ocr）")
    try:
        text = json.loads(request.body)["picture"]
        found = picture_reading.words(base64.b64decode(text.removeprefix(_JPEG), validate=True))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, NotAPicture):
        raise Refused("field.no-picture", "这张照片不能读取", "请重新拍照") from None
    read_as = read(rows([Word(words, corners, score) for words, corners, score in found if len(corners) == 4]))  # type: ignore[arg-type]  # four corners, just asked
    if read_as is None or not read_as.answers:
        raise Refused("field.not-read", "没有认出身份证或技能等级证书", "请在亮处把证件放正、占满画面，重新拍照；或手工填写")
    wanted = form("worker-roster").wanted
    lines = [{"field": name, "label": wanted[name].label, "value": value} for name, value in read_as.answers.items() if name in wanted]
    return JsonResponse({"paper": PAPERS[read_as.paper], "keeps": read_as.paper == "certificate", "lines": lines})
