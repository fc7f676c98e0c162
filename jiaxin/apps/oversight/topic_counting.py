"""专项材料的统计 — what is counted of each topic: figures with query ids, and the rows behind them.

Companies are named, persons are not: a matter is its number. A sealed reason is not counted: its cell names the case (`WHY`) and is
read from there when the paper is opened.
Not here  keeping and reading again (topics), how a paper is laid out (domain/figures/topic_papers).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.governance import queries as governance
from jiaxin.apps.governance.queries import CaseView, Matter
from jiaxin.apps.oversight import posters
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.figures.figure import percent
from jiaxin.domain.figures.pack import Table
from jiaxin.domain.figures.topic_papers import Number
from jiaxin.domain.incentives.clustered import Rate
from jiaxin.domain.incentives.culture import culture_rules
from jiaxin.domain.incentives.projects import project_rules
from jiaxin.domain.pledges import pledge_rules
from jiaxin.domain.procedures.award import marks, shown
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.domain.stars.agreement import Agreement
from jiaxin.domain.stars.application import star_rules
from jiaxin.kit import clock

WHY = "case-why:"
LISTED = 200  # rows of one table on paper


@dataclass(frozen=True, slots=True)
class Counted:
    """`scope` in words; `rule` the version of the rules; `notes` what has to be said with the figures."""

    title: str
    scope: str
    rule: str
    numbers: tuple[Number, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def _numbers(topic: str, scope: str, lines: Sequence[tuple[str, str, str, int, int, str]]) -> tuple[Number, ...]:
    """Lines of (code, label, unit, part, whole or -1, what is counted)."""
    return tuple(Number(f"{topic}.{code}:{scope}", label, unit, part, whole, said) for code, label, unit, part, whole, said in lines)


def _time(first: date, last: date) -> tuple[str, str]:
    return f"{first:%Y%m%d}-{last:%Y%m%d}", f"{first} 至 {last}"


def count_stars(_: str, first: date, last: date) -> Counted:
    scope, words = _time(first, last)
    cases = governance.opened_between("star-rating", first, last)
    names = _names(cases)
    both = {one.id: mean for one in cases if (mean := governance.star_mean(one))}
    agreed = {one.id: found for one in cases if one.id in both and (found := governance.star_agreement(one))}
    done = Counter(one.state for one in cases)
    visited = sum(any(e.verb == "visit" for e in one.events) for one in cases)
    lines = [
        ("applied", "申报", "家", len(cases), -1, "这段时间提出的星级申报，含后来撤回的"),
        ("visited", "已现场核查", "%", visited, len(cases), "做过现场核查的申报 ÷ 申报"),
        ("marked", "两位评审都已评分", "%", len(both), len(cases), "两份评分表都已封存的申报 ÷ 申报"),
        ("awarded", "授牌", "%", done["awarded"], len(cases), "已授牌的申报 ÷ 申报"),
        ("refused", "未通过", "家", done["refused"], -1, "作出不通过决定的申报"),
        ("dropped", "撤回", "家", done["dropped"], -1, "申报单位自己撤回的"),
        ("running", "在办", "家", sum(not one.closed and one.state != "awarded" for one in cases), -1, "还没有结果的申报"),
        ("apart", "需要第三人评分", "%", sum(a.third for a in agreed.values()), len(agreed), "两位评审总分相差过大的申报 ÷ 两位都已评分的申报"),
    ]
    rows = tuple(
        (
            names[one.subject], _said(one, "star"), one.state_label, both.get(one.id, "未齐"), _kappa(agreed.get(one.id)),
            _of(one, "award", "valid_through") or "—", _ending(one), one.id,
        )
        for one in cases
    )  # fmt: skip
    table = Table("申报和结果", ("企业", "申报星级", "现状", "评审均分", "一致性 κ", "有效期至", "依据和理由", "案件编号"), rows, (18, 8, 11, 8, 8, 12, 17, 18))
    return Counted("家政企业星级评定材料", f"{words}提出的星级申报", star_rules(clock.today()).version, _numbers("stars", scope, lines), (table,), ("两份评分表没有都封存之前，不显示任何一份。",))


def count_pledge(_: str, first: date, last: date) -> Counted:
    today = clock.today()
    found, firms = governance.pledge_fulfilment(), governance.pledges()
    book = pledge_rules(today)
    lines = [
        ("signed", "签署率", "%", found.signed, found.companies, "签过诚信经营承诺书的企业 ÷ 在册企业"),
        ("present", "签署现行版本", "%", sum(one.present for one in firms), found.companies, "签的是现行版本的企业 ÷ 在册企业"),
        ("broken", "认定违反承诺", "家", sum(bool(one.broken) for one in firms), -1, "有一条以上被认定违反、措施还有效的企业"),
        ("touched", "投诉触及、待核对", "家", sum(bool(one.touched) for one in firms), -1, "投诉成立、触及某一条，还没有认定的企业；只供核对，不是违反"),
    ]
    lines += [
        (f"kept-{one.clause.code}", f"第{one.clause.number}条 {one.clause.label}", "%", one.signed - one.broken, one.signed, "没有被认定违反这一条的企业 ÷ 签署企业")
        for one in found.clauses if one.permille is not None
    ]  # fmt: skip
    few = "" if not found.clauses or found.clauses[0].permille is not None else f"签署的企业不足 {found.at_least} 家，不计算每条的履行率：会认出是哪一家。"
    each = tuple((str(c.clause.number), c.clause.label, f"{c.signed:,}", f"{c.broken:,}" if c.permille is not None else "—", f"{c.permille // 10}.{c.permille % 10}%" if c.permille is not None else "—") for c in found.clauses)
    rows = tuple((one.name, one.signed_on.isoformat() if one.signed_on else "未签署", one.version or "—", "、".join(one.broken) or "—", "、".join(t.clause.label for t in one.touched) or "—") for one in firms)
    tables = (
        Table("每一条的履行率", ("条", "承诺", "签署企业", "认定违反", "履行率"), each, (8, 44, 16, 16, 16)),
        _cut(Table("企业签署情况", ("企业", "签署日期", "版本", "认定违反", "待核对"), rows, (30, 14, 16, 20, 20))),
    )
    notes = tuple(one for one in (few, _more(len(rows), "诚信承诺")) if one)
    return Counted("诚信经营承诺履行情况材料", "本区在册企业签署和履行承诺", book.version, _numbers("pledge", f"{today:%Y%m%d}", lines), tables, notes)


def count_points(_: str, first: date, last: date) -> Counted:
    scope, words = _time(first, last)
    sums = governance.point_sums(first, last)
    earned = sum(n for _, n in sums.earned)
    lines = [
        ("books", "有积分簿的人", "人", sums.books, -1, "到末日为止记过积分的人"),
        ("opening", "期初结存", "分", sums.opening, -1, "首日之前所有人账上的积分"),
        ("earned", "记入", "分", earned, -1, "按档案里的一条记录记入的积分"),
        ("taken-back", "收回", "分", sums.taken_back, -1, "冲正和来源记录更正后收回的积分"),
        ("spent", "兑换", "分", sums.spent, -1, "兑换出去的积分，减去冲正的兑换"),
        ("lapsed", "到期", "分", sums.lapsed, -1, "满规定月数没有用、注销的积分"),
        ("closing", "期末结存", "分", sums.closing, -1, "末日所有人账上的积分；期初结存加记入，减收回、兑换、到期"),
        ("frozen", "其中冻结", "分", sums.frozen, -1, "统计日账上来源记录正在异议中的积分"),
    ]
    months = tuple((name, *(f"{n:,}" for n in rest)) for name, *rest in sums.months)
    tables = (
        Table("记入来自什么", ("来源", "积分"), tuple((label, f"{n:,}") for label, n in sums.earned), (70, 30)),
        Table("按月", ("月份", "记入", "兑换", "到期", "收回"), months, (20, 20, 20, 20, 20)),
    )
    even = sums.opening + earned - sums.taken_back - sums.spent - sums.lapsed == sums.closing
    notes = ("只有合计，不列个人。积分只奖不罚，任何评分都不读积分簿。", f"复式记账核对：{'借贷平衡' if even else '不平衡，请核对'}，共 {sums.movements:,} 笔。")
    return Counted("社区积分簿材料", f"{words}的社区积分", packaged_for("points", clock.today()).version, _numbers("points", scope, lines), tables, notes)


def count_project(call_id: str, first: date, last: date) -> Counted:
    call = governance.project_call(call_id)
    cases = governance.applications(call_id)
    found, _ = governance.project_uptake(call, cases)
    names, done = _names(cases), Counter(one.state for one in cases)
    won = done["granted"] + done["conferred"]
    lines = [
        ("eligible", "符合条件", "家", found.eligible, -1, "按档案核对，全部条件都符合的企业"),
        ("applied", "申报率", "%", found.applied, found.eligible, "申报的符合条件企业 ÷ 符合条件的企业"),
        ("silent", "没有申报也没有说明", "家", found.silent, -1, "符合条件、没有申报、没有选原因的企业"),
        ("won", "入选", "家", won, -1, "已立项或已授予的申报"),
        ("refused", "未入选", "家", done["refused"], -1, "作出未入选决定的申报"),
        ("places", "名额", "家", call.places, -1, "申报通知写明的名额"),
    ]
    rows = tuple((names[one.subject], one.state_label, _mark(one), "；".join(_list(one, "conditions")) or "—", _ending(one), one.id) for one in cases)
    tables = (
        Table("申报、条件和结果", ("企业", "现状", "得分", "条件核对", "依据和理由", "案件编号"), rows, (17, 9, 7, 32, 17, 18)),
        Table("没有申报的原因", ("原因", "企业数"), tuple((label, f"{n:,}") for label, n in found.reasons), (70, 30)),
    )
    return Counted(f"{call.title}申报材料", f"“{call.title}”（{call.opens} 至 {call.closes}）的申报", project_rules(call.opens).version, _numbers("project", call_id, lines), tables, (f"项目依据：{call.project.source}。",))


def count_matters(_: str, first: date, last: date) -> Counted:
    scope, words = _time(first, last)
    today = clock.today()
    found = [one for one in governance.matters(first, today) if not procedure(one.procedure).between and one.opened_on <= last]
    stops = [one for one in found if one.procedure == "suspension"]
    found = [one for one in found if one.procedure != "suspension"]
    opened, decided = [m for m in found if m.opened_on >= first], [m for m in found if m.done_on and m.done_on <= last]
    running = [m for m in found if m.done_on is None]
    over = [m for m in running if m.late and m.due_on and m.due_on < today]
    lines = [
        ("opened", "新开", "件", len(opened), -1, "这段时间提出的事项"),
        ("decided", "办结", "件", len(decided), -1, "这段时间办结的事项，含以前提出的"),
        ("in-time", "按期办结率", "%", sum(not m.late for m in decided), len(decided), "每一步都在期限当天或之前办的办结事项 ÷ 办结事项"),
        ("running", "在办", "件", len(running), -1, "末日之前提出、统计日还没有办结的事项"),
        ("overdue", "超期未办", "%", len(over), len(running), "统计日已过期限的在办事项 ÷ 在办事项"),
        ("stops", "临时停码", "件", len(stops), -1, "另计：不公开理由，只列件数"),
    ]
    kinds = sorted({(m.procedure, m.label) for m in found})
    each = tuple((label, *(f"{sum(m.procedure == code for m in of):,}" for of in (opened, decided, [m for m in decided if not m.late], running, over))) for code, label in kinds)
    waiting = sorted(running, key=lambda m: (m.due_on is None, m.due_on or today, m.case))
    finished = sorted(decided, key=lambda m: (m.done_on or today, m.case))
    tables = (
        Table("按事项种类", ("事项", "新开", "办结", "其中按期", "在办", "超期"), each, (35, 13, 13, 13, 13, 13)),
        _cut(Table("在办事项的期限", ("案件编号", "事项", "现状", "提出", "应办日期", "期限情况"), tuple(_clock(m, today) for m in waiting), (20, 18, 20, 13, 13, 16))),
        _cut(Table("办结事项", ("案件编号", "事项", "结果", "提出", "办结", "是否按期"), tuple((m.case, m.label, m.state_label, m.opened_on.isoformat(), str(m.done_on), "超期" if m.late else "按期") for m in finished), (20, 18, 22, 13, 13, 14))),
    )
    notes = tuple(one for one in (_more(len(waiting), "办理事项"), _more(len(finished), "办理事项")) if one)[:1]
    return Counted("办理事项和期限材料", f"{words}的办理事项", rules_on(today).version, _numbers("matters", scope, lines), tables, ("一件一个编号，不写当事人。工作日按国务院放假安排计算。", *notes))


def count_culture(drive_id: str, first: date, last: date) -> Counted:
    """Reach of each community's poster, and look-ups before orders, before and after, against the communities without."""
    one = posters.drive(drive_id)
    found, _ = posters.drive_effect(drive_id)
    book = culture_rules(one.posted_on)
    browsers = sum(r.browsers for r in one.reach)
    lines = [
        ("communities", "张贴的社区", "个", len(one.reach), -1, "有自己的码的社区"),
        ("scans", "扫码次数", "次", one.scans, -1, "张贴以来扫海报码的次数，不知道是谁扫的"),
        ("followed", "扫码后查询", "%", sum(r.followed for r in one.reach), browsers, "后来打开过服务员的码的浏览器 ÷ 扫过海报码的浏览器，查询记录保留期内"),
    ]
    pairs = (("hung", "张贴的社区", found.joined_before, found.joined_during), ("others", "没有张贴的社区", found.others_before, found.others_during))
    for code, label, before, after in pairs:
        for when, words, rate in (("before", "张贴前", before), ("after", "张贴后", after)):
            lines.append((f"{code}-{when}", f"{label}，{words}查询率", "%", rate.repeated, rate.orders, f"下单前 {book.data['window']['asked_days']} 天内码被打开过的订单 ÷ 订单；{words} {book.data['window']['days']} 天"))
    effect = found.why or f"查询率的变化 {_mille(found.effect)}，95% 区间 {_mille(found.low)} 至 {_mille(found.high)}，相对没有张贴时。"
    reach = tuple((r.name, f"{r.scans:,}", f"{r.browsers:,}", f"{r.followed:,}") for r in one.reach)
    compared = tuple(
        (label, str(count), f"{before.orders:,}", _share(before), f"{after.orders:,}", _share(after))
        for (_, label, before, after), count in zip(pairs, (found.joined, found.others), strict=True)
    )
    tables = (
        Table("各社区海报的触达", ("社区", "扫码次数", "浏览器", "后来查询过"), reach, (40, 20, 20, 20)),
        Table("下单前的查询", ("社区", "个数", "张贴前订单", "张贴前查询率", "张贴后订单", "张贴后查询率"), compared, (26, 10, 16, 16, 16, 16)),
    )
    notes = (effect, "社区按服务员档案所在社区，因为查询不留家庭的任何地址。区间按社区计算。")
    return Counted("诚信宣传材料", f"“{one.title}”（{one.posted_on} 张贴）的诚信宣传", book.version, _numbers("culture", drive_id, lines), tables, notes)


def _share(rate: Rate) -> str:
    return percent(rate.permille) if rate.orders else "—"


def _mille(value: int | None) -> str:
    """Thousandths as per cent, with its sign."""
    if value is None:
        return "—"
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{abs(value) // 10}.{abs(value) % 10}%"


def reason(case_id: str) -> str:
    """The reason of a refusal, as its decision gives it."""
    return next((str(e.said["why"]) for e in reversed(governance.case(case_id).events) if e.verb == "refuse" and e.said.get("why")), "")


def _names(cases: Sequence[CaseView]) -> dict[str, str]:
    found = registry.companies([one.subject for one in cases])
    return {one.subject: found[one.subject].name if one.subject in found else "未在册" for one in cases}


def _said(one: CaseView, name: str) -> str:
    return next((str(e.said[name]) for e in reversed(one.events) if name in e.said), "—")


def _of(one: CaseView, verb: str, name: str) -> str:
    return next((str(e.said[name]) for e in reversed(one.events) if e.verb == verb and name in e.said), "")


def _list(one: CaseView, name: str) -> list[str]:
    said = next((e.said[name] for e in reversed(one.events) if name in e.said), None)
    return [str(line) for line in said] if isinstance(said, list) else []


def _ending(one: CaseView) -> str:
    """The ground of a refusal or a decision; the words of a refusal are read from the case."""
    if any(e.verb == "refuse" for e in one.events):
        return f"{WHY}{one.id}"
    return _of(one, "grant", "document_no") or _of(one, "confer", "document_no") or _of(one, "award", "plaque") or "—"


def _mark(one: CaseView) -> str:
    if one.procedure == "award":
        return shown(marks(one.events)) if any(e.verb == "judge" for e in one.events) else "—"
    return _said(one, "points")


def _kappa(found: Agreement | None) -> str:
    if found is None or found.kappa_mille is None:
        return "—"
    return f"{found.kappa_mille / 1000:.2f}"


def _clock(one: Matter, today: date) -> tuple[str, ...]:
    left = (one.due_on - today).days if one.due_on else None
    word = "无期限" if left is None else f"已超期 {-left} 天" if left < 0 else "今天到期" if left == 0 else f"还有 {left} 天"
    return one.case, one.label, one.state_label, one.opened_on.isoformat(), one.due_on.isoformat() if one.due_on else "—", word


def _cut(table: Table) -> Table:
    return Table(table.name, table.headings, table.rows[:LISTED], table.wide)


def _more(rows: int, where: str) -> str:
    return f"表里最多列 {LISTED} 行，共 {rows:,} 行；其余在系统“{where}”里查。" if rows > LISTED else ""
