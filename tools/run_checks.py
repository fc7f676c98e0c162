"""`make check`: linters, types, import contracts, house rules, stale pages. Runs all, two at a time, then says what failed.

A module `tools/write_*.py` writes a generated page; with `--check` it compares instead and fails when it is stale.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

BIN = Path(sys.executable).parent
HERE = Path(__file__).resolve().parent
AT_ONCE = 2  # processes


def checks() -> dict[str, list[str]]:
    """Name → command; the longest first, so that none of them is waited for at the end."""
    python = sys.executable
    found = {
        "house rules": [python, "-m", "pytest", "tests/architecture"],
        "types": [str(BIN / "mypy"), "jiaxin/domain", "jiaxin/kit"],
        "django": [python, "manage.py", "check", "--settings=config.settings.test"],
        "migrations": [
            python,
            "manage.py",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings=config.settings.test",
        ],
        "ruff": [str(BIN / "ruff"), "check", "."],
        "walls": [str(BIN / "lint-imports")],
    }
    for page in sorted(HERE.glob("write_*.py")):
        found[f"page of {page.stem.removeprefix('write_')}"] = [python, "-m", f"tools.{page.stem}", "--check"]
    return found


def main() -> int:
    failed = []
    with ThreadPoolExecutor(AT_ONCE) as beside:
        waiting = {beside.submit(_run, command): name for name, command in checks().items()}
        for one in as_completed(waiting):
            name, (done, seconds) = waiting[one], one.result()
            print(f"{'FAILED' if done.returncode else 'ok':>7}  {name} ({seconds:.1f} s)", flush=True)
            if done.returncode:
                failed.append(name)
                print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def _run(command: list[str]) -> tuple[subprocess.CompletedProcess[str], float]:
    started = time.monotonic()
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    return done, time.monotonic() - started


if __name__ == "__main__":
    sys.exit(main())
