"""攻坚行动 — a push of all streets to one figure in phases: who has come how far of her own way, and who is behind the line.

Unit    figures in tenths of a per cent; the way from where a street stood at the launch to the target in thousandths; days
Source  行动方案 (rulebooks/pushes-*): kinds, phases, what is watched beside the aim. ASSUMED: within a phase the line is straight.
Silent  a street that had no base at the launch is not ranked: it has no way of its own. What is watched beside the aim is told
        with both numbers, and never weighed against it.
Not here  counting, keeping a counting (apps/oversight), the steps of the matter (procedures/push), the report (push_paper).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.figures.definitions import DEFINITIONS
from jiaxin.domain.figures.figure import Figure, percent
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for

KIND = "pushes"
WHOLE = 1000
OK, WATCH, STOP, NONE = "ok", "watch", "stop", "none"


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    label: str
    figures: tuple[str, ...]  # of which a push aims at one
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """due: how much of the way should be behind a street on the last day."""

    label: str
    begins: date
    ends: date
    due: int
    said: str


@dataclass(frozen=True, slots=True)
class Aim:
    """What a push wants: the figure, where to, from when until when."""

    figure: str
    target: int
    begins: date
    ends: date
    phases: tuple[Phase, ...]

    def due(self, today: date) -> int:
        """How much of the way the line has behind it at the end of a day."""
        before = 0
        for one in self.phases:
            if today <= one.ends:
                days = (one.ends - one.begins).days + 1
                gone = min(max((today - one.begins).days + 1, 0), days)
                return before + (one.due - before) * gone // days
            before = one.due
        return WHOLE

    def phase(self, today: date) -> Phase:
        return next((one for one in self.phases if today <= one.ends), self.phases[-1])


@dataclass(frozen=True, slots=True)
class Run:
    """One street's. `done` thousandths of its own way, `line` where it should stand today; None = not ranked.

    to_go  persons (or parts of files, as the figure counts) short of the target; None where that cannot be counted
    """

    code: str
    name: str
    rank: int | None
    start: Figure | None
    now: Figure | None
    done: int | None
    line: int | None
    to_go: int | None
    state: str
    word: str
    why: str

    @property
    def gained(self) -> int | None:
        """Tenths of a point since the launch."""
        return None if self.start is None or self.now is None or self.start.share is None or self.now.share is None else self.now.share - self.start.share


@dataclass(frozen=True, slots=True)
class Beside:
    """What else moved: a figure of the district at the launch and now. `fell`: by as much as the rules want told."""

    start: Figure
    now: Figure
    fell: bool

    @property
    def known(self) -> bool:
        """Whether there is a number at both ends."""
        return bool(self.start.said and self.now.said)

    @property
    def word(self) -> str:
        return "下降" if self.fell else "没有明显下降" if self.known else "没有数"


def push_rules(on: date) -> Rulebook:
    return packaged_for(KIND, on)


def kinds(book: Rulebook) -> dict[str, Kind]:
    return {one["code"]: Kind(one["code"], one["label"], tuple(one["figures"]), tuple(one["beside"])) for one in book.data["push"]}


def aim(book: Rulebook, kind: str, figure: str, target: int, begins: date, ends: date) -> Aim:
    """Raises Refused for a figure the kind does not aim at, a target out of reach, or too short or long a time."""
    known = kinds(book).get(kind)
    if known is None or figure not in known.figures:
        raise Refused("push.figure", "这种行动不能瞄准这个指标", "请从列表里选择行动和指标")
    if not 0 < target <= WHOLE:
        raise Refused("push.target", "目标不对", "目标写 1 到 100 之间的百分数")
    days, least, most = (ends - begins).days + 1, book.data["duration"]["least_days"], book.data["duration"]["most_days"]
    if not least <= days <= most:
        raise Refused("push.days", f"行动只有 {max(days, 0)} 天" if days < least else f"行动有 {days} 天", f"请选择 {least} 至 {most} 天之间的结束日期")
    return Aim(figure, target, begins, ends, _phases(book.data["phase"], begins, days))


def _phases(said: Sequence[Mapping[str, Any]], begins: date, days: int) -> tuple[Phase, ...]:
    found, first = [], begins
    for one in said:
        last = begins + timedelta(days=max(days * one["until"] // WHOLE, 1) - 1)
        found.append(Phase(one["label"], first, last, one["due"], one["said"]))
        first = last + timedelta(days=1)
    return tuple(found)


def league(want: Aim, start: Mapping[str, Figure], now: Mapping[str, Figure], today: date) -> list[Run]:
    """The streets by how much of their own way they have gone, then by where they stand. start, now: place → the figure aimed at."""
    runs = [_run(want, start.get(code), now.get(code), today) for code in {**start, **now}]
    runs.sort(key=lambda r: (r.done is None, -(r.done or 0), -((r.now.share if r.now else 0) or 0), r.code))
    ranked: list[Run] = []
    for place, one in enumerate(runs, 1):
        last = ranked[-1] if ranked else None
        even = last is not None and last.done == one.done and last.now is not None and one.now is not None and last.now.share == one.now.share
        ranked.append(_with_rank(one, None if one.done is None else last.rank if last is not None and even else place))
    return ranked


def district_run(want: Aim, start: Figure | None, now: Figure | None, today: date) -> Run:
    """The whole district against the same line."""
    return _run(want, start, now, today)


def on_line(runs: Sequence[Run]) -> tuple[int, int]:
    """(streets that stand on their line or above, streets that are ranked)"""
    ranked = [one for one in runs if one.done is not None]
    return sum(one.state == OK for one in ranked), len(ranked)


def beside(book: Rulebook, kind: str, start: Mapping[str, Figure], now: Mapping[str, Figure]) -> list[Beside]:
    """start, now: code of a figure → the district's."""
    fell, found = book.data["duration"]["fell_permille"], []
    for code in kinds(book)[kind].beside:
        if code in start and code in now:
            before, after = start[code], now[code]
            if DEFINITIONS[code].is_share:
                lost = before.share is not None and after.share is not None and before.share - after.share >= fell
            else:
                lost = (before.part - after.part) * WHOLE >= fell * before.part > 0
            found.append(Beside(before, after, lost))
    return found


def _run(want: Aim, start: Figure | None, now: Figure | None, today: date) -> Run:
    one = now or start
    assert one is not None
    place, share, from_ = one.place, now.share if now else None, start.share if start else None
    to_go = None if now is None or not now.whole else max(-(-now.whole * want.target // WHOLE) - now.part, 0)

    def run(done: int | None, line: int | None, state: str, word: str, why: str) -> Run:
        return Run(place.code, place.name, None, start, now, done, line, to_go, state, word, why)

    if share is None:
        return run(None, None, NONE, "没有底数", "现在没有底数，不排名次")
    if from_ is None:
        return run(None, None, OK if share >= want.target else NONE, "已达标" if share >= want.target else "不排名次", "下达时没有底数，不排名次")
    if share >= want.target:
        return run(WHOLE, want.target, OK, "已达标", f"现在 {percent(share)}，目标 {percent(want.target)}")
    if from_ >= want.target:
        return run(0, want.target, STOP if today > want.ends else WATCH, "退步", f"下达时 {percent(from_)} 已达标，现在 {percent(share)}")
    done = max(WHOLE * (share - from_) // (want.target - from_), 0)
    line = from_ + (want.target - from_) * want.due(today) // WHOLE
    told = f"现在 {percent(share)}，今天应到 {percent(line)}，目标 {percent(want.target)}"
    if today > want.ends:
        return run(done, line, STOP, "未达标", f"现在 {percent(share)}，目标 {percent(want.target)}")
    return run(done, line, OK, "正常", told) if share >= line else run(done, line, WATCH, "落后", told)


def _with_rank(one: Run, rank: int | None) -> Run:
    return Run(one.code, one.name, rank, one.start, one.now, one.done, one.line, one.to_go, one.state, one.word, one.why)
