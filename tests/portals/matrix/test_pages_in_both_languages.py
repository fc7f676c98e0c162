"""中文、English — the pages behind every line of a menu, in each language: nothing is left but what people are called and wrote."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from jiaxin.domain.permissions import Role, may_ever
from jiaxin.portals.shared.language import COOKIE, ENGLISH
from tests.portals.matrix.asking import answer
from tests.portals.matrix.routes import asked, open_to
from tests.portals.matrix.world import World
from tests.portals.spoken import LATIN, Spoken

pytestmark = pytest.mark.django_db
WRONG = {
    "q": "x", "file": "x", "month": "2026-13", "on": "yesterday", "date": "32", "ends": "x", "begins": "x", "target": "x", "points": "-1", "purpose": "x",
    "reason": "x", "text": "x", "street": "nowhere", "company": "nowhere", "entry": "x", "tail": "0", "stars": "9", "amount": "x", "name": "", "role": "x",
}  # fmt: skip
ROLES = (Role.BUREAU_ADMIN, Role.COMPANY_MANAGER, Role.WORKER)
# What somebody is called, or typed: the made-up district says so itself.
_DATA = re.compile(
    "样例[^ <,.;:“”()]*|暗号[^ <,.;:]*|[甄乜逄亓][^ <]{0,3}|(?<=>)[一二三四](?=<)|mapping-ministry-2026）|中文|.市.区"
)
_SENT = re.compile(r'<span translate="no" lang="zh">[^<]*</span>')  # a message stays as it went out, and says in which language


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_left_untranslated(world: World, role: Role):
    pages, left = 0, set()
    for path, said in _pages(world, role, ENGLISH):
        pages += 1
        left.update(f"{path}: {run}" for run in re.findall("[^<>]*[\u3400-\u9fff][^<>]*", _DATA.sub("", _SENT.sub("", said))))
    assert pages > 5
    assert not left, "\n".join(sorted(left)[:80])


@pytest.mark.parametrize("role", ROLES)
def test_no_english_is_on_a_chinese_page(world: World, role: Role):
    left = set()
    for path, said in _pages(world, role, "zh"):
        words = re.findall("[A-Za-z]{3,}", re.sub(r"<[^>]*>|[\w./-]*[\d_/-][\w./-]*", " ", said))
        left.update(f"{path}: {word}" for word in words if word not in LATIN)
    assert not left, "\n".join(sorted(left)[:80])


def _pages(world: World, role: Role, language: str) -> Iterator[tuple[str, str]]:
    """Address and text, without scripts, of every page that needs nothing to be named."""
    browser = world.browsers[role]
    for one in asked(world):
        if "<" in one.route or one.path.startswith(("/api/", "/language/")):
            continue
        if one.door.permission is None or not may_ever(role, one.door.permission):
            continue
        browser.cookies[COOKIE] = language
        answer = browser.get(one.path)
        if (
            answer.status_code == 200
            and not answer.streaming
            and answer.get("Content-Type", "").startswith("text/html")
        ):
            page = re.sub(r"<(script|style)\b.*?</\1>", "", answer.content.decode(), flags=re.DOTALL)
            yield one.path, unescape(re.sub(r'\svalue="[^"]*"', "", page))  # a value goes back to the server as it is


@pytest.mark.parametrize("role", ROLES)
def test_what_is_refused_is_refused_in_english(world: World, role: Role):
    """An empty form and one filled in wrongly, sent to every address: whoever works in English reads what is wrong in English."""
    browser, answers, left = world.browsers[role], 0, set()
    browser.cookies[COOKIE] = ENGLISH
    tried = set()
    for one in asked(world):
        if one.route in tried or one.path.startswith(("/api/", "/language/", "/sign-in")) or "POST" not in open_to(one.path):
            continue
        if one.door.permission is not None and not may_ever(role, one.door.permission):
            continue
        tried.add(one.route)
        for typed in ({}, WRONG):
            heard = answer(world, browser, one, "POST", typed=typed)
            if not heard.said or not heard.said.lstrip().startswith(("<", "(")) or "xl/" in heard.said[:4000]:
                continue
            answers += 1
            said = _DATA.sub("", " ".join(Spoken(heard.said, "en").said))
            left.update(f"{heard}: {run}" for run in re.findall("[^<>.]*[\u3400-\u9fff][^<>.]*", said))
    browser.cookies[COOKIE] = "zh"
    assert answers > 10
    assert not left, f"{len(left)} of {answers}:\n" + "\n".join(sorted(left)[:80])
