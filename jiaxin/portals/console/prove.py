"""`jiaxin prove ENTRY|POSITION --out FILE` — a proof that an entry stands in the log, checked without us.

Writes FILE (C2SP tlog-proof) and FILE.entry (the bytes the leaf covers: ids, dates and commitments, nothing
opened). `--since SIZE` proves instead that the log of that size is the beginning of today's.
"""

import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin prove", description="导出一条记录的证明")
    parser.add_argument("entry", nargs="?", default="", help="记录的编号或位置；回执写 #编号或位置")
    parser.add_argument("--log", choices=("facts", "reads"), default="facts", help="facts 记录，reads 查阅回执")
    parser.add_argument("--since", type=int, default=0, help="证明有这么多条时的日志是今天日志的开头")
    parser.add_argument("--out", type=Path, required=True, help="证明写成的文件")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    if not asked.entry and not asked.since:
        parser.error("要写一条记录，或用 --since 写一个条数")
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.evidence import actions, queries
    from jiaxin.domain.errors import Refused

    try:
        if asked.since:
            asked.out.write_text(queries.consistency(asked.log, asked.since), "utf-8")
            print(f"{asked.out}：证明 {asked.since} 条时的日志是现在日志的开头")
            return 0
        position = queries.position_of(asked.log, asked.entry)
        if position > queries.covered(asked.log):
            actions.publish(asked.log)
        proof = queries.inclusion(asked.log, position)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    beside = asked.out.with_name(asked.out.name + ".entry")
    asked.out.write_text(proof.text, "utf-8")
    beside.write_bytes(proof.entry)
    print(f"{asked.out}：证明{queries.label(asked.log)}第 {position} 条在日志中；该条原文 {beside}")
    return 0
