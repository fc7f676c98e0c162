"""From cards to the card file: rendered, packed, photographed, dated."""

import time
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import brotli
import pytest

from jiaxin.apps.publication.actions import CompanyPublication, Publication, midnight, printing, reprinting
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.publication.queries import contents, preview
from jiaxin.apps.publication.rendering import SCRIPT
from jiaxin.domain.disclosure import Standings, Withheld, Withholding, disclose_company, disclose_worker
from jiaxin.domain.facts import Facts
from tests.domain.disclosure import cast

KEY = key_of("samplecode")
FACE = b"\xff\xd8 face"
WITHDRAWN = Withheld(Withholding.WITHDRAWN, date(2026, 11, 20))


def shown(photo: str = ""):
    return disclose_worker(cast.worker(), cast.FIRM, cast.Colour(), 4, photo, cast.TODAY)


def page(data: Path) -> str:
    found = Reader(data).card(KEY)
    assert found is not None
    return brotli.decompress(found[3]).decode()


def test_a_printed_card_reads_as_she_saw_it_before(tmp_path: Path) -> None:
    with printing(tmp_path, "样例区") as press:
        assert press.cards([Publication(KEY, shown())], now=1, position=5) == 1
    assert page(tmp_path) == preview(shown(), "样例区") + SCRIPT
    assert contents(tmp_path).states == {"green": 1}
    assert contents(tmp_path).position == 5


def test_a_line_she_objects_to_is_marked_for_families_too() -> None:
    facts = cast.worker()
    certificate = next(e.id for e in facts.entries if e.fact.kind == "health.check")
    card = disclose_worker(replace(facts, disputed=frozenset({certificate})), cast.FIRM, cast.Colour(), 4, "", cast.TODAY)
    lines = preview(card, "样例区").split("<li ")
    assert ["异议中" in line for line in lines if "健康" in line.split("</b>")[0]] == [True]
    assert sum("异议中" in line for line in lines) == 1
    assert "异议中" not in preview(shown(), "样例区")


def test_a_photo_is_kept_only_while_the_card_shows_it(tmp_path: Path) -> None:
    digest = sha256(FACE)
    with printing(tmp_path, "样例区") as press:
        press.cards([Publication(KEY, shown(digest.hexdigest()), FACE)], now=1)
        assert Reader(tmp_path).photo(digest.digest()) == FACE
        press.cards([Publication(KEY, WITHDRAWN, FACE)], now=2)
    assert Reader(tmp_path).photo(digest.digest()) is None


def test_taking_a_code_away_leaves_nothing(tmp_path: Path) -> None:
    with printing(tmp_path, "样例区") as press:
        press.cards([Publication(KEY, shown())], now=1)
        press.cards([Publication(KEY, None)], now=2)
    assert Reader(tmp_path).card(KEY) is None


def test_a_notice_without_a_person_does_not_grow_old_but_a_card_does(tmp_path: Path) -> None:
    with printing(tmp_path, "样例区") as press:
        press.cards([Publication(KEY, WITHDRAWN), Publication(key_of("other"), shown())], now=1)
    notice, aged = Reader(tmp_path).card(KEY), Reader(tmp_path).card(key_of("other"))
    assert notice is not None and notice[1] > midnight(date(2100, 1, 1))
    assert aged is not None and aged[1] == midnight(date(2026, 11, 30))


def test_a_local_day_begins_at_midnight_in_shanghai() -> None:
    assert midnight(date(2026, 11, 30)) == 1795968000


def test_a_reprint_starts_from_nothing(tmp_path: Path) -> None:
    with printing(tmp_path, "样例区") as press:
        press.cards([Publication(KEY, shown())], now=1)
    with reprinting(tmp_path, "样例区") as press:
        press.cards([Publication(key_of("other"), shown())], now=2)
    assert Reader(tmp_path).card(KEY) is None
    assert Reader(tmp_path).card(key_of("other")) is not None


def test_a_company_is_found_by_brand_and_pinyin_initials(tmp_path: Path) -> None:
    registered = cast.fact(
        "company.registration", date(2016, 5, 9), company_name=cast.FIRM.name, company_credit_code=cast.FIRM.credit_code
    )
    firm = disclose_company(Facts("F", cast.entries([registered])), Standings(workers=3, green=3), None, cast.TODAY)
    assert firm is not None
    with printing(tmp_path, "样例区") as press:
        press.companies([CompanyPublication(firm, ["安安到家"])], now=1)
    reader = Reader(tmp_path)
    for typed in ("家安", "安安", "ylja", "91340299ma00"):
        assert [c.name for c in reader.search(typed)] == [cast.FIRM.name]


@pytest.mark.parametrize("task", ["做家务", "带孩子", "照顾老人"])
def test_every_use_has_one_sentence_in_the_page(task: str) -> None:
    assert preview(shown(), "样例区").count(f"<b>{task}：</b>") == 1


def test_a_page_is_far_below_its_budget() -> None:
    """60 kB in all; the page itself before compression, and the photo is at most 8 kB."""
    assert len(preview(shown("0" * 64), "样例区").encode()) < 16_000


def test_a_batch_of_two_hundred_is_printed_well_within_a_second(tmp_path: Path) -> None:
    batch = [Publication(key_of(f"c{n}"), shown()) for n in range(200)]
    with printing(tmp_path, "样例区") as press:
        started = time.process_time()
        press.cards(batch, now=1)
        assert time.process_time() - started < 1
