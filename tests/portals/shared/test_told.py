"""通知 — everybody has a page of what they were told; it leads on, it is read by being shown, and a matter's notice is not."""

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.doors import addresses
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.notices import actions, queries
from jiaxin.apps.notices.wording import READ_WITH_THE_MATTER, WORDINGS
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, Role, may_ever
from jiaxin.portals.shared.told import leads
from tests.portals.office.officers import officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
JOB = Actor.job("reminders")
SELDOM = {"sign-in.code", "claim.confirmed", "claim.lapsed", "consent.withdrawn", "code.suspended", "file.read", "review.opened"}  # told to a phone alone, or by nobody at present


@pytest.fixture
def family(own_data):  # noqa: F811 - the fixture
    account = access.set_up_account(console_actor(), "p-home", Role.HOUSEHOLD, phone="12099990001")
    return access.attach_subject(account, registry.open_household())


def test_a_family_reads_what_it_was_told_and_it_is_read_by_being_shown(family) -> None:
    client = signed_in(family)
    assert "还没有通知" in client.get("/family/messages").content.decode()
    actions.tell(JOB, "leak.person", {"day": "2026-11-02", "what": "姓名、街道"}, subject=family.subject)
    actions.tell(JOB, "case.step", {"label": "投诉", "step": "已答复"}, subject=family.subject)
    assert client.get("/family/cases").content.decode().count("名单被泄露") == 1, "the newest stand on the page she is led to"
    page = client.get("/family/messages").content.decode()
    assert "名单被泄露" in page and "（已答复）" in page
    assert {one.wording: one.read_at is None for one in queries.messages_of(family.subject)} == {"leak.person": False, "case.step": True}, "a notice is served by opening its matter"
    assert client.get("/family/messages?as=xlsx").status_code == 200
    assert "名单被泄露" not in client.get("/family/cases").content.decode(), "what was read is not new any more"


def test_nobody_reads_what_another_was_told(family) -> None:
    actions.tell(JOB, "leak.person", {"day": "2026-11-02", "what": "姓名、街道"}, subject=family.subject)
    other = access.attach_subject(access.set_up_account(console_actor(), "p-other", Role.HOUSEHOLD, phone="12099990002"), registry.open_household())
    assert "名单被泄露" not in signed_in(other).get("/family/messages").content.decode()
    assert queries.messages_of(family.subject)[0].read_at is None


def test_an_office_finds_older_messages_and_is_led_on(own_data) -> None:  # noqa: F811 - the fixture
    clerk = officer(Role.BUREAU_CLERK, "clerk")
    for at in range(35):
        actions.tell(JOB, "task.due", {"task": f"样例任务第{at:02}号", "day": "2026-12-05"}, subject=clerk.organisation)
    client = signed_in(clerk)
    home, first, second = (client.get(path).content.decode() for path in ("/office/", "/office/messages", "/office/messages?page=2"))
    assert home.count("样例任务第") == 3 and 'href="/office/messages"' in home
    assert first.count("样例任务第") == 30 and 'href="/office/tasks"' in first
    assert second.count("样例任务第") == 5 and queries.count_for((clerk.organisation,), new=True) == 0


def test_every_message_leads_to_a_page_that_its_reader_may_open() -> None:
    doors = {f"/{one.route}".rstrip("/"): one.door for one in addresses()}
    led = {}
    for role in (Role.WORKER, Role.HOUSEHOLD, Role.COMPANY_MANAGER, Role.BUREAU_CLERK, Role.ASSOCIATION):
        for wording, (href, permission) in leads(role).items():
            if not may_ever(role, permission):
                continue  # not told to this office: the line is for another
            led.setdefault(wording, set()).add(role)
            door = doors[href.partition("?")[0].rstrip("/")]
            assert door.permission is not None and may_ever(role, door.permission), (role, wording)
    assert WORDINGS.keys() - SELDOM == led.keys()
    assert led.keys() >= READ_WITH_THE_MATTER
