"""`jiaxin restore FILE` — a backup into an empty data folder, by two of the three sheets; checked against its own list.

Where JIAXIN_DATABASE names a PostgreSQL database, an empty one, the record goes there: a backup of SQLite row by row, one of
PostgreSQL by `pg_restore`, which must be installed. Run it with an account that may make tables; `jiaxin database-roles`
afterwards hands them over. The record is then read through, and its root compared with the one of the backup.

Keys are not in a backup: bring them back first with `jiaxin keys restore`. Afterwards `jiaxin checkpoint` refuses
to sign when the restored record is older than what was signed before.
"""

import sqlite3
import sys
from pathlib import Path

from jiaxin.portals.console.arguments import Parser


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin restore", description="从备份恢复到一个空的数据文件夹")
    parser.add_argument("source", type=Path, help="备份文件")
    parser.add_argument("--data", required=True, help="空的数据文件夹（密钥可以已经放好）")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    folder = open_district(asked.data)
    from jiaxin.apps.access import ceremony
    from jiaxin.domain.errors import Refused
    from jiaxin.kit import archives, moving
    from jiaxin.kit.crypto import Broken

    if taken := sorted(path.name for path in folder.iterdir() if path.name not in ("keys", "jiaxin.toml")):
        print(f"目录 {folder} 不是空的（{'、'.join(taken[:3])}）。请换一个空目录。", file=sys.stderr)
        return 2
    if _is_postgres() and not moving.is_empty():
        print("JIAXIN_DATABASE 指向的数据库不是空的。请新建一个空的数据库；恢复不会覆盖任何已有的记录。", file=sys.stderr)
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
    if store.exists() and end_of(store) != (told["size"], told["root"]):
        print("恢复出的账本与备份时的根哈希不符。请换一份备份。", file=sys.stderr)
        return 1
    try:
        placed = _into_postgres(folder) if _is_postgres() else store.exists()
    except (Refused, moving.Different) as why:
        said = f"{why.said}{why.do_this}" if isinstance(why, Refused) else f"备份与本版程序的表不同（{why}）。请用同一版本的程序恢复。"
        print(f"{said}数据库里没有写入任何内容时，可改正后换一个空目录重试。", file=sys.stderr)
        return 2
    if not placed:
        print(f"备份来自 PostgreSQL：{folder / 'district.pgdump'}。请设置 JIAXIN_DATABASE 指向一个空的数据库后，换一个空目录重新恢复。", file=sys.stderr)
        return 2
    if _is_postgres() and _read_through() != (told["size"], told["root"]):
        print("装入数据库的账本与备份时的根哈希不符。请清空数据库，换一份备份。", file=sys.stderr)
        return 1
    print(f"已恢复到 {folder}：账本第 {told['size']:,} 条，根哈希与备份时相同。")
    if _is_postgres():
        print("个人信息已在 PostgreSQL 中。请执行 python -m jiaxin database-roles，再以应用账号启动。")
    return 0


def _is_postgres() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


def _into_postgres(folder: Path) -> bool:
    """What the backup brought, into the database; the file it came in goes."""
    from django.apps import apps

    from jiaxin.kit import moving
    from jiaxin.portals.console import postgres_programs
    from jiaxin.portals.console.district import prepare_district

    store, dump = folder / "district.sqlite3", folder / "district.pgdump"
    if dump.exists():
        postgres_programs.run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(dump))
        dump.unlink()
        prepare_district()
        return True
    _up_to_date(store)
    prepare_district()
    moving.move(store, apps.get_models(include_auto_created=True))
    for left in folder.glob("district.sqlite3*"):
        left.unlink()
    return True


def _up_to_date(store: Path) -> None:
    """The restored file on the tables of this version, so that both sides are the same."""
    from django.core.management import call_command
    from django.db import connections

    from config.environment import sqlite

    connections.databases["restored"] = connections.configure_settings({"default": sqlite(store)})["default"]
    try:
        call_command("migrate", database="restored", verbosity=0, interactive=False)
        connections["restored"].close()
    finally:
        del connections.databases["restored"]


def _read_through() -> tuple[int, str]:
    """Size and root of the record by its leaves, as they lie in the database now."""
    from django.db import connection

    from jiaxin.apps.ledger import queries as ledger
    from jiaxin.kit.crypto import Digest
    from jiaxin.kit.merkle import Frontier

    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM ledger_head")
        row = cursor.fetchone()
    edge = Frontier(algorithm=Digest(row[0]) if row else Digest.SHA256)
    edge.extend(ledger.leaves(0, ledger.checkpoint().size))
    return edge.size, edge.root().hex() if edge.size else ""


def end_of(store: Path) -> tuple[int, str]:
    """Size and root of the record in a SQLite store, as its head says; (0, "") where nothing was ever written."""
    with sqlite3.connect(store) as db:
        found = db.execute("SELECT size, root FROM ledger_head").fetchone()
    db.close()
    return (int(found[0]), bytes(found[1]).hex()) if found else (0, "")
