"""English on a family's phone: by cookie only, within the budget, and the Chinese page untouched."""

import re

import brotli
import pytest

from jiaxin.portals.consumer.portal import Ask, Portal
from jiaxin.portals.consumer.wording import ZH

NOW = 1_795_000_000
OWN = (
    "/",
    "/how",
    "/help",
    "/company",
    "/company?q=x",
    "/c/unknown",
    "/v",
    "/nowhere",
    "/old/x1y2",
    "/company/compare",
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    return Portal(tmp_path_factory.mktemp("empty"))


def _page(portal: Portal, path: str, cookies: str = "", accept: str = "br") -> tuple[str, dict[str, str]]:
    where, _, query = path.partition("?")
    answer = portal.answer(Ask("GET", where, query, accept, "", cookies), NOW)
    headers = dict(answer.headers)
    return (
        brotli.decompress(answer.body) if headers.get("content-encoding") == "br" else answer.body
    ).decode(), headers


def test_the_choice_is_kept_and_the_other_language_offered(portal: Portal):
    chinese, _ = _page(portal, "/")
    assert 'lang="zh-CN"' in chinese
    assert "?l=en" in chinese
    said, headers = _page(portal, "/?l=en")
    assert headers["set-cookie"].startswith("lang=en;")
    assert '<html lang="en">' in said
    assert "?l=zh" in said
    assert _page(portal, "/?l=zh", "lang=en")[0] == chinese


@pytest.mark.parametrize("path", OWN)
def test_a_page_of_the_portals_own_has_no_chinese_left(portal: Portal, path: str):
    said, _ = _page(portal, path, "lang=en")
    said = said.replace('lang="zh-CN" hreflang="zh-CN">中文<', "")
    assert not re.findall("[\u3400-\u9fff]+", said), path
    assert len(said.encode()) < 60_000


@pytest.mark.parametrize("path", OWN)
def test_a_chinese_page_has_no_english(portal: Portal, path: str):
    said, _ = _page(portal, path)
    body = re.sub(r"<style>.*?</style>|<[^>]*>", " ", said.partition("<body")[2], flags=re.DOTALL)
    assert set(re.findall("[A-Za-z]{2,}", body)) <= {"English", "class", "single", "shell"}, path


def test_large_letters_and_english_go_together(portal: Portal):
    said, _ = _page(portal, "/how", "view=elder; lang=en")
    assert '<body class="elder ' in said
    assert "First time? How to look up" in said


def test_browsers_without_brotli_read_english_too(portal: Portal):
    assert "First time? How to look up" in _page(portal, "/how", "lang=en", accept="")[0]


def test_the_script_speaks_the_language_of_its_page(portal: Portal):
    assert 'src="/v.js?l=en"' in _page(portal, "/v", "lang=en")[0]
    assert "Compare the photo" in _page(portal, "/v.js?l=en")[0]
    assert "请对照片" in _page(portal, "/v.js")[0]
    assert _page(portal, "/sw.js", "lang=en")[0] != _page(portal, "/sw.js")[0], (
        "the kept page is renewed with the language"
    )


def test_a_sentence_for_families_is_short():
    """Plain words: 40 characters to a full stop at most, in what the portal itself says."""
    long = {code: one for code, text in ZH.items() for one in re.split("[。！？；]", text) if len(one) > 40}
    assert not long
