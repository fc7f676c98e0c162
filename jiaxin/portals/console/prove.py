"""`jiaxin prove ENTRY|POSITION --out FILE` — a proof that an entry stands in the log, checked without us.

Writes FILE (C2SP tlog-proof) and FILE.entry (the bytes the leaf covers: ids, dates and commitments, nothing
opened). `--since SIZE` proves instead that the log of that size is the beginning of today's.
"""

import argparse
import sys
from pathlib import Path


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="jiaxin prove", description="A proof as a file.")
    parser.add_argument("entry", nargs="?", default="", help="id or position of an entry; of a receipt: #id or position")
    parser.add_argument("--log", choices=("facts", "reads"), default="facts")
    parser.add_argument("--since", type=int, default=0, help="prove that the log of this size is a beginning of today's")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", default="", help="data folder of the district")
    asked = parser.parse_args(argv)
    if not asked.entry and not asked.since:
        parser.error("name an entry or a size")
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
