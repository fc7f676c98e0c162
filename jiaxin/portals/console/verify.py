"""`jiaxin verify CODE --keys keys.note --status status.cose` — judge a code without a database, a server or a network.

CODE is the whole address as a scanner gives it. Needs the standard library and `cryptography` alone, so it can be carried
to any machine. The lists are the files of the same names in a district's `cards` folder, or what its look-up pages give
under /keys and /status. Exit: 0 genuine and in force, 1 not, 2 the lists cannot be read.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jiaxin.domain.onecode import keylist
from jiaxin.domain.onecode.envelope import ALGORITHMS
from jiaxin.domain.onecode.verdict import judge
from jiaxin.kit.crypto.schemes import accepts
from jiaxin.portals.console.arguments import Parser
from jiaxin.portals.consumer.wording import say

_CHINA_HOURS = 8


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin verify", description="不联网验一个码")
    parser.add_argument("code", help="二维码里的网址，连同 # 后面的部分")
    parser.add_argument("--keys", type=Path, required=True, help="公钥名单（keys.note）")
    parser.add_argument("--status", type=Path, help="停用名单（status.cose）；没有它，不说任何码有效")
    parser.add_argument("--at", type=int, default=0, help="按这一秒判断（Unix 秒）；不写就是现在")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    asked = parser.parse_args(argv)
    try:
        keys = keylist.read(asked.keys.read_text("utf-8"))
        status = asked.status.read_bytes() if asked.status else None
    except (OSError, ValueError) as why:
        print(f"名单读不出来：{why}。请重新取得 keys.note 和 status.cose。", file=sys.stderr)
        return 2
    found = judge(asked.code, keys, status, asked.at or int(time.time()), accepts)
    said = found.payload
    if asked.json:
        shown = {"genuine": found.genuine, "reason": found.reason, "list_age_seconds": found.list_age}
        if said:
            shown |= {"name": said.name, "trades": said.trades, "state": said.state, "live": said.live}
            shown |= {"issued_at": said.issued_at, "expires_at": said.expires_at, "format": said.format}
        print(json.dumps(shown, ensure_ascii=False))
    else:
        for line in _words(found.reason, found.list_age, keys):
            print(line)
        if said:
            print(f"{say('verify.name')}：{said.name}　{say('verify.trades')}：{'、'.join(said.trades) or '未登记'}")
            print(f"{say('verify.issued')}：{_day(said.issued_at)}　{say('verify.until')}：{_day(said.expires_at)}")
    return 0 if found.genuine else 1


def _words(reason: str | None, age: int | None, keys: keylist.KeyList) -> list[str]:
    lines = [f"{keys.district}（{'、'.join(sorted({ALGORITHMS[k.algorithm] for k in keys.keys}))}）"]
    if reason is None:
        lines.append(say("verify.genuine"))
    else:
        lines += [say(f"verify.{reason}"), say(f"verify.{reason}.why"), say(f"verify.{reason}.do")]
    if age is not None:
        lines.append(f"{say('verify.list')}：{age // 60} 分钟前")
    return lines


def _day(second: int) -> str:
    return (datetime.fromtimestamp(second, UTC) + timedelta(hours=_CHINA_HOURS)).date().isoformat()
