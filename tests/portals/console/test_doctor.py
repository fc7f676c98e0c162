"""`jiaxin doctor` and the production profile, as an officer of the data room meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def told(data: Path, *words: str, hosts: str = "xinyong.example.cn") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "JIAXIN_DATA": str(data),
        "JIAXIN_DATABASE": "",
        "JIAXIN_HOSTS": hosts,
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_production_without_a_name_is_named_and_does_not_start(tmp_path: Path) -> None:
    found = told(tmp_path, "-m", "jiaxin", "doctor", "--json", hosts="")
    codes = {one["code"]: one["grade"] for one in json.loads(found.stdout)}
    assert found.returncode == 1 and codes["settings.hosts-none"] == "error"
    started = told(tmp_path, "-c", "import config.wsgi", hosts="")
    assert started.returncode != 0 and "拒绝启动" in started.stderr and "Traceback" not in started.stderr


def test_production_with_a_name_is_sound_and_starts(tmp_path: Path) -> None:
    found = told(tmp_path, "-m", "jiaxin", "doctor")
    assert found.returncode == 0, found.stdout
    assert "必须改正" not in found.stdout
    assert told(tmp_path, "-c", "import config.wsgi").returncode == 0
    assert (tmp_path / "keys" / "session").stat().st_mode & 0o077 == 0
