"""A district that was built on SQLite, moved to a PostgreSQL of its own as it stands: for benchmarks on both databases.

    python -m tools.bench.moved --data FOLDER --to FOLDER -- python -m tools.bench.pages --data {data} --database {database}

The command after the two dashes runs while that PostgreSQL stands; `{data}` and `{database}` are filled in, the latter for the
account the service works under, which the rows' walls hold (`--past-the-walls`: as superuser, whom they do not). Rows are copied
table by table as text, which both read alike; nothing of the program runs meanwhile.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

ROWS = 20_000


def main() -> None:
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--past-the-walls", action="store_true", help="run the command as superuser")
    asked = parser.parse_args(words[:cut])
    from jiaxin.apps.access.databaseroles import APP
    from tests.stores import Server

    asked.to.mkdir(mode=0o711)
    data = asked.to / "district"
    shutil.copytree(asked.data, data, ignore=shutil.ignore_patterns("district.sqlite3*"))
    database = Server(asked.to / "postgres", durable=True).address
    made = {**os.environ, "JIAXIN_DATA": str(data), "JIAXIN_DATABASE": database, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=made, check=True)
    subprocess.run([sys.executable, "-m", "jiaxin", "database-roles"], env=made, check=True)
    print(f"{moved(asked.data / 'district.sqlite3', database):,} rows moved", flush=True)
    if not asked.past_the_walls:
        database = database.replace("//postgres@", f"//{APP}@")
        made["JIAXIN_DATABASE"] = database
    told = [word.replace("{data}", str(data)).replace("{database}", database) for word in words[cut + 1 :]]
    sys.exit(subprocess.run(told, env=made, check=False).returncode if told else 0)


def moved(source: Path, database: str) -> int:
    import psycopg
    from psycopg import sql

    count = 0
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as here, psycopg.connect(database) as there:
        there.execute("SET TIME ZONE 'UTC'")
        there.execute("SET session_replication_role = replica")  # rows come in any order, and were checked when they were written
        tables = [name for (name,) in there.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")]
        known = {name for (name,) in here.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        there.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, tables))))
        for table in (one for one in tables if one in known):
            columns = [name for (name,) in there.execute("SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s ORDER BY ordinal_position", [table])]
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            rows = here.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")
            with there.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)) as copy:
                while some := rows.fetchmany(ROWS):
                    for row in some:
                        copy.write_row(row)
                    count += len(some)
            _numbers_go_on(there, table)
        there.execute("SET session_replication_role = origin")
        there.commit()
        there.autocommit = True
        there.execute("ANALYZE")
    return count


def _numbers_go_on(there: Any, table: str) -> None:
    """The next id of a table is one that no copied row has."""
    for column, sequence in there.execute("SELECT column_name, pg_get_serial_sequence(quote_ident(table_name), column_name) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s", [table]).fetchall():
        if sequence:
            there.execute(f"SELECT setval('{sequence}', coalesce(max({_quoted(column)}), 0) + 1, false) FROM {_quoted(table)}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


if __name__ == "__main__":
    main()
