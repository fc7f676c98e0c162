"""`jiaxin breached FILE` — a downloaded list of breached passwords (SHA-1, `HASH:COUNT`, in order) becomes the file that sign-in looks into."""

import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    """0, or 2 where the list is none: then the file of before stays."""
    parser = Parser(prog="jiaxin breached", description="装入泄露口令表，设密码时据此拒绝")
    parser.add_argument("file", type=Path, help="文本，每行“散列:次数”，按散列排序；写 - 就读管道送来的内容")
    parser.add_argument("--least", type=int, default=1, help="只收出现过这么多次的")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from django.conf import settings

    from jiaxin.kit.breached import Unusable, compact

    try:
        if str(asked.file) == "-":
            count = compact(sys.stdin.buffer, settings.BREACHED_PASSWORDS, asked.least)
        else:
            with asked.file.open("rb") as lines:
                count = compact(lines, settings.BREACHED_PASSWORDS, asked.least)
    except (OSError, Unusable) as why:
        print(f"这份口令表不能用：{why}。原来的没有改动。", file=sys.stderr)
        return 2
    print(f"{settings.BREACHED_PASSWORDS}：{count:,} 个泄露过的口令，从现在起不能再设")
    return 0
