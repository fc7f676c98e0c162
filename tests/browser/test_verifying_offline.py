"""A family's phone without a network: the code is judged in the browser, and nothing about it leaves the phone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from jiaxin.domain.onecode.statuslist import OVER, PAUSED
from tests.browser import codes, window
from tests.browser.district import until

pytestmark = pytest.mark.browser
NEVER_OPENED = "a" * 26


@pytest.fixture(scope="module")
def district() -> codes.District:
    return codes.District()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, district: codes.District) -> Iterator[str]:
    data = tmp_path_factory.mktemp("verify")
    window.build(data)
    codes.carry(data, district, {5: OVER, 6: PAUSED})
    with window.serving(data) as base:
        yield base


@pytest.fixture
def phone(chromium_here: Browser) -> Iterator[BrowserContext]:
    context = chromium_here.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def verdict(page: Page) -> str:
    return until(page, "document.documentElement.dataset.verdict || ''", "no verdict")


def prepared(phone: BrowserContext, address: str) -> Page:
    """A phone that has opened one look-up page with a network: shell, script and lists are on it."""
    page = phone.new_page()
    page.goto(f"{address}/c/{window.CODES['photo']}", wait_until="load")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    until(page, "!!localStorage.getItem('jiaxin.status')", "the lists did not arrive")
    return page


def offline(phone: BrowserContext, address: str, code: str, text: str) -> Page:
    prepared(phone, address).close()
    phone.set_offline(True)
    page = phone.new_page()
    page.goto(f"{address}/c/{code}#{text}")
    return page


def test_with_a_network_the_live_page_says_that_the_signature_is_good(
    phone: BrowserContext, address: str, district: codes.District
) -> None:
    page, code = phone.new_page(), window.CODES["photo"]
    page.goto(f"{address}/c/{code}#{district.text(code)}")
    assert verdict(page) == "genuine"
    assert "码是真的" in page.locator(".verified").inner_text()
    assert page.locator("h1").count() == 1, "and the live page is still there"


def test_a_code_never_opened_before_is_judged_without_a_network(
    phone: BrowserContext, address: str, district: codes.District
) -> None:
    page = offline(phone, address, NEVER_OPENED, district.text(NEVER_OPENED))
    assert verdict(page) == "genuine"
    shown = page.locator("main").inner_text()
    assert "张*英" in shown and "保洁、做饭" in shown and "更新" in shown
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_in_english_judges_in_english_without_a_network(phone: BrowserContext, address: str, district: codes.District) -> None:
    phone.add_cookies([{"name": "lang", "value": "en", "url": address}])
    code = NEVER_OPENED
    page = offline(phone, address, code, district.text(code))
    assert verdict(page) == "genuine"
    said = page.locator("main").inner_text()
    names = page.locator("dt:has-text('Name') + dd").inner_text()
    assert not re.search(r"[\u4e00-\u9fff]", said.replace(names, "")), said
    assert "Cleaning, " in said


@pytest.mark.parametrize(
    ("reason", "changed"),
    [("over", {"place": 5}), ("paused", {"place": 6}), ("expired", {"expires_at": 1_700_000_000}),
     ("live-over", {"expires_at": 1_700_000_000, "live": True})],
)  # fmt: skip
def test_what_is_not_good_is_refused_with_a_sentence_and_a_next_step(
    phone: BrowserContext, address: str, district: codes.District, reason: str, changed: dict[str, object]
) -> None:
    page = offline(phone, address, NEVER_OPENED, district.text(NEVER_OPENED, **changed))
    assert verdict(page) == reason
    assert page.locator(".verified .box p").first.inner_text().strip()


def test_a_payload_under_another_address_is_refused(phone: BrowserContext, address: str, district: codes.District) -> None:
    assert verdict(offline(phone, address, "b" * 26, district.text(NEVER_OPENED))) == "forged"


def test_a_phone_that_never_got_the_lists_says_no(phone: BrowserContext, address: str, district: codes.District) -> None:
    for name in ("status", "keys"):
        phone.route(f"**/{name}", lambda route: route.abort())
    page, code = phone.new_page(), window.CODES["photo"]
    page.goto(f"{address}/c/{code}#{district.text(code)}")
    assert verdict(page) == "no-list"


def test_a_list_that_is_too_old_is_refused_and_its_age_told(
    phone: BrowserContext, address: str, district: codes.District
) -> None:
    page = prepared(phone, address)
    old = district.status(made_at=district.now - 2 * codes.DAY)
    page.evaluate("text => localStorage.setItem('jiaxin.status', text)", __import__("base64").b64encode(old).decode())
    phone.set_offline(True)
    page.goto(f"{address}/c/{NEVER_OPENED}#{district.text(NEVER_OPENED)}")
    assert verdict(page) == "list-old"
    assert "48 小时前更新" in page.locator("main").inner_text()


def test_nothing_about_the_code_leaves_the_phone(phone: BrowserContext, address: str, district: codes.District) -> None:
    prepared(phone, address).close()
    phone.set_offline(True)
    text, asked = district.text(NEVER_OPENED), []
    page = phone.new_page()
    devtools = phone.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.responseReceived", lambda event: asked.append(event["response"]))
    page.goto(f"{address}/c/{NEVER_OPENED}#{text}")
    assert verdict(page) == "genuine"
    assert all(one.get("fromServiceWorker") for one in asked), "no answer came from a network"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url + (request.post_data or "")))
    phone.set_offline(False)
    page.wait_for_timeout(1500)
    assert not [one for one in sent if NEVER_OPENED in one or text[:40] in one], "and nothing is told later"
    phone.set_offline(True)
    stored = page.evaluate("JSON.stringify([...Object.entries(localStorage)])")
    assert NEVER_OPENED not in stored and text[:40] not in stored
    kept = page.evaluate("caches.keys().then(n => Promise.all(n.map(x => caches.open(x).then(c => c.keys())))).then(a => a.flat().map(r => r.url))")
    assert kept and not [one for one in kept if "/c/" in one]


def test_our_own_arithmetic_agrees_where_the_browser_has_none(
    phone: BrowserContext, address: str, district: codes.District
) -> None:
    page = prepared(phone, address)
    code = NEVER_OPENED
    ask = """async ([code, text]) => {
      jiaxin.useOurs();
      const raw = Uint8Array.from(atob(localStorage.getItem('jiaxin.status')), c => c.charCodeAt(0));
      return (await jiaxin.judge(code, text, jiaxin.keysOf(localStorage.getItem('jiaxin.keys')), raw, Math.floor(Date.now()/1000))).reason;
    }"""
    assert page.evaluate(ask, [code, district.text(code)]) is None
    assert page.evaluate(ask, ["b" * 26, district.text(code)]) == "forged"


_ALL = """async ([cases, ours]) => {
  const at = JSON.stringify, bytes = text => text && Uint8Array.from(atob(text), c => c.charCodeAt(0)), out = [];
  if (ours) jiaxin.useOurs();
  for (const one of cases) {
    const [path, text] = one.text.split('#');
    const code = (path.split('/c/')[1] || '').split('/')[0];
    const found = await jiaxin.judge(code, text || '', one.keys && jiaxin.keysOf(one.keys), bytes(one.status), one.now);
    out.push([found.reason, found.age ?? null, found.said ? found.said.name : null]);
  }
  return out;
}"""


@pytest.mark.parametrize("ours", [False, True])
def test_the_browser_gives_the_verdict_of_every_vector(phone: BrowserContext, address: str, ours: bool) -> None:
    cases = json.loads(Path("tests/fixtures/onecode/vectors.json").read_text("utf-8"))
    page = prepared(phone, address)
    found = page.evaluate(_ALL, [cases, ours])
    differing = [
        (case["name"], case["reason"], said)
        for case, said in zip(cases, found, strict=True)
        if said != [case["reason"], case["age"], case["shown"]]
    ]
    assert differing == []
