"""用工存疑 — where a list of workers and the people on it do not agree: findings of data quality, never penalties.

    denied      she says that she never worked there
    unanswered  she was listed days ago and has not answered, or let it lapse
    twice       she stands as an employee of two companies at once
    idle        no order and no door for a quarter, while the company reports orders of others

Source  `employment` rules; the district's plan: fabricated and copied records are found and sent back to be put right.
Silent  about points, stars and measures: nothing here enters a score, and no step of a procedure reads it.
Not here  the spells themselves (spells), who may see the list (portals).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from jiaxin.domain.employment.spells import Said, Spell
from jiaxin.domain.rulebooks.reading import packaged_for


class Doubt(StrEnum):
    DENIED = "denied"
    UNANSWERED = "unanswered"
    TWICE = "twice"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Wording:
    label: str
    said: str
    do_this: str


WORDS = {
    Doubt.DENIED: Wording(
        "本人否认", "她说没有在本企业工作", "请核对名册：登记错了的，下次名册中去掉；确有劳动合同的，请她在手机“我的工作”里更正"
    ),
    Doubt.UNANSWERED: Wording(
        "一直未答复", "登记后她一直没有答复", "请核对她的手机号，请她登录确认，或到街道窗口当面确认"
    ),
    Doubt.TWICE: Wording(
        "两家同时全职", "她同时登记为另一家企业的员工", "已经离职的，请登记离职日期；兼职的，请把用工形式改成实际情况"
    ),
    Doubt.IDLE: Wording(
        "长期没有服务记录", "她很久没有订单和入户确认", "已经离职的，请登记离职日期；仍在岗的，请补报订单台账"
    ),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A spell on a company's list: whose it is, and since when she stands elsewhere as an employee, if she does."""

    subject: str
    spell: Spell
    twice_since: date | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    listed: Listed
    doubt: Doubt
    since: date


@dataclass(frozen=True, slots=True)
class Rules:
    unanswered: timedelta
    idle: timedelta
    twice: timedelta


def doubts(listed: Iterable[Listed], today: date) -> list[Doubtful]:
    """What is doubtful about one company's list, gravest first. A spell that is over is doubtful only if denied."""
    rules = rules_on(today)
    held = list(listed)
    works = any(one.spell.last_job_on and one.spell.last_job_on > today - rules.idle for one in held)
    found = [Doubtful(one, doubt, since) for one in held for doubt, since in _about(one, today, rules, works)]
    order = list(Doubt)
    return sorted(found, key=lambda one: (order.index(one.doubt), one.since, one.listed.subject))


def _about(one: Listed, today: date, rules: Rules, works: bool) -> Iterable[tuple[Doubt, date]]:
    spell = one.spell
    if spell.state is Said.DENIED:
        yield Doubt.DENIED, spell.answered_on or spell.said_on
        return
    if spell.state is Said.LAPSED or (spell.state is Said.CLAIMED and today - spell.said_on > rules.unanswered):
        yield Doubt.UNANSWERED, spell.said_on
    if not spell.runs:
        return
    if one.twice_since and today - one.twice_since > rules.twice:
        yield Doubt.TWICE, one.twice_since
    last = max(spell.last_job_on or spell.begins, spell.begins)
    if works and today - last > rules.idle:
        yield Doubt.IDLE, last


def rules_on(day: date) -> Rules:
    data = packaged_for("employment", day).data
    return Rules(*(timedelta(days=data[name]["days"]) for name in ("unanswered", "idle", "twice")))
