"""A killed process leaves plain files behind; the next start removes them, and only them."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.test import RequestFactory

from jiaxin.apps.access import vault
from jiaxin.apps.intake import keeping
from jiaxin.kit.scratch import NAME, scratch, sweep

pytestmark = pytest.mark.faults
ROSTER = Path(__file__).parents[1] / "fixtures" / "rosters" / "01-template-order.xlsx"


@contextmanager
def busy(work: Callable[[Callable[[], None]], None]) -> Iterator[int]:
    """A process of its own that has come to the point where it calls `here`, and stays there until killed."""
    reached, here = os.pipe()
    if not (pid := os.fork()):
        try:
            work(lambda: (os.write(here, b"1"), signal.pause()))  # type: ignore[arg-type,return-value]
        finally:
            os._exit(1)
    try:
        assert os.read(reached, 1) == b"1"
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def held(data: Path) -> Callable[[Callable[[], None]], None]:
    def work(here: Callable[[], None]) -> None:
        with scratch(data) as folder:
            (folder / "file").write_bytes(b"plain")
            here()

    return work


def plain(data: Path) -> list[Path]:
    return [path for path in (data / NAME).rglob("*") if path.is_file()]


def test_what_a_dead_process_left_is_swept_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    with busy(held(tmp_path)):
        with busy(held(tmp_path)):
            assert sweep(tmp_path) == 0
            assert len(plain(tmp_path)) == 2
        assert sweep(tmp_path) == 1
        assert len(plain(tmp_path)) == 1
    assert sweep(tmp_path) == 1
    assert not list((tmp_path / NAME).iterdir())


def test_a_folder_is_private_and_gone_with_its_use(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="on the way"), scratch(tmp_path) as folder:
        (folder / "file").write_bytes(b"plain")
        assert folder.stat().st_mode & 0o077 == 0
        raise ValueError("on the way")
    assert not list((tmp_path / NAME).iterdir())


@pytest.mark.django_db
def test_the_job_process_removes_at_its_start_the_copy_of_a_roster(data_folder: Path, settings) -> None:
    settings.DATA = data_folder

    def read(here: Callable[[], None]) -> None:
        with keeping.on_disk("b1") as path:
            assert path is not None and path.read_bytes() == ROSTER.read_bytes()
            here()

    vault.ensure_keys([keeping.owner("b1")])
    keeping.keep("b1", "file", ROSTER.read_bytes())
    with busy(read):
        assert [path.read_bytes() for path in plain(data_folder)] == [ROSTER.read_bytes()]
    assert plain(data_folder), "nobody could tidy up"
    environment = os.environ | {"JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    prepare = "from jiaxin.portals.console.district import *; open_district(); prepare_district()"
    subprocess.run([sys.executable, "-c", prepare], env=environment, check=True)
    subprocess.run([sys.executable, "-m", "jiaxin", "work", "--once"], env=environment, check=True)
    assert not list((data_folder / NAME).iterdir())


def test_a_large_upload_never_has_a_name_on_disk(rf: RequestFactory, tmp_path: Path, monkeypatch, settings) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1)
    sent = BytesIO(content)
    sent.name = "名册.xlsx"
    file = rf.post("/", {"file": sent}).FILES["file"]
    assert isinstance(file, UploadedFile)
    assert (file.name, file.size, file.read()) == ("名册.xlsx", len(content), content)
    assert not list(tmp_path.iterdir())
    file.close()
