"""定星 — which star the marks and the gates give. Nobody types it: it is the highest level, up to the one applied for, all of whose lines say yes.

Each part's points: the mean of the two assessors and the visit, by the share in the checklist (visiting). A level asks for points
in all, for a least share in every part, and for what the record shows on the day of the announcement (forecasting).
Source  [[level]] of the rules of stars, of the day of the application; the checklist of the day of the visit.
Unit    points of a hundred, exact fractions; shown to one decimal, rounded down.
Silent  a case visited before there was a checklist rests on the assessors alone.
Not here  whether a measure stops stars (procedures: benefit), the award (procedures/star_rating).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts, Value
from jiaxin.domain.procedures.table import Event
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.stars.agreement import Sheet, read
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.forecasting import wants_met
from jiaxin.domain.stars.visiting import by_part, read_site, site_percent, visit_rules

_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Ground:
    """One line a level asks for: 3 stars ask for 5 filed workers, there are 12, yes."""

    star: int
    code: str
    met: bool
    said: str

    def written(self) -> str:
        return f"{self.star}:{self.code}:{_YES if self.met else _NO}:{self.said}"


@dataclass(frozen=True, slots=True)
class Marked:
    """Points of each part (code, label, points, most) and in all. `site`: whether a visit's points are in it."""

    parts: tuple[tuple[str, str, Fraction, int], ...]
    site: bool

    @property
    def points(self) -> Fraction:
        return sum((points for _, _, points, _ in self.parts), Fraction())


def marked(events: Sequence[Event]) -> Marked | None:
    """What two sheets and the visit come to; None before both sheets are in."""
    book = star_rules(events[0].on)
    sheets = [read(_lines(e.said.get("sheet")), book) for e in events if e.verb in ("mark", "mark_again")]
    if len(sheets) != 2:
        return None
    visit = next((e for e in reversed(events) if e.verb == "visit"), None)
    seen, percent = {}, 0
    if visit is not None and visit.said.get("site_marks"):
        rules = visit_rules(visit.on)
        seen, percent = by_part(read_site(_lines(visit.said["site_marks"]), rules), rules), site_percent(rules)
    return Marked(tuple(_part(p, sheets, seen, percent) for p in book.data["part"]), bool(seen))


def _part(part: Mapping[str, Value], sheets: Sequence[Sheet], seen: Mapping[str, tuple[int, int]], percent: int) -> tuple[str, str, Fraction, int]:
    code, most = str(part["code"]), int(str(part["most"]))
    mean = Fraction(sum(sheet[code] for sheet in sheets), len(sheets))
    if code not in seen:
        return code, str(part["label"]), mean, most
    given, top = seen[code]
    return code, str(part["label"]), mean * (100 - percent) / 100 + Fraction(given * most * percent, top * 100), most


def grounds(events: Sequence[Event], company: Facts, figures: Mapping[str, int], on: date) -> tuple[Ground, ...]:
    """Every line of every level up to the one applied for, with its yes or no. Nothing before both sheets are in."""
    book, given = star_rules(events[0].on), marked(events)
    return (*_by_marks(given, book, applied_for(events)), *gates(company, figures, on, book, applied_for(events))) if given else ()


def gates(company: Facts, figures: Mapping[str, int], on: date, book: Rulebook, most: int = 5) -> tuple[Ground, ...]:
    """What levels ask of the record, up to `most` stars."""
    return tuple(Ground(gap.star, gap.code, met, f"{gap.label}：现在 {gap.now}，要求{gap.wanted}") for gap, met in wants_met(company, figures, on, book) if gap.star <= most)


def _by_marks(given: Marked, book: Rulebook, most: int) -> list[Ground]:
    made, weakest = [], min(given.parts, key=lambda p: p[2] / p[3])
    share = 100 * weakest[2] / weakest[3]
    for level in book.data["level"]:
        star, least, each = int(level["star"]), int(level["least_points"]), int(level["least_part_percent"])
        if star <= most:
            made.append(Ground(star, "points", given.points >= least, f"总分：现在 {tenth(given.points)} 分，要求至少 {least} 分"))
            made.append(Ground(star, "each-part", share >= each, f"每个部分：最低的“{weakest[1]}”得 {tenth(share)}%，要求至少 {each}%"))
    return made


def star_of(lines: Sequence[Ground], most: int) -> int:
    """The highest level whose lines, and those of all below it, say yes; 0 = none. A level without a line gives nothing."""
    reached = 0
    for star in range(1, most + 1):
        mine = [one for one in lines if one.star == star]
        if not mine or not all(one.met for one in mine):
            break
        reached = star
    return reached


def refuse_star(events: Sequence[Event]) -> None:
    """Of an announcement, the last event. Raises Refused for a star other than its marks and its gates give."""
    said, before = events[-1].said, events[:-1]
    book, given, most = star_rules(before[0].on), marked(before), applied_for(before)
    told = read_grounds(_lines(said.get("grounds")))
    by_marks = _by_marks(given, book, most) if given else []
    by_gates = [one for one in told if one.code not in ("points", "each-part")]
    wanted = {(int(level["star"]), str(want["code"])) for level in book.data["level"] if int(level["star"]) <= most for want in level["wants"]}
    if missing := wanted - {(one.star, one.code) for one in by_gates}:
        raise Refused("stars.gates", f"{min(missing)[0]} 星的门槛没有全部核对", "请在星级评审页由系统核对后公示")
    star = star_of([*by_marks, *by_gates], most)
    if star == 0:
        raise Refused("stars.none", "评分和门槛一颗星也够不上，不能公示", "请办理“不通过”，写明依据和理由")
    if str(said.get("star")) != str(star):
        raise Refused("stars.not-given", f"评分和门槛给出的是 {star} 星，不能公示 {said.get('star')} 星", "星级由系统按评分和门槛得出，不用填写")


def applied_for(events: Sequence[Event]) -> int:
    return int(str(events[0].said["star"]))


def read_grounds(lines: Sequence[str]) -> tuple[Ground, ...]:
    """The lines of an announcement, back again."""
    made = []
    for line in lines:
        star, _, rest = line.partition(":")
        code, _, rest = rest.partition(":")
        met, _, said = rest.partition(":")
        if not star.isdecimal() or met not in (_YES, _NO):
            raise Refused("stars.grounds", "星级依据读不出来", "请在星级评审页由系统核对后公示")
        made.append(Ground(int(star), code, met == _YES, said))
    return tuple(made)


def tenth(value: Fraction) -> str:
    """To one decimal, rounded down, so that nobody reads points that are not there."""
    tenths = value.numerator * 10 // value.denominator
    return f"{tenths // 10}.{tenths % 10}"


def _lines(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
