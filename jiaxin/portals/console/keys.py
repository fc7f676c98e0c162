"""`jiaxin keys` — the ceremony of the recovery key, its quarterly drill, restoring, and a new key-encryption key.

    jiaxin keys ceremony            two people present: three sheets of paper, any two of which open everything
    jiaxin keys drill               type two sheets: do they still open the box?
    jiaxin keys seal                seal the key files anew after one of them changed
    jiaxin keys restore --box FILE  on an empty machine: type two sheets, get the key files back
    jiaxin keys rotate              a new key-encryption key (the first time with a device: its first one), every key wrapped anew
    jiaxin keys rewrap              every key wrapped anew under the key and the suite in use: after the change of suite
    jiaxin keys progress            where the key lies, since when it is in use, how far wrapping anew is
"""

import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser

HOLDERS = ("商务局负责人", "系统管理员", "档案室保险柜")


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin keys", description="密钥仪式、演练、恢复、更换")
    parser.add_argument("do", choices=("ceremony", "drill", "seal", "restore", "rotate", "rewrap", "progress"), help="ceremony 仪式，drill 演练，seal 封存，restore 恢复，rotate 更换，rewrap 换封，progress 进度")
    parser.add_argument("--box", type=Path, help="另处存放的密钥盒（恢复时用）")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    open_district(asked.data)
    from jiaxin.apps.access import ceremony
    from jiaxin.domain.errors import Refused

    try:
        if asked.do == "ceremony":
            _ceremony()
        elif asked.do == "drill":
            print(f"演练成功：两张分片能打开恢复盒，内含 {'、'.join(ceremony.drill(_typed()))}")
        elif asked.do == "seal":
            print(f"已重新封存：{ceremony.seal_keys()}，请与备份分开保管")
        elif asked.do == "restore":
            found = ceremony.restore(_typed(), asked.box or Path("recovery.box"))
            print(f"已恢复密钥文件：{'、'.join(found)}")
        elif asked.do == "progress":
            _progress()
        else:
            _rewrap(new=asked.do == "rotate")
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    return 0


def _ceremony() -> None:
    from django.conf import settings

    from jiaxin.apps.access import ceremony
    from jiaxin.kit import clock

    print(f"密钥仪式纪要  {clock.now().astimezone():%Y-%m-%d %H:%M}\n到场人（签名）：____________  ____________\n")
    for share, holder in zip(ceremony.begin(), HOLDERS, strict=True):
        print(f"第 {share.which} 张，由{holder}保管（任意两张可恢复，一张无用）：\n  {share.text}\n")
    print("请现在分别抄写或打印并核对，然后执行 python -m jiaxin keys drill。屏幕内容不会再次显示。")
    print("keys/recovery.box 请另存一份，与备份分开保管。")
    if settings.KEY_DEVICE is not None:
        print("主密钥在密码设备中，不在恢复盒里：请按厂家的办法备份设备，并与恢复盒一起演练。")


def _rewrap(new: bool) -> None:
    """To the end, told as it goes on; killed half-way, the job process or the same command goes on."""
    from jiaxin.apps.access import rewrapping

    begun = rewrapping.begin(rewrapping.NEW_KEY if new else rewrapping.SUITE)
    while rewrapping.work():
        now = rewrapping.progress() or begun
        print(f"{rewrapping.REASONS[now.because]}：{now.done:,} / {now.total:,}", file=sys.stderr)
    now = rewrapping.progress() or begun
    print(f"{rewrapping.REASONS[now.because]}已完成，重新包裹 {now.done:,} 把个人密钥。请重新保管 keys/recovery.box")


def _progress() -> None:
    from jiaxin.apps.access import limits, rewrapping, rootkeys

    print(rootkeys.told())
    if since := rewrapping.in_use_since():
        print(f"自 {since.astimezone():%Y-%m-%d} 起在用，每 {limits.KEK_EVERY_DAYS} 天更换一次。")
    if (now := rewrapping.progress()) is not None:
        state = "正在进行" if now.ended_at is None else f"{now.ended_at.astimezone():%Y-%m-%d %H:%M} 完成"
        print(f"最近一次{rewrapping.REASONS[now.because]}：{now.done:,} / {now.total:,}，{state}。")
    print(f"尚未用现用的主密钥和算法包裹的个人密钥：{rewrapping.behind():,} 把。")


def _typed() -> list[str]:
    return [input(f"第 {number} 张分片：") for number in (1, 2)]
