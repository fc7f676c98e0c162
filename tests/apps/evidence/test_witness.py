"""见证 — an outsider's program signs what grows and nothing else; the district keeps its signature; a verifier may ask for it.

The program runs as the association would run it: with the public files of the log, behind an address or in a folder.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.error import HTTPError

import pytest
from django.conf import settings
from django.test import Client

from jiaxin.apps.access import keyfiles
from jiaxin.apps.evidence import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.kit import notes
from jiaxin.portals.console.minutes import page
from tests.apps.evidence.conftest import Record
from tools.bench.exported import export
from tools.bench.tampering import Case
from tools.verify import jiaxin_verify_log

pytestmark = pytest.mark.crypto

Witness = Callable[..., tuple[int, str]]


@pytest.fixture
def witness(record: Record, monkeypatch: pytest.MonkeyPatch) -> Witness:
    """`witness("look", source)` → (exit status, what it said)."""
    monkeypatch.syspath_prepend("tools/verify")
    import jiaxin_witness

    program: ModuleType = jiaxin_witness
    monkeypatch.setattr(program, "verify", jiaxin_verify_log)
    home = record.folder / "association"
    home.mkdir()

    def run(word: str, *rest: object) -> tuple[int, str]:
        record.capsys.readouterr()
        asked = [word, "--folder", str(home), *map(str, rest)]
        if word == "look":
            asked += ["--key", record.key(), "--out", str(home / "signed")]
        status = program.main(asked)
        return status, record.capsys.readouterr().out

    return run


def signed(record: Record) -> str:
    return (record.folder / "association" / "signed").read_text("utf-8")


def test_a_witness_signs_a_log_that_grows_and_a_verifier_may_ask_for_its_name(record: Record, witness: Witness) -> None:
    status, vkey = witness("new-key", "association.example")
    assert status == 0 and vkey.startswith("association.example+")
    record.facts(5)
    record.publish()
    status, said = witness("look", record.log())
    assert status == 0 and said.startswith("signed\t5\t")
    asked = ("--witness", vkey.strip(), "--quorum", 1)
    assert record.check(*asked)[1] == [("witness", 0)], "what the district has not been given counts for nothing"
    assert actions.add_cosignature(signed(record)) == "association.example"
    assert record.check(*asked) == (0, []) and "association.example 见证到第 5 条" in record.said
    record.facts(4)
    record.publish()
    status, said = witness("look", record.log())
    assert status == 0 and "前 5 条未变，现有 9 条" in said
    assert actions.add_cosignature(signed(record)) == "association.example"
    note = queries.latest("facts")
    assert note is not None and any(line.split()[1] == "association.example" for line in note.lines)
    proof = queries.inclusion("facts", 3)
    assert "association.example" in proof.text, "a proof carries the witness's signature"
    assert "9" in witness("seen")[1]


def test_of_a_log_rolled_back_or_written_anew_it_signs_nothing_and_remembers_nothing(record: Record, witness: Witness) -> None:
    witness("new-key", "neighbour.example")
    record.facts(40)
    record.publish()
    shutil.copytree(record.log(), record.folder / "early")
    record.facts(60)
    record.publish()
    assert witness("look", record.log())[0] == 0
    before = signed(record)
    status, said = witness("look", record.folder / "early")
    assert status == 1 and "拒绝签名" in said and said.startswith("rolled-back\t")
    seed = keyfiles.read(Path(settings.KEYS_FOLDER) / "log")[-1].raw
    case = Case(export(record.folder / "copy.sqlite3"), record.log(), seed, random.Random(3))
    case.put(7, case.body(7) | {"subject": "z" * 16}, leaf=True)
    record.clock.forward(hours=3)
    case.sign_again(100)
    status, said = witness("look", record.log())
    assert status == 1 and "拒绝签名" in said
    assert signed(record) == before and "\t100\t" in witness("seen")[1]


def test_what_is_no_checkpoint_of_ours_or_carries_no_witness_is_not_kept(record: Record, witness: Witness) -> None:
    witness("new-key", "association.example")
    record.facts(3)
    record.publish()
    own = str(queries.latest("facts"))
    with pytest.raises(Refused, match="没有见证方的签名"):
        actions.add_cosignature(own)
    assert witness("look", record.log())[0] == 0
    with pytest.raises(Refused, match="不是本区签发的检查点"):
        actions.add_cosignature(signed(record).replace("\n3\n", "\n4\n", 1))
    with pytest.raises(Refused, match="不是本区签发的检查点"):
        actions.add_cosignature("nothing")


def test_the_page_for_the_minutes_holds_what_a_verifier_can_be_told_by_hand(record: Record, witness: Witness) -> None:
    witness("new-key", "association.example")
    record.facts(6)
    record.publish()
    witness("look", record.log())
    actions.add_cosignature(signed(record))
    printed = page()
    note = queries.latest("facts")
    assert note is not None
    point = note.checkpoint()
    root = printed.partition('<dt>根值</dt><dd><span class="root">')[2].partition("</span>")[0].replace(" ", "")
    assert f"<dd>{point.size}</dd>" in printed and "association.example" in printed and printed.count("<svg") >= 1
    assert record.check("--held", f"{point.size}:{root}") == (0, [])
    assert record.check("--held", f"{point.size}:{root[::-1][1:]}=")[0] != 0
    assert notes.read(str(note)).checkpoint() == point


class Answer:
    """What `urlopen` gives, from our own pages."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def read(self) -> bytes:
        return self._body

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        return None


def test_behind_its_address_the_log_is_the_same_and_nothing_else_lies_there(record: Record, witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    witness("new-key", "association.example")
    record.facts(300)
    record.publish()
    client, asked = Client(), []

    def opened(address: str, timeout: int = 0) -> Answer:
        asked.append(address)
        found: Any = client.get(address.removeprefix("http://testserver"))
        if found.status_code != 200:
            raise HTTPError(address, found.status_code, "", found.headers, None)
        return Answer(found.content)

    monkeypatch.setattr("urllib.request.urlopen", opened)
    address = "http://testserver/notices/log/facts"
    assert witness("look", address)[0] == 0 and len(asked) > 2
    assert actions.add_cosignature(signed(record)) == "association.example"
    record.capsys.readouterr()
    assert jiaxin_verify_log.main(["log", address, "--key", record.key()]) == 0
    full, part = f"{address}/tile/0/000", f"{address}/checkpoint"
    assert client.get(full.removeprefix("http://testserver"))["Cache-Control"].endswith("immutable")
    assert client.get(part.removeprefix("http://testserver"))["Cache-Control"] == "no-cache"
    for path in ("facts/.lock", "facts/../../keys/log", "facts/tile/0/", "facts/tile/../checkpoint", "nothing/checkpoint", "facts/tile/0/999"):
        assert client.get(f"/notices/log/{path}").status_code == 404, path
    shown = client.get("/notices/log/").text
    assert "association.example" in shown and "300" in shown and address in shown
    for which, name in (("verify", "jiaxin_verify_log.py"), ("witness", "jiaxin_witness.py")):
        got = client.get(f"/notices/log/{which}.py")
        assert got.content == Path("tools/verify", name).read_bytes() and name in got["Content-Disposition"]
    assert client.get("/notices/log/other.py").status_code == 404
