"""共用页面 — every component renders with nothing undefined; the error pages say what to do next."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from jiaxin.portals.shared.parts import Entry, current

SHARED = Path("jiaxin/portals/shared")


@pytest.fixture
def page() -> str:
    answer = Client().get("/design?sort=name&q=")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.urls("tests.portals.shared.urls")
def test_the_living_page_shows_every_component(page: str) -> None:
    for part in (SHARED / "templates/shared/parts").glob("*.html"):
        classes = re.findall(r'class="(jx-[a-z-]+)', part.read_text())
        if classes and part.stem not in ("alerts",):
            assert classes[0] in page, f"{part.stem} is not shown on /design"


@pytest.mark.urls("tests.portals.shared.urls")
def test_no_page_needs_an_inline_script_or_style(page: str) -> None:
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\s(style|on[a-z]+)=", page)
    assert "<style" not in page


@pytest.mark.urls("tests.portals.shared.urls")
def test_a_second_click_on_a_heading_turns_the_order_round(page: str) -> None:
    assert 'href="?sort=-name"' in page or 'sort=-name"' in page


@pytest.mark.urls("tests.portals.shared.urls")
def test_every_icon_on_the_page_is_in_the_sprite(page: str) -> None:
    listed = set((SHARED / "front/icons.txt").read_text().split())
    assert set(re.findall(r"icons\.svg#([a-z0-9-]+)", page)) <= listed


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_an_error_page_says_what_to_do_next(code: int) -> None:
    text = render_to_string(f"{code}.html", request=RequestFactory().get("/"))
    assert "请" in text
    assert f"{code}" in text


def test_a_page_belongs_to_the_longest_fitting_entry() -> None:
    entries = (
        Entry("首页", "/"),
        Entry("人员", "/workers"),
        Entry("组", children=(Entry("缺什么", "/workers/missing"),)),
    )
    assert current(entries, "/workers/missing") == "/workers/missing"
    assert current(entries, "/workers/abc") == "/workers"
    assert current(entries, "/elsewhere") == "/"
