"""`jiaxin trace-leak FILE` — a found fragment of a list: whose copy was it, and how sure is that?

FILE is text, one row a line or only the 核对码 column; every word of five signs is tried. What to do next,
with the hours in which it must be done, is printed after the name (PIPL Art. 57).
"""

import re
import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin trace-leak", description="从泄露的名单片段找出是谁的副本")
    parser.add_argument("fragment", type=Path, help="存着片段的文本文件")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.queries import trace_leak

    found = trace_leak(re.split(r"[\s,;，；、\t|]+", asked.fragment.read_text("utf-8")))
    if not found.export:
        print(f"无法判定来源：{found.of} 个可能的核对码中，最多 {found.found} 个属于同一份导出。核对码列可能已被删去。")
        return 1
    print(f"来源：导出 {found.export}，{found.at:%Y-%m-%d %H:%M}，账号 {found.actor}（{found.organisation}），用途“{found.purpose}”")
    print(f"依据：{found.of} 个核对码中 {found.found} 个相符，误判概率 {found.chance:.1e}")
    print("接下来：立即停用该账号；核实涉及人员（回执中同一时间的导出）；按《个人信息保护法》第57条通知主管部门和本人。", file=sys.stderr)
    return 0
