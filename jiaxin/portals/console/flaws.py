"""`jiaxin flaws FILE` — advisories of others' code (OSV, JSON or zip) against every locked version; what is past its days. Asks nobody."""

import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser

GRADES = {"critical": "危急", "high": "高", "medium": "中", "low": "低"}


def run(argv: list[str]) -> int:
    """0: nothing is past its days; 1: something is; 2: the file could not be read, nothing may be concluded."""
    parser = Parser(prog="jiaxin flaws", description="用漏洞公告核对第三方组件，列出超期的")
    parser.add_argument("file", type=Path, help="OSV 格式的漏洞公告：JSON 文件，或装着 JSON 的压缩包")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.actions import look_through_advisories
    from jiaxin.kit import clock
    from jiaxin.kit.advisories import Unreadable

    try:
        look = look_through_advisories(asked.file)
    except Unreadable as why:
        print(f"公告读不出来：{why}。上次的结果没有改动，请重新导出后再核对。", file=sys.stderr)
        return 2
    late = look.late(clock.today())
    print(f"公告 {look.advisories:,} 条，锁定的组件版本 {look.locked:,} 个：涉及 {len(look.found)} 个漏洞，超期 {len(late)} 个")
    for one in look.found:
        fixed = f"，{'、'.join(one.fixed)} 起已修复" if one.fixed else "，公告没有写修复版本"
        print(f"【{GRADES[one.grade]}】{one.package} {one.version}（{'、'.join(one.where)}）{one.id}{fixed}；{one.known_on} 得知，{one.due_on} 到期{'，已超期' if one in late else ''}")
    return 1 if late else 0
