"""A served district as scanners see it: where it answers, who has a seat in it, where reports are left."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.bench.served import Visitor

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-only-2026"
PROBE, WAPITI = ROOT / ".venv-probe/bin", ROOT / ".venv-wapiti/bin"
STRANGER = ""
STAFF = (
    "bureau-admin", "bureau-clerk", "market", "labour", "civil", "police", "association", "evaluator", "supervisor", "street-1",
    "grid", "company", "company-clerk", "auditor", "system-admin", "security-admin",
)  # fmt: skip
PEOPLE = ("worker", "household")
SEATS = (STRANGER, *PEOPLE, *STAFF)  # each role of the table once, and nobody; tests/tools/test_scan_seats.py compares
_FAMILY = "16512340001"
_TOKEN = """
import sys
from jiaxin.portals.console.district import open_district
open_district(sys.argv[1])
from jiaxin.apps.access import actions
from jiaxin.apps.access.queries import console_actor
print(actions.make_token(console_actor(), sys.argv[2]))
"""


@dataclass(frozen=True, slots=True)
class Place:
    """folder: the district's data. reports: where each scanner leaves what it printed. minutes: of wapiti, for one seat."""

    folder: Path
    pages: str
    window: str
    reports: Path
    examples: int
    minutes: float

    def visitor(self, seat: str) -> Visitor:
        """Somebody signed in at this seat; a stranger is not."""
        one = Visitor(self.pages)
        if seat in PEOPLE:
            one.sign_in_by_phone(self._worker_phone() if seat == "worker" else _FAMILY, seat)
        elif seat:
            one.sign_in(seat, PASSWORD)
        return one

    def token(self, username: str) -> str:
        words = [sys.executable, "-c", _TOKEN, str(self.folder), username]
        return subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()

    def people(self) -> list[dict[str, str]]:
        """Workers who are filed and have confirmed their file."""
        told = json.loads((self.folder / "truth.json").read_text("utf-8"))["workers"]
        return [one for one in told if one["subject"] and one["confirmed_on"]]

    def _worker_phone(self) -> str:
        return self.people()[0]["phone"]


def run(words: list[str], log: Path, seconds: float | None = None) -> "subprocess.CompletedProcess[str] | None":
    """What it printed is kept in `log`. None where it did not end in time: it was stopped."""
    try:
        done = subprocess.run(words, cwd=log.parent, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=seconds)
    except subprocess.TimeoutExpired as late:
        log.write_bytes(late.stdout or b"")
        return None
    log.write_text(done.stdout + done.stderr, "utf-8")
    return done


def between(text: str, start: str, most: int) -> str:
    at = text.find(start)
    return text[at : at + most] if at >= 0 else ""
