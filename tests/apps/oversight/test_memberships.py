"""协会会员 — an entry waits, is confirmed, refused, taken back, lapses; the bureau's paper; who left and who said so; who may do what."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from openpyxl import load_workbook

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.oversight import actions as keeping
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.oversight.members import member_days
from jiaxin.apps.oversight.models import Member
from jiaxin.domain.errors import Refused
from jiaxin.domain.membership import Membership, confirm_by
from jiaxin.domain.permissions import Actor, Permission, Role, may_ever
from jiaxin.kit import clock
from tests.cast import CAST
from tests.portals.office.officers import desk, officer
from tests.portals.walking import manager, rival, signed_in

pytestmark = pytest.mark.django_db
CODE, PAPER, SINCE = "91340210XYTG3BRH9M", "样协入会〔2026〕12号", date(2026, 1, 5)
PAGE, LIST, BUREAU = "/company/associations", "/office/members", "/office/memberships"


@pytest.fixture
def heads() -> Actor:
    return manager()


@pytest.fixture
def guild() -> Actor:
    access.set_up_organisation(console_actor(), "guild", "样例区家政服务业协会", "association", "349912")
    return access.set_up_account(console_actor(), "guild", Role.ASSOCIATION, organisation="guild", label="协会")


@pytest.fixture
def entered(heads: Actor, guild: Actor) -> int:
    keeping.add_member(guild, CODE, SINCE)
    return Member.objects.get().id


def later(days: int) -> Callable[[], datetime]:
    then = clock.now() + timedelta(days=days)
    return lambda: then


def state() -> Membership:
    (one,) = oversight.members("guild", past=True)
    return one.state


def told(company: str) -> str:
    return "\n".join(one.text for one in notices.messages_of(company, 9))


def refused(code: str, do: Callable[..., Any], *said: Any) -> None:
    with pytest.raises(Refused) as why:
        do(*said)
    assert why.value.code == code


def test_the_company_confirms_on_its_page_and_the_association_sees_the_three_states(heads: Actor, guild: Actor, entered: int) -> None:
    own, theirs = signed_in(heads), signed_in(guild)
    assert state() is Membership.WAITING and oversight.members("guild") == [] and member_days("guild", clock.today()) == {}
    assert "点“确认”或“不是会员”" in told(heads.organisation) and str(confirm_by(clock.today())) in told(heads.organisation)
    assert "等您确认的协会" in own.get("/company/").text
    assert "现在协会看不到贵企业" in own.get(PAGE).text and "待企业确认" in theirs.get(LIST).text
    assert own.post(PAGE, {"do": "confirm", "entry": str(entered)}).status_code == 302
    assert state() is Membership.MEMBER and member_days("guild", clock.today()) == {heads.organisation: SINCE}
    assert member_days("guild", clock.today() - timedelta(days=1)) == {}, "a member from the day of its word"
    assert "等您确认的协会" not in own.get("/company/").text and "企业自己确认" in theirs.get(LIST).text
    row = Member.objects.get()
    assert (row.said_by, row.confirmed_by, row.ended_by) == (guild.id, heads.id, "") and row.confirmed_at is not None
    refused("member.settled", keeping.confirm_membership, heads, entered)
    assert own.post(PAGE, {"do": "leave", "entry": str(entered)}).status_code == 302
    assert state() is Membership.LEFT and oversight.members("guild") == [] and member_days("guild", clock.today()) == {}
    row.refresh_from_db()
    assert (row.said_by, row.confirmed_by, row.ended_by, row.until) == (guild.id, heads.id, heads.id, clock.today())
    assert "已退出" in own.get(PAGE).text and "已退出" in theirs.get(LIST).text
    refused("member.settled", keeping.leave_association, heads, entered)
    line = list(load_workbook(BytesIO(theirs.get(f"{LIST}.xlsx").content), read_only=True).active.values)[1]
    assert line[3] == "已退出" and str(line[5])[:10] == str(line[6])[:10] == str(clock.today())


def test_a_company_that_is_none_says_so_and_may_be_asked_again(heads: Actor, guild: Actor, entered: int) -> None:
    assert signed_in(heads).post(PAGE, {"do": "leave", "entry": str(entered)}).status_code == 302
    row = Member.objects.get()
    assert state() is Membership.REFUSED and row.until is None and (row.said_by, row.ended_by) == (guild.id, heads.id)
    refused("member.settled", keeping.confirm_membership, heads, entered)
    keeping.add_member(guild, CODE, SINCE)
    assert [one.state for one in oversight.memberships_of(heads.organisation)] == [Membership.WAITING, Membership.REFUSED]


def test_the_association_takes_an_entry_back_or_ends_a_membership_and_who_entered_stays(heads: Actor, guild: Actor, entered: int) -> None:
    keeping.end_member(guild, entered, clock.today())
    row = Member.objects.get()
    assert state() is Membership.WITHDRAWN and row.until is None and "撤回了把贵企业登记为会员" in told(heads.organisation)
    keeping.add_member(guild, CODE, SINCE)
    again = Member.objects.get(ended_at=None)
    keeping.confirm_membership(heads, again.id)
    second = access.set_up_account(console_actor(), "guild-second", Role.ASSOCIATION, organisation="guild", label="协会另一人")
    keeping.end_member(second, again.id, clock.today())
    again.refresh_from_db()
    assert (again.said_by, again.confirmed_by, again.ended_by, again.ended_how) == (guild.id, heads.id, second.id, "left")


def test_what_nobody_confirms_lapses_and_is_no_membership(heads: Actor, guild: Actor, entered: int) -> None:
    days = (confirm_by(clock.today()) - clock.today()).days
    with clock.set_clock(later(days)):
        assert keeping.lapse_memberships(clock.today()) == 0 and state() is Membership.WAITING
    with clock.set_clock(later(days + 1)):
        assert state() is Membership.LAPSED and oversight.awaiting_company(heads.organisation) == 0
        refused("member.settled", keeping.confirm_membership, heads, entered)
        assert keeping.lapse_memberships(clock.today()) == 1 and keeping.lapse_memberships(clock.today()) == 0
        row = Member.objects.get()
        assert row.until is None and row.confirmed_at is None and row.ended_how == "lapsed" and member_days("guild", clock.today()) == {}
        keeping.add_member(guild, CODE, SINCE)
        assert [one.state for one in oversight.members("guild", past=True)] == [Membership.WAITING, Membership.LAPSED]


def test_a_lapsed_entry_does_not_stand_in_the_way_of_a_new_one_before_the_job_ran(guild: Actor, entered: int) -> None:
    with clock.set_clock(later(400)):
        keeping.add_member(guild, CODE, SINCE)
        assert [one.state for one in oversight.members("guild", past=True)] == [Membership.WAITING, Membership.LAPSED]


def test_the_bureau_enters_a_member_by_the_number_of_a_paper_and_the_company_is_told(heads: Actor, guild: Actor, entered: int) -> None:
    clerk, form = officer(Role.BUREAU_CLERK, "papers"), {"association": "guild", "code": CODE, "day": str(SINCE), "paper": PAPER}
    at = signed_in(clerk)
    assert "待企业确认" in at.get(BUREAU).text
    for wrong, said in (({"paper": " "}, "没有填写书面材料的文号"), ({"association": "bureau"}, "没有这个协会"), ({"code": "x"}, "企业名录里没有"), ({"day": ""}, "日期没有填写")):
        assert said in at.post(BUREAU, form | wrong).text and state() is Membership.WAITING
    assert at.post(BUREAU, form).status_code == 302 and state() is Membership.MEMBER
    row = Member.objects.get()
    assert (row.said_by, row.confirmed_by, row.paper) == (guild.id, clerk.id, PAPER) and PAPER in told(heads.organisation)
    assert "已经登记过" in at.post(BUREAU, form).text
    line = list(load_workbook(BytesIO(at.get(f"{BUREAU}.xlsx").content), read_only=True).active.values)[1]
    assert line[0] == "样例区家政服务业协会" and line[4] == "会员" and PAPER in str(line[5])
    keeping.leave_association(heads, row.id)
    assert state() is Membership.LEFT
    rival()
    assert at.post(BUREAU, form | {"code": CAST.rival.credit_code}).status_code == 302, "one that the association has not entered itself"


def test_each_step_is_of_whom_it_belongs_to_alone(heads: Actor, guild: Actor, entered: int) -> None:
    other = rival()
    refused("access.absent", keeping.confirm_membership, other, entered)
    refused("access.absent", keeping.leave_association, other, entered)
    assert "没有找到这一条登记" in signed_in(other).post(PAGE, {"do": "confirm", "entry": str(entered)}).text
    assert "没有协会登记贵企业为会员" in signed_in(other).get(PAGE).text
    clerk_there = access.set_up_account(console_actor(), "clerk-there", Role.COMPANY_CLERK, organisation=heads.organisation)
    for actor in (guild, clerk_there, officer(Role.BUREAU_CLERK, "b")):
        with pytest.raises(Refused, match=r"^access\.(?!absent)"):
            keeping.confirm_membership(actor, entered)
        with pytest.raises(Refused, match=r"^access\.(?!absent)"):
            keeping.leave_association(actor, entered)
    for actor in (guild, heads, officer(Role.STREET, "s")):
        with pytest.raises(Refused, match=r"^access\.(?!absent)"):
            keeping.enter_on_paper(actor, "guild", CODE, SINCE, PAPER)
    assert {role for role in Role if may_ever(role, Permission.MEMBERSHIP_OWN)} == {Role.COMPANY_MANAGER}
    assert state() is Membership.WAITING
    clients: tuple[tuple[Client, str], ...] = ((signed_in(clerk_there), PAGE), (signed_in(guild), BUREAU), (desk(Role.BUREAU_CLERK), LIST), (signed_in(heads), BUREAU))
    for client, address in clients:
        assert client.post(address, {"do": "confirm", "entry": str(entered)}).status_code in (403, 404), address
    for strange in ({"do": "swap", "entry": str(entered)}, {"do": "confirm", "entry": "x"}, {"do": "confirm", "entry": "9" * 30}):
        assert "没有这个操作" in signed_in(heads).post(PAGE, strange).text


def test_members_of_before_wait_for_their_companies_from_the_day_of_the_upgrade(heads: Actor, guild: Actor, entered: int) -> None:
    migration = import_module("jiaxin.apps.oversight.migrations.0008_confirmed_members")
    long_ago = clock.now() - timedelta(days=900)
    Member.objects.update(said_at=long_ago, asked_on=SINCE)
    Member.objects.create(association="guild", company=heads.organisation, since=date(2025, 1, 1), until=date(2025, 6, 1), said_by="ended-it", said_at=long_ago, asked_on=SINCE, ended_at=long_ago)
    migration.wait(apps, None)
    assert [one.state for one in oversight.members("guild", past=True)] == [Membership.WAITING, Membership.LEFT] and oversight.members("guild") == []
    over = Member.objects.get(until=date(2025, 6, 1))
    assert (over.said_by, over.ended_by, over.ended_at) == ("", "ended-it", long_ago)


def test_the_association_is_told_who_confirmed_refused_left_and_lapsed_and_what_the_bureau_entered(heads: Actor, guild: Actor, entered: int) -> None:
    def last() -> str:
        return notices.messages_of("guild", 1)[0].text

    assert notices.messages_of("guild", 9) == [], "what it did itself is no news"
    own, desk_of_it = signed_in(heads), signed_in(guild)
    own.post(PAGE, {"do": "confirm", "entry": str(entered)})
    name = oversight.memberships_of(heads.organisation)[0].name
    assert f"{name}在 {clock.today()} 确认是协会会员" in last() and last() in desk_of_it.get("/office/").text
    own.post(PAGE, {"do": "leave", "entry": str(entered)})
    assert "退出协会" in last() and last() in desk_of_it.get("/office/").text
    refused("member.settled", keeping.leave_association, heads, entered)
    assert len(notices.messages_of("guild", 9)) == 2, "a step that was refused tells nobody"
    with clock.set_clock(later(1)):
        keeping.add_member(guild, CODE, clock.today())
        keeping.leave_association(heads, Member.objects.get(ended_at=None).id)
        assert "答复不是协会会员" in last()
    with clock.set_clock(later(2)):
        keeping.add_member(guild, CODE, clock.today())
        until = confirm_by(clock.today())
    with clock.set_clock(later(2 + (until - clock.today()).days)):
        assert keeping.lapse_memberships(clock.today()) == 1 and f"到 {until} 没有确认" in last()
    with clock.set_clock(later(3 + (until - clock.today()).days)):
        keeping.enter_on_paper(officer(Role.BUREAU_CLERK, "entering"), "guild", CODE, clock.today(), PAPER)
        assert PAPER in last() and len(notices.messages_of("guild", 9)) == 5
