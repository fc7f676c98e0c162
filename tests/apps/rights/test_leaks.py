"""泄露处置 — a fragment leads to the copy and to everybody on it; clocks run; a drill tells nobody."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import Alarm
from jiaxin.apps.access.queries import console_actor, who_looked
from jiaxin.apps.notices.models import Message
from jiaxin.apps.notices.queries import messages_of
from jiaxin.apps.rights import actions, queries
from jiaxin.apps.rights.erasing import erase
from jiaxin.apps.rights.models import Leak
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Role
from jiaxin.kit import clock as the_clock
from tests.portals.office.officers import desk, district, fresh, officer
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db

KEEPER = Actor("keeper", Role.SECURITY_ADMIN, fresh=True)
CLERK = Actor("clerk", Role.BUREAU_CLERK, organisation="bureau", fresh=True)


@pytest.fixture
def copy(own_data):  # noqa: F811 - the fixture is asked for by its name
    """(somebody on it, codes of the rows) of a list that a clerk took away."""
    _, subject = district()
    access.log_read(CLERK, [subject], [FieldClass.BASIC], "导出人员列表：季度统计")
    return subject, access.let_out(CLERK, access.Outgoing("人员", "季度统计", 500, frozenset({FieldClass.BASIC}), budget="back")).codes


def _fragment(codes):
    return "\n".join(sorted(f"王*芳 {code.lower()} 保洁" for code in random.Random(5).sample(codes, 50)))


def test_a_fragment_leads_to_the_copy_and_to_everybody_on_it(copy):
    subject, codes = copy
    one = queries.leak(KEEPER, actions.open_leak(KEEPER, _fragment(codes), "二手交易群里看到"))
    assert (one.traced, one.recipient, one.found, one.persons) == (True, "clerk", 50, 1) and float(one.chance) < 1e-6
    assert actions.leak_told_persons(KEEPER, one.id) == 1
    message = Message.objects.get(wording="leak.person")
    assert message.subject == subject and who_looked(subject, 1)[0].purpose.startswith("泄露告知")
    with pytest.raises(Refused, match="已经告知过"):
        actions.leak_told_persons(KEEPER, one.id)
    with pytest.raises(Refused, match="不能结案"):
        actions.close_leak(KEEPER, one.id, "停用账号")
    actions.leak_told_authority(KEEPER, one.id, "区网信办值班电话 9:10 接报")
    actions.close_leak(KEEPER, one.id, "停用账号，追回名单")
    assert queries.leak(KEEPER, one.id).closed_at and not queries.leak(KEEPER, one.id).late


def test_the_fragment_itself_is_not_kept(copy):
    _, codes = copy
    actions.open_leak(KEEPER, _fragment(codes), "二手交易群里看到")
    kept = str(Leak.objects.values().get())
    assert "王*芳" not in kept and not any(code in kept.upper() for code in codes)


def test_with_the_marks_cut_off_it_says_so_and_the_authority_is_told_all_the_same(copy):
    one = queries.leak(KEEPER, actions.open_leak(KEEPER, "王*芳 保洁 2026-12-01\n" * 50, "论坛"))
    assert not one.traced and one.recipient == "" and one.persons == 0
    with pytest.raises(Refused, match="不能结案"):
        actions.close_leak(KEEPER, one.id, "无法判定")
    actions.leak_told_authority(KEEPER, one.id, "电话")
    actions.close_leak(KEEPER, one.id, "无法判定，加强巡查")


def test_a_duty_past_its_hour_rings(copy, clock):
    _, codes = copy
    leak = actions.open_leak(KEEPER, _fragment(codes), "群里")
    assert actions.watch_leaks() == 0
    clock.now = the_clock.now()
    clock.forward(hours=5)
    with the_clock.set_clock(clock):
        assert actions.watch_leaks() == 1 and queries.leak(KEEPER, leak).late == ("报告主管部门",)
        assert Alarm.objects.get(kind="leak").about == leak
        actions.leak_told_authority(KEEPER, leak, "电话")
        assert actions.watch_leaks() == 0


def test_a_drill_finds_its_way_from_a_real_copy_and_tells_nobody(copy):
    one = queries.leak(KEEPER, actions.open_leak(KEEPER, "", "", drill=True))
    assert one.traced and one.recipient == "clerk" and one.drill and one.of == 50
    actions.leak_told_persons(KEEPER, one.id)
    assert not Message.objects.filter(wording="leak.person").exists()


def test_only_the_security_administrator_handles_a_leak(copy):
    with pytest.raises(Refused):
        actions.open_leak(CLERK, "ABCDE", "群里")
    with pytest.raises(Refused):
        queries.leaks(Actor("a", Role.AUDITOR))
    client = desk(Role.SECURITY_ADMIN)
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    answer = client.post("/office/leaks/open", {"drill": "yes"})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "演练" in page and "50 个核对码中 50 个相符" in page
    assert client.post(answer["Location"] + "/do/persons").status_code == 302
    assert "办理中" in client.get("/office/leaks").content.decode()


def test_an_account_in_wrong_hands_leads_to_everybody_it_met_in_that_time_its_programs_included(copy):
    subject, _ = copy
    somebody = officer(Role.BUREAU_CLERK, "stolen")
    now, key = the_clock.now(), access.make_token(console_actor(), "stolen").split("_")[1]
    access.log_read(somebody, [subject], [FieldClass.BASIC], "办理")
    access.log_read(replace(somebody, id=f"machine:{key}"), [subject], [FieldClass.IDENTITY], "接口查询")
    one = queries.leak(KEEPER, actions.open_leak_of_account(KEEPER, "stolen", now - timedelta(hours=1), now + timedelta(hours=1), "同事发现本人离岗时有人操作"))
    assert (one.traced, one.recipient, one.persons, one.kinds) == (True, "stolen", 1, "基本情况、身份证号")
    assert actions.leak_told_persons(KEEPER, one.id) == 1
    (told,) = messages_of(subject, 1)
    assert "身份证号" in told.text and "冒用工作账号" in told.text
    before = queries.leak(KEEPER, actions.open_leak_of_account(KEEPER, "stolen", now - timedelta(hours=3), now - timedelta(hours=2), "更早"))
    assert before.persons == 0
    for since, until, why in ((now, now, "不早于"), (now + timedelta(hours=1), now, "不早于")):
        with pytest.raises(Refused, match=why):
            actions.open_leak_of_account(KEEPER, "stolen", since, until, "x")
    with pytest.raises(Refused, match="没有账号"):
        actions.open_leak_of_account(KEEPER, "nobody-at-all", now - timedelta(hours=1), now, "x")


def test_she_is_told_what_of_hers_stood_on_the_copy(copy):
    subject, _ = copy
    access.log_read(CLERK, [subject], [FieldClass.BASIC, FieldClass.IDENTITY], "按对照表导出：送核")
    codes = access.let_out(CLERK, access.Outgoing("人员", "送核", 300, frozenset({FieldClass.BASIC, FieldClass.IDENTITY}), budget="back")).codes
    one = actions.open_leak(KEEPER, _fragment(codes), "群里")
    assert queries.leak(KEEPER, one).kinds == "基本情况、身份证号"
    actions.leak_told_persons(KEEPER, one)
    (told,) = messages_of(subject, 1)
    assert "身份证号" in told.text and "没有身份证号" not in told.text


def test_whoever_was_erased_since_is_not_counted_as_told(copy):
    subject, codes = copy
    one = actions.open_leak(KEEPER, _fragment(codes), "群里")
    erase(Actor.job("rights"), subject)
    assert actions.leak_told_persons(KEEPER, one) == 0
    shown = queries.leak(KEEPER, one)
    assert (shown.persons, shown.persons_told) == (1, 0) and shown.persons_at is not None


def test_the_page_of_an_account_asks_for_a_time_and_says_whom_it_concerns(copy):
    access.log_read(officer(Role.BUREAU_CLERK, "stolen"), [copy[0]], [FieldClass.BASIC], "办理")
    client, today = fresh(desk(Role.SECURITY_ADMIN)), the_clock.today()
    said = {"username": "stolen", "since": f"{today}T00:00", "until": f"{today}T23:59", "said": "屏幕被拍"}
    answer = client.post("/office/leaks/account", said)
    page = client.get(answer["Location"]).content.decode()
    assert "可能被他人使用" in page and "涉及 1 人，信息种类：基本情况" in page
    refused = client.post("/office/leaks/account", said | {"until": ""}, follow=True)
    assert "没有写清从什么时候到什么时候" in refused.content.decode()
    assert desk(Role.AUDITOR).post("/office/leaks/account", said).status_code == 403
