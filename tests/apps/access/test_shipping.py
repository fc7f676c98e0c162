"""Security events reach a log server elsewhere: all of them, once it is there, and nothing personal with them."""

import re
import socket
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import OperationalError

from jiaxin.apps.access import actions, doctor, limits, readlog, shipping
from jiaxin.apps.access.models import Account, Alarm, ReadLeaf, Refusal, Session
from jiaxin.domain.permissions import FieldClass, Role
from jiaxin.kit import clock as the_clock
from jiaxin.kit import syslog
from jiaxin.kit.syslog import Receiver, Severity, Undelivered
from tests.apps.access.log_server import LogServer, log_server

pytestmark = pytest.mark.django_db
HER = "w000000000000001"
_LINE = re.compile(r'^<(\d+)>1 (\S+) (\S+) jiaxin - (\S+) \[jiaxin@32473((?: [a-z]+="(?:[^"\\\]]|\\.)*")*)\]$')


@pytest.fixture(autouse=True)
def standing_still(clock):
    with the_clock.set_clock(clock):
        yield clock


@pytest.fixture
def server(tmp_path, settings):
    with log_server(tmp_path) as one:
        settings.LOG_RECEIVER = one.receiver
        yield one


def happened(district, clock) -> None:
    """One of each, with words in them that must not leave."""
    actions.log_read(district["bureau"], [HER, "w000000000000002"], [FieldClass.BASIC, FieldClass.CONTACT], "核验样某某 13800000000", "reveal")
    actions.log_read(district["bureau"], [HER], [FieldClass.BASIC], "办理窗口核验", "340212197506030912")
    readlog.place()
    Refusal.objects.create(at=the_clock.now(), actor="clerk", role="company_clerk", permission="registry:file:view", owner=HER, code="scope")
    until = the_clock.now() + timedelta(days=1)
    account = Account.objects.get(username="system")
    Session.objects.create(session_key="k", session_data="", expire_date=until, account=account, device="电脑 · Edge", began_at=the_clock.now())
    AccessAttempt.objects.create(username="ab12" * 8, ip_address="203.0.113.7", user_agent="x", failures_since_start=5, get_data="", post_data="")
    AccessAttempt.objects.update(attempt_time=the_clock.now())  # by the clock on the wall otherwise
    Alarm.objects.create(kind="reveals", about="bureau", said="10 分钟内 12 次查看完整信息", first_at=the_clock.now(), last_at=the_clock.now())
    clock.now += shipping.SETTLED


def told(server: LogServer) -> list[tuple[int, str, dict[str, str]]]:
    found = []
    for line in server.lines:
        read = _LINE.match(line)
        assert read, line
        found.append((int(read[1]), read[4], dict(re.findall(r'([a-z]+)="((?:[^"\\\]]|\\.)*)"', read[5]))))
    return found


def test_each_kind_of_event_arrives_with_what_an_investigator_needs(district, clock, server):
    happened(district, clock)
    assert actions.ship_log() == len(server.lines)
    by = {}
    for priority, stream, values in told(server):
        by.setdefault(stream, []).append((priority, values))
    assert set(by) == {"receipt", "refusal", "grant", "sign-in", "sign-in-failed", "alarm"}
    (priority, first), (_, second) = by["receipt"]
    assert priority == 86 and (first["actor"], first["persons"], first["act"]) == ("bureau", "2", "reveal")
    assert second["act"] == "" and second["number"] == "2"
    assert first["leaf"] == bytes(ReadLeaf.objects.get(position=1).leaf).hex(), "what is altered here contradicts what lies there"
    assert [(p, v["actor"], v["permission"], v["why"]) for p, v in by["refusal"]] == [(84, "clerk", "registry:file:view", "scope")]
    assert [(p, v["kind"], v["about"]) for p, v in by["alarm"]] == [(81, "reveals", "bureau")]
    assert [(v["account"], v["role"]) for _, v in by["sign-in"]] == [("system", Role.SYSTEM_ADMIN)]
    assert [(p, v["failures"], v["locked"]) for p, v in by["sign-in-failed"]] == [(84, "5", "True")]
    assert server.versions <= {"TLSv1.2", "TLSv1.3"} and server.versions


def test_nothing_personal_is_sent(district, clock, server):
    happened(district, clock)
    actions.ship_log()
    sent = "\n".join(server.lines)
    for word in (HER, "样某某", "13800000000", "340212197506030912", "办理窗口核验", "203.0.113.7"):
        assert word not in sent, word


def test_what_was_delivered_is_not_sent_again_and_what_was_not_is(district, clock, server):
    happened(district, clock)
    server.broken = True
    with pytest.raises(Undelivered):
        actions.ship_log()
    assert server.lines == []
    server.broken = False
    count = actions.ship_log()
    assert count == len(server.lines) > 4
    assert actions.ship_log() == 0
    actions.log_read(district["bureau"], [HER], [FieldClass.BASIC], "x", "")
    readlog.place()
    assert actions.ship_log() == 1 and told(server)[-1][2]["number"] == "3"


def test_a_row_that_has_just_come_up_waits_until_earlier_ones_have_settled(district, clock, server):
    clock.now += shipping.SETTLED
    actions.ship_log()
    before = len(server.lines)
    Refusal.objects.create(at=the_clock.now(), actor="clerk", role="company_clerk", permission="p", code="scope")
    assert actions.ship_log() == 0
    clock.now += shipping.SETTLED
    assert actions.ship_log() == 1 == len(server.lines) - before


def test_a_receiver_that_cannot_prove_who_it_is_gets_nothing(district, clock, tmp_path, settings):
    happened(district, clock)
    with log_server(tmp_path, name="elsewhere.example") as other:
        settings.LOG_RECEIVER = other.receiver
        with pytest.raises(Undelivered, match="certificate"):
            actions.ship_log()
        settings.LOG_RECEIVER = Receiver("localhost", other.receiver.port)  # nobody we know vouches for it
        with pytest.raises(Undelivered, match="certificate"):
            actions.ship_log()
        assert other.lines == []


def test_silence_of_the_receiver_rings_and_the_doctor_names_it(district, clock, settings):
    settings.LOG_RECEIVER = None
    assert "logs.elsewhere" in {one.code for one in doctor.findings()}
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.LOG_RECEIVER = Receiver("localhost", nobody.getsockname()[1])
        happened(district, clock)
        with pytest.raises(Undelivered):
            actions.ship_log()
        assert not Alarm.objects.filter(kind="shipping").exists()
        clock.now += timedelta(minutes=limits.SHIPPING_OVERDUE_MINUTES)
        with pytest.raises(Undelivered):
            actions.ship_log()
    assert Alarm.objects.filter(kind="shipping", seen_at=None).count() == 1
    assert "logs.waiting" in {one.code for one in doctor.findings()}


def test_the_doctor_speaks_before_there_are_tables(settings, monkeypatch):
    def no_tables() -> None:
        raise OperationalError("no such table: access_shipped")

    settings.LOG_RECEIVER = Receiver("logs.example.cn")
    monkeypatch.setattr(shipping, "waits_since", no_tables)
    assert not {"logs.waiting", "logs.elsewhere"} & {one.code for one in doctor.findings()}


def test_no_receiver_sends_nothing_and_rings_nothing(district, clock, settings):
    settings.LOG_RECEIVER = None
    happened(district, clock)
    assert actions.ship_log() == 0 and not Alarm.objects.filter(kind="shipping").exists()


def test_a_line_stays_one_line_whatever_stands_in_it():
    made = syslog.line(the_clock.now(), "a.example", "alarm", Severity.ALERT, {"about": 'a"]\\b\n<86>1 forged'}).decode()
    assert _LINE.match(made) and "\n" not in made and made.count("[") == 1
