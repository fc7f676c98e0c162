"""`jiaxin backup FILE` — everything of the district but its keys, sealed to the recovery key of the ceremony.

The machine that writes a backup cannot read it. PostgreSQL is dumped by `pg_dump`, which must be installed.
"""

import sys
import tempfile
from pathlib import Path

from jiaxin.portals.console.arguments import Parser

FOLDERS = ("cards", "files", "batches", "evidence", "jiaxin.toml")


def run(argv: list[str]) -> int:
    parser = Parser(prog="jiaxin backup", description="加密备份：除密钥外的全部数据")
    parser.add_argument("target", type=Path, help="备份写成的文件")
    parser.add_argument("--data", default="", help="本区的数据文件夹")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    folder = open_district(asked.data)
    from jiaxin.apps.access import ceremony
    from jiaxin.domain.errors import Refused
    from jiaxin.kit import archives, clock

    try:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            snapshot, end, root = _snapshot(Path(scratch))
            told = {"size": end, "root": root, "at": clock.now().isoformat()}
            size = archives.pack(folder, FOLDERS, snapshot, asked.target, ceremony.public_key(), told)
        ceremony.backed_up()
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    print(f"已备份到 {asked.target}（{size:,} 字节，账本第 {end:,} 条）。密钥不在其中。")
    return 0


def _snapshot(scratch: Path) -> tuple[Path, int, str]:
    """The store as of one moment, and the size and root of the record in it: others go on writing meanwhile."""
    from django.conf import settings
    from django.db import connection, transaction

    from jiaxin.apps.ledger import queries as ledger
    from jiaxin.kit import archives
    from jiaxin.portals.console import postgres_programs
    from jiaxin.portals.console.restore import end_of

    if connection.vendor == "sqlite":
        target = scratch / "district.sqlite3"
        archives.sqlite_snapshot(Path(settings.DATABASES["default"]["NAME"]), target)
        return target, *end_of(target)
    target = scratch / "district.pgdump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        name, end = cursor.fetchone()[0], ledger.checkpoint()
        postgres_programs.run("pg_dump", "-Fc", "--no-owner", "--no-privileges", f"--snapshot={name}", "-f", str(target))
    return target, end.size, end.root.hex()
