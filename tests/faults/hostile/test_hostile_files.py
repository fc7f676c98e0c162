"""Every hostile file is refused with its own sentence, or read rightly where it is harmless, in 10 s, the parent unharmed."""

import resource
from pathlib import Path

import pytest

from jiaxin.kit.confined import Confined
from jiaxin.kit.sheets.refusal import SENTENCES, Unreadable
from tests.faults.hostile import containers, contents

REFUSED = {name: (build, code) for name, (build, code) in containers.CASES.items()} | {
    name: (build, code) for name, (build, code, rows) in contents.CASES.items() if code
}
READ = {name: (build, rows) for name, (build, code, rows) in contents.CASES.items() if not code}
SURVEY = "tests.faults.hostile.surveying:survey"


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_own_sentence(name: str, tmp_path: Path) -> None:
    build, code = REFUSED[name]
    path = build(tmp_path / name)
    before = resident_mb()
    with pytest.raises(Unreadable) as refusal:
        list(Confined(SURVEY, {"path": str(path)}))
    assert refusal.value.code == code
    assert refusal.value.said and refusal.value.do_this
    assert str(tmp_path) not in refusal.value.said
    assert resident_mb() - before < 30


@pytest.mark.parametrize("name", READ)
def test_a_harmless_oddity_is_read_rightly(name: str, tmp_path: Path) -> None:
    build, rows = READ[name]
    path = build(tmp_path / name)
    before = resident_mb()
    found = [(number, cells) for kind, number, cells in Confined(SURVEY, {"path": str(path)}) if kind == "row"]
    assert found == rows
    assert resident_mb() - before < 30


def test_no_two_causes_share_a_sentence() -> None:
    said = [one for one, _ in SENTENCES.values()]
    assert len(said) == len(set(said))


def test_the_corpus_is_large_enough() -> None:
    assert len(REFUSED) >= 28
