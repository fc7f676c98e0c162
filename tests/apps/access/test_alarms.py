"""The alarms: each rings for what it is for, once, and an ordinary day rings nothing."""

from datetime import timedelta

import pytest

from jiaxin.apps.access import actions, alarms, limits, queries, refusals
from jiaxin.apps.access.models import Account, Alarm, Refusal, Session
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import FieldClass
from jiaxin.kit import clock as the_clock

pytestmark = pytest.mark.django_db
NIGHT = 14  # hours from ten in the morning to midnight


@pytest.fixture(autouse=True)
def standing_still(clock):
    with the_clock.set_clock(clock):
        yield clock


def looked(actor, people: int, reference: str = ""):
    actions.log_read(actor, [f"w{n:015d}" for n in range(people)], [FieldClass.BASIC], "办理窗口核验", reference)


def refused(actor: str, times: int, code: str = "scope"):
    for _ in range(times):
        Refusal.objects.create(at=the_clock.now(), actor=actor, role="company_clerk", permission="p", code=code)


def signed_in(username: str, device: str):
    account = Account.objects.get(username=username)
    until = the_clock.now() + timedelta(days=30)
    Session.objects.create(session_key=f"{username}-{device}"[:40], session_data="", expire_date=until, account=account, device=device)


def ringing() -> list[tuple[str, str]]:
    return sorted(Alarm.objects.filter(seen_at=None).values_list("kind", "about"))


def test_an_ordinary_day_rings_nothing(district, clock):
    for hour in range(8):
        looked(district["bureau"], 50)
        for _ in range(3):
            looked(district["bureau"], 1, "reveal")
        refused("clerk", 2)
        refused("bureau", 30, "step-up")  # being asked for the password once more is no attempt
        signed_in("system", "电脑 · Edge") if hour == 0 else None
        clock.now += timedelta(hours=1)
        assert actions.watch() == 0, hour
    assert ringing() == []


def test_full_numbers_opened_one_after_another(district):
    for _ in range(limits.ALARM_REVEALS):
        looked(district["bureau"], 1, "reveal")
    assert actions.watch() == 1 and actions.watch() == 0
    assert ringing() == [("reveals", "bureau")]


def test_somebody_tries_doors(district):
    refused("rival", limits.ALARM_REFUSALS)
    actions.watch()
    assert ringing() == [("refusals", "rival")]


def test_an_operator_who_opens_file_after_file_is_stopped_and_reported(district, clock):
    opened = 0
    for second in range(300):
        clock.now += timedelta(seconds=11)  # 300 within an hour
        try:
            actions.spend(district["bureau"], "file")
        except Refused as why:
            assert "上限" in why.said
            continue
        actions.log_read(district["bureau"], [f"w{second:015d}"], [FieldClass.BASIC], "查看信用档案", "file")
        opened += 1
    assert opened == limits.FILES_AN_HOUR
    refusals.write_waiting()  # as at the end of a request
    actions.watch()
    assert ringing() == [("budget", "bureau")]
    assert any(one.actor == "bureau" and one.code == "budget" for one in queries.refusals("bureau")), "the auditor's list"
    clock.now += timedelta(hours=1)
    actions.spend(district["bureau"], "file")


def test_many_people_looked_at_by_night_but_not_by_day_and_not_by_themselves(district, clock):
    looked(district["bureau"], limits.ALARM_NIGHT_PERSONS)
    actions.watch()
    assert ringing() == []
    clock.now += timedelta(hours=NIGHT)
    looked(district["bureau"], limits.ALARM_NIGHT_PERSONS)
    actions.watch()
    assert ringing() == [("off-hours", "bureau")]


def test_an_administrator_on_a_device_never_seen(district):
    signed_in("security", "电脑 · Edge")
    signed_in("clerk", "电脑 · Edge")
    assert actions.watch() == 0  # the first one is where the account was set up
    signed_in("security", "手机 · Chrome")
    signed_in("clerk", "手机 · Chrome")  # not an administrator
    actions.watch()
    assert ringing() == [("new-device", "security")]


def test_a_checkpoint_that_is_overdue(district):
    actions.sound_checkpoint_overdue("信用事实账本", 27)
    assert ringing() == [("checkpoint", "信用事实账本")]


def test_looked_at_it_stays_silent_until_something_new_happens(district, clock):
    refused("rival", limits.ALARM_REFUSALS)
    actions.watch()
    with pytest.raises(Refused):
        actions.alarm_seen(district["system"], Alarm.objects.get().pk, "x")
    with pytest.raises(Refused, match=r"alarm\.note"):
        actions.alarm_seen(district["security"], Alarm.objects.get().pk, " ")
    actions.alarm_seen(district["security"], Alarm.objects.get().pk, "新文员误点，已说明")
    assert actions.watch() == 0 and queries.alarms_ringing() == 0
    clock.now += timedelta(minutes=1)
    refused("rival", 1)
    assert actions.watch() == 1
    with pytest.raises(Refused, match=r"alarm\.seen"):
        actions.alarm_seen(district["security"], Alarm.objects.exclude(seen_at=None).get().pk, "再看一次")


def test_the_page_lists_asks_and_remembers(district, sign_in):
    refused("rival", limits.ALARM_REFUSALS)
    actions.watch()
    browser = sign_in("security")
    assert "连续被拒绝" in browser.get("/office/alarms").text and "条警报等您核查" in browser.get("/office/").text
    browser.post(f"/office/alarms/{Alarm.objects.get().pk}/seen", {"note": "误点"})
    shown = browser.get("/office/alarms").text
    assert "现在没有警报" in shown and "误点" in shown


def test_every_kind_has_words():
    assert set(alarms.LABELS) == {"reveals", "refusals", "backup", "budget", "off-hours", "new-device", "checkpoint", "keys", "leak", "scanner", "shipping"}
