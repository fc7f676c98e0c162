"""`jiaxin status` — what is in the district, as counts."""

import json
import sys

from jiaxin.domain.errors import Refused
from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin status", description="本区现有的数量")
    parser.add_argument("--data", default="", metavar="DIR", help="本区的数据文件夹")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_kept

    try:
        open_kept(asked.data)
    except Refused as why:
        print(why.said, why.do_this, sep="\n", file=sys.stderr)
        return 2
    from jiaxin.apps.oversight.queries import status

    found = status()
    if asked.json:
        json.dump(found, sys.stdout, ensure_ascii=False)
        print()
    else:
        for name, count in found.items():
            print(f"{name:<18} {count:>12,}")
    return 0
