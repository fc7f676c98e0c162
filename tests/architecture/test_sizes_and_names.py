"""A file holds one idea: short, and named after it."""

import pytest

from tests.architecture.source import files, named, text, under

WALL = 400
WRITTEN = {".py", ".html", ".css", ".js", ".mjs", ".toml", ".md"}
ONE_FILE = {"tools/verify/jiaxin_verify_log.py"}  # handed to outsiders, who must need nothing else
LISTS = ("docs/reference/", "jiaxin/domain/wording/")  # generated, or a list of sentences that is searched and not read
BUCKETS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "base",
    "misc",
    "shared_code",
    "service",
}


def test_no_file_is_longer_than_the_wall() -> None:
    long = {named(p): n for p in files() if p.suffix in WRITTEN and (n := len(text(p).splitlines())) > WALL}
    long = {name: n for name, n in long.items() if not name.startswith(LISTS) and name not in ONE_FILE}
    assert not long, f"split by idea, not by layer: {long}"


def test_no_file_or_folder_is_a_bucket() -> None:
    buckets = [named(p) for p in under("jiaxin") if BUCKETS & {p.stem, *named(p).split("/")}]
    assert not buckets, f"name it after what it knows: {buckets}"


@pytest.mark.parametrize("folder", ["jiaxin", "tests"])
def test_the_middle_file_stays_small(folder: str) -> None:
    lengths = sorted(len(text(p).splitlines()) for p in under(folder) if text(p).strip())
    assert lengths[len(lengths) // 2] <= 140
