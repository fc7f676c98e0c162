"""`jiaxin rescore` — everybody's score made again at once from the segments, beside what stands.

--mend      what differs is put right; without it nothing is written
--json      for programs

Exit status 0, 1 (something differs and was not mended), 2 (a process died; what was mended before stands).
"""

import json
import sys
from dataclasses import asdict

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin rescore", description="把全区评分重算一遍，与现行结果核对")
    parser.add_argument("--mend", action="store_true", help="不一致的按重算结果更正")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin import pipeline
    from jiaxin.apps.ledger.queries import followed
    from jiaxin.apps.scoring.actions import rescore
    from jiaxin.domain.errors import Refused
    from jiaxin.domain.permissions import Actor
    from jiaxin.kit import clock

    try:
        found = rescore(Actor.job("rescore"), clock.today(), followed(pipeline.NAME), asked.mend)
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    if asked.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
    else:
        made, different = sum(one.made for one in found), [s for one in found for s in one.different]
        print(f"重算 {made} 个，与现行结果不一致的 {len(different)} 个{'，已更正' if asked.mend and different else ''}")
        for subject in different[:20]:
            print(f"　{subject}")
    return 1 if any(one.different and not one.mended for one in found) else 0
