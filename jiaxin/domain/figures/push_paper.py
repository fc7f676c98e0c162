"""攻坚行动的通报和总结 — a push on paper: aim, phases, league, what else moved, what was done, and how to check every number.

Source  本区行动方案; a paper before the end is a 进展通报, after it the 总结报告. Each figure stands once more in the last table with
        its query id, day and the digest of the counting it comes from: two countings, that of the launch and that of the end.
Not here  Word, PDF and workbook (apps/oversight/printing), counting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.figures.definitions import DEFINITIONS
from jiaxin.domain.figures.figure import Figure, percent
from jiaxin.domain.figures.pack import SHOWN_DIGITS, Pack, Section, Table
from jiaxin.domain.figures.pushes import Aim, Beside, Phase, Run, on_line


@dataclass(frozen=True, slots=True)
class PhaseEnd:
    """How a phase ended. district: where all stood; None: it still runs, or nothing was counted on its last days."""

    phase: Phase
    district: Run | None
    on_line: int
    ranked: int
    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a paper says. first, last: (digest, day) of the two countings; `closing` empty before there is one."""

    name: str
    kind: str
    aim: Aim
    district: Run
    league: tuple[Run, ...]
    ends: tuple[PhaseEnd, ...]
    beside: tuple[Beside, ...]
    first: tuple[str, date]
    last: tuple[str, date]
    rules: str
    closing: tuple[tuple[str, str], ...]  # heading, text


def paper(one: Told, office: str) -> Pack:
    kind = "总结报告" if one.closing else "进展通报"
    sections = [
        Section("一、行动概况", _opening(one)),
        Section("二、各阶段", (), (_phases(one.ends),)),
        Section("三、各街道", (_how_ranked(),), (_league(one),)),
        Section("四、同时看的指标", _fallen(one.beside), (_beside(one.beside),) if one.beside else ()),
    ]
    if one.closing:
        sections += [Section(f"{number}、{heading}", tuple(text.splitlines())) for number, (heading, text) in zip("五六七", one.closing, strict=True)]
    else:
        sections.append(Section("五、需要赶上来的", _behind(one.league, _each(one.aim))))
    sections.append(Section(f"{'八' if one.closing else '六'}、核对", _how(one), (_checks(one),)))
    return Pack(f"{one.name}{kind}", office, one.last[1], one.last[0], tuple(sections))


def _opening(one: Told) -> tuple[str, ...]:
    label, on = DEFINITIONS[one.aim.figure].label, one.last[1]
    there, ranked = on_line(one.league)
    reached = sum(run.done == 1000 for run in one.league)
    start = one.district.start.said if one.district.start and one.district.start.said else "没有底数"
    now = one.district.now.said if one.district.now and one.district.now.said else "没有底数"
    aimed = f"“{one.name}”属于{one.kind}行动，{one.aim.begins} 至 {one.aim.ends}，目标是各街道{label}达到 {percent(one.aim.target)}。"
    whole = f"全区{label}从下达时的 {start} 到现在的 {now}；{ranked} 个有底数的街道中，{reached} 个达到目标，{there} 个不落后于进度线（截至{on.year}年{on.month}月{on.day}日）。"
    return aimed, whole


def _phases(ends: Sequence[PhaseEnd]) -> Table:
    rows = tuple(
        (
            e.phase.label, f"{e.phase.begins} 至 {e.phase.ends}", f"{e.phase.due // 10}%", e.phase.said,
            (e.district.now.said if e.district and e.district.now else "") or "—", f"{e.on_line} / {e.ranked}" if e.ranked else "—", e.word,
        )
        for e in ends
    )  # fmt: skip
    return Table("各阶段", ("阶段", "起止", "末日应走完", "做什么", "末日全区", "不落后的街道", "结果"), rows, (11, 18, 11, 26, 11, 12, 11))


def _how_ranked() -> str:
    return "按各街道从下达时的数值到目标走完的路程排名，走得一样远的按现在的数值；起点低的和起点高的同样有机会。下达时没有底数的不排名次。"


def _league(one: Told) -> Table:
    rows = tuple(
        (
            str(run.rank) if run.rank else "—", run.name, _said(run.start), _said(run.now), _points(run.gained),
            "—" if run.done is None else f"{run.done // 10}%", "—" if run.to_go is None else f"{run.to_go:,}", run.word,
        )
        for run in one.league
    )  # fmt: skip
    return Table("各街道", ("名次", "街道", "下达时", "现在", "变化", "走完路程", f"还差（{_each(one.aim)}）", "结果"), rows, (8, 22, 12, 12, 12, 12, 12, 10))


def _points(gained: int | None) -> str:
    if gained is None:
        return "—"
    return f"{'+' if gained > 0 else '−' if gained < 0 else ''}{abs(gained) // 10}.{abs(gained) % 10} 个百分点"


def _fallen(of: Sequence[Beside]) -> tuple[str, ...]:
    fallen = [f"{b.now.definition.label}从 {_said(b.start)} 降到 {_said(b.now)}" for b in of if b.fell]
    if not of:
        return ("没有同时看的指标。",)
    return ("同时看的指标中，" + "；".join(fallen) + "，要说明原因。",) if fallen else ("同时看的指标没有明显下降。",)


def _beside(of: Sequence[Beside]) -> Table:
    rows = tuple((b.now.definition.label, _said(b.start), _said(b.now), b.word) for b in of)
    return Table("同时看的指标（全区）", ("指标", "下达时", "现在", "判断"), rows, (34, 22, 22, 22))


def _each(aim: Aim) -> str:
    return DEFINITIONS[aim.figure].each


def _behind(league: Sequence[Run], each: str) -> tuple[str, ...]:
    late = sorted((run for run in league if run.state in ("watch", "stop") and run.done is not None), key=lambda r: (-(r.to_go or 0), r.code))
    return tuple(f"{n}. {run.name}：{run.why}" + (f"，还差 {run.to_go:,} {each}。" if run.to_go else "。") for n, run in enumerate(late, 1)) or ("各街道都不落后于进度线。",)


def _how(one: Told) -> tuple[str, ...]:
    return (
        f"下达时的统计：{one.first[1]}，快照号 {one.first[0]}。",
        f"这份材料的统计：{one.last[1]}，快照号 {one.last[0]}；办法版本 {one.rules}。",
        "在系统“会议材料”里打开同一快照号，输入查询号，应得到相同的分子和分母。",
    )


def _checks(one: Told) -> Table:
    starts = [one.district.start, *(run.start for run in one.league), *(b.start for b in one.beside)]
    ends = [one.district.now, *(run.now for run in one.league), *(b.now for b in one.beside)]
    rows = tuple(_check(figure, digest) for figures, (digest, _) in ((starts, one.first), (ends, one.last)) for figure in figures if figure is not None)
    return Table("核对表", ("查询号", "范围", "指标", "数值", "分子", "分母", "统计日", "快照号"), rows, (27, 12, 12, 8, 8, 8, 11, 14))


def _check(f: Figure, digest: str) -> tuple[str, ...]:
    return f.id, f.place.name, f.definition.label, f.said, str(f.part), "" if f.whole is None else str(f.whole), f.on.isoformat(), digest[:SHOWN_DIGITS]


def _said(one: Figure | None) -> str:
    return (one.said if one else "") or "没有底数"
