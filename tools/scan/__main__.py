"""`make scan` — the scanners of the source and of the settings, one after another; what each found, and whether any did.

    python -m tools.scan [bandit|semgrep|deploy|secrets …]

The scanners live in .venv-scan (made by `make scan`): the product needs none of them.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = ROOT / ".venv-scan/bin"


# Alphabets of codes, the public password of the demo, the test profile's key, an example in a docstring, a sentence about passwords.
KNOWN = "0123456789A|ABCDEFGHIJKLMNOPQRSTUVWXYZ234567|abcdefghijklmnopqrstuvwxyz234567|demo-only-2026|user:password@host|SECRET_KEY = \"test\"|Only you know the password"


def scanners() -> dict[str, list[str]]:
    python = str(ROOT / ".venv/bin/python")
    return {
        "bandit": [str(BIN / "bandit"), "-r", "jiaxin", "config", "-ll", "-q", "-c", "tools/scan/bandit.yaml"],
        "semgrep": [
            str(BIN / "semgrep"), "scan", "--metrics", "off", "--disable-version-check", "--error", "--quiet",
            "--config", "tools/scan/rules.yaml", "jiaxin", "config",
        ],
        "deploy": [python, "-m", "tools.scan.deploy"],
        "secrets": [str(BIN / "detect-secrets"), "scan", "--exclude-lines", KNOWN, "jiaxin", "config"],
    }  # fmt: skip


def main() -> int:
    wanted, failed = sys.argv[1:] or list(scanners()), []
    for name in wanted:
        started = time.monotonic()
        done = subprocess.run(scanners()[name], cwd=ROOT, capture_output=True, text=True, check=False)
        found = done.returncode != 0 or (name == "secrets" and '"hashed_secret"' in done.stdout)
        print(f"{'FOUND' if found else 'clean':>6}  {name} ({time.monotonic() - started:.1f} s)", flush=True)
        if found:
            failed.append(name)
            print((done.stdout + done.stderr)[-6_000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
