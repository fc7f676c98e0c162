"""`jiaxin verify` on a machine with nothing but Python and the cipher library."""

import json
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

VECTORS = json.loads(Path("tests/fixtures/onecode/vectors.json").read_text("utf-8"))
NAMED = {one["name"]: one for one in VECTORS}


def asked(case: dict[str, object], folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "keys.note").write_text(str(case["keys"]), "utf-8")
    (folder / "status.cose").write_bytes(b64decode(str(case["status"])))
    guard = "import sys; sys.modules['django'] = None; from jiaxin.__main__ import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", guard, "verify", str(case["text"]), "--keys", str(folder / "keys.note"), "--status"]
    return subprocess.run([*command, str(folder / "status.cose"), "--at", str(case["now"]), *more], capture_output=True, text=True, check=False)  # fmt: skip


@pytest.mark.parametrize("suite", ["ed25519", "sm2"])
def test_it_judges_without_django(suite: str, tmp_path: Path) -> None:
    good = asked(NAMED[f"{suite}: card"], tmp_path, "--json")
    assert good.returncode == 0, good.stderr
    assert json.loads(good.stdout)["name"] == "张*英"
    bad = asked(NAMED[f"{suite}: over"], tmp_path)
    assert bad.returncode == 1
    assert "这个码已挂失、换新或注销" in bad.stdout and "请对方出示新的码" in bad.stdout


def test_lists_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    found = asked(NAMED["ed25519: card"] | {"keys": "nothing"}, tmp_path)
    assert found.returncode == 2 and "名单读不出来" in found.stderr
