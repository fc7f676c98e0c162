"""`make lock`: exact versions with hashes from requirements/*.in, without any address of where they came from.

`installer`, `runtime` and `build` are constrained by `dev`, so that what is served is what was tested.
"""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
UV = Path(sys.executable).parent / "uv"
OPTIONS = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "--python-version=3.11"]


def lock(name: str, *constraints: str) -> None:
    command = [str(UV), "pip", "compile", *OPTIONS, f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
    subprocess.run([*command, *constraints], cwd=FOLDER.parent, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    lock("dev")
    lock("scan")
    lock("probe")
    lock("wapiti")
    for name in ("installer", "runtime", "build", "spark", "ocr", "decoders"):
        lock(name, "-c", "requirements/dev.txt")
    lock("febrl", "--no-deps")  # its data alone is read
    (FOLDER / "locked-on").write_text(f"{datetime.now(UTC).date()}\n", "ascii")  # the doctor tells their age
