"""The walls between storeys: kept as the tree stands, and each planted fault is caught."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PLANTED = [
    ("jiaxin/apps/ledger/queries.py", "import jiaxin.apps.scoring", "Apps look downhill only"),
    ("jiaxin/domain/errors.py", "import django", "The domain knows no framework"),
    ("jiaxin/domain/errors.py", "import time", "The domain knows no framework"),
    ("jiaxin/domain/errors.py", "import numpy", "Columns are computed in four places"),
    ("jiaxin/portals/consumer/planted.py", "import jiaxin.apps.ledger.queries", "The consumer window"),
    ("jiaxin/portals/consumer/planted.py", "import django", "The consumer window"),
    ("jiaxin/apps/publication/cardfile.py", "import django.conf", "The consumer window"),
    ("jiaxin/apps/intake/queries.py", "import jiaxin.apps.scoring.queries", "Intake never sees a score"),
    ("jiaxin/portals/office/planted.py", "import jiaxin.apps.ledger.models", "An app is entered by its face"),
    ("jiaxin/kit/canonical.py", "import jiaxin.domain.errors", "Portals open onto apps"),
    ("jiaxin/apps/access/apps.py", "import jiaxin.portals", "Portals open onto apps"),
    ("jiaxin/utils/__init__.py", "", "Portals open onto apps"),
]
NEEDED = (
    "jiaxin/apps/scoring/queries.py",
    "jiaxin/apps/ledger/queries.py",
    "jiaxin/apps/ledger/models.py",
    "jiaxin/apps/publication/cardfile.py",
)

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def broken(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = done.stdout + done.stderr
    return report if done.returncode else ""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walls")
    for name in ("jiaxin", "tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("dist", "__pycache__", "templates"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in NEEDED:
        (folder / name).touch()
    (folder / "jiaxin/portals/consumer/reads_cards.py").write_text("import jiaxin.apps.publication.cardfile\n")
    return folder


def test_the_walls_stand() -> None:
    assert broken(ROOT) == ""


@pytest.mark.parametrize(("where", "planted", "contract"), PLANTED)
def test_a_planted_fault_is_caught(copied: Path, where: str, planted: str, contract: str) -> None:
    path = copied / where
    before = path.read_text("utf-8") if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{planted}\n", "utf-8")
    try:
        report = broken(copied)
    finally:
        path.unlink() if before is None else path.write_text(before, "utf-8")
        if planted == "":
            path.parent.rmdir()
    kept_or_broken = [line for line in report.splitlines() if line.startswith(contract) and "BROKEN" in line]
    assert kept_or_broken or "jiaxin.utils" in report, report
