"""印卡 — CR80 cards and ten-up A4 sheets. No file is handed out before a decoder has read every page of it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from django.conf import settings

from jiaxin.apps.publication import issuing
from jiaxin.apps.publication.issuing import Bearer
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock, qr, typesetting
from jiaxin.kit.scratch import scratch

LAYOUTS = {"cr80": 1, "a4": 10}  # cards a page
_TEMPLATE = Path(__file__).with_name("print") / "cards.typ"
_DOTS_PER_POINT = 300 / 72
_MOST = 500


@dataclass(frozen=True, slots=True)
class Printed:
    pdf: bytes
    pages: int
    addresses: tuple[str, ...]


def cards(bearers: Sequence[Bearer], layout: str) -> Printed:
    """Raises Refused for an unknown layout, too many cards at once, or a page that does not read back."""
    if layout not in LAYOUTS:
        raise Refused("cards.layout", "没有这种卡片版式", "请选 CR80 单张或 A4 十张")
    if not bearers:
        raise Refused("cards.none", "没有可以印的卡片", "请选择已经亮码的人员")
    if len(bearers) > _MOST:
        raise Refused("cards.many", f"一次最多印 {_MOST} 张，这次选了 {len(bearers)} 张", "请分几次印")
    addresses = tuple(issuing.printed(one) for one in bearers)
    with scratch(Path(settings.DATA)) as folder:
        said = {
            "district": settings.DISTRICT.name,
            "hotline": settings.DISTRICT.hotline,
            "layout": layout,
            "cards": [_said(one, address, i, folder) for i, (one, address) in enumerate(zip(bearers, addresses, strict=True))],
        }
        made = typesetting.pdf(_TEMPLATE, said, folder)
    pages = read_back(made)
    each = LAYOUTS[layout]
    for number, found in enumerate(pages):
        expected = sorted(addresses[number * each : (number + 1) * each])
        if sorted(found) != expected:
            raise Refused(
                "cards.unreadable",
                f"第 {number + 1} 页印出来的码读不回来（应有 {len(expected)} 个，读到 {len(found)} 个），没有生成文件",
                "请重试；仍不行，请把这句话告诉系统管理员",
            )
    if len(pages) != -(-len(bearers) // each):
        raise Refused("cards.pages", "页数不对，没有生成文件", "请重试；仍不行，请告诉系统管理员")
    return Printed(made, len(pages), addresses)


def read_back(pdf: bytes) -> list[list[str]]:
    """What a scanner finds on each page, drawn at 300 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [qr.read(document[i].render(scale=_DOTS_PER_POINT).to_pil()) for i in range(len(document))]
    finally:
        document.close()


def _said(one: Bearer, address: str, number: int, folder: Path) -> dict[str, str]:
    code, photo = f"code-{number}.svg", ""
    (folder / code).write_bytes(qr.svg(address, border=2))
    if one.photo is not None:
        photo = f"photo-{number}.jpg"
        (folder / photo).write_bytes(one.photo)
    return {
        "qr": code,
        "photo": photo,
        "name": one.card.masked_name,
        "trades": "、".join(one.card.trades[:4]) or "未登记工种",
        "until": issuing.valid_until(one.card, clock.today()).isoformat(),
        "spoken": f"{one.spoken[:4]} {one.spoken[4:]}" if one.spoken else "",
    }
