"""家庭的信息 — a family reads what is kept about it, takes a copy, has it frozen, and has it deleted; a worker's page is not its page."""

import json

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import Account
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.rights import actions, queries
from jiaxin.domain.permissions import Actor, Role
from tests.portals.office.officers import officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
CLERK = Actor("desk", Role.BUREAU_CLERK, "bureau", fresh=True)
HER_WORDS = "说好九点到十一点才来也没有打电话"
PHONE = "12099990001"


@pytest.fixture
def family(own_data):  # noqa: F811 - the fixture
    """(browser, as actor) of a family with a phone that has complained once."""
    account = access.set_up_account(console_actor(), "p-home", Role.HOUSEHOLD, phone=PHONE)
    account = access.attach_subject(account, registry.open_household())
    return signed_in(account), account


def _complained(home: Actor) -> str:
    return open_case(home, "complaint", "", "a-matter", {"text": HER_WORDS, "topic": "quality"}, party=home.subject)


def test_she_reads_what_is_kept_and_takes_it_along(family) -> None:
    client, home = family
    case = _complained(home)
    page = client.get("/family/rights")
    text = page.content.decode()
    assert "120****0001" in text and PHONE not in text and "1 件" in text
    copied = json.loads(client.get("/family/rights/copy.json").content)
    assert copied["身份"] == {"手机号": PHONE} and HER_WORDS in json.dumps(copied, ensure_ascii=False)
    assert client.get("/family/rights/copy.pdf").content[:4] == b"%PDF"
    assert client.get(f"/family/cases/{case}").status_code == 200


def test_the_workers_page_sends_a_family_to_its_own_and_the_other_way_round(family) -> None:
    client, _ = family
    assert client.get("/me/rights")["Location"] == "/family/rights"
    for path in ("/me/rights/copy.json", "/me/rights/copy.pdf", "/me/rights/freeze", "/me/rights/correct"):
        assert client.get(path).status_code == 404, path
    assert client.post("/me/rights/erase").status_code == 404
    her = signed_in(access.set_up_account(console_actor(), "p-other", Role.WORKER))
    assert her.get("/family/rights")["Location"] == "/me/rights"


def test_while_everything_rests_her_words_in_what_is_over_are_read_by_her_alone(family) -> None:
    client, home = family
    case = _complained(home)
    governance.take_step(home, case, "withdraw")
    answer = client.post("/family/rights/freeze", {"ground": "purpose", "why": "事情过去了，先封存"})
    asked = answer["Location"].rsplit("/", 1)[-1]
    desk = signed_in(officer(Role.BUREAU_CLERK, "desk-clerk"))
    assert HER_WORDS in desk.get(f"/office/cases/{case}").content.decode()
    governance.take_step(CLERK, asked, "grant", {"why": "目的已经达到", "until_on": "2099-01-01"})
    assert HER_WORDS not in desk.get(f"/office/cases/{case}").content.decode()
    assert HER_WORDS in client.get(f"/family/cases/{case}").content.decode()
    assert "已冻结" in client.get("/family/rights").content.decode()
    client.post(f"/family/cases/{asked}/do/release")
    assert HER_WORDS in desk.get(f"/office/cases/{case}").content.decode()


def test_deletion_waits_for_her_running_complaint_and_then_leaves_no_phone(family) -> None:
    client, home = family
    case = _complained(home)
    assert client.post("/family/rights/erase").status_code == 302
    actions.answer()
    (told,) = queries.demands_of(home.subject)
    assert told.state == "frozen" and any("投诉" in line for line in told.kept)
    assert actions.thaw() == 0 and Account.objects.get(username="p-home").phone_index
    governance.take_step(home, case, "withdraw")
    assert actions.thaw() == 1
    gone = Account.objects.get(username="p-home")
    assert gone.phone is None and gone.phone_index is None and not gone.is_active
    (told,) = queries.demands_of(home.subject)
    assert told.state == "erased" and any("投诉" in line for line in told.kept)


def test_a_family_that_never_said_anything_can_be_deleted_too(own_data) -> None:  # noqa: F811 - the fixture
    client = signed_in(access.set_up_account(console_actor(), "p-quiet", Role.HOUSEHOLD, phone="12099990002"))
    assert client.get("/family/rights").status_code == 200
    client.post("/family/rights/erase")
    assert actions.answer() == 1
    assert Account.objects.get(username="p-quiet").phone is None
