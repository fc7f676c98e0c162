"""One parent, three processes: served means answered, and a death is told and ends the others."""

import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from jiaxin.demo.serving import District, Part
from jiaxin.domain.errors import Refused
from tests.free_ports import free_port


def pages(folder: Path, port: int) -> Part:
    words = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(folder)]
    return Part("页面", words, f"http://127.0.0.1:{port}/")


def test_started_means_answered_and_a_death_is_told(tmp_path: Path) -> None:
    port = free_port()
    told = tmp_path / "enough"
    short_lived = Part("后台任务", [sys.executable, "-c", f"import os, time\nwhile not os.path.exists({str(told)!r}): time.sleep(0.05)"])
    district = District(tmp_path, free_port(), [pages(tmp_path, port), short_lived])
    district.start()
    with urlopen(f"http://127.0.0.1:{port}/") as answer:
        assert answer.status == 200
    told.touch()
    said: list[str] = []
    assert district.watch(said.append) == 1
    assert said == ["“后台任务”意外退出（代码 0），其余也已停止"]
    with pytest.raises(OSError):
        urlopen(f"http://127.0.0.1:{port}/", timeout=1)


def test_a_part_that_cannot_start_is_named_and_nothing_is_left_running(tmp_path: Path) -> None:
    broken = Part("查询页面", [sys.executable, "-c", "raise SystemExit(3)"], f"http://127.0.0.1:{free_port()}/")
    port = free_port()
    district = District(tmp_path, free_port(), [pages(tmp_path, port), broken])
    with pytest.raises(Refused, match="“查询页面”没有启动成功"):
        district.start()
    with pytest.raises(OSError):
        urlopen(f"http://127.0.0.1:{port}/", timeout=1)


def test_what_runs_beside_must_end_well(capfdbinary) -> None:
    from jiaxin.demo.command import _Beside
    from jiaxin.domain.errors import Refused

    _Beside("").ends_well()
    _Beside("true").ends_well()
    with pytest.raises(Refused, match="代码 1"):
        _Beside("sh -c 'echo 没有网络; exit 1'").ends_well()
    assert "没有网络".encode() in capfdbinary.readouterr().err
