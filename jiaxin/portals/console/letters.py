"""`jiaxin exchange send PEER | receive FILE | status` — letters of other platforms by file, for who carries them by hand.

`send` writes what waits for a peer, sealed to it, with our slip; `receive` reads a file of a peer and writes beside it what then
waits for that peer; `status` says how far each line is. Peers and their keys are entered on the page, by two people.
"""

import argparse
import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin exchange", description="跨区互换：寄信、收信、各单位的进度")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    verbs = parser.add_subparsers(dest="verb", required=True, title="做什么")
    send = verbs.add_parser("send", help="写出等着寄给一个单位的信")
    send.add_argument("peer", help="对接单位的代码")
    send.add_argument("--out", type=Path, default=None, help="写成的文件（不写就是 letters-代码.json）")
    receive = verbs.add_parser("receive", help="读对接单位送来的文件")
    receive.add_argument("file", type=Path, help="送来的文件")
    verbs.add_parser("status", help="各单位办到哪里")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.domain.errors import Refused

    try:
        return {"send": _send, "receive": _receive, "status": _status}[asked.verb](asked)
    except Refused as why:
        print(f"{why.said}。{why.do_this}", file=sys.stderr)
        return 2
    except OSError as why:
        print(f"{why.filename}: {why.strerror}", file=sys.stderr)
        return 2


def _send(asked: argparse.Namespace) -> int:
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.exchange import actions

    out = asked.out or Path(f"letters-{asked.peer}.json")
    out.write_bytes(actions.bundle(console_actor(), asked.peer))
    print(f"{out}：交给 {asked.peer}；正文只有对方打得开")
    return 0


def _receive(asked: argparse.Namespace) -> int:
    """1 when something is held for a person."""
    from jiaxin.apps.access.actions import scan
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.exchange import actions
    from jiaxin.domain.errors import Refused
    from jiaxin.domain.exchange.judging import REASONS

    data = asked.file.read_bytes()
    scan(asked.file.name, data)
    taken = actions.receive(console_actor(), data)
    print(f"收下 {taken.applied} 封，原已收过 {taken.known} 封，等前面的信 {taken.waiting} 封，待处理 {len(taken.held)} 封")
    for reason in dict.fromkeys(taken.held):
        print(f"  待处理：{REASONS.get(reason, reason)}")
    if taken.peer:
        try:
            back = actions.bundle(console_actor(), taken.peer)
        except Refused as why:
            print(f"{why.said}。{why.do_this}", file=sys.stderr)
        else:
            beside = asked.file.with_name(f"{asked.file.stem}.answer.json")
            beside.write_bytes(back)
            print(f"{beside}：带回给 {taken.peer}")
    return 1 if taken.held else 0


def _status(asked: argparse.Namespace) -> int:
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.exchange import queries

    found = queries.peers(console_actor())
    for one in found:
        stands = "停止信任" if not one.trusted else "停收" if one.stopped else "没有有效公钥" if one.without_key else "正常"
        print(f"{one.code:12} {stands}  寄出 {one.sent} 封（对方未读 {one.unread}），收到第 {one.got} 封，等前面的信 {one.waiting}，待处理 {one.held}，待核实 {one.doubted}")
        if one.missing:
            print(f"{'':12} 缺号：{'、'.join(map(str, one.missing))}")
    if not found:
        print("还没有对接单位")
    return 0
