"""`jiaxin code-key` — the keys that sign codes: list, rotate, withdraw one that got into other hands."""

import sys
from datetime import UTC, datetime, timedelta

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin code-key", description="签码密钥：查看、轮换、停用")
    parser.add_argument("verb", choices=("list", "rotate", "withdraw"), nargs="?", default="list", help="list 查看，rotate 轮换，withdraw 停用")
    parser.add_argument("kid", nargs="?", default="", help="要停用的密钥的编号")
    parser.add_argument("--why", default="", help="停用的原因，和密钥一起留存")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    if asked.verb == "withdraw" and not (asked.kid and asked.why.strip()):
        parser.error("停用（withdraw）要写密钥编号和 --why 原因")
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.publication import codes
    from jiaxin.domain.errors import Refused
    from jiaxin.domain.onecode.envelope import ALGORITHMS

    try:
        if asked.verb == "rotate":
            print(f"新密钥 {codes.rotate_key(console_actor())} 从现在起签码；旧卡在有效期内照常可用。")
            codes.carry(moved=True)
        elif asked.verb == "withdraw":
            codes.withdraw_key(console_actor(), asked.kid, asked.why)
            codes.carry(moved=True)
            print(f"密钥 {asked.kid} 已停用：它签过的卡片都要换新，手机取到新名单后即不再认。")
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    for key in codes.key_list().keys:
        now, said = datetime.now(UTC).timestamp(), "签码中"
        if key.withdrawn_at:
            said = f"{_day(key.withdrawn_at)} 停用"
        elif key.until <= now:
            said = "不再签码，旧卡仍认"
        print(f"{key.kid}  {ALGORITHMS[key.algorithm]:8} {_day(key.since)} 起  认到 {_day(key.accepted_until)}  {said}")
    return 0


def _day(second: int) -> str:
    return (datetime.fromtimestamp(second, UTC) + timedelta(hours=8)).date().isoformat()
