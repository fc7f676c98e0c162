"""证件识读 — a photo of a card or certificate in, a proposal out. Nothing is kept here: not the photo, not what it says.

The person with the phone compares, takes or refuses; only what is sent with a record or a file is ever kept.
"""

import base64
import binascii
import json
from collections.abc import Collection
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.papers.lines import Word, rows
from jiaxin.domain.papers.reading import read
from jiaxin.domain.sheets.wanted import form
from jiaxin.kit import picture_reading
from jiaxin.kit.pictures import NotAPicture

_JPEG = "data:image/jpeg;base64,"
PAPERS = {"id_card": "身份证", "certificate": "技能等级证书"}
EITHER = "身份证或技能等级证书"


def must_be_installed() -> None:
    if not picture_reading.installed():
        raise Refused("field.no-reader", "这台服务器没有安装证件识读", "请手工填写；需要的请管理员安装（make ocr）")


def proposed(body: bytes, papers: Collection[str] = tuple(PAPERS)) -> dict[str, Any]:
    """What was read: `paper`, `keeps` (whether its photo may be kept) and `lines` of field, label and value.

    body    JSON with `picture`, a JPEG as data address
    papers  of `PAPERS`, those that may be read here
    Raises Refused for what is no picture, and for another paper than these.
    """
    try:
        text = json.loads(body)["picture"]
        found = picture_reading.words(base64.b64decode(text.removeprefix(_JPEG), validate=True))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, NotAPicture):
        raise Refused("field.no-picture", "这张照片不能读取", "请重新拍照") from None
    read_as = read(rows([Word(words, corners, score) for words, corners, score in found if len(corners) == 4]))  # type: ignore[arg-type]  # four corners, just asked
    if read_as is None or not read_as.answers or read_as.paper not in papers:
        what = EITHER if len(papers) > 1 else PAPERS[next(iter(papers))]
        raise Refused("field.not-read", f"没有认出{what}", "请在亮处把证件放正、占满画面，重新拍照；或手工填写")
    wanted = form("worker-roster").wanted
    lines = [{"field": name, "label": wanted[name].label, "value": value} for name, value in read_as.answers.items() if name in wanted]
    return {"paper": PAPERS[read_as.paper], "keeps": read_as.paper == "certificate", "lines": lines}
