"""The consumer process holds the card file and nothing behind it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_the_process_never_loads_django_nor_any_other_app() -> None:
    script = (
        "import sys, jiaxin.portals.consumer.app\n"
        "held = {m for m in sys.modules if m.startswith(('django', 'jiaxin.'))}\n"
        "print(*sorted(held))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=os.environ, capture_output=True, text=True)
    held = set(done.stdout.split())
    assert done.returncode == 0, done.stderr
    apps = {m for m in held if m.startswith("jiaxin.apps.") and m.count(".") > 2}
    assert apps == {"jiaxin.apps.publication.cardfile", "jiaxin.apps.publication.spool"}
    assert not {m for m in held if m.startswith("django")}
