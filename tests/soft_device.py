"""A stand-in for a certified device: SoftHSM, a PKCS#11 library in software, with a token of this run's own."""

import os
import subprocess
from pathlib import Path

LIBRARY = next((path for path in map(Path, ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so")) if path.exists()), None)
TOKEN, PIN = "jiaxin test", "99-1234"
MISSING = "SoftHSM is not installed on this machine; .ci/run installs it"


def made_in(folder: Path) -> None:
    """A fresh token in a folder; the library reads where from the environment, once in each process."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    words = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", "99-so-pin"]
    subprocess.run(words, check=True, capture_output=True)
