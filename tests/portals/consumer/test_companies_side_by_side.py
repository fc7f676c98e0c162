"""Companies side by side on the light window: chosen without script, told in plain words, small, unknown codes said."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from jiaxin.apps.publication.actions import CompanyPublication, reprinting
from jiaxin.portals.consumer.portal import Ask, Portal
from tests.browser.window import FIRM

NOW = int(time.time())
FIRMS = (
    FIRM,
    replace(FIRM, name="样例邻里帮家政服务有限公司", credit_code="91340104MA00TEWT4Y", star=None, orders=4000, upheld=60, disputed=1, penalties=(), pledge_breached=True),
    replace(FIRM, name="样例新芽家政服务有限公司", credit_code="91340210XYTG3BRH9M", orders=12, upheld=0, workers=0, valid_code_percent=None, established_on=None),
    replace(FIRM, name="样例四季家政服务有限公司", credit_code="91340212MA2Q1W3E0X"),
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    folder: Path = tmp_path_factory.mktemp("compare")
    with reprinting(folder, "样例区") as press:
        press.companies([CompanyPublication(one) for one in FIRMS], NOW)
    found = Portal(folder)
    yield found
    found.spool.close()
    found.cards.close()


def page(portal: Portal, path: str, query: str = "", now: int = NOW) -> str:
    answer = portal.answer(Ask("GET", path, query, "br"), now)
    assert answer.status == 200 and len(answer.body) <= 60_000
    return brotli.decompress(answer.body).decode()


def codes(*which: int) -> str:
    return "&".join(f"c={FIRMS[n].credit_code}" for n in which)


def test_search_results_are_a_form_that_needs_no_script(portal: Portal) -> None:
    found = page(portal, "/company", "q=样例")
    assert '<form action="/company/compare">' in found and found.count('type="checkbox"') == 4 and "<script" not in found
    assert "checkbox" in page(portal, "/company", "q=xy")


def test_two_companies_are_told_apart_beyond_chance_and_a_small_one_honestly_not(portal: Portal) -> None:
    found = page(portal, "/company/compare", codes(0, 1, 2))
    assert f"{FIRM.name}认定有责的投诉比样例邻里帮家政服务有限公司少" in found
    assert "样例新芽家政服务有限公司近12个月不到 50 单" in found and "单数太少，不算比率" in found
    assert "每千单 0.6 件" in found and "每千单 15.0 件" in found and "1 件有异议" in found
    assert "还没有人亮码" in found and "有条款被认定没有做到" in found and "没有登记" in found
    assert all(f'/company/{one.credit_code}"' in found for one in FIRMS[:3])


def test_alike_companies_are_called_alike(portal: Portal) -> None:
    assert "看不出差别" in page(portal, "/company/compare", codes(0, 3))


@pytest.mark.parametrize(("query", "said"), [("", "两家或三家"), (codes(0), "两家或三家"), (f"{codes(0, 1)}&c=NOSUCH", "没有查到"), (codes(0, 1, 2, 3), "一次最多比 3 家"), (codes(0, 0), "两家或三家")])
def test_too_many_too_few_and_unknown_are_said(portal: Portal, query: str, said: str) -> None:
    assert said in page(portal, "/company/compare", query)


def test_a_page_past_its_day_says_so(portal: Portal) -> None:
    assert "正在等更新" in page(portal, "/company/compare", codes(0, 1), NOW + 40 * 86_400)


def test_a_name_is_never_markup_and_the_guide_is_there(portal: Portal) -> None:
    assert "<b>" not in page(portal, "/company/compare", "c=%3Cb%3E&c=%3Cb%3E2").split("<main")[1]
    guide = page(portal, "/how")
    assert "扫一扫" in guide and "红码：暂停服务" in guide and 'href="/how"' in page(portal, "/")
