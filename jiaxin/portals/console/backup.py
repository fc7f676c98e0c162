"""`jiaxin backup FILE` — everything of the district but its keys, sealed to the recovery key of the ceremony.

The machine that writes a backup cannot read it. PostgreSQL is dumped by `pg_dump`, which must be installed.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDERS = ("cards", "files", "batches", "evidence", "jiaxin.toml")


def run(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="jiaxin backup", description="A sealed backup.")
    parser.add_argument("target", type=Path)
    parser.add_argument("--data", default="", help="data folder of the district")
    asked = parser.parse_args(argv)
    from jiaxin.portals.console.district import open_district

    folder = open_district(asked.data)
    from jiaxin.apps.access import ceremony
    from jiaxin.apps.ledger import queries as ledger
    from jiaxin.domain.errors import Refused
    from jiaxin.kit import archives, clock

    try:
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            snapshot = _snapshot(Path(scratch))
            end = ledger.checkpoint()
            told = {"size": end.size, "root": end.root.hex(), "at": clock.now().isoformat()}
            size = archives.pack(folder, FOLDERS, snapshot, asked.target, ceremony.public_key(), told)
    except Refused as why:
        print(f"{why.said}{why.do_this}", file=sys.stderr)
        return 2
    print(f"已备份到 {asked.target}（{size:,} 字节，账本第 {end.size:,} 条）。密钥不在其中。")
    return 0


def _snapshot(scratch: Path) -> Path:
    from django.conf import settings
    from django.db import connection

    from jiaxin.kit import archives

    if connection.vendor == "sqlite":
        target = scratch / "district.sqlite3"
        archives.sqlite_snapshot(Path(settings.DATABASES["default"]["NAME"]), target)
        return target
    target, at = scratch / "district.pgdump", connection.settings_dict
    words = ["pg_dump", "-Fc", "-h", at["HOST"], "-p", at["PORT"], "-U", at["USER"], "-d", at["NAME"], "-f", str(target)]
    subprocess.run(words, check=True, env={"PGPASSWORD": at["PASSWORD"], "PATH": "/usr/bin:/bin"})
    return target
