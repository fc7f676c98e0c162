"""Few dependencies, each with one line on why, each pinned with hashes, and no address of where it came from."""

import json
import re
import tomllib

from tests.architecture.source import ROOT

REQUIREMENTS = ROOT / "requirements"


def test_every_dependency_says_why_it_is_here() -> None:
    silent = [
        f"{path.name}: {line}"
        for path in REQUIREMENTS.glob("*.in")
        for line in path.read_text().splitlines()
        if line and not line.startswith(("#", "-r")) and not re.search(r"#\s*\S+ \S+", line)
    ]
    assert not silent, f"add a comment with the reason: {silent}"


def test_every_pin_has_hashes_and_every_dependency_a_pin() -> None:
    for name in ("runtime", "dev", "build"):
        locked = (REQUIREMENTS / f"{name}.txt").read_text()
        asked = re.findall(r"^([a-zA-Z0-9][a-zA-Z0-9._-]*)", (REQUIREMENTS / f"{name}.in").read_text(), re.M)
        for dependency in asked:
            assert re.search(rf"^{dependency.lower()}(\[[a-z,]+\])?==", locked, re.M), f"{dependency}: run `make lock`"
        blocks = re.split(r"\n(?=[a-z0-9])", locked.strip())
        assert all("--hash=sha256:" in block for block in blocks if "==" in block.split("\n")[0])


def test_the_lock_of_npm_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text()


def test_days_to_mend_are_those_of_the_page() -> None:
    """How soon flaws of others' code are mended stands in the file of limits and on the page, alike; and the locks say their day."""
    days = tomllib.loads((ROOT / "config/limits.toml").read_text("utf-8"))["flaws"]
    page = (ROOT / "docs/how-to/mend-flaws-of-others.md").read_text("utf-8")
    assert {name: int(number) for number, name in re.findall(r"\| (\d+) \| `(\w+)` \|", page)} == days
    assert days["critical_days"] < days["high_days"] < days["medium_days"] < days["low_days"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\n", (ROOT / "requirements/locked-on").read_text("ascii"))
