"""A district is lost and comes back: ceremony, backup, two of three sheets on another machine, the same record."""

import re
import shutil
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

_PREPARE = """
from jiaxin.portals.console.district import open_district, prepare_district
open_district(); prepare_district()
from jiaxin.apps.ledger import actions
from jiaxin.apps.registry import actions as registry
(one,) = registry.enrol([registry.Claimed("样某某", "340212197506069121", "15412345678")])
import sys; sys.path.insert(0, ".")
from tests.factories.records import a_fact
actions.append([a_fact("profile", one.subject, name="样某某", id_number="340212197506069121", phone="15412345678")])
"""
_OPENED = """
from jiaxin.portals.console.district import open_district
open_district()
from jiaxin.apps.registry import queries
print([p.name for p in queries.people(queries.all_of("worker")).values()])
"""


def _jiaxin(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    env = {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "PATH": "/usr/bin:/bin"}
    return subprocess.run([sys.executable, *words], env=env, input=typed, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory):
    """(data folder, the three sheets) of a district with one person, after its ceremony: to be copied, never used."""
    folder = tmp_path_factory.mktemp("prepared")
    folder.chmod(0o700)
    assert _jiaxin(folder, "-c", _PREPARE).returncode == 0
    said = _jiaxin(folder, "-m", "jiaxin", "keys", "ceremony").stdout
    return folder, re.findall(r"jx-share-\S+", said)


@pytest.fixture
def district(prepared, data_folder: Path):
    """The same district in a folder of the test's own."""
    made, sheets = prepared
    shutil.copytree(made, data_folder, dirs_exist_ok=True)
    return data_folder, sheets


def test_a_lost_district_comes_back_from_any_two_sheets(district, tmp_path):
    folder, sheets = district
    backup = tmp_path / "backup.box"
    made = _jiaxin(folder, "-m", "jiaxin", "backup", str(backup))
    assert made.returncode == 0, made.stderr
    data, raw = backup.read_bytes(), [bytes.fromhex(line.split()[1]) for line in (folder / "keys/kek").read_text().splitlines()]
    for secret in ("样某某".encode(), b"340212197506069121", b"SQLite format", *raw, *(one.hex().encode() for one in raw)):
        assert secret not in data
    for number, two in enumerate(combinations(sheets, 2)):
        fresh, typed = tmp_path / f"machine-{number}", "\n".join(two)
        keys = _jiaxin(fresh, "-m", "jiaxin", "keys", "restore", "--box", str(folder / "keys/recovery.box"), typed=typed)
        assert keys.returncode == 0, keys.stderr
        back = _jiaxin(fresh, "-m", "jiaxin", "restore", str(backup), "--data", str(fresh), typed=typed)
        assert back.returncode == 0 and "根哈希与备份时相同" in back.stdout, back.stderr
        assert "样某某" in _jiaxin(fresh, "-c", _OPENED).stdout


def test_one_sheet_twice_or_a_wrong_one_opens_nothing(district, tmp_path):
    folder, sheets = district
    mistyped = sheets[1][:-1] + ("1" if sheets[1].endswith("0") else "0")
    for typed, said in ((sheets[0] + "\n" + sheets[0], "合不成"), (sheets[0] + "\n" + mistyped, "错字")):
        told = _jiaxin(folder, "-m", "jiaxin", "keys", "drill", typed=typed)
        assert told.returncode == 2 and said in told.stderr, told.stderr
    drilled = _jiaxin(folder, "-m", "jiaxin", "keys", "drill", typed="\n".join(sheets[1:]))
    assert drilled.returncode == 0 and "演练成功" in drilled.stdout


def test_after_rotation_everything_opens_under_the_new_key_alone(district):
    folder, _ = district
    before = (folder / "keys/kek").read_text().splitlines()
    told = _jiaxin(folder, "-m", "jiaxin", "keys", "rotate")
    assert told.returncode == 0, told.stderr
    after = (folder / "keys/kek").read_text().splitlines()
    assert after[:-1] == before and "重新包裹" in told.stdout
    (folder / "keys/kek").write_text(after[-1] + "\n")
    assert "样某某" in _jiaxin(folder, "-c", _OPENED).stdout

