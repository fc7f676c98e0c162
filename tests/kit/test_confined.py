import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jiaxin.kit.confined import ROOT, Confined, load_bounds
from jiaxin.kit.sheets.refusal import Unreadable, refused

HERE = "tests.kit.test_confined"
BOUNDS = load_bounds()


def counting(upto: int) -> Iterator[Any]:
    for number in range(upto):
        yield {"number": number, "text": "样例"}


def refusing() -> Iterator[Any]:
    yield 1
    raise refused("csv.quote", row=7)


def crashing(secret: str) -> Iterator[Any]:
    yield 1
    raise RuntimeError(secret)


def chattering() -> Iterator[Any]:
    print("this must not get between the messages", flush=True)
    os.write(2, b"x" * 300_000)
    yield "fine"


def hogging() -> Iterator[Any]:
    yield len(b"x" * (3 << 30))


def aborting() -> Iterator[Any]:
    os.abort()
    yield 1


def busy() -> Iterator[Any]:
    while True:
        pass
    yield 1


def sleeping() -> Iterator[Any]:
    yield os.getpid()
    yield "x" * 100_000  # more than is kept back, so that the first arrives
    time.sleep(60)


def writing() -> Iterator[Any]:
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"confined-{os.getpid()}"
    try:
        with path.open("wb") as file:
            for _ in range(64):
                file.write(b"x" * (1 << 20))
    finally:
        path.unlink()
    yield 1


def refusal(run: Confined) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        list(run)
    return found.value


def test_messages_arrive_in_order() -> None:
    found = list(Confined(f"{HERE}:counting", {"upto": 5_000}))
    assert [one["number"] for one in found] == list(range(5_000))


def test_a_refusal_comes_through_with_its_sentence() -> None:
    found = refusal(Confined(f"{HERE}:refusing", {}))
    assert (found.code, found.said) == ("csv.quote", "CSV 从第 7 行起引号没有配对")


def test_a_crash_is_a_sentence_and_tells_nothing_from_inside(capfd: pytest.CaptureFixture[str]) -> None:
    found = refusal(Confined(f"{HERE}:crashing", {"secret": "340212197506069123"}))
    assert found.code == "reading.crash"
    out, err = capfd.readouterr()
    assert "340212" not in found.said + found.do_this + out + err


@pytest.mark.faults
def test_an_abort_is_a_crash_and_leaves_the_parent_alone() -> None:
    assert refusal(Confined(f"{HERE}:aborting", {})).code == "reading.crash"


def test_an_unknown_function_is_a_crash() -> None:
    assert refusal(Confined(f"{HERE}:nothing_here", {})).code == "reading.crash"


def test_what_is_printed_does_not_disturb_the_messages(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(Confined(f"{HERE}:chattering", {})) == ["fine"]
    assert capfd.readouterr() == ("", "")


def test_too_much_memory_has_its_own_sentence() -> None:
    assert refusal(Confined(f"{HERE}:hogging", {})).code == "reading.memory"


def test_a_temporary_file_cannot_grow_without_end() -> None:
    assert refusal(Confined(f"{HERE}:writing", {}, replace(BOUNDS, file_bytes=8 << 20))).code == "reading.memory"


@pytest.mark.faults
def test_too_much_computing_has_its_own_sentence() -> None:
    assert refusal(Confined(f"{HERE}:busy", {}, replace(BOUNDS, cpu_seconds=1))).code == "reading.time"


@pytest.mark.faults
def test_waiting_too_long_has_its_own_sentence() -> None:
    run = Confined(f"{HERE}:sleeping", {}, replace(BOUNDS, wall_seconds=1))
    assert refusal(run).code == "reading.time"
    assert not alive(run.pid)


def test_a_message_beyond_the_limit_is_refused() -> None:
    assert refusal(Confined(f"{HERE}:sleeping", {}, replace(BOUNDS, message_bytes=1_000))).code == "reading.memory"


@pytest.mark.faults
def test_it_can_be_cancelled_from_another_thread() -> None:
    run = Confined(f"{HERE}:sleeping", {})
    threading.Timer(0.5, run.cancel).start()
    assert refusal(run).code == "reading.cancelled"
    assert not alive(run.pid)


@pytest.mark.faults
def test_leaving_early_ends_the_child() -> None:
    with Confined(f"{HERE}:sleeping", {}) as run:
        messages = iter(run)
        assert next(messages) == run.pid
        assert alive(run.pid)
    assert not alive(run.pid)


@pytest.mark.faults
def test_the_child_dies_with_its_parent() -> None:
    code = (
        "import os\nfrom jiaxin.kit.confined import Confined\n"
        f"run = Confined('{HERE}:sleeping', {{}})\nmessages = iter(run)\nnext(messages)\nprint(run.pid, flush=True)\nos.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    child = int(done.stdout)
    for _ in range(50):
        if not alive(child):
            return
        time.sleep(0.1)
    raise AssertionError("the child outlived its parent")


def test_the_child_inherits_no_secrets_and_loads_nothing_it_does_not_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIAXIN_KEY", "secret")
    names, modules = list(Confined("tests.kit.lean:environment", {}))
    assert "JIAXIN_KEY" not in names
    assert modules == []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
