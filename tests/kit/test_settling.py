"""What is said to be kept is on the disk first, unless the whole is thrown away when it breaks."""

import os

import pytest

from jiaxin.kit import settling


@pytest.mark.parametrize("waits", [True, False])
def test_the_disk_is_waited_for(monkeypatch, tmp_path, waits):
    synced = list[int]()
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(settling, "_waits", True)
    if not waits:
        settling.do_not_wait()
    with (tmp_path / "kept").open("wb") as file:
        file.write(b"x")
        settling.settle(file)
        assert (tmp_path / "kept").read_bytes() == b"x"
        assert synced == ([file.fileno()] if waits else [])
