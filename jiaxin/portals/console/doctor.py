"""`jiaxin doctor` — what is weak in this installation, and what to do about it."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict

from jiaxin.portals.console.arguments import Parser

GRADES = {"error": "必须改正", "warning": "请留意"}


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin doctor", description="检查本机的安装是否安全")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--offline", action="store_true", help="不连接本区自己的网址")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.queries import weaknesses

    found = weaknesses(reaching_out=not asked.offline)
    if not asked.json:
        _say_where_keys_lie()
    if asked.json:
        json.dump([asdict(one) for one in found], sys.stdout, ensure_ascii=False)
        print()
    elif not found:
        print("没有发现问题")
    for one in [] if asked.json else found:
        point = f"（等保三级 {one.point}）" if one.point else ""
        print(f"【{GRADES[one.grade]}】{one.said}{point}\n    {one.do_this}")
    return 1 if any(one.grade == "error" for one in found) else 0


def _say_where_keys_lie() -> None:
    from jiaxin.apps.access import rootkeys
    from jiaxin.domain.errors import Refused

    with suppress(Refused):  # among the findings, with what to do
        print(rootkeys.told())
