"""`make test` on two stores: the second run begins near the end of the first, both are counted in one closing line."""

import subprocess
import sys
from typing import Any

import pytest

from tools import run_tests

SAID = {
    "sqlite": ["....  [ 50%]", "....  [ 97%]", "....  [100%]", "3 failed, 40 passed, 2 skipped in 1.50s"],
    "postgres": ["....  [100%]", "7 passed, 1 skipped in 0.50s"],
}
STATUS = {"sqlite": 1, "postgres": 0}


def speaking(begun: list[str]) -> Any:
    real = subprocess.Popen

    def started(command: list[str], **more: Any) -> subprocess.Popen[str]:
        store = next(word for word in command if word.startswith("--store=")).removeprefix("--store=")
        begun.append(store)
        lines = "\n".join(SAID[store])
        return real([sys.executable, "-c", f"print({lines!r}); raise SystemExit({STATUS[store]})"], **more)

    return started


def test_both_are_shown_one_after_the_other_and_counted_together(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    begun: list[str] = []
    monkeypatch.setattr(run_tests.subprocess, "Popen", speaking(begun))
    assert run_tests.main([]) == 1
    said = capsys.readouterr().out.splitlines()
    assert begun == ["sqlite", "postgres"]
    assert [line for line in said if line in SAID["sqlite"] + SAID["postgres"]] == SAID["sqlite"] + SAID["postgres"]
    assert "3 failed, 47 passed, 3 skipped in " in said[-1] and said[-1].startswith("=")


def test_the_second_begins_near_the_end_of_the_first_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(run_tests.subprocess, "Popen", speaking(begun))
    one = run_tests.Run("SQLite", ["--store=sqlite"])
    shown: list[str] = []
    monkeypatch.setattr(run_tests.sys.stdout, "write", shown.append)
    at: list[int] = []
    assert one.shown(lambda: at.append(len(shown)))[0] == 1
    assert at == [2], "after the line that says 97 %"
