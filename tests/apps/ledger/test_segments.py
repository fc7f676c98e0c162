"""The record in columns: joined segments lie by kind and subject, and hold the same rows."""

from typing import Any

import pyarrow.parquet as pq
import pytest

from jiaxin.apps.access import vault
from jiaxin.apps.ledger import actions, segments
from jiaxin.apps.ledger.queries import checkpoint
from jiaxin.kit.ids import new_id
from tests.apps.ledger.test_appending import training

pytestmark = pytest.mark.django_db


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
