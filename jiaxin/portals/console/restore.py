"""`jiaxin restore FILE` — a backup into an empty data folder, by two of the three sheets; checked against its own list.

Keys are not in a backup: bring them back first with `jiaxin keys restore`. Afterwards `jiaxin checkpoint` refuses
to sign when the restored record is older than what was signed before.
"""

import argparse
import sqlite3
import sys
from pathlib import Path


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="jiaxin restore", description="A backup into an empty data folder.")
    parser.add_argument("source", type=Path)
    parser.add_argument("--data", required=True, help="an empty data folder (keys may lie there already)")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    folder = open_district(asked.data)
    from jiaxin.apps.access import ceremony
    from jiaxin.domain.errors import Refused
    from jiaxin.kit import archives
    from jiaxin.kit.crypto import Broken

    if taken := sorted(path.name for path in folder.iterdir() if path.name not in ("keys", "jiaxin.toml")):
        print(f"目录 {folder} 不是空的（{'、'.join(taken[:3])}）。请换一个空目录。", file=sys.stderr)
        return 2
    try:
        private = ceremony.private_key([input(f"第 {number} 张分片：") for number in (1, 2)])
        told = archives.unpack(asked.source, folder, private)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    except Broken:
        print("备份打不开：文件损坏，或分片属于另一次仪式。请换一份备份或核对分片。", file=sys.stderr)
        return 2
    store = folder / "district.sqlite3"
    if store.exists() and _end(store) != (told["size"], told["root"]):
        print("恢复出的账本与备份时的根哈希不符。请换一份备份。", file=sys.stderr)
        return 1
    print(f"已恢复到 {folder}：账本第 {told['size']:,} 条，根哈希与备份时相同。")
    if not store.exists():
        print(f"请用 pg_restore 把 {folder / 'district.pgdump'} 装入数据库。")
    return 0


def _end(store: Path) -> tuple[int, str]:
    with sqlite3.connect(store) as db:
        found = db.execute("SELECT size, root FROM ledger_head").fetchone()
    db.close()
    return (int(found[0]), bytes(found[1]).hex()) if found else (0, "")
