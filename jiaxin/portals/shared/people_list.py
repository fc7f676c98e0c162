"""人员名单的条件 — what a list of people is cut down to, as an address says it, a form offers it and an export repeats it.

A number on a page opens the list it counts: both are made from one `Wanted` (`opened`, registry.counts). What is typed never
stands in an address of the office; filters may.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils.http import urlencode

from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.figures.sizes import SIZES
from jiaxin.domain.records.service_words import SERVICE_WORDS
from jiaxin.kit import clock
from jiaxin.kit.finding import Fit
from jiaxin.portals.shared.parts import Choice, Column, Filter

SOON_DAYS = 30
LAPSE_DAYS = 7  # a week to reach somebody before her claim lapses
MOST_LAPSING = 30_000  # as many as one question to the database takes; those that lapse first
STATES = (
    Choice("", "全部"), Choice("filed", "已建档"), Choice("green", "证照齐全"), Choice("yellow", "有待补齐或将到期"), Choice("red", "已暂停"),
    Choice("grey", "未完成核验"), Choice("verified", "公安核验一致"), Choice("fresh", "近期有新记录"), Choice("waiting", "待本人确认"), Choice("lapsing", "代录将作废"), Choice("withdrawn", "本人停止展示"),
)  # fmt: skip
WITHIN = (7, SOON_DAYS, 60, 90)
MOST_DAYS = 3650
REASONS = {
    Fit.NUMBER: "按身份证后四位或信用码找到",
    Fit.LETTERS: "按拼音找到",
    Fit.ALIKE: "按读音相近找到",
    Fit.OPENING: "按读音相近找到",
    Fit.NEARLY: "按读音相近找到",
    Fit.SLIP: "按一字之差找到",
}
_TEXTS = ("street", "state", "missing", "has", "size", "company", "trade", "sort")


def wanted_in(asked: Any, typed: str = "") -> registry.Wanted:
    """The conditions in a query or a form; days that are no number are none."""
    days = str(asked.get("within", ""))
    within = min(int(days), MOST_DAYS) if days.isdecimal() and len(days) < 6 else 0
    return wanted(typed=typed, within=within, **{name: str(asked.get(name, ""))[:40] for name in _TEXTS})


def wanted(**said: Any) -> registry.Wanted:
    """As said; `fresh` takes the place in the ledger that it counts from, `lapsing` those whose claims run out."""
    if said.get("state") == "fresh":
        said["after"] = oversight.last_stale(clock.today())
    if said.get("state") == "lapsing":
        said["among"] = frozenset(list(intake.lapsing(clock.today() + timedelta(days=LAPSE_DAYS)))[:MOST_LAPSING])
    return registry.Wanted(**said)


def kept(one: registry.Wanted) -> dict[str, str]:
    """The conditions as an address or hidden fields carry them, without what was typed."""
    told = {name: getattr(one, name) for name in (*_TEXTS, "within")}
    return {name: str(value) for name, value in told.items() if value}


def opened(path: str, one: registry.Wanted) -> str:
    """Address of the list that this counts."""
    said = kept(one)
    return f"{path}?{urlencode(said)}" if said else path


def filters(one: registry.Wanted, streets: Mapping[str, str] | None = None, sizes: bool = False) -> list[Filter]:
    """The controls above the list. `streets` where the reader sees more than one; a size where she sees more than one company."""
    parts = tuple(map(Choice, PARTS, PARTS.values()))
    made = [
        Filter("state", "状态", one.state, STATES),
        Filter("missing", "缺少", one.missing, (Choice("", "不限"), Choice("any", "任何一项"), *parts)),
        Filter("within", "证件到期", str(one.within or ""), (Choice("", "不限"), *(Choice(str(n), f"{n} 天内") for n in sorted({*WITHIN, *([one.within] if one.within else [])})))),
        Filter("trade", "工种", one.trade, (Choice("", "不限"), *(Choice(words[0], words[0]) for words in SERVICE_WORDS))),
    ]
    if streets is not None:
        made.insert(0, Filter("street", "街道", one.street, (Choice("", "全部街道"), *map(Choice, streets, streets.values()), Choice("-", "未分街道"))))
    if sizes:
        made.append(Filter("size", "企业规模", one.size, (Choice("", "不限"), *map(Choice, SIZES, SIZES.values()))))
    if one.has:
        made.append(Filter("has", "已建档且有", one.has, (Choice("", "不限"), *parts)))
    return made


def columns(*headings: str, sortable: bool = True) -> list[Column]:
    """Headings of the list; the one of expiry turns the order."""
    return [Column(one, "expires" if sortable and one == "最近到期" else "") for one in headings]
