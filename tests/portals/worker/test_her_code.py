"""信用码的经过 — she is told that her code was stopped, and her pages say why: no drawing that nobody can scan stands there."""

import pytest

from tests.portals.walking import own_data  # noqa: F401 - a fixture
from tests.portals.worker.test_courses import office, worker  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
CLERK_SAYS = "样例原因：卡片被别人拿着"


@pytest.mark.parametrize(("verb", "label", "way"), [("suspend", "已停用", "想恢复"), ("lose", "已挂失", "想换新码"), ("retire", "已注销", "办新码")])
def test_the_reason_of_a_stopped_code_stands_on_her_pages(office, verb: str, label: str, way: str) -> None:  # noqa: F811 - the fixture
    her, subject = worker(1)
    assert 'src="/me/code.svg"' in her.get("/me/").content.decode()
    assert office.post(f"/office/workers/{subject}/code/{verb}", {"why": CLERK_SAYS}).status_code == 302
    for path in ("/me/", "/me/show"):
        text = her.get(path).content.decode()
        assert CLERK_SAYS in text and label in text and way in text, path
        assert "/me/code.svg" not in text and "data:image/svg+xml" not in text, path


def test_back_in_use_it_is_shown_and_what_happened_stays_to_be_read(office) -> None:  # noqa: F811 - the fixture
    her, subject = worker(1)
    office.post(f"/office/workers/{subject}/code/suspend", {"why": CLERK_SAYS})
    office.post(f"/office/workers/{subject}/code/restore", {"why": "样例核对无误"})
    assert 'src="/me/code.svg"' in her.get("/me/").content.decode()
    shown = her.get("/me/show").content.decode()
    assert CLERK_SAYS in shown and "样例核对无误" in shown
