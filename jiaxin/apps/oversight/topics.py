"""专项材料的留存 — a topic is counted once, kept under its digest, and read again as often as somebody asks.

The digest is over everything printed but the sealed reasons, which stay sealed with their case and are read from there.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight.models import Snapshot
from jiaxin.apps.oversight.posters import drives
from jiaxin.apps.oversight.topic_counting import (
    WHY,
    Counted,
    count_culture,
    count_matters,
    count_pledge,
    count_points,
    count_project,
    count_stars,
    reason,
)
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures.pack import Pack, Table
from jiaxin.domain.figures.topic_papers import Kept, Number, topic_paper
from jiaxin.domain.permissions import Actor, Permission, Thing, may
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical

ABOUT = "topic-"
LONGEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Topic:
    """`asks` what has to be chosen: a time, a call, a drive of posters, or nothing; `needs` what whoever makes or opens it may, besides making papers."""

    code: str
    label: str
    lead: str
    asks: str  # time | call | drive | ""
    needs: Permission
    count: Callable[[str, date, date], Counted]


TOPICS: Mapping[str, Topic] = {
    one.code: one
    for one in (
        Topic("stars", "星级评定", "一段时间的申报、评审、授牌，每家一行。", "time", Permission.STAR_REVIEW, count_stars),
        Topic("pledge", "诚信承诺", "签署率，每一条的履行率，企业签署情况。", "", Permission.COMPANY_LIST, count_pledge),
        Topic("points", "社区积分", "一段时间的积分总账：期初、记入、兑换、到期、期末。", "time", Permission.POINTS_KEEP, count_points),
        Topic("project", "项目申报", "一次申报：谁申报、条件核对、得分、结果和理由。", "call", Permission.PROJECT_CALL, count_project),
        Topic("culture", "诚信宣传", "一次宣传：各社区海报的触达，下单前查询率前后对照。", "drive", Permission.POSTER_KEEP, count_culture),
        Topic("matters", "办理事项和期限", "一段时间新开、办结、在办的事项，每件的期限。", "time", Permission.CASE_VIEW, count_matters),
    )
}


def topic(code: str) -> Topic:
    """Raises Refused for one that does not exist."""
    if code not in TOPICS:
        raise Refused("access.absent", "没有这种专项材料", "请从列表里选择")
    return TOPICS[code]


def topics_open_to(actor: Actor) -> list[Topic]:
    """The topics whose papers this actor may make."""
    return [one for one in TOPICS.values() if may(actor, one.needs, Thing())]


def make_topic(actor: Actor, code: str, first: date | None, last: date | None, call: str) -> str:
    """专项材料: count a topic now and keep it. Returns the digest. `call`: id of the call or the drive, where the topic asks for one.

    Raises Refused without a time that has begun, without a call or drive that exists, or for a topic that is not this actor's.
    """
    one = _allowed(actor, code)
    today = clock.today()
    if one.asks == "time":
        if first is None or last is None or not first <= last or first > today or (last - first).days > LONGEST_DAYS:
            raise Refused("topic.time", "没有填写时间，或起止日期不对", "开始日期不晚于结束日期和今天，最长三年")
        last = min(last, today)
    if one.asks == "call" and not any(each.id == call for each in governance.project_calls()):
        raise Refused("topic.call", "没有选择哪一次申报", "请从列表里选择一次申报")
    if one.asks == "drive" and not any(each.id == call for each in drives()):
        raise Refused("topic.drive", "没有选择哪一次宣传", "请从列表里选择一次宣传")
    start, end = first or today, last or today
    said = one.count(call, start, end)
    head = ledger.checkpoint()
    body = canonical({
        "topic": code, "on": today.isoformat(), "position": head.size, "root": head.root.hex(), "title": said.title, "scope": said.scope, "rule": said.rule,
        "numbers": [list(asdict(n).values()) for n in said.numbers], "notes": list(said.notes),
        "tables": [[t.name, list(t.headings), [list(row) for row in t.rows], list(t.wide)] for t in said.tables],
    })  # fmt: skip
    digest = sha256(body).hexdigest()
    Snapshot.objects.get_or_create(digest=digest, defaults={"on": today, "position": head.size, "body": body, "made_at": clock.now(), "about": f"{ABOUT}{code}"})
    return digest


def topics_kept(actor: Actor, limit: int = 30) -> list[tuple[str, str, str, date]]:
    """(digest, title, scope, day) of the latest this actor may open."""
    require(actor, Permission.PACK_MAKE)
    mine = [f"{ABOUT}{one.code}" for one in topics_open_to(actor)]
    rows = Snapshot.objects.filter(about__in=mine).order_by("-made_at", "digest")[:limit]
    said = [(row.digest, json.loads(bytes(row.body)), row.on) for row in rows]
    return [(digest, str(body["title"]), str(body["scope"]), on) for digest, body, on in said]


def topic_kept(actor: Actor, digest: str) -> Kept:
    """What was kept, with the reasons as their cases hold them. Raises Refused where there is none, or it is not this actor's to read."""
    row = Snapshot.objects.filter(digest=digest, about__startswith=ABOUT).first()
    if row is None:
        require(actor, Permission.PACK_MAKE)
        raise Refused("snapshot.unknown", "没有这份专项材料。", "请从专项材料列表进入。")
    _allowed(actor, row.about.removeprefix(ABOUT))
    return _read(json.loads(bytes(row.body)), row.digest, reason)


def topic_pack(one: Kept) -> Pack:
    return topic_paper(one, f"{settings.DISTRICT.name}商务局")


def _allowed(actor: Actor, code: str) -> Topic:
    require(actor, Permission.PACK_MAKE)
    one = topic(code)
    require(actor, one.needs, Thing())
    return one


def _read(said: dict[str, Any], digest: str, why: Callable[[str], str]) -> Kept:
    def cell(text: str) -> str:
        return (why(text.removeprefix(WHY)) or "—") if text.startswith(WHY) else text

    tables = tuple(Table(name, tuple(headings), tuple(tuple(cell(c) for c in row) for row in rows), tuple(wide)) for name, headings, rows, wide in said["tables"])
    numbers = tuple(Number(*of) for of in said["numbers"])
    return Kept(
        said["topic"], said["title"], said["scope"], said["rule"], numbers, tuple(said["notes"]), tables,
        date.fromisoformat(said["on"]), said["position"], said["root"], digest,
    )  # fmt: skip
