"""The portal as a function: what a phone asks, what it gets."""

import gzip
import re
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from jiaxin.apps.publication.cardfile import key_of
from jiaxin.apps.publication.spool import read
from jiaxin.portals.consumer.portal import Answer, Ask, Portal
from tests.browser import window

NOW = int(time.time())


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("window")
    window.build(folder, b"\xff\xd8 a face")
    return folder


@pytest.fixture
def portal(data: Path) -> Iterator[Portal]:
    portal = Portal(data)
    yield portal
    portal.spool.close()
    portal.cards.close()


def get(portal: Portal, path: str, query: str = "", now: int = NOW, **more: str) -> Answer:
    return portal.answer(Ask(**{"method": "GET", "path": path, "query": query, "accept": "br"} | more), now)


def text(answer: Answer) -> str:
    return brotli.decompress(answer.body).decode()


def header(answer: Answer, name: str) -> str:
    return dict(answer.headers).get(name, "")


CARD = f"/c/{window.CODES['green']}"


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("green", "证照有效"), ("yellow", "证照不全"), ("grey", "未完成核验"), ("red", "已暂停服务"),
        ("withdrawn", "本人已停止展示"), ("lost", "这个码已挂失"), ("stale", "信息待更新"),
    ],
)  # fmt: skip
def test_every_state_is_said_in_words(portal: Portal, name: str, word: str) -> None:
    answer = get(portal, f"/c/{window.CODES[name]}")
    assert (answer.status, word in text(answer)) == (200, True)


def test_a_page_past_its_day_says_grey_and_keeps_no_verdict(portal: Portal) -> None:
    today, later = text(get(portal, CARD)), text(get(portal, CARD, now=NOW + 30 * 86400))
    assert "证照有效" in today and "证照齐全" in today and "86" in today
    assert "信息待更新" in later
    assert not any(word in later for word in ("证照有效", "证照齐全", "有效至", "近12个月", "<!--"))


@pytest.mark.parametrize("address", [f"{CARD}/child", f"{CARD}?t=child"])
def test_an_address_may_choose_the_use(portal: Portal, address: str) -> None:
    path, _, query = address.partition("?")
    page = text(get(portal, path, query))
    assert 'id="t-child" checked>' in page
    assert page.count(" checked>") == 1


def test_an_unknown_code_gets_a_friendly_page_that_says_what_to_do(portal: Portal) -> None:
    answer = get(portal, "/c/nosuchcode")
    assert answer.status == 404
    assert "没有查到这个码" in text(answer) and "再扫一次" in text(answer)


@pytest.mark.parametrize("path", ["/c/", "/c/" + "x" * 5000, "/c/%00", "/c/../../etc/passwd", "/c/样例"])
def test_odd_codes_are_just_unknown(portal: Portal, path: str) -> None:
    assert get(portal, path).status == 404


def test_capital_letters_open_the_same_card(portal: Portal) -> None:
    assert get(portal, CARD.upper()).body == get(portal, CARD.lower()).body


@pytest.mark.parametrize("name", sorted(window.CODES))
@pytest.mark.parametrize("later", [0, 30 * 86400])
def test_the_short_way_of_a_first_look_answers_and_notes_as_the_long_one_does(data: Path, name: str, later: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = bytes(range(8))
    monkeypatch.setattr(Portal, "_drawn", lambda _: drawn)
    ask, noted = Ask("GET", f"/c/{window.CODES[name].lower()}", accept="gzip, br"), []
    portal = Portal(data)
    monkeypatch.setattr(portal.spool, "note", lambda *said: noted.append(said))
    short, long = portal.answer(ask, NOW + later), portal._plain_answer(ask, NOW + later)
    assert short == long and len(short.headers) == len(dict(short.headers)) and drawn.hex() in header(short, "set-cookie")
    assert noted[0] == noted[1]
    found = portal.cards.page(key_of(window.CODES[name]))
    assert found is not None and (portal._usual(window.CODES[name].lower(), NOW + later) is None) == (NOW + later >= found[0])
    portal.cards.close()


def test_no_two_first_looks_get_one_token(portal: Portal) -> None:
    assert len({header(get(portal, CARD), "set-cookie") for _ in range(600)}) == 600


def test_a_browser_without_brotli_gets_gzip_or_plain_text(portal: Portal) -> None:
    plain = get(portal, CARD, accept="identity")
    packed = get(portal, CARD, accept="gzip, deflate")
    assert header(plain, "content-encoding") == ""
    assert header(packed, "content-encoding") == "gzip"
    assert plain.body.decode() == gzip.decompress(packed.body).decode() == text(get(portal, CARD))


def test_a_second_look_at_an_unchanged_page_costs_no_bytes(portal: Portal) -> None:
    tag = header(get(portal, CARD), "etag")
    again = get(portal, CARD, known=tag)
    assert (again.status, again.body) == (304, b"")
    assert get(portal, CARD, known=tag, now=NOW + 30 * 86400).status == 200


def test_only_the_inlined_style_and_our_own_script_may_run_and_nothing_is_leaked_to_other_sites(portal: Portal) -> None:
    answer = get(portal, CARD)
    policy = header(answer, "content-security-policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy and "script-src 'self'; connect-src 'self'; worker-src 'self'" in policy
    assert re.findall(r"<script[^>]*>(.*?)</script>", text(answer)) == [""], "one script, from our own address"
    assert " style=" not in text(answer) and " onclick" not in text(answer)
    assert header(answer, "referrer-policy") == "no-referrer"
    assert header(answer, "x-content-type-options") == "nosniff"
    assert header(answer, "cache-control") == "private, no-cache"
    assert header(answer, "strict-transport-security") == ""


def test_over_https_browsers_are_told_to_stay_there(data: Path) -> None:
    assert header(get(Portal(data, https=True), "/"), "strict-transport-security").startswith("max-age=")


def test_a_photo_is_served_by_its_digest_and_kept_by_the_phone(portal: Portal) -> None:
    page = text(get(portal, CARD))
    address = page[page.index("/p/") : page.index(".jpg") + 4]
    answer = get(portal, address)
    assert (answer.status, answer.body) == (200, b"\xff\xd8 a face")
    assert header(answer, "cache-control") == "private, max-age=31536000, immutable"
    assert header(answer, "content-type") == "image/jpeg"


@pytest.mark.parametrize("name", ["", "zz" * 32 + ".jpg", "00" * 32 + ".jpg", "0"])
def test_no_other_address_serves_a_photo(portal: Portal, name: str) -> None:
    assert get(portal, f"/p/{name}").status == 404


def test_each_look_is_noted_once_with_its_use_and_no_look_by_head(data: Path) -> None:
    portal = Portal(data)
    before = sum(len(scans) for _, _, scans in read(data, {}))
    get(portal, CARD)
    get(portal, f"{CARD}/elder")
    get(portal, CARD, method="HEAD")
    get(portal, "/c/nosuchcode")
    get(portal, CARD, "help")
    portal.spool.flush(NOW)
    portal.spool.close()
    scans = [scan for _, _, some in read(data, {}) for scan in some]
    assert [scan.use for scan in scans[before:]] == ["", "elder"]
    assert {scan.key for scan in scans} == {window.KEYS["green"]}


def test_the_button_on_a_card_leads_to_phone_numbers_and_back(portal: Portal) -> None:
    page = text(get(portal, CARD, "help"))
    assert all(call in page for call in ('href="tel:110"', 'href="tel:12345"', 'href="tel:12315"'))
    assert f'href="{CARD}"' in page


def test_what_a_stranger_types_comes_back_as_text(portal: Portal) -> None:
    page = text(get(portal, "/company", "q=%3Cscript%3E%22%27"))
    assert "<script" not in page and "&lt;script&gt;&quot;&#x27;" in page
    assert "<script" not in text(get(portal, '/help/"><script>'))


def test_a_company_is_searched_and_opened(portal: Portal) -> None:
    found = text(get(portal, "/company", "q=%E6%A0%B7%E4%BE%8B%E5%AE%B6%E5%AE%89"))
    assert "找到 1 家" in found and f'href="/company/{window.FIRM.credit_code}"' in found
    page = text(get(portal, f"/company/{window.FIRM.credit_code.lower()}"))
    assert window.FIRM.name in page and "样例市监罚〔2026〕17号" in page and "《反不正当竞争法》第二十条" in page
    assert "信息待更新" in text(get(portal, f"/company/{window.FIRM.credit_code}", now=NOW + 30 * 86400))


@pytest.mark.parametrize(("query", "said"), [("q=x", "至少输入两个字"), ("q=%E4%B8%8D%E5%9C%A8%E6%AD%A4", "没有找到")])
def test_a_search_without_result_says_what_to_try(portal: Portal, query: str, said: str) -> None:
    assert said in text(get(portal, "/company", query))


def test_an_unknown_company_or_page_is_told_apart(portal: Portal) -> None:
    assert "没有查到这家公司" in text(get(portal, "/company/91999"))
    assert "没有这个页面" in text(get(portal, "/wp-admin"))


def test_crawlers_are_kept_from_cards_and_nothing_can_be_submitted(portal: Portal) -> None:
    assert b"Disallow: /c/" in get(portal, "/robots.txt").body
    assert 'name="robots" content="noindex' in text(get(portal, CARD))
    assert get(portal, CARD, method="POST").status == 405
    assert get(portal, "/healthz").body == b"ok\n"


def test_strangers_cannot_fill_the_memory_with_made_up_addresses(portal: Portal) -> None:
    for n in range(50):
        get(portal, f"/help/{n}")
        get(portal, f"/c/{n}")
        get(portal, f"/{n}")
    assert len(portal._own) <= 5


def test_a_page_of_an_older_release_keeps_its_style(tmp_path: Path) -> None:
    from jiaxin.apps.publication.cardwriting import Writer

    portal = Portal(tmp_path)
    with Writer.current(tmp_path) as writer:
        writer.allow_style("'sha256-older'")
        writer.allow_style("'sha256-newer'")
    portal.refresh()
    policy = header(get(portal, "/"), "content-security-policy")
    assert "'sha256-older'" in policy and "'sha256-newer'" in policy


def test_lists_are_the_same_for_everybody_and_asked_for_again_only_when_changed(data: Path, portal: Portal) -> None:
    assert get(portal, "/status").status == 204, "nothing signed yet"
    (data / "cards" / "status.cose").write_bytes(b"list")
    (data / "cards" / "keys.note").write_bytes(b"keys")
    portal.refresh()
    first = get(portal, "/status")
    assert (first.status, first.body) == (200, b"list")
    assert get(portal, "/keys").body == b"keys"
    again = portal.answer(Ask("GET", "/status", known=header(first, "etag")), 0)
    assert (again.status, again.body) == (304, b"")


def test_the_page_that_verifies_holds_nobody_and_brings_its_script(portal: Portal) -> None:
    assert "SAMPLE" not in text(get(portal, "/v"))
    assert 'src="/v.js"' in text(get(portal, "/v"))
    for path in ("/v.js", "/sw.js"):
        answer = portal.answer(Ask("GET", path), 0)
        assert answer.status == 200 and header(answer, "content-type").startswith("text/javascript")
