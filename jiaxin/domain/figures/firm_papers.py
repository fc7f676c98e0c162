"""企业材料、协会材料 — the papers of one company, or of an association's members, from one counting of their own.

Source  agenda of the joint meeting (联席会议); what is said of a company's standing is what its public page says, no more.
Silent  about persons: counts alone. A matter is listed only where a company may take a step in it.
Not here  Word, PDF and workbook (apps/oversight/printing), counting, who is a member (apps/oversight/members).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.definitions import GROUPS
from jiaxin.domain.figures.figure import Figure, percent
from jiaxin.domain.figures.pack import Pack, Section, Table, checks, how, meanings, numbered, overall
from jiaxin.domain.figures.problems import WORST, Problem, held_up, lacking, not_in_time, overdue
from jiaxin.domain.figures.rules import FigureRules

COMPANY, ASSOCIATION = "company", "association"
LEAGUE = ("filed", "completeness", "green", "verified", "complaints")
PLEDGE = {"signed": "已签", "broken": "有违诺", "none": "未签"}


@dataclass(frozen=True, slots=True)
class Published:
    """What the public page of a company said on the day. Counts are of the last twelve months."""

    star: int | None
    workers: int
    green_percent: int | None
    orders: int
    upheld: int
    disputed: int
    pledge: str  # signed | broken | none
    penalties: int


@dataclass(frozen=True, slots=True)
class FirmBasis:
    """own   figures of the company or of all members; `members` company → code → its figure
    late     (kind, state, company, due on); `open_` (kind, state, begun, due or empty, how it stands) of a company's own matters
    tasks    of the joint meeting, led by the association: (meeting and task, lead, with, due on, state, evidence); `stuck` (task, why)
    """

    id: str
    kind: str
    name: str
    own: Sequence[Figure]
    members: Mapping[str, Mapping[str, Figure]]
    joined: Mapping[str, date]
    published: Mapping[str, Published]
    missing: Sequence[tuple[str, int]]
    late: Sequence[tuple[str, str, str, date]]
    open_: Sequence[tuple[str, str, str, str, str]]
    tasks: Sequence[tuple[str, ...]]
    stuck: Sequence[tuple[str, str]]
    on: date
    position: int
    root: str
    digest: str
    rules: FigureRules


def firm_paper(basis: FirmBasis, office: str) -> Pack:
    own = {one.code: one for one in basis.own}
    shown = [*basis.own, *(one for member in basis.members.values() for one in member.values())]
    opening = f"以下数字为{basis.name}{'各会员企业' if basis.kind == ASSOCIATION else ''}截至{_day(basis.on)}的统计，账本统计到第 {basis.position:,} 条，快照号 {basis.digest[:16]}。"
    whole = tuple(overall(basis.own, code, label, basis.rules) for code, label in GROUPS.items() if any(f.definition.group == code for f in basis.own))
    parts: list[_Part] = [("总体情况", (opening,), whole)]
    parts += _of_members(basis) if basis.kind == ASSOCIATION else _of_company(basis, own)
    parts.append(("口径与核对", how(basis), (meanings(basis.own, basis.rules), checks(shown, basis))))
    title = f"{basis.name}{'会员企业信用情况材料' if basis.kind == ASSOCIATION else '信用建设情况材料'}"
    sections = tuple(Section(f"{number}、{heading}", tuple(texts), tuple(tables)) for number, (heading, texts, tables) in zip("一二三四五六", parts, strict=False))
    return Pack(title, office, basis.on, basis.digest, sections)


_Part = tuple[str, Sequence[str], Sequence[Table]]


def _of_company(basis: FirmBasis, own: Mapping[str, Figure]) -> list[_Part]:
    filed = own["filed"].part
    lacks = tuple((label, f"{count:,}", percent(1000 * count // filed)) for label, count in basis.missing) if filed else ()
    told = numbered([*lacking(own.get("filed"), basis.missing), *_expiring(own.get("expiring"), basis.rules), *overdue(own.get("overdue"), _longest(basis)), *not_in_time(own)])
    open_ = Table("在办事项", ("事项", "现状", "开始", "应办日期", "情况"), tuple(basis.open_), (26, 24, 16, 16, 18))
    return [
        ("缺什么资料", () if lacks else ("没有缺项，或还没有已建档的人员。",), (Table("缺项", ("资料", "缺的人数", "占已建档"), lacks, (50, 25, 25)),) if lacks else ()),
        ("对外公布的情况", (f"与企业公开页一致，截至{_day(basis.on)}；次数为近十二个月。" if basis.id in basis.published else "本企业还没有公开页。",), _public(basis)),
        ("主要问题", told, ()),
        ("本企业的在办事项", () if basis.open_ else ("没有在办事项。",), (open_,) if basis.open_ else ()),
    ]


def _public(basis: FirmBasis) -> tuple[Table, ...]:
    one = basis.published.get(basis.id)
    if one is None:
        return ()
    rows = (
        ("星级", f"{one.star} 星" if one.star else "未评"),
        ("已建档人员", f"{one.workers:,} 人"),
        ("证照齐全（绿码）", "—" if one.green_percent is None else f"{one.green_percent}%"),
        ("订单", f"{one.orders:,} 单"),
        ("认定成立的投诉", f"{one.upheld:,} 件" + (f"，其中 {one.disputed:,} 件有异议" if one.disputed else "")),
        ("诚信承诺", PLEDGE[one.pledge]),
        ("公示中的行政处罚", f"{one.penalties:,} 条"),
    )
    return (Table("公开页", ("项目", "内容"), rows, (50, 50)),)


def _expiring(one: Figure | None, rules: FigureRules) -> list[Problem]:
    return [Problem(f"{one.part:,} 人有资料在 {rules.expire_days} 天内到期。", (one.id,))] if one is not None and one.part else []


def ranked_members(basis: FirmBasis) -> list[str]:
    """By completeness, then validity, then complaints in time; what has no base stands last."""

    def key(company: str) -> tuple[object, ...]:
        shares = [one.share if (one := basis.members[company].get(code)) is not None else None for code in ("completeness", "green", "complaints")]
        return (shares[0] is None, *(-(share if share is not None else -1) for share in shares), company)

    return sorted(basis.members, key=key)


def _of_members(basis: FirmBasis) -> list[_Part]:
    rows = tuple(_member(basis, company, number) for number, company in enumerate(ranked_members(basis), 1))
    headings = ("名次", "企业", "入会", "已建档", "完整率", "绿码率", "核验率", "投诉按期", "星级")
    league = Table("会员名次", headings, rows, (7, 25, 13, 9, 10, 10, 10, 9, 7))
    own = {one.code: one for one in basis.own}
    told = numbered([*_last(basis), *lacking(own.get("filed"), basis.missing), *_expiring(own.get("expiring"), basis.rules), *overdue(own.get("overdue"), _longest(basis)), *not_in_time(own), *held_up(basis.stuck)])
    late = tuple((label, state, _name(basis, company), due.isoformat(), str((basis.on - due).days)) for label, state, company, due in basis.late)
    tables = [Table("牵头的督办任务", ("任务", "牵头", "配合", "到期", "状态", "完成依据"), tuple(basis.tasks), (30, 12, 14, 13, 11, 20))] if basis.tasks else []
    tables += [Table("会员企业超期未办事项", ("事项", "现状", "企业", "应办日期", "超期天数"), late, (22, 22, 28, 16, 12))] if late else []
    order = "按完整率、绿码率、投诉按期办结率依次排名；没有已建档人员的排在最后，不排名次。"
    return [
        ("会员名次", (order,) if rows else ("还没有登记会员企业。",), (league,) if rows else ()),
        ("主要问题", told, ()),
        ("督办任务与超期事项", () if tables else ("没有牵头的督办任务，会员企业没有超期未办的事项。",), tuple(tables)),
    ]


def _member(basis: FirmBasis, company: str, number: int) -> tuple[str, ...]:
    of, said = basis.members[company], basis.published.get(company)
    place = str(number) if (one := of.get("completeness")) is not None and one.share is not None else "—"
    since = basis.joined.get(company)
    star = f"{said.star} 星" if said is not None and said.star else "未评"
    return (place, _name(basis, company), since.isoformat() if since else "", *((of[code].said if code in of else "") or "未计算" for code in LEAGUE), star)


def _last(basis: FirmBasis) -> list[Problem]:
    """The members whose files are least complete, where they are not complete."""
    worst = [one for company in reversed(ranked_members(basis)) if (one := basis.members[company].get("completeness")) is not None and one.share is not None and one.share < 1000]
    if not worst:
        return []
    told = "、".join(f"{one.place.name}（{one.said}）" for one in worst[:WORST])
    return [Problem(f"完整率最低的会员是{told}。", tuple(one.id for one in worst[:WORST]))]


def _longest(basis: FirmBasis) -> list[tuple[str, str, int]]:
    return [(label, state, (basis.on - due).days) for label, state, _, due in basis.late]


def _name(basis: FirmBasis, company: str) -> str:
    return next((one.place.name for one in basis.members.get(company, {}).values()), "")


def _day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"
