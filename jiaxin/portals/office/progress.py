"""进展和下一步 — what an officer reads when nothing waits: how far her own ground is, at what pace, and what is useful next."""

from django.urls import reverse

from jiaxin.apps.intake import queries as intake
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Actor, Permission, Reach, may_ever, reach_of
from jiaxin.kit import clock
from jiaxin.portals.office.workers import scope_of
from jiaxin.portals.shared import people_list
from jiaxin.portals.shared.parts import State

Line = tuple[State, str, str, str]  # state, what is so, address, what the link says
_USEFUL = (
    (Permission.FIELD_RECORD, "上门采集新的档案，没有网络也能用", "field:capture", "去采集"),
    (Permission.CLAIM_CONFIRM_COUNTER, "有人来柜台时，可以当面确认她的档案", "field:confirm", "当面确认"),
    (Permission.INSPECTION_DRAW, "安排下一轮双随机抽查", "office:draws", "去安排"),
    (Permission.SUPERVISION_VISIT, "选一家企业走访", "office:visits", "去走访"),
    (Permission.EVALUATION_MARK, "看看已经交的评估", "office:my-evaluations", "去看"),
    (Permission.BOARD_VIEW, "看看哪项指标落后", "office:board", "看指标"),
    (Permission.LOG_VIEW, "抽查最近谁看过什么", "office:log", "去抽查"),
    (Permission.ACCOUNT_LIST, "核对离岗人员的账号是否已停用", "office:accounts", "去核对"),
    (Permission.ALARM_SEE, "看看已核查的警报", "office:alarms", "去看"),
)  # fmt: skip
MOST_USEFUL = 3


def progress_of(actor: Actor) -> list[Line]:
    """Coverage and its weekly pace of the own street, or of the street that is furthest behind; and who waits longest."""
    return [*_coverage(actor), *_expiring(actor), *_oldest(actor)]


def next_for(actor: Actor) -> list[Line]:
    found = [(State.NONE, said, reverse(name), verb) for permission, said, name, verb in _USEFUL if may_ever(actor.role, permission)]
    return found[:MOST_USEFUL]


def _coverage(actor: Actor) -> list[Line]:
    if not may_ever(actor.role, Permission.COVERAGE_VIEW):
        return []
    today, reach = clock.today(), reach_of(actor.role, Permission.WORKER_LIST)
    own = actor.street if reach in (Reach.STREET, Reach.GRID) else ""
    found = oversight.coverage(today, own)
    standing = {one.code: (one.filed, one.base.count if one.base else None) for one in found.streets if one.code}
    if not standing:
        return []
    ahead, address = oversight.forecasts(standing, today), reverse("office:coverage")
    names = {one.code: one.name for one in found.streets}
    behind = [(one.needed - sum(one.weekly) / max(1, len(one.weekly)), code) for code, one in ahead.items() if code and one.needed]
    code = own or (max(behind)[1] if behind else "")
    lines = []
    if not own and (rate := found.comparable.coverage) is not None:
        lines.append((State.NONE, f"全区建档率 {_percent(rate)}（{found.comparable.filed} ÷ {_base(found)} 人）", address, "看进度"))
    if code not in ahead or code not in names:
        return lines or [(State.NONE, f"已建档 {found.district.filed} 人；还没有摸底底数，算不出建档率", address, "看进度")]
    one, line = ahead[code], next(street for street in found.streets if street.code == code)
    who = f"{names[code]}" if own else f"离目标最远的是{names[code]}"
    if line.coverage is None:
        return [*lines, (State.NONE, f"{who}：已建档 {line.filed} 人；还没有摸底底数，算不出建档率", address, "看进度")]
    pace = f"，近几周每周新建档 {one.pace} 人" if one.weekly else ""
    need = f"，到年底达标每周需要 {one.needed} 人" if one.needed else "，已达到年底目标"
    return [*lines, (State.WATCH if one.needed else State.OK, f"{who}：建档率 {_percent(line.coverage)}{pace}{need}", address, "看进度")]


def _base(found: oversight.Coverage) -> int:
    return found.comparable.base.count if found.comparable.base else 0


def _expiring(actor: Actor) -> list[Line]:
    """The papers that run out soonest: whom to remind first."""
    if not may_ever(actor.role, Permission.WORKER_LIST):
        return []
    wanted = people_list.wanted(state="filed", within=people_list.SOON_DAYS, sort="expires")
    (count,) = registry.counts(scope_of(actor), [wanted])
    return [(State.WATCH, f"{count} 人的证件 {people_list.SOON_DAYS} 天内到期，可以提醒本人", people_list.opened(reverse("office:workers"), wanted), "看名单")] if count else []


def _oldest(actor: Actor) -> list[Line]:
    """Claims that nobody has confirmed: the oldest of the district, and how many within her reach."""
    if not may_ever(actor.role, Permission.WORKER_LIST) or not (may_ever(actor.role, Permission.CLAIM_CONFIRM_COUNTER) or may_ever(actor.role, Permission.CLAIM_CONFIRM_FIELD)):
        return []
    wanted = people_list.wanted(state="waiting")
    (count,) = registry.counts(scope_of(actor), [wanted])
    if not count:
        return []
    since = intake.oldest_claim() if reach_of(actor.role, Permission.WORKER_LIST) is Reach.DISTRICT else None
    return [(State.WAIT, f"{count} 人的档案等本人确认" + (f"，最早的从 {since} 起" if since else ""), people_list.opened(reverse("office:workers"), wanted), "看名单")]


def _percent(share: int) -> str:
    return f"{share // 10}.{share % 10}%"
