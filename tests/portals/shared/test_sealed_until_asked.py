"""先问权限，再拆封 — what was said in a matter is opened for who may see it, and for nobody before that was asked; lists open nobody's words."""

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions, reading
from jiaxin.apps.governance.models import Case
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from tests.portals.office.officers import desk
from tests.portals.shared.test_cases import complain, proved, scene  # noqa: F401 - the same scene
from tests.portals.walking import own_data, signed_in  # noqa: F401 - asked for by the scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken(monkeypatch):
    """Cases whose sealed words are opened from here on."""
    seen, real = [], reading.opened

    def watched(rows):
        rows = list(rows)
        seen.extend(case for case, _, _, box in rows if box)
        return real(rows)

    monkeypatch.setattr(reading, "opened", watched)
    return seen


def test_a_stranger_opens_nothing_and_a_party_does(scene, broken):  # noqa: F811 - the fixture
    _, subject, her, family, _, _ = scene
    case = complain(family, subject)
    broken.clear()
    other = signed_in(access.set_up_account(console_actor(), "p-other", Role.HOUSEHOLD))
    assert other.get(f"/family/cases/{case}").status_code == 404
    assert other.post(f"/family/cases/{case}/do/withdraw").status_code == 404
    far = desk(Role.STREET, username="far", street="349912999", organisation="far")
    assert far.get(f"/office/cases/{case}").status_code == 404
    assert broken == []
    assert "窗户没有擦" in her.get(f"/me/cases/{case}").content.decode() and set(broken) == {case}


def test_a_step_of_who_may_not_take_it_opens_nothing(scene, broken):  # noqa: F811 - the fixture
    case = complain(scene[3], scene[1])
    broken.clear()
    with pytest.raises(Refused):
        actions.take_step(Actor("far", Role.STREET, "far", street="349912999", fresh=True), case, "accept")
    assert broken == [] and Case.objects.get(pk=case).state == "filed"


def test_lists_of_matters_open_nobodys_words(scene, broken):  # noqa: F811 - the fixture
    _, subject, _, family, clerk, _ = scene
    case = complain(family, subject)
    broken.clear()
    for page in ("/office/cases", "/office/cases?kind=complaint", f"/office/workers/{subject}"):
        assert case in clerk.get(page).content.decode(), page
    assert case in clerk.post("/office/cases", {"q": case}).content.decode()
    assert broken == []


def test_a_matter_that_is_no_review_is_not_found_among_the_reviews(scene, broken):  # noqa: F811 - the fixture
    case = complain(scene[3], scene[1])
    broken.clear()
    assert scene[4].get(f"/office/reviews/{case}").status_code == 404
    assert broken == []
