"""The reference pages of record kinds are what the declarations say today."""

from tools import write_records


def test_no_page_is_stale():
    assert write_records.stale() == [], "run: python -m tools.write_records"


def test_a_changed_or_left_over_page_is_noticed_and_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(write_records, "REFERENCE", tmp_path)
    assert write_records.main([]) == 0
    (tmp_path / "records" / "penalty.md").write_text("行政处罚", "utf-8")
    (tmp_path / "records" / "gossip.md").write_text("闲话", "utf-8")
    assert write_records.stale() == ["records/gossip.md", "records/penalty.md"]
    assert write_records.main(["--check"]) == 1
    assert write_records.main([]) == 0
    assert write_records.main(["--check"]) == 0
