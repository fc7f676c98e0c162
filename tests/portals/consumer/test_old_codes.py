"""Codes of an older platform: they lead to the present code's page, or a plain sentence says why not. No database."""

from pathlib import Path

import pytest

from jiaxin.apps.publication.actions import printing
from jiaxin.apps.publication.cardfile import FOLDER, Reader
from jiaxin.portals.consumer.portal import Ask, Portal

HER, OTHER = "keewsvcr27bkldsw", "mjrapqom6ck43hnk"
NEW = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with printing(tmp_path, "样例区") as press:
        press.old_codes({HER: [("JZY3402120037", NEW)], OTHER: [("AXF1234567", "")]})
    return tmp_path


def asked(data: Path, path: str, query: str = ""):
    answer = Portal(data).answer(Ask("GET", path, query), 0)
    return answer.status, dict(answer.headers).get("location", ""), answer.body.decode()


@pytest.mark.parametrize("typed", ["JZY3402120037", "jzy-3402120037", "JZY%203402120037", "ＪＺＹ-3402120037"])
def test_an_old_code_leads_to_the_page_of_the_present_one_however_it_is_written(data: Path, typed: str) -> None:
    assert asked(data, f"/old/{typed}")[:2] == (302, f"/c/{NEW}")
    assert asked(data, "/old", f"code={typed}")[:2] == (302, f"/c/{NEW}")


def test_where_it_leads_nowhere_a_sentence_says_why_and_what_to_do(data: Path) -> None:
    for path, said in (("/old/JZY0000000000", "没有查到这个旧码"), ("/old/AXF1234567", "还没有换成新码"), ("/old/A1", "没有查到这个旧码"), ("/old", "没有查到这个旧码")):
        status, location, page = asked(data, path)
        assert (status, location) == (404, "") and said in page and "请对方打开手机上的新码" in page, path


def test_a_code_of_two_people_leads_to_neither(data: Path) -> None:
    with printing(data, "样例区") as press:
        press.old_codes({OTHER: [("JZY3402120037", NEW[::-1])]})
    assert "不止一个人" in asked(data, "/old/JZY3402120037")[2]


@pytest.mark.parametrize("number", ["340210196208189367", "15412345678", "154 1234 5678", "34021019620818936x"])
def test_nobody_is_found_by_a_number_that_is_hers(data: Path, number: str) -> None:
    with printing(data, "样例区") as press:
        press.old_codes({OTHER: [(number.replace(" ", "").upper(), NEW)]})  # even if it came to stand in the file
    status, location, page = asked(data, f"/old/{number}")
    assert (status, location) == (404, "") and "不能用身份证号或手机号查人" in page


def test_what_a_person_carries_is_replaced_whole_and_can_be_taken_away(data: Path) -> None:
    with printing(data, "样例区") as press:
        press.old_codes({HER: [("JZY3402120037", NEW[::-1])]})
    assert asked(data, "/old/JZY3402120037")[1] == f"/c/{NEW[::-1]}"
    with printing(data, "样例区") as press:
        press.old_codes({HER: ()})
    assert asked(data, "/old/JZY3402120037")[0] == 404


def test_the_file_holds_neither_old_nor_new_codes_in_the_open(data: Path) -> None:
    raw = b"".join(path.read_bytes() for path in (data / FOLDER).iterdir())
    assert b"JZY3402120037" not in raw and NEW.encode() not in raw and HER.encode() not in raw


def test_a_card_file_from_before_knows_no_old_codes(data: Path) -> None:
    with printing(data, "样例区") as press:
        press._writer._db.execute("DROP TABLE old_code")
    assert Reader(data).old_code("JZY3402120037") == []
