"""A paper that runs out: told thirty days and seven days before, each once, also when a day was missed."""

from datetime import timedelta

import pytest

from jiaxin.apps.notices.queries import messages_of
from jiaxin.apps.oversight.reminding import remind
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.kit import clock
from tests.portals.office.officers import district
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
