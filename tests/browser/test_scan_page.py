"""The scan page as a family sees it: on a phone, on a small phone, on a desk; without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import window
from tests.browser.district import until

pytestmark = pytest.mark.browser
_TEXTS = (  # every element that holds text of its own
    "[...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && "
    "[...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))"
)
_PATHS = [*(f"/c/{code}" for code in window.CODES.values()), "/", "/company?q=样例", "/help", "/c/none"]
PHONE, SMALL, DESK = (360, 740), (320, 568), (1280, 800)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("scan")
    window.build(data)
    with window.serving(data) as base:
        yield base


def opened(browser: Browser, url: str, size: tuple[int, int] = PHONE, **more: object) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)
    return page


def card(address: str, name: str) -> str:
    return f"{address}/c/{window.CODES[name]}"


def only_seen(answers: Locator, which: int) -> None:
    for number in range(3):
        expect(answers.nth(number)).to_be_visible(visible=number == which)


def test_a_tap_changes_the_one_sentence_without_script_or_request(chromium_here: Browser, address: str) -> None:
    page = opened(chromium_here, f"{card(address, 'photo')}#signed-payload", java_script_enabled=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answers = page.locator(".answers p")
    only_seen(answers, 0)
    page.get_by_text("带孩子", exact=True).click()
    only_seen(answers, 1)
    assert "缺母婴类体检" in answers.nth(1).inner_text()
    page.get_by_text("照顾老人", exact=True).click()
    only_seen(answers, 2)
    assert "缺养老照护类体检" in answers.nth(2).inner_text()
    assert asked == []
    assert page.url.endswith("#signed-payload")
    page.context.close()


def test_the_verdict_and_the_sentence_are_on_the_first_screen(chromium_here: Browser, address: str) -> None:
    page = opened(chromium_here, card(address, "photo"))
    for place in (".photo", "h1", ".state", ".switch", ".a-home"):
        box = page.locator(place).bounding_box()
        assert box is not None and box["y"] + box["height"] <= PHONE[1], place
    page.context.close()


@pytest.mark.parametrize("size", [PHONE, SMALL, DESK])
@pytest.mark.parametrize("name", list(window.CODES))
def test_nothing_is_cut_off_and_everything_is_large_enough(
    chromium_here: Browser, address: str, name: str, size: tuple[int, int]
) -> None:
    page = opened(chromium_here, card(address, name), size)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    smallest = page.evaluate(f"Math.min(...{_TEXTS}.map(e => parseFloat(getComputedStyle(e).fontSize)))")
    assert smallest >= 18
    for target in page.locator("label, .help, .go, summary, header a").all():
        box = target.bounding_box()
        assert box is not None and box["height"] >= 48
    page.context.close()


_CONTRASTS = f"""
() => {{
  const part = v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4
  const light = c => .2126 * part(c[0]) + .7152 * part(c[1]) + .0722 * part(c[2])
  const parse = s => s.match(/[\\d.]+/g).map(Number)
  const ground = e => {{
    for (; e; e = e.parentElement) {{
      const c = parse(getComputedStyle(e).backgroundColor)
      if (c.length < 4 || c[3] > 0) return c
    }}
    return [255, 255, 255]
  }}
  return {_TEXTS}.map(e => {{
    const a = light(parse(getComputedStyle(e).color)), b = light(ground(e))
    return [(Math.max(a, b) + .05) / (Math.min(a, b) + .05), e.textContent.slice(0, 20)]
  }})
}}
"""


@pytest.mark.parametrize(
    "path", [*(f"/c/{c}" for c in window.CODES.values()), "/", "/company?q=样例", "/help", "/c/none"]
)
def test_all_text_stands_out_from_its_ground(chromium_here: Browser, address: str, path: str) -> None:
    page = opened(chromium_here, f"{address}{path}")
    weak = [(round(ratio, 2), text) for ratio, text in page.evaluate(_CONTRASTS) if ratio < 4.5]
    assert weak == []
    page.context.close()


def test_the_policy_lets_the_page_be_styled_and_complains_of_nothing(chromium_here: Browser, address: str) -> None:
    context = chromium_here.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(card(address, "green"))
    assert page.evaluate("getComputedStyle(document.querySelector('.state')).display") == "flex"
    assert said == []
    context.close()


def test_each_state_has_a_shape_of_its_own(chromium_here: Browser, address: str) -> None:
    shapes = set()
    for name in ("green", "yellow", "grey", "red", "withdrawn"):
        page = opened(chromium_here, card(address, name))
        shapes.add(page.locator(".state svg").inner_html())
        page.context.close()
    assert len(shapes) == 5


def test_from_a_card_to_help_and_back_to_the_company(chromium_here: Browser, address: str) -> None:
    page = opened(chromium_here, card(address, "green"))
    page.get_by_text("有问题？投诉与求助").click()
    expect(page.get_by_text("要投诉，打 12345")).to_be_visible()
    page.get_by_text("回到刚才的卡片").click()
    page.get_by_role("link", name=window.FIRM.name).click()
    expect(page.get_by_text("样例市监罚〔2026〕17号")).to_be_visible()
    page.context.close()


def test_a_company_is_found_from_the_landing_page(chromium_here: Browser, address: str) -> None:
    page = opened(chromium_here, address)
    page.get_by_label("公司名称或信用代码").fill("好月嫂")
    page.get_by_role("button", name="查询").click()
    page.get_by_role("link", name="样例好月嫂").click()
    expect(page.get_by_text("公示期内没有行政处罚")).to_be_visible()
    page.context.close()


def test_a_new_card_is_on_the_phone_while_the_process_runs(chromium_here: Browser, tmp_path: Path) -> None:
    """The pointer changes while the server runs: rebuilt file, same address."""
    window.build(tmp_path)
    with window.serving(tmp_path) as base:
        page = opened(chromium_here, f"{base}/c/{window.CODES['green']}")
        assert page.locator(".state").inner_text().startswith("证照有效")
        with window.reprinting(tmp_path, "样例区") as press:
            press.cards([window.Publication(window.KEYS["green"], window.WITHDRAWN)], now=1)
        fresh = "fetch(location.pathname, { cache: 'no-store' }).then((answer) => answer.text()).then((html) => html.includes('本人已停止展示') ? 'yes' : '')"
        until(page, fresh, "the process does not look at the new file")
        page.reload()
        assert page.locator(".state").inner_text().startswith("本人已停止展示")
        page.context.close()
