"""`jiaxin score SUBJECT` — anybody's score made again from the record, on any day, as known at any moment.

--as-of DATE     the day the score is about (default: today)
--known-at DATE  only what had been recorded by the end of this day counts (default: everything)
--rulebook V     a version that is or was in force (default: the one in force on that day); one that scores others is refused
--explain        every line of the account with the facts it rests on, and the days on which it will change
--diff K1 K2     the score as known at the end of two days: which facts came and went, which lines moved
--json           for programs

Nothing derived is believed: inputs counted over other people's facts are counted again too. Says whether the result
is what was stored that day. Exit status 0, 1 (stored digest differs), 2 (refused).
"""

import argparse
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from jiaxin.portals.console.arguments import Parser, a_day

if TYPE_CHECKING:
    from jiaxin.apps.scoring.queries import Replay
    from jiaxin.domain.facts import Entry

AHEAD_DAYS = 400


def run(argv: list[str]) -> int:
    asked = _arguments().parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.domain.errors import Refused

    try:
        return _compare(asked) if asked.diff else _score(asked)
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2


def _arguments() -> argparse.ArgumentParser:
    parser = Parser(prog="jiaxin score", description="按账本重新计算一个人或一家企业的评分")
    parser.add_argument("subject", metavar="SUBJECT", help="编号；企业可用统一社会信用代码")
    parser.add_argument("--as-of", type=a_day, metavar="DATE", help="评哪一天")
    parser.add_argument("--known-at", type=a_day, metavar="DATE", help="只用到这一天为止入库的记录")
    parser.add_argument("--rulebook", default="", metavar="VERSION", help="用哪一版规则")
    parser.add_argument("--explain", action="store_true", help="逐项说明")
    parser.add_argument("--diff", nargs=2, type=a_day, metavar=("K1", "K2"), help="比较两个时点所知")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    return parser


def _score(asked: argparse.Namespace) -> int:
    from jiaxin.domain.scoring.explaining import plainly

    found = _replay(asked, asked.known_at)
    as_of = _day(asked)
    made, rules, stored = found.made(as_of), found.rules(as_of), found.stored(as_of)
    turn = next(iter(found.turns(as_of, as_of + timedelta(days=AHEAD_DAYS))), None)
    agrees = not stored or stored == made.digest
    if asked.json:
        shown = _document(found, as_of, asked.explain) | {"stored_digest": stored}
        print(json.dumps(shown, ensure_ascii=False, sort_keys=True))
    else:
        said = plainly(made, rules, turn)
        if found.subject != asked.subject and found.kind == "worker":
            print(f"{asked.subject} 已并入 {found.subject}，以下是合并后的评分")
        for line in said if asked.explain else [said[0], said[-1]]:
            print(line)
        if asked.explain:
            _print_grounds(found, as_of)
        print(_verdict(found, as_of, stored, agrees))
    return 0 if agrees else 1


def _verdict(found: "Replay", as_of: date, stored: str, agrees: bool) -> str:
    from jiaxin.kit import clock

    if as_of > clock.today():
        return "这一天还没到：以上是按现有记录推算的"
    if not stored:
        return "当日没有保存过结果"
    return "与当日保存的结果一致" if agrees else "与当日保存的结果不一致"


def _document(found: "Replay", as_of: date, explain: bool) -> dict[str, Any]:
    from jiaxin.domain.scoring.explaining import lines

    made, rules = found.made(as_of), found.rules(as_of)
    shown: dict[str, Any] = {
        **made.document(),
        "rulebook": made.rulebook,
        "rulebook_digest": made.rulebook_digest,
        "as_of": as_of.isoformat(),
        "position": found.position,
        "digest": made.digest,
        "next_change_on": _iso(made.next_change_on),
    }
    if explain:
        entries = {e.id: e for e in found.told}
        shown["lines"] = [
            {
                "dimension": line.dimension,
                "label": line.label,
                "points": line.points,
                "said": line.said,
                "shelf": line.shelf,
                "changes_on": line.changes_on,
                "facts": [_fact(entries[one]) for one in line.because],
            }
            for line in lines(made, rules)
        ]
        shown["ahead"] = [
            {"on": day.isoformat(), "points": later.points, "grade": later.grade} for day, later in _ahead(found, as_of)
        ]
    return shown


def _print_grounds(found: "Replay", as_of: date) -> None:
    """Under the account: the facts, where each came from, and the days to come."""
    from jiaxin.domain.records.kind import kind
    from jiaxin.domain.scoring.explaining import shown

    used = {one for reason in found.made(as_of).reasons for one in reason.because}
    print("依据的记录：")
    for entry in found.told:
        if entry.id in used:
            said = entry.fact.provenance
            cell = f" {said.sheet} 第{said.row}行" if said.row else ""
            where = f"{said.batch}{cell}" if said.batch else said.source
            print(f"　{entry.fact.happened_on} {kind(entry.fact.kind).label}（账本第 {entry.position} 位，{where}）")
    print("没有新记录时，以后的变动：")
    last = found.made(as_of).points
    for day, later in _ahead(found, as_of):
        print(f"　{day} 起 {later.grade} {shown(later.points)} 分（{'+' if later.points >= last else ''}{shown(later.points - last)}）")
        last = later.points


def _ahead(found: "Replay", as_of: date) -> list[tuple[date, Any]]:
    from jiaxin.domain.scoring.ahead import changes_ahead

    until = as_of + timedelta(days=AHEAD_DAYS)
    return list(changes_ahead(found.made, as_of, until, found.turns(as_of, until)))


def _compare(asked: argparse.Namespace) -> int:
    from jiaxin.apps.scoring.queries import askable
    from jiaxin.domain.records.kind import kind
    from jiaxin.domain.scoring.differing import facts_between, lines_between
    from jiaxin.domain.scoring.explaining import shown
    from jiaxin.domain.scoring.indicator import indicators

    as_of = askable(asked.as_of or asked.diff[0])
    before, after = (_replay(asked, day) for day in asked.diff)
    old, new = before.made(as_of), after.made(as_of)
    came = facts_between(before.facts(as_of), after.facts(as_of), after.told)
    moved = lines_between(old, new)
    if asked.json:
        document = {
            "as_of": as_of.isoformat(),
            "before": {"digest": old.digest, "points": old.points, "grade": old.grade},
            "after": {"digest": new.digest, "points": new.points, "grade": new.grade},
            "facts": [
                _fact(one.entry) | {"counts_now": one.counts_now, "by": one.by.id if one.by else ""} for one in came
            ],
            "lines": [one._asdict() for one in moved],
        }
        print(json.dumps(document, ensure_ascii=False, sort_keys=True))
        return 0
    print(f"{as_of} 的评分：{asked.diff[0]} 所知 {old.grade} {shown(old.points)} 分；{asked.diff[1]} 所知 {new.grade} {shown(new.points)} 分")
    for one in came:
        fact = one.entry.fact
        why = "后来入库" if one.counts_now else "已被更正" if one.by and one.by.fact.kind == "correction" else "已被新的代替"
        print(f"　{'＋' if one.counts_now else '－'} {fact.happened_on} {kind(fact.kind).label}（账本第 {one.entry.position} 位，{why}）")
    for line in moved:
        label = indicators()[line.indicator].label if line.indicator in indicators() else "起始分或封顶"
        print(f"　{label}：{shown(line.before)} → {shown(line.after)} 分")
    if not came and not moved:
        print("　没有不同")
    return 0


def _replay(asked: argparse.Namespace, known: date | None) -> "Replay":
    from jiaxin.apps.access.actions import log_read
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.registry.queries import company_by_code
    from jiaxin.apps.scoring.queries import TimeMachine
    from jiaxin.domain.permissions import FieldClass

    company = company_by_code(asked.subject)
    subject = company.subject if company else asked.subject
    found = TimeMachine(afresh=True).replay(subject, _end_of(known) if known else None, asked.rulebook)
    if found.kind == "worker":
        log_read(console_actor(), [found.subject, *found.others], [FieldClass.BASIC, FieldClass.CONDUCT], "命令行查看评分")
    return found


def _day(asked: argparse.Namespace) -> date:
    from jiaxin.apps.scoring.queries import askable
    from jiaxin.kit import clock

    return askable(asked.as_of or clock.today())


def _end_of(day: date) -> datetime:
    """The last moment of a local day."""
    from jiaxin.apps.scoring.queries import askable
    from jiaxin.kit.clock import CHINA

    return datetime.combine(askable(day) + timedelta(days=1), time(0), CHINA) - timedelta(microseconds=1)


def _fact(entry: "Entry") -> dict[str, Any]:
    said = entry.fact.provenance
    return {
        "entry": entry.id,
        "position": entry.position,
        "kind": entry.fact.kind,
        "happened_on": entry.fact.happened_on.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "source": said.source,
        "batch": said.batch,
        "sheet": said.sheet,
        "row": said.row,
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
