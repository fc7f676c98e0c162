"""What takes long to play is played once a run: its rows and files are kept in the folder of the run, and laid out again for whoever asks next.

It is laid out in the database of the test, empty until then, and in a data folder of the test's own, its keys among them. Each store keeps
its own; the second process of a run waits for the first instead of playing the same beside it.
"""

import fcntl
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection
from django.test import override_settings

from jiaxin.apps.access import vault
from tests import stores

Said = TypeVar("Said")
_OWN = "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname <> 'django_migrations' ORDER BY 1"


@contextmanager
def with_keys_of_its_own(data: Path) -> Iterator[None]:
    """Keys lie in the data folder, so that they go where it goes."""
    vault.forget()
    with override_settings(KEYS_FOLDER=data / "keys"):
        yield
        vault.forget()


def once(name: str, data: Path, play: Callable[[], Said]) -> Said:
    """What `play` gives (something that can be pickled), and what it did to the empty database and to `data`: done now, or laid out as it was kept."""
    kept = Path(os.environ[stores.FOLDER]) / "played" / f"{name}-{connection.vendor}"
    kept.parent.mkdir(exist_ok=True)
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (said := kept / "said").exists():
            shutil.copytree(kept / "files", data, dirs_exist_ok=True)
            _laid_out(kept)
            vault.forget()
            return pickle.loads(said.read_bytes())  # type: ignore[no-any-return]  # written below by this run
        given = play()
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        shutil.copytree(data, kept / "files")
        _keep(kept)
        said.write_bytes(pickle.dumps(given))
        return given


def _keep(kept: Path) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with sqlite3.connect(kept / "rows") as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    with connection.connection.cursor() as cursor:
        sequences = cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'").fetchall()
        (kept / "sequences").write_bytes(pickle.dumps(sequences))
        for (table,) in cursor.execute(_OWN).fetchall():
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as rows, (kept / f"{table}.rows").open("wb") as file:
                for block in rows:
                    file.write(block)


def _laid_out(kept: Path) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(kept / "rows")
        copy.backup(connection.connection)
        copy.close()
        return
    files: list[Any] = sorted(kept.glob("*.rows"))
    with connection.connection.transaction(), connection.connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger and no foreign key speaks: the rows were whole when they were kept
        cursor.execute("TRUNCATE " + ", ".join(f'"{one.stem}"' for one in files))
        for one in files:
            with cursor.copy(f'COPY "{one.stem}" FROM STDIN (FORMAT binary)') as rows:
                rows.write(one.read_bytes())
        for name, last in pickle.loads((kept / "sequences").read_bytes()):
            if last is not None:
                cursor.execute("SELECT setval(%s, %s)", (f'"{name}"', last))
