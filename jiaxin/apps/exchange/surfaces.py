"""各处回执 — where an item of public credit information could still be read, each place looked at for itself.

Every probe opens what a reader of that place would get (the printed page, the search, the stored score, the answer of
the open interface, the exported list) and says whether the item is gone there, as of which position.
Source  《信用修复管理办法》（国家发展改革委令第36号）: publication, sharing and use end in step.
Silent  a place that lags is named as waiting; nobody can type a receipt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
from django.conf import settings

from jiaxin.apps.access import queries as access
from jiaxin.apps.exchange import partners
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.publication.cardfile import Reader
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.facts import Entry
from jiaxin.kit import clock

PIPELINE = "pipeline"  # the follower that brings scores and pages up to the record
_WEIGHED = ("company.penalties", "company.severe-penalties")


@dataclass(frozen=True, slots=True)
class Receipt:
    """One place. `gone` False = it may still be read there; `said` is what was found."""

    place: str
    label: str
    gone: bool
    said: str
    at: datetime

    @property
    def line(self) -> str:
        return f"{self.label}：{self.said}（{self.at.astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}）"


def receipts(subject: str, entry: str) -> list[Receipt]:
    """All places, our own first, then every partner that was given the item."""
    history = ledger.history_of_many([subject], opened=False)[subject]
    item = next((e for e in history if e.id == entry), None)
    taken_out = max((e.position for e in history if e.fact.kind == "correction" and e.get("of") == entry), default=0)
    if item is None or not taken_out:
        return []
    number = str(item.get("document_no") or entry)
    followed = ledger.followed(PIPELINE)
    there = followed >= taken_out
    name = registry.companies([subject]).get(subject)
    reader = Reader(Path(settings.DATA))
    try:
        found = [*_printed(reader, name.credit_code if name else "", number, there, followed)]
    finally:
        reader.close()
    found.append(_score(subject, ledger.facts_about(subject, opened=False).of("penalty"), there, followed))
    live = entry not in publication.published_entries(subject, clock.today())
    found.append(_of("api", "开放接口", live, f"现场读取，{'没有' if live else '仍有'}“{number}”"))
    rows = publication.company_cards([subject], clock.today())
    exported = not any(p.document_no == number for card in rows.values() for p in card.penalties)
    found.append(_of("export", "导出名单", exported, f"现场生成，{'没有' if exported else '仍有'}“{number}”"))
    return [*found, *_partners(entry)]


def _printed(reader: Reader, code: str, number: str, there: bool, followed: int) -> Sequence[Receipt]:
    page = reader.company(code) if code else None
    text = brotli.decompress(page[2]).decode() if page else ""
    gone = there and number not in text
    card = _of("card", "公开页", gone, f"{'已重印，没有' if gone else '等待重印'}“{number}”，依据记录位置 {followed}")
    lines = reader.search(code) if code else []
    clean = gone and all(line.code == code or number not in line.name for line in lines)
    return card, _of("search", "企业检索", clean, f"检索到 {len(lines)} 条，{'指向重印后的页面' if clean else '等待更新'}")


def _score(subject: str, standing: Sequence[Entry], there: bool, followed: int) -> Receipt:
    kept = scoring.assessment_of(subject)
    if kept is None:
        return _of("score", "信用评分", there, "没有评分，不受影响")
    weighed = sum(int(r[4]) for r in kept.document["reasons"] if r[1] in _WEIGHED)
    gone = there and weighed <= len(standing)
    return _of("score", "信用评分", gone, f"{'已重算' if gone else '等待重算'}，{kept.grade} 级，摘要 {kept.digest[:12]}，依据记录位置 {followed}")


def _partners(entry: str) -> list[Receipt]:
    given, found = partners.answers(entry), []
    names = access.organisation_names({one.organisation for one in given})
    for one in given:
        label = f"合作单位 {names.get(one.organisation, one.organisation)}"
        said = "已回执删除" if one.gone_at else "已列入待删除清单，等待回执"
        found.append(Receipt(f"partner:{one.organisation}", label, one.gone_at is not None, said, one.gone_at or clock.now()))
    return found


def _of(place: str, label: str, gone: bool, said: str) -> Receipt:
    return Receipt(place, label, gone, said, clock.now())
