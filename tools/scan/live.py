"""`make scan-live` — scanners of a running district: built small, served by its real processes on the loopback, then probed.

    python -m tools.scan.live [schemathesis|sqlmap|wapiti …] [--examples 30] [--minutes 0.75]

schemathesis  the open interface, all checks (tools/scan/schemathesis.toml says the one exception), as the program of a company and of the bureau
sqlmap        every address behind which a statement is written by hand, and a sample of what all roles' forms and links can send
wapiti        the pages as each role sees them and as a stranger does; so many minutes a seat

Served on plain http, as on anybody's own machine, so `Secure` and HSTS are missing here and nowhere else: these
two are told and not counted. `check --deploy` looks at a district's own settings (`make scan ARGS=deploy`).
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools.bench import served
from tools.scan.pages import wapiti
from tools.scan.place import PROBE, ROOT, Place, between, run
from tools.scan.statements import sqlmap

PROGRAMS = ("bureau-clerk", "company-clerk", "civil")


def schemathesis(place: Place) -> list[str]:
    found = []
    for program in PROGRAMS:
        words = [
            str(PROBE / "schemathesis"), "--config-file", str(ROOT / "tools/scan/schemathesis.toml"), "run", str(ROOT / "docs/reference/openapi.json"), "--url", place.pages, "--checks", "all",
            "--max-examples", str(place.examples), "--seed", "1", "--header", f"Authorization: Bearer {place.token(program)}", "--no-color",
        ]  # fmt: skip
        done = run(words, place.reports / f"schemathesis-{program}.txt")
        if done.returncode:
            found.append(f"{program}: {between(done.stdout, 'FAILURES', 4_000) or done.stdout[-2_000:]}")
    return found


SCANNERS: dict[str, Callable[[Place], list[str]]] = {"schemathesis": schemathesis, "sqlmap": sqlmap, "wapiti": wapiti}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scanners", nargs="*", metavar="scanner", default=[])
    parser.add_argument("--examples", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=0.75)
    asked, failed = parser.parse_args(), False
    reports = ROOT / "test-results/scan"
    reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="scan-") as scratch:
        folder = Path(scratch) / "district"
        folder.mkdir(mode=0o700)
        served.built(folder, 60, 60)
        with served.serving(folder, reports / "processes.log", Path(scratch) / "tmp") as (pages, window):
            for name in asked.scanners or SCANNERS:
                started = time.monotonic()
                found = SCANNERS[name](Place(folder, pages, window, reports, asked.examples, asked.minutes))
                print(f"{'FOUND' if found else 'clean':>6}  {name} ({time.monotonic() - started:.0f} s)", *found[:30], sep="\n        ", flush=True)
                failed |= bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
