"""`check --deploy` of the production profile, warnings counted as failures, in a data folder of its own."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "JIAXIN_DATA": folder, "JIAXIN_DATABASE": "", "JIAXIN_HOSTS": "xinyong.example.cn", "DJANGO_SETTINGS_MODULE": "config.settings.production",
        }  # fmt: skip
        words = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        return subprocess.run(words, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
