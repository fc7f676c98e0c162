"""A paper that runs out: told thirty days and seven days before, each once, also when a day was missed."""

from datetime import timedelta

import pytest

from jiaxin.apps.notices.queries import messages_of
from jiaxin.apps.oversight.reminding import remind
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.apps.registry.queries import employers, people
from jiaxin.kit import clock
from tests.portals.office.officers import district, fresh
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def her() -> str:
    _, subject = district()
    return subject


def told(subject: str) -> int:
    return sum(one.wording == "document.expiring" for one in messages_of(subject))


def test_once_at_each_stage_and_a_missed_day_is_made_up_for(her: str) -> None:
    start = clock.now()
    end = clock.today() + timedelta(days=40)
    WorkerFile.objects.update(expires_on=None)
    WorkerFile.objects.filter(subject=her).update(expires_on=end)
    counts = []
    for day in (0, 9, 10, 12, 32, 36, 37, 40, 41):  # the thirtieth and the seventh day before: 10 and 33
        with clock.set_clock(lambda day=day: start + timedelta(days=day)):
            remind(clock.today())
            counts.append(told(her))
    assert counts == [0, 0, 1, 1, 1, 2, 2, 2, 2]
    assert end.isoformat() in messages_of(her)[0].text


def test_nobody_is_told_who_has_withdrawn_or_not_confirmed(her: str) -> None:
    WorkerFile.objects.update(expires_on=clock.today() + timedelta(days=5))
    WorkerFile.objects.filter(subject=her).update(withdrawn=True)
    assert remind(clock.today()) == 0


def firm_told(company: str) -> list[str]:
    return [one.text for one in messages_of(company) if one.wording == "documents.expiring"]


def test_her_company_is_told_how_many_and_when_once_a_reminder_day_and_finds_them_on_its_list() -> None:
    browser, her = district()
    start, today = clock.now(), clock.today()
    firm, name = employers([her])[her], people([her])[her].name
    WorkerFile.objects.update(expires_on=None)
    others = list(WorkerFile.objects.filter(company=firm).exclude(subject=her).order_by("subject").values_list("subject", flat=True)[:2])
    WorkerFile.objects.filter(subject=her).update(expires_on=today + timedelta(days=40))
    WorkerFile.objects.filter(subject__in=others[:1]).update(expires_on=today + timedelta(days=30), confirmed=True)
    WorkerFile.objects.filter(subject__in=others[1:]).update(expires_on=today + timedelta(days=30))  # not confirmed: not counted
    counts = []
    for day in (0, 0, 5, 10, 10, 23, 33):  # one person's thirtieth day, the other's, the first one's seventh, the other's
        with clock.set_clock(lambda day=day: start + timedelta(days=day)):
            remind(clock.today())
            counts.append(len(firm_told(firm)))
    assert counts == [1, 1, 1, 2, 2, 3, 4]
    both = next(text for text in firm_told(firm) if "2 人" in text)
    assert (today + timedelta(days=30)).isoformat() in both and name not in both and her not in both
    assert "1 人" in firm_told(firm)[-1]
    WorkerFile.objects.filter(subject=her).update(expires_on=today + timedelta(days=3))
    home = browser.get("/company/").content.decode()
    assert "将到期，最早" in home and "/company/workers?state=filed&amp;within=30&amp;sort=expires" in home
    listed = browser.get("/company/workers?state=filed&within=30&sort=expires").content.decode()
    assert "找到 2 条" in listed and her in listed
    assert fresh(browser).post("/company/workers/list.xlsx", {"state": "filed", "within": "30", "purpose": "通知到期人员"}).status_code == 200
