"""The scan spool: counts look-ups and knows nobody."""

from pathlib import Path

from jiaxin.apps.publication.spool import FOLDER, Scan, Spool, drop, read

KEY, HOUR = bytes(range(32)), 3600


def test_scans_are_read_in_order_and_once(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.note(KEY, 10, "child")
    spool.note(KEY, 11)
    spool.flush(11)
    ((name, offset, scans),) = read(tmp_path, {})
    assert scans == [Scan(KEY, 10, "child"), Scan(KEY, 11, "")]
    assert list(read(tmp_path, {name: offset})) == []
    spool.note(KEY, 12, "elder")
    spool.flush(12)
    ((_, _, more),) = read(tmp_path, {name: offset})
    assert more == [Scan(KEY, 12, "elder")]
    spool.close()


def test_a_record_cut_short_by_a_crash_waits_for_its_rest(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.note(KEY, 10)
    spool.flush(10)
    spool.close()
    (path,) = (tmp_path / FOLDER).iterdir()
    path.write_bytes(path.read_bytes() + b"half a record")
    ((_, offset, scans),) = read(tmp_path, {})
    assert (offset, len(scans)) == (48, 1)


def test_an_hour_ends_its_file_and_counted_hours_are_dropped(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for at in (10, HOUR + 10):
        spool.note(KEY, at)
        spool.flush(at)
    assert len(list((tmp_path / FOLDER).iterdir())) == 2
    drop(tmp_path, HOUR)
    assert [scans[0].at for _, _, scans in read(tmp_path, {})] == [HOUR + 10]
    spool.close()


def test_a_busy_minute_is_written_before_it_is_flushed(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    for at in range(64):
        spool.note(KEY, at)
    assert sum(len(scans) for _, _, scans in read(tmp_path, {})) == 64
    spool.close()


def test_only_the_card_the_instant_the_use_and_a_random_token_are_kept(tmp_path: Path) -> None:
    spool = Spool(tmp_path)
    spool.note(KEY, 10, "home", b"\x07" * 8)
    spool.flush(10)
    spool.close()
    (path,) = (tmp_path / FOLDER).iterdir()
    assert path.read_bytes() == KEY + (10).to_bytes(4, "big") + b"\x01" + bytes(3) + b"\x07" * 8
