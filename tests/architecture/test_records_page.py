"""The reference page of record kinds is what the declarations say today."""

from tools import reference_records


def test_the_page_is_not_stale():
    assert not reference_records.stale(), "run: python -m tools.reference_records"


def test_a_changed_declaration_makes_it_stale(tmp_path, monkeypatch):
    old = tmp_path / "records.md"
    old.write_text(reference_records.page().replace("行政处罚", "处罚"), "utf-8")
    monkeypatch.setattr(reference_records, "PAGE", old)
    assert reference_records.main(["--check"]) == 1
    assert reference_records.main([]) == 0
    assert reference_records.main(["--check"]) == 0
