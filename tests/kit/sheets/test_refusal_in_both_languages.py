"""读不了的话 — each refusal of a file has its English, joined as the page joins it; a web page under the name of a sheet says what, why and how."""

from pathlib import Path

import pytest

from jiaxin.domain.wording import english
from jiaxin.kit.picture_bundles import SENTENCES as BUNDLES
from jiaxin.kit.rewording import Catalogue
from jiaxin.kit.sheets.cells import open_workbook
from jiaxin.kit.sheets.refusal import SENTENCES, Unreadable, refused

PORTAL = (b"<html><table><tr><td>a</td></tr></table></html>", b"<table border='1'><tr><td>a</td></tr></table>", b"<?xml version='1.0'?><table class='x'><tr/></table>", b"MIME-Version: 1.0\n")
CHINESE = range(0x3400, 0xA000)


def test_no_refusal_is_left_in_chinese_on_an_english_page() -> None:
    reader = Catalogue(english())
    facts = {"sheet": "Roster", "part": "a.xml", "found": 7, "limit": 5, "row": 3, "limit_mb": 9}
    for said, do_this in (*SENTENCES.values(), *BUNDLES.values()):
        whole = f"{said.format(**facts)}。{do_this.format(**facts)}"
        assert not [c for c in reader.text(whole) if ord(c) in CHINESE], whole
    assert "“Roster”: more than 5 rows" in reader.text(refused("sheet.rows", sheet="Roster", limit=5).said)


@pytest.mark.parametrize("data", PORTAL)
def test_a_web_page_under_the_name_of_a_sheet_is_called_one(tmp_path: Path, data: bytes) -> None:
    (path := tmp_path / "导出.xls").write_bytes(data)
    with pytest.raises(Unreadable) as refusal, open_workbook(path):
        pass
    told = refusal.value
    assert told.code == "file.web-page"
    assert "网页文件" in told.said and "只收 .xlsx、.xls 和 .csv" in told.said and "另存为“Excel 工作簿（.xlsx）”" in told.do_this
