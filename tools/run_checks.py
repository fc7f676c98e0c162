"""`make check`: linters, types, import contracts, house rules, stale pages. Runs all, then says what failed.

A module `tools/write_*.py` writes a generated page; with `--check` it compares instead and fails when it is stale.
"""

import subprocess
import sys
import time
from pathlib import Path

BIN = Path(sys.executable).parent
HERE = Path(__file__).resolve().parent


def checks() -> dict[str, list[str]]:
    python = sys.executable
    found = {
        "ruff": [str(BIN / "ruff"), "check", "."],
        "types": [str(BIN / "mypy"), "jiaxin/domain", "jiaxin/kit"],
        "walls": [str(BIN / "lint-imports")],
        "house rules": [python, "-m", "pytest", "tests/architecture"],
        "django": [python, "manage.py", "check", "--settings=config.settings.test"],
        "migrations": [
            python,
            "manage.py",
            "makemigrations",
            "--check",
            "--dry-run",
            "--settings=config.settings.test",
        ],
    }
    for page in sorted(HERE.glob("write_*.py")):
        found[f"page of {page.stem.removeprefix('write_')}"] = [python, "-m", f"tools.{page.stem}", "--check"]
    return found


def main() -> int:
    failed = []
    for name, command in checks().items():
        started = time.monotonic()
        done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
        print(f"{'FAILED' if done.returncode else 'ok':>7}  {name} ({time.monotonic() - started:.1f} s)", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
