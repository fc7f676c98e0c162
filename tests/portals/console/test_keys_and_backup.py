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



_LETTER = """
from jiaxin.portals.console.district import open_district
open_district()
from jiaxin.apps.access import code_keys, exchange_keys
mine = exchange_keys.public()
kid, public = code_keys.make("ed25519", lambda key: key[:8])
print(mine.kid, exchange_keys.sealed_to(mine.box, "给样例区的信".encode()).hex(), kid)
"""
_READ = """
import sys
from jiaxin.portals.console.district import open_district
open_district()
from jiaxin.apps.access import code_keys, exchange_keys
print(exchange_keys.public().kid, exchange_keys.opened(bytes.fromhex(sys.argv[1])).decode(), code_keys.public_of("ed25519", sys.argv[2])[:8].hex())
"""
_WEAK = """
from jiaxin.portals.console.district import open_district
open_district()
from jiaxin.apps.access import doctoring
print([one.code for one in doctoring.findings()])
"""


def test_the_keys_of_letters_and_codes_come_back_with_the_others_though_made_after_the_ceremony(district, tmp_path):
    folder, sheets = district
    typed = "\n".join(sheets[:2])
    assert "演练成功" in _jiaxin(folder, "-m", "jiaxin", "keys", "drill", typed=typed).stdout
    assert "keys.box-new" not in _jiaxin(folder, "-c", _WEAK).stdout
    kept_apart = (folder / "keys/recovery.box").read_bytes()
    made = _jiaxin(folder, "-c", _LETTER)
    assert made.returncode == 0, made.stderr
    kid, letter, code = made.stdout.split()
    assert "keys.box-new" in _jiaxin(folder, "-c", _WEAK).stdout, "the copy kept apart is old, and nobody is told"
    fresh = tmp_path / "machine"
    back = _jiaxin(fresh, "-m", "jiaxin", "keys", "restore", "--box", str(folder / "keys/recovery.box"), typed=typed)
    assert back.returncode == 0 and "exchange" in back.stdout and "code" in back.stdout, back.stderr
    assert _jiaxin(fresh, "-c", _READ, letter, code).stdout.split() == [kid, "给样例区的信", code]
    drilled = _jiaxin(folder, "-m", "jiaxin", "keys", "drill", typed=typed)
    assert "exchange" in drilled.stdout and "keys.box-new" not in _jiaxin(folder, "-c", _WEAK).stdout
    (folder / "keys/recovery.box").write_bytes(kept_apart)
    lacking = _jiaxin(folder, "-m", "jiaxin", "keys", "drill", typed=typed)
    assert lacking.returncode == 2 and "exchange" in lacking.stderr and "code" in lacking.stderr


def test_a_box_that_somebody_else_sealed_writes_no_other_file(district, tmp_path):
    folder, sheets = district
    told = _jiaxin(folder, "-c", _FOREIGN)
    assert told.returncode == 0, told.stderr
    fresh = tmp_path / "machine"
    back = _jiaxin(fresh, "-m", "jiaxin", "keys", "restore", "--box", str(folder / "foreign.box"), typed="\n".join(sheets[:2]))
    assert back.returncode == 2 and "不认识的文件" in back.stderr
    assert not (fresh / "elsewhere").exists() and not (fresh / "keys/kek").exists()


_FOREIGN = """
import io, json
from pathlib import Path
from jiaxin.portals.console.district import open_district
folder = open_district()
from jiaxin.apps.access import ceremony
from jiaxin.kit.crypto import boxes
out = io.BytesIO()
boxes.seal([json.dumps({"kek": "a", "../elsewhere": "b"}).encode()], ceremony.public_key(), out)
Path(folder, "foreign.box").write_bytes(out.getvalue())
"""
