"""A district comes back on PostgreSQL: from a backup of SQLite and from one of PostgreSQL, whole, and never over another one."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.portals.console.test_keys_and_backup import _OPENED, _PREPARE
from tests.stores import Server

_COUNTS = """
from jiaxin.portals.console.district import open_district
open_district()
from django.apps import apps
from django.db import connection
with connection.cursor() as cursor:
    for table in sorted(m._meta.db_table for m in apps.get_models(include_auto_created=True)):
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        print(table, cursor.fetchone()[0])
"""
_GOES_ON = """
from jiaxin.portals.console.district import open_district
open_district()
import sys; sys.path.insert(0, ".")
from jiaxin.apps.access import actions as access, ceremony
from jiaxin.apps.ledger import actions, queries
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, FieldClass, Role
from tests.factories.records import a_fact
(one,) = registry.enrol([registry.Claimed("样又某", "340212198506069129", "12012345679")])
actions.append([a_fact("profile", one.subject, name="样又某", id_number="340212198506069129", phone="12012345679")])
access.log_read(Actor("clerk", Role.COMPANY_CLERK, organisation="orga"), [one.subject], [FieldClass.BASIC], "查看", "")
from jiaxin.apps.evidence import actions as evidence
print("signed", evidence.publish("facts").checkpoint().size, evidence.publish("reads").checkpoint().size)
from django.db import connection, Error
try:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_entry SET kind = 'x'")
    print("CHANGED")
except Error as why:
    print("refused")
"""


class Machine:
    """A data folder with a database: SQLite in it, or one of the server."""

    def __init__(self, folder: Path, database: str, programs: Path) -> None:
        self.folder, self._env = folder, {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": database, "PATH": f"{programs}:/usr/bin:/bin"}

    def runs(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *words], env=self._env, input=typed, capture_output=True, text=True, check=False)

    def without_programs(self) -> "Machine":
        bare = Machine(self.folder, self._env["JIAXIN_DATABASE"], Path("/nowhere"))
        bare._env["PATH"] = "/nowhere"
        return bare


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="jiaxin-test-"))  # not pytest's own, which it closes to others: the server is somebody else
    folder.chmod(0o711)
    made = Server(folder / "postgres")
    yield made
    made.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def machine(server: Server, tmp_path: Path):
    """`machine(name)` with SQLite, `machine(name, postgres=True)` with a fresh database of the server."""

    def make(name: str, postgres: bool = False) -> Machine:
        folder, database = tmp_path / name, ""
        folder.mkdir(mode=0o700)
        if postgres:
            database = server.address.removesuffix("/postgres") + f"/{name}_{tmp_path.name[-1]}"
            subprocess.run([server._programs / "psql", "-q", server.address, "-c", f'CREATE DATABASE "{name}_{tmp_path.name[-1]}"'], check=True, capture_output=True)
        return Machine(folder, database, server._programs)

    return make


def counts(one: Machine) -> dict[str, int]:
    done = one.runs("-c", _COUNTS)
    assert done.returncode == 0, done.stderr
    return {name: int(n) for name, n in (line.split() for line in done.stdout.splitlines())}


def says_what_it_lacks(old: Machine, new: Machine, backup: Path, typed: str) -> None:
    """A backup of PostgreSQL: without its programs, and without a database to go to."""
    bare = old.without_programs().runs("-m", "jiaxin", "backup", str(backup.with_name("bare.box")))
    assert bare.returncode == 2 and "本机没有 pg_dump" in bare.stderr and not backup.with_name("bare.box").exists()
    shutil.copytree(old.folder / "keys", new.folder / "keys")
    back = new.runs("-m", "jiaxin", "restore", str(backup), "--data", str(new.folder), typed=typed)
    assert back.returncode == 2 and "JIAXIN_DATABASE" in back.stderr and "已恢复" not in back.stdout


@pytest.mark.parametrize("source", ["sqlite", "postgres"])
def test_a_district_comes_back_on_postgres(machine, source: str, tmp_path: Path) -> None:
    old = machine(f"old_{source}", postgres=source == "postgres")
    done = old.runs("-c", _PREPARE)
    assert done.returncode == 0, done.stderr
    sheets = re.findall(r"jx-share-\S+", old.runs("-m", "jiaxin", "keys", "ceremony").stdout)
    backup, typed = tmp_path / "backup.box", "\n".join(sheets[:2])
    made = old.runs("-m", "jiaxin", "backup", str(backup))
    assert made.returncode == 0, made.stderr
    before = counts(old)
    if source == "postgres":
        says_what_it_lacks(old, machine("nowhere"), backup, typed)

    new = machine(f"new_{source}", postgres=True)
    keys = new.runs("-m", "jiaxin", "keys", "restore", "--box", str(old.folder / "keys/recovery.box"), typed=typed)
    assert keys.returncode == 0, keys.stderr
    back = new.runs("-m", "jiaxin", "restore", str(backup), "--data", str(new.folder), typed=typed)
    assert back.returncode == 0 and "根哈希与备份时相同" in back.stdout, back.stderr
    assert counts(new) == before and before["ledger_entry"] > 0 and before["access_key"] > 0
    assert "样某某" in new.runs("-c", _OPENED).stdout
    assert not list(new.folder.glob("district.*")), "what it came in is gone"
    went = new.runs("-c", _GOES_ON)
    assert f"signed {before['ledger_entry'] + 1} 1" in went.stdout and "refused" in went.stdout and "CHANGED" not in went.stdout, went.stderr

    taken = machine(f"again_{source}")
    taken._env["JIAXIN_DATABASE"] = new._env["JIAXIN_DATABASE"]
    shutil.copytree(new.folder / "keys", taken.folder / "keys")
    over = taken.runs("-m", "jiaxin", "restore", str(backup), "--data", str(taken.folder), typed=typed)
    assert over.returncode == 2 and "不是空的" in over.stderr, "a database in use is never written over"
