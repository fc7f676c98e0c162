"""The hostile corpus through the upload itself: the batch fails with its own sentence and nothing else happens."""

import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import keeping
from jiaxin.apps.intake import queries as batches
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.kit.sheets.refusal import SENTENCES
from tests.faults.hostile import containers, contents

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
CORPUS: dict[str, tuple[Callable[[Path], Path], str]] = dict(containers.CASES) | {
    name: (build, code) for name, (build, code, _) in contents.CASES.items()
}
SLOW = {"16M-blank-cells.xlsx", "blank-rows.xlsx", "many-lines.csv"}  # `tools/bench/hostile_files.py` runs them too
NO_HEADING_SEEN_FIRST = {"rows.xlsx": "没有找到表头。.*"}  # given up before its 200,001st row
TRIED = sorted(CORPUS.keys() - SLOW)


def spent_seconds() -> float:
    """CPU of this process and of its children: a wall would measure who else is on the machine."""
    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def spoken(code: str) -> str:
    """The sentence of a cause, with anything where it names a part or a figure."""
    pattern = "。".join(re.sub(r"\\\{.*?\\\}", ".*", re.escape(one)) for one in SENTENCES[code])
    return pattern


@pytest.mark.parametrize("name", TRIED)
def test_a_hostile_upload_fails_alone(name: str, tmp_path: Path, settings) -> None:
    settings.DATA = tmp_path
    build, code = CORPUS[name]
    path = build(tmp_path / name)
    access.set_up_organisation(console_actor(), "bench", "样例区商务局", "bureau", "349912")
    data = path.read_bytes()
    path.unlink()
    before, started = resident_mb(), spent_seconds()
    try:
        batch_id, _ = intake.receive(console_actor("bench"), name, data)
        intake.work()
    except Refused as why:  # refused at the door
        assert why.said and why.do_this
        batch_id = ""
    assert spent_seconds() - started < 10
    assert resident_mb() - before < 60
    assert ledger.checkpoint().size == 0
    assert not list((tmp_path / "batches").glob("*.plain-*")) if (tmp_path / "batches").exists() else True
    if not batch_id:
        return
    batch = batches.batch(batch_id)
    assert batch is not None
    if code:
        assert batch.state == "failed"
        assert re.fullmatch(NO_HEADING_SEEN_FIRST.get(name, spoken(code)), batch.said), batch.said
    else:  # harmless, but no sheet of ours: no heading
        assert (batch.state in ("failed", "checked") and batches.findings(batch_id) == []) or batch.said
    assert intake.work() == 0, "a failed batch is not tried again"
    assert keeping.kept(batch_id, "file") == data, "kept as it came, for whoever asks what was sent"
