"""`jiaxin checkpoint` — what both logs last signed; sign now, print the page for the minutes, take a cosignature.

    jiaxin checkpoint                     the newest checkpoints
    jiaxin checkpoint --now               sign first
    jiaxin checkpoint --print PAGE.html   a page for the minutes of the joint meeting
    jiaxin checkpoint --keys              public keys, for verifiers and witnesses
    jiaxin checkpoint --add FILE          keep what a witness signed
"""

import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin checkpoint", description="日志检查点：查看、签发、打印")
    parser.add_argument("--now", action="store_true", help="先签发新的")
    parser.add_argument("--print", dest="page", type=Path, help="写成一页，供打印")
    parser.add_argument("--keys", action="store_true", help="列出公钥")
    parser.add_argument("--add", type=Path, help="收下带见证签名的检查点")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.evidence import actions, queries
    from jiaxin.domain.errors import Refused

    try:
        if asked.add:
            print(f"已收下见证签名：{actions.add_cosignature(asked.add.read_text('utf-8'))}")
            return 0
        if asked.now:
            for name in queries.names():
                actions.publish(name)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    if asked.page:
        from jiaxin.portals.console.minutes import page

        asked.page.write_text(page(), "utf-8")
        print(f"{asked.page}：请用浏览器打印，附入联席会议纪要")
        return 0
    for name in queries.names():
        print(f"【{queries.label(name)}】")
        if asked.keys:
            print("\n".join(queries.vkeys(name)))
        else:
            print(queries.latest(name) or "还没有检查点")
    return 0
