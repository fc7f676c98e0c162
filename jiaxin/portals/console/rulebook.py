"""`jiaxin rulebook compare A B` — who gains and who loses if B takes the place of A. Nothing is stored.
`jiaxin rulebook game A` — the cheapest way to buy each grade of a pack, in yuan.

A, B          a version in force, the newest draft of that name, one that ships with the product, or a file
--as-of DATE  the day (default: today)
--audit       by sex and age group as well; leaves a receipt that their bearers can read
--json        for programs

Exit status 0, 1 (a group certainly falls below four fifths of the best one), 2 (refused).
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from jiaxin.portals.console.arguments import Parser, a_day, a_file

if TYPE_CHECKING:
    from jiaxin.domain.rulebooks.reading import Rulebook
    from jiaxin.domain.scoring.comparing import Comparison

VERDICTS = {"ok": "达到", "watch": "低于八成，人数少，可能是偶然", "below": "低于八成"}


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin rulebook", description="评分规则的试算和比较")
    parser.add_argument("what", choices=("compare", "game"), help="compare 比较两版，game 一版造假要花多少钱")
    parser.add_argument("before", metavar="A", help="现在的规则：版本或文件")
    parser.add_argument("after", metavar="B", nargs="?", default="", help="换成哪一版")
    parser.add_argument("--as-of", type=a_day, metavar="DATE", help="哪一天")
    parser.add_argument("--audit", action="store_true", help="另按性别和年龄分组核对公平")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.scoring.queries import askable, try_out
    from jiaxin.domain.errors import Refused
    from jiaxin.kit import clock

    if asked.what == "game" or not asked.after:
        return _game(parser, asked)
    try:
        before, after = _pack(asked.before), _pack(asked.after)
        found = try_out(console_actor(), before, after, askable(asked.as_of or clock.today()), asked.audit)
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps(asdict(found), ensure_ascii=False, sort_keys=True))
    else:
        _print(found)
    return 1 if any(one.verdict == "below" for one in found.fifths) else 0


def _game(parser: Parser, asked: argparse.Namespace) -> int:
    from jiaxin.apps.scoring.queries import askable
    from jiaxin.domain.errors import Refused
    from jiaxin.domain.scoring.gaming import cheapest
    from jiaxin.kit import clock

    if asked.what == "compare":
        parser.error("比较要给出两版规则")
    try:
        ways = cheapest(_pack(asked.before), askable(asked.as_of or clock.today()))
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps([one._asdict() for one in ways], ensure_ascii=False))
        return 0
    for start in dict.fromkeys(one.start for one in ways):
        print(start)
        for one in ways:
            if one.start == start:
                cost = "造假刷不到" if one.yuan is None else "不用花钱" if not one.yuan else f"{one.yuan:,} 元"
                print(f"　{one.grade}：{cost}{'　' if one.steps else ''}{'；'.join(one.steps)}")
    return 0


def _pack(named: str) -> "Rulebook":
    from jiaxin.apps.scoring.queries import pack
    from jiaxin.domain.rulebooks.reading import read

    path = Path(named)
    return read(a_file(path).read_bytes()) if path.suffix == ".toml" else pack(named)


def _print(found: "Comparison") -> None:
    from jiaxin.domain.scoring.explaining import shown

    print(f"参加比较 {found.members} 个")
    print("档级变化：" + ("，".join(f"{_grade(a)}→{_grade(b)} {n}" for a, b, n in found.moves if a != b) or "没有"))
    for one in found.fared:
        print(
            f"　{one.of} {one.group}：{one.members} 个，升 {one.rose}，降 {one.fell}，平均 {shown(one.mean_change)} 分，"
            f"较好档级 {one.favoured_before}→{one.favoured_after}"
        )
    print("八成检验（换成新规则后）：")
    for fifth in found.fifths:
        print(
            f"　{fifth.of} {fifth.group} 是 {fifth.best} 的 {_percent(fifth.ratio_mille)}"
            f"（95% 区间 {_percent(fifth.low_mille)}–{_percent(fifth.high_mille)}）：{VERDICTS[fifth.verdict]}"
        )
    print(f"补贴：每年 {found.subsidy_before:,} 元 → {found.subsidy_after:,} 元；预计异议 {found.appeals} 件")


def _grade(code: str) -> str:
    return "未评" if code == "NR" else code


def _percent(mille: int) -> str:
    return f"{mille // 10}.{mille % 10}%"
