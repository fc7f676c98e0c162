"""`pg_dump` and `pg_restore`, which come with PostgreSQL's client: run against the database in use."""

import os
import shutil
import subprocess

from jiaxin.domain.errors import Refused


def run(program: str, *words: str) -> None:
    """Raises Refused where it is not installed, or says itself what went wrong."""
    from django.db import connection

    found, at = shutil.which(program), connection.settings_dict
    if found is None:
        raise Refused("backup.program", f"本机没有 {program}。", "请安装与数据库同版本的 PostgreSQL 客户端（postgresql-client），并确认它在 PATH 中。")
    where = ["-h", at["HOST"], "-p", at["PORT"], "-U", at["USER"], "-d", at["NAME"]]
    line = {f"PG{name.upper()}": str(value) for name, value in (at.get("OPTIONS") or {}).items() if name.startswith("ssl") or name == "passfile"}  # encrypted like the program's own
    done = subprocess.run([found, *where, *words], env={**({"PGPASSWORD": at["PASSWORD"]} if at["PASSWORD"] else {}), "PATH": os.defpath, **line}, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Refused("backup.failed", f"{program} 没有完成（{said[-1] if said else done.returncode}）。", "请按提示检查数据库账号、版本和磁盘空间后重试。")
