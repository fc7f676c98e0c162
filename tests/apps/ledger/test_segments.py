"""The record in columns: joined segments lie by kind and subject, and hold the same rows."""

from collections.abc import Iterator
from typing import Any

import pyarrow.parquet as pq
import pytest

from jiaxin.apps.access import vault
from jiaxin.apps.ledger import actions, segments
from jiaxin.apps.ledger.queries import checkpoint
from jiaxin.domain.records.segments import columns, row
from jiaxin.kit.ids import new_id
from tests.apps.ledger.test_appending import training

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]


def test_joined_segments_lie_by_kind_and_subject(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(segments, "JOIN_ABOVE", 3)
    workers = sorted((new_id() for _ in range(3)), reverse=True)
    for n in range(4):
        at = checkpoint().size
        actions.append([training(w)._replace(key=(f"第{n}次", "2026-05-06")) for w in workers])
        assert segments.extend(checkpoint().size) == checkpoint().size - at
    (whole,) = segments.files()
    rows = pq.read_table(whole).select(["kind", "subject", "position"]).to_pylist()
    places = [(row["kind"], row["subject"], row["position"]) for row in rows]
    assert places == sorted(places)
    assert {row["position"] for row in rows} == set(range(1, checkpoint().size + 1))


def test_whoever_is_erased_leaves_the_columns_and_stands_beside_others_as_nobody(settings: Any, tmp_path: Any) -> None:
    settings.DATA = tmp_path
    gone, other = new_id(), new_id()
    actions.append([training(gone), training(other), training(other)._replace(key=("第二课", "2026-05-06"), counterparty=gone)])
    segments.extend(checkpoint().size)
    assert segments.forget([gone]) == 1 and segments.forget([gone]) == 0
    rows = pq.read_table(segments.files()[0]).select(["subject", "counterparty"]).to_pylist()
    assert {row["subject"] for row in rows} == {other}
    beside = {row["counterparty"] for row in rows} - {""}
    assert len(beside) == 1 and gone not in beside
    vault.ensure_keys([gone])
    vault.destroy([gone], "erased on demand")
    for path in (*segments.files(), segments.folder() / "manifest.json"):
        path.unlink()
    segments.extend(checkpoint().size)  # written again from the record
    again = pq.read_table(segments.files()[0]).select(["subject", "counterparty"]).to_pylist()
    assert again == rows


@pytest.fixture
def yesterdays(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The columns of a version that did not measure hours of training yet."""
    with monkeypatch.context() as before:
        before.setattr(segments, "columns", lambda: tuple(one for one in columns() if one.name != "training_hours_hundredths"))
        before.setattr(segments, "row", lambda entry: tuple(v for one, v in zip(columns(), row(entry), strict=True) if one.name != "training_hours_hundredths"))
        segments._layout.cache_clear()
        yield before
    segments._layout.cache_clear()


def test_columns_of_an_older_version_are_written_anew_from_the_record(settings: Any, tmp_path: Any, yesterdays: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    her, other = new_id(), new_id()
    eight = {"training_hours_hundredths": 800}
    actions.append([one._replace(clear=one.clear | eight) for one in map(training, (her, other))])
    segments.extend(checkpoint().size)
    (old,) = segments.files()
    assert "training_hours_hundredths" not in pq.read_schema(old).names
    yesterdays.undo()
    segments._layout.cache_clear()
    assert segments.covered() == 0 and not segments.files()
    more = training(her)
    actions.append([more._replace(key=("第二课", "2026-05-06"), clear=more.clear | eight)])
    segments.extend(checkpoint().size)
    told = [row for path in segments.files() for row in pq.read_table(path).select(["subject", "training_hours_hundredths"]).to_pylist()]
    assert [row["training_hours_hundredths"] for row in told] == [800, 800, 800]
    assert not old.exists()


def test_erasing_before_the_columns_are_written_anew_leaves_nothing_of_her(settings: Any, tmp_path: Any, yesterdays: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    gone = new_id()
    actions.append([training(gone)])
    segments.extend(checkpoint().size)
    yesterdays.undo()
    segments._layout.cache_clear()
    segments.forget([gone])
    assert not list(tmp_path.rglob("*.parquet"))
