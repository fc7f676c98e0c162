"""`jiaxin mark-pictures` — likenesses of photos kept before pictures were compared. To be run once after an update; harmless again.

Exit status 0.
"""

import sys

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin mark-pictures", description="为早先保存的照片补做比对指纹；可以重复运行，不会重做")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.intake.actions import mark_kept_photos

    found = mark_kept_photos(lambda done, of: print(f"\r{done:,}/{of:,} 人", end="", file=sys.stderr, flush=True))
    print(file=sys.stderr)
    print(f"补做 {found.made:,} 张，已有 {found.there:,} 张，照片不在或打不开 {found.gone:,} 张；其中 {found.twins:,} 张与另一人的相同，已列入“同图疑点”")
    return 0
