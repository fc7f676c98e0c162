"""Every list of every portal asks the database as often with twice the rows: no list asks once a row."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.browser.lively import Lively, lively
from tests.portals import growing
from tests.portals.lists import Page, pages

SAME = {  # no more rows than before, and why
    "/company/quality": "a row a part of a file", "/company/stars": "a row a criterion", "/company/returns": "a row an order of one month: test_monthly_return asserts it",
    "/company/employment": "a row a doubt about a spell, all read at once", "/office/employment": "a row a company with a doubt, all read at once",
    "/company/workers/mapped": "a form until a mapping is chosen: test_mapped_export asserts it", "/office/workers/mapped": "a form until a mapping is chosen: test_mapped_export asserts it",
    "/me/consents": "a row a purpose of the rules", "/office/board": "a row a figure", "/office/workers": "fifty a page, and the page was full before: office/test_screens asserts it", "/office/design": "samples of components", "/office/rules": "a row a rulebook that somebody has signed", "/office/rules/mappings": "a row a version of a mapping", "/office/rules/compare": "a row a street or a trade of the last trial",
    "/office/stars": "a row a company that reaches a star, counted once a day and read at once", "/office/stars/agreement": "a row a round of marks, all read at once",
    "/company/papers": "the bundles of one company, all read at once", "/company/reports/": "the kept papers, thirty at most", "/office/courses": "the courses on offer, all read at once", "/office/members": "the members of one association, all read at once", "/office/memberships": "what all associations have entered, all read at once",
    "/office/papers": "what she handed in, all read at once: worker/test_papers asserts what is read", "/office/twins": "the pairs of pictures, all read at once",
    "/office/tokens": "a row a token of a program, all read at once with their accounts",
    "/company/survey": "a row a question", "/office/survey": "a row a question, or a company, size, street or month, summed in memory",
    "/office/exchange/held": "letters that wait for somebody, all read at once: office/test_exchange_pages",
    "/office/carers": "empty until somebody says whom a family needs", "/office/suspicions": "a row a household that the finder marks",
}  # fmt: skip

BOUNDED = {"/family/cases": "what a family may do now is asked of each of her matters, the first few alone (household/views.LOOKED_AT)"}


@pytest.fixture
def played(transactional_db: None, tmp_path: Path) -> Iterator[Lively]:
    with lively(tmp_path, served=False) as district:
        yield district


def test_every_list_asks_as_often_with_twice_the_rows(played: Lively) -> None:
    growing.begun(played)
    lists = [one for one in pages(played) if one.holds_rows]
    before = {one.path: _asked(played, one) for one in lists}
    growing.everything(played)
    after = {one.path: _asked(played, one) for one in lists}
    grown = {path for path in before if after[path][1] > before[path][1]}
    assert before.keys() - grown == SAME.keys(), f"no more rows than before: {sorted(before.keys() - grown - SAME.keys())}; grown after all: {sorted(SAME.keys() & grown)}"
    more = {path: (before[path][0], after[path][0]) for path in before if after[path][0] > before[path][0] and path not in BOUNDED}
    assert not more, f"queries before and after, with twice the rows: {more}"


def _asked(district: Lively, one: Page) -> tuple[int, int]:
    """(queries, length) of the page; seen once before, so that what is kept in memory is there."""
    client = district.client(one.who)
    client.get(one.path)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(one.path)
    assert answer.status_code == 200, one.path
    return len(asked), answer.content.decode().count("<tr>")
