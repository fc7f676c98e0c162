"""课程 — what an office says of a course it offers: judged once, in the few lines a worker reads.

Unit    hours as printed (decimal text); places in persons.
Source  国办发〔2019〕30号 (家政36条) on training before and during work; the bounds are `rulebooks/field-*.toml`.
Not here  who has learned what (records/training), signing up (apps/training).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.values import amounts

GAPS: Mapping[str, str] = {"training": "岗前培训", "skill": "技能等级", "health": "健康和安全", "honesty": "诚信和服务规范"}
_WORDS = {"title": ("课程名称", 60), "provider": ("谁来上课", 60), "place": ("在哪里", 80)}
_FEWEST_HOURS = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A course as it may be offered. `gap`: what it helps with (`GAPS`), empty where nothing in particular."""

    title: str
    provider: str
    hours: str
    held_on: date
    at: str
    place: str
    places: int
    gap: str


def offer(said: Mapping[str, str], today: date) -> Offer:
    """What the form says. Raises Refused, naming what is wrong."""
    rules = field_rules(today)
    words = {name: " ".join(said.get(name, "").split()) for name in (*_WORDS, "at")}
    for name, (label, longest) in _WORDS.items():
        if not words[name] or len(words[name]) > longest:
            raise Refused("course.words", f"“{label}”没有填写或超过 {longest} 个字", "请补上或改短后再保存")
    if len(words["at"]) > 20:
        raise Refused("course.words", "“几点”超过 20 个字", "请写成 14:00–17:00 的样子")
    hours = amounts.hours(said.get("hours", ""))
    if hours is None or not _FEWEST_HOURS < hours <= rules.course_hours:
        raise Refused("course.hours", "学时没有填对", f"请填大于 0、不超过 {rules.course_hours} 的数")
    try:
        day = date.fromisoformat(said.get("held_on", ""))
    except ValueError:
        raise Refused("course.day", "上课日期没有填对", "请选择一个日期") from None
    if day < today:
        raise Refused("course.day", "上课日期已经过了", "请选择今天或以后的日期")
    places = said.get("places", "")
    if not places.isdecimal() or not 0 < int(places) <= rules.course_places:
        raise Refused("course.places", "名额没有填对", f"请填 1 到 {rules.course_places} 的整数")
    gap = said.get("gap", "")
    return Offer(words["title"], words["provider"], amounts.shown(hours), day, words["at"], words["place"], int(places), gap if gap in GAPS else "")
