"""A copy of the two logs as an auditor gets it: one SQLite file with the tables and no triggers, from either store."""

import sqlite3
from pathlib import Path

from django.db import connection

TABLES = {
    "ledger_entry": "position, id, kind, subject, key_owner, natural_key, digest, body, sealed, leaf",
    "ledger_head": "name, size, edge, root, recorded_us, hash",
    "access_read": "id, at, actor, role, organisation, street, purpose, fields, reference",
    "access_read_subject": "id, read_id, subject",
    "access_read_leaf": "position, read_id, body, leaf",
    "access_read_head": "name, size, edge, root, recorded_us, seen, hash",
}


def export(path: Path) -> Path:
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    with connection.cursor() as cursor:
        for table, columns in TABLES.items():
            first, *others = columns.split(", ")
            key = f"{first} {'integer' if first in ('id', 'position') else 'text'} PRIMARY KEY"
            base.execute(f"CREATE TABLE {table} ({', '.join([key, *others])})")
            cursor.execute(f"SELECT {columns} FROM {table}")
            marks = ", ".join("?" * (len(others) + 1))
            while rows := cursor.fetchmany(5_000):
                base.executemany(f"INSERT INTO {table} VALUES ({marks})", [_plain(row) for row in rows])
    base.execute("CREATE INDEX of_read ON access_read_subject (read_id)")
    base.commit()
    base.close()
    return path


def _plain(row: tuple) -> list:
    return [bytes(v) if isinstance(v, memoryview) else v.isoformat() if hasattr(v, "isoformat") else v for v in row]
