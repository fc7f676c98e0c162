"""The glossary says every word the code speaks, and no other."""

from tools import glossary


def test_every_label_of_the_code_stands_in_the_glossary():
    assert glossary.missing() == []


def test_no_entry_is_stale():
    assert glossary.stale() == []


def test_every_entry_has_english():
    written = glossary.written()
    assert len(written) > 250
    assert all(english.strip() and english.isascii() for english in written.values())


def test_a_word_taken_out_is_noticed(tmp_path, monkeypatch):
    page = tmp_path / "glossary.md"
    page.write_text(
        glossary.GLOSSARY.read_text("utf-8").replace(
            "| 投诉 | complaint | `complaint` |", "| 抱怨 | grumble | `grumble` |"
        ),
        "utf-8",
    )
    monkeypatch.setattr(glossary.written, "__defaults__", (page,))
    assert glossary.missing() == [("投诉", "complaint")]
    assert glossary.stale() == [("抱怨", "grumble")]
