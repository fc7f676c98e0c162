"""跨区互换 at the desk, at her phone, by a program and by the command line: two people, a file in, a file out."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiaxin.__main__ import main
from jiaxin.apps.access import queries as access
from jiaxin.apps.access.models import Account
from jiaxin.apps.exchange import actions, queries
from jiaxin.apps.exchange.models import Came, Peer, PeerChange, Received, Sent
from jiaxin.apps.exchange.peers import own_code
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.exchange.envelope import read_bundle
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from tests.apps.exchange.neighbour import CLERK, KINDS, Neighbour, changed, training
from tests.portals.office.officers import desk, district, fresh
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
PEER = "990202"


@pytest.fixture
def her(own_data) -> str:  # noqa: F811 - the fixture is asked for by its name
    return district()[1]


@pytest.fixture
def neighbour(her) -> Neighbour:
    one = Neighbour(own_code())
    one.entered()
    return one


@pytest.fixture
def phone(her) -> Client:
    from jiaxin.apps.access import actions as accounts

    return signed_in(accounts.set_up_account(access.console_actor(), "worker-phone", Role.WORKER, subject=her, label="家政服务员"))


def _form(one: Neighbour) -> dict:
    day = clock.today().replace(year=clock.today().year + 1).isoformat()
    return {"peer": PEER, "what": "enter", "name": "样例邻区平台", "purposes": ["moving"], "may_send": KINDS, "may_ask": KINDS, "scheme": "ed25519", "signing": one.signing.hex(), "box": one.box.hex(), "until": day}


def test_one_enters_and_another_approves_and_the_record_says_who(her):
    clerk, admin = fresh(desk(Role.BUREAU_CLERK)), fresh(desk(Role.BUREAU_ADMIN))
    assert "还没有对接单位" in clerk.get("/office/exchange").content.decode()
    assert clerk.post("/office/exchange/propose", _form(Neighbour(own_code()))).status_code == 302
    change = PeerChange.objects.get()
    own = clerk.get("/office/exchange").content.decode()
    assert "须由另一位同事批准" in own and "核对过，批准" not in own
    assert clerk.post(f"/office/exchange/changes/{change.id}/decide/approve", {"digest": change.digest}).status_code in (302, 403) and not Peer.objects.exists()
    assert "核对过，批准" in admin.get("/office/exchange").content.decode()
    admin.post(f"/office/exchange/changes/{change.id}/decide/approve", {"digest": change.digest})
    assert Peer.objects.get().name == "样例邻区平台"
    page = clerk.get(f"/office/exchange/peers/{PEER}").content.decode()
    assert "样例邻区平台" in page and "已生效" in page and "还没有收到来信" in page


def test_a_change_without_a_fresh_proof_is_not_taken(her):
    answer = desk(Role.BUREAU_CLERK).post("/office/exchange/propose", _form(Neighbour(own_code())))
    assert answer.status_code == 302 and not PeerChange.objects.exists()


def test_what_is_wrong_is_said_and_nothing_is_proposed(her):
    clerk = fresh(desk(Role.BUREAU_CLERK))
    answer = clerk.post("/office/exchange/propose", _form(Neighbour(own_code())) | {"signing": "zz"}, follow=True)
    assert "公钥的样子不对" in answer.content.decode() and not PeerChange.objects.exists()


def test_a_file_goes_in_and_a_file_comes_out(her, neighbour):
    person, clerk = registry.people([her])[her], desk(Role.BUREAU_CLERK)
    file = SimpleUploadedFile("letters.json", neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    answer = clerk.post("/office/exchange/receive", {"file": file}, follow=True)
    assert "收下 1 封" in answer.content.decode() and answer.redirect_chain[-1][0] == f"/office/exchange/peers/{PEER}"
    out = clerk.post(f"/office/exchange/peers/{PEER}/send")
    assert "attachment" in out["Content-Disposition"]
    assert [header.kind for header, _ in neighbour.opened(out.content)] == ["none"]
    bad = clerk.post("/office/exchange/receive", {"file": SimpleUploadedFile("x.json", b"{}")}, follow=True)
    assert "这不是互换文件" in bad.content.decode()


def test_what_waits_for_a_person_has_a_page_with_its_reason(her, neighbour):
    clerk = desk(Role.BUREAU_CLERK)
    assert "没有待处理的来信" in clerk.get("/office/exchange/held").content.decode()
    stranger = Neighbour(own_code(), "990909")
    answer = clerk.post("/office/exchange/receive", {"file": SimpleUploadedFile("x.json", stranger.bundle(stranger.ask("张样例", "990101190001010009")))}, follow=True)
    assert "寄出方不在对接名单里" in answer.content.decode()
    letter = Received.objects.get()
    again = clerk.post(f"/office/exchange/held/{letter.id}/do/again", follow=True)
    assert "仍待处理" in again.content.decode()
    assert "没有写原因" in clerk.post(f"/office/exchange/held/{letter.id}/do/aside", follow=True).content.decode()
    clerk.post(f"/office/exchange/held/{letter.id}/do/aside", {"why": "打电话核实，不是对接单位"})
    assert "没有待处理的来信" in clerk.get("/office/exchange/held").content.decode()
    assert clerk.get("/office/exchange/held?as=xlsx").status_code == clerk.get(f"/office/exchange/peers/{PEER}?as=xlsx").status_code == 200


def test_she_agrees_asks_and_takes_back_on_her_phone(her, neighbour, phone):
    page = phone.get("/me/elsewhere").content.decode()
    assert "样例邻区" in page and "同意给对方" in page and "同意，去要" in page
    said = {"peer": PEER, "purpose": "moving"}
    phone.post("/me/elsewhere/change", said | {"direction": "give", "verb": "give"})
    phone.post("/me/elsewhere/change", said | {"direction": "ask", "verb": "give"})
    phone.post("/me/elsewhere/change", said | {"direction": "ask", "verb": "give"})
    assert Sent.objects.count() == 1, "asked once, however often she presses"
    page = phone.get("/me/elsewhere").content.decode()
    assert "等对方回信" in page and "撤回" in page
    phone.post("/me/elsewhere/change", said | {"direction": "give", "verb": "take"})
    phone.post("/me/elsewhere/change", said | {"direction": "ask", "verb": "take"})
    (offer,) = queries.offers(access.actor_of(Account.objects.get(username="worker-phone")))
    assert not offer.giving and not offer.asking
    assert neighbour.opened(actions.bundle(CLERK, PEER))[0][1] is None, "what has not left yet leaves empty"
    answer = phone.post("/me/elsewhere/change", said | {"peer": "990999", "direction": "give", "verb": "give"}, follow=True)
    assert "现在不能和这个平台互换" in answer.content.decode()


def test_she_reads_that_what_is_being_checked_is_nothing_against_her(her, neighbour, phone):
    from jiaxin.apps.intake import actions as intake
    from jiaxin.domain.permissions import Actor

    me, person = Actor("worker:1", Role.WORKER, subject=her), registry.people([her])[her]
    actions.ask_for(me, her, PEER, "moving")
    neighbour.opened(actions.bundle(CLERK, PEER))
    actions.receive(CLERK, neighbour.bundle(neighbour.record(neighbour.read[-1].hash, person.name, person.id_number, [training()])))
    intake.confirm(me, her, "phone", claims=[Came.objects.get().claim])
    changed(PEER, "distrust", since=clock.today().isoformat(), why="对方通报系统被入侵")
    page = phone.get("/me/elsewhere").content.decode()
    assert "正在核实" in page and "这不是对您的处理" in page and "补交原件" in page
    assert "不要了" in page and "同意，去要" not in page and "同意给对方" not in page, "of a platform that is not trusted she can only take back"
    clerk = desk(Role.BUREAU_CLERK)
    page = clerk.get(f"/office/exchange/peers/{PEER}").content.decode()
    assert "待核实的全部恢复" in page and "停止信任" in page and person.name not in page
    assert "已恢复 1 项" in clerk.post(f"/office/exchange/peers/{PEER}/review/stands", follow=True).content.decode()
    assert "没有等待核实的记录" in clerk.post(f"/office/exchange/peers/{PEER}/review/untrue", follow=True).content.decode()
    assert "正在核实" not in phone.get("/me/elsewhere").content.decode()


def _post(data: bytes) -> tuple[int, dict]:
    answer = Client().post("/api/v1/letters", data, content_type="application/json")
    return answer.status_code, json.loads(answer.content)


def test_a_program_sends_letters_and_gets_what_waits_for_it(her, neighbour):
    person = registry.people([her])[her]
    data = neighbour.bundle(neighbour.ask(person.name, person.id_number), slip=neighbour.slip())
    status, said = _post(data)
    assert (status, said["applied"], said["held"]) == (200, 1, [])
    ((header, _),) = neighbour.opened(json.dumps(said["bundle"]).encode())
    assert header.kind == "none" and header.recipient == PEER
    status, said = _post(data)
    assert (status, said["known"], said.get("bundle")) == (200, 1, None), "the same request again gives nothing out"
    status, said = _post(neighbour.bundle(slip=neighbour.slip()))
    assert status == 200 and said["bundle"]["envelopes"] == [] and queries.peer(CLERK, PEER).unread == 0
    assert read_bundle(json.dumps(said["bundle"]).encode(), 500).slip.have == 1


@pytest.mark.parametrize("wrong", ["stranger", "no slip", "foreign slip", "altered"])
def test_what_no_peer_has_signed_is_refused_and_not_kept(her, neighbour, wrong):
    from dataclasses import replace

    stranger = Neighbour(own_code(), "990909")
    letter = neighbour.ask("张样例", "990101190001010009")
    data = {
        "stranger": stranger.bundle(stranger.ask("张样例", "990101190001010009"), slip=stranger.slip()),
        "no slip": neighbour.bundle(letter),
        "foreign slip": neighbour.bundle(letter, slip=stranger.slip()),
        "altered": neighbour.bundle(replace(letter, signature=bytes(64)), slip=neighbour.slip()),
    }[wrong]
    status, said = _post(data)
    assert status == 422 and said["code"] in ("exchange.unsigned", "input.misshapen")
    assert not Received.objects.exists() and not Sent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_line_carries_files(her, neighbour, tmp_path, capsys, monkeypatch):
    from jiaxin.portals.console import district as console

    monkeypatch.setattr(console, "open_district", lambda _data: tmp_path)
    person = registry.people([her])[her]
    inbox, outbox = tmp_path / "in.json", tmp_path / "out.json"
    inbox.write_bytes(neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    assert main(["exchange", "receive", str(inbox)]) == 0
    assert "收下 1 封" in capsys.readouterr().out and (tmp_path / "in.answer.json").exists()
    assert main(["exchange", "send", PEER, "--out", str(outbox)]) == 0
    assert [header.kind for header, _ in neighbour.opened(outbox.read_bytes())] == ["none"]
    assert main(["exchange", "status"]) == 0 and PEER in capsys.readouterr().out
    inbox.write_bytes(neighbour.bundle(neighbour.ask(person.name, person.id_number, recipient="990404")))
    assert main(["exchange", "receive", str(inbox)]) == 1 and "不是写给本区的" in capsys.readouterr().out
    assert main(["exchange", "send", "990999"]) == 2 and main(["exchange", "receive", str(tmp_path / "none.json")]) == 2


def test_many_platforms_are_read_with_as_many_questions_as_one(her, neighbour, phone):
    """At the desk and on her phone; and each platform's own numbers stand beside its own name."""
    clerk, mine = desk(Role.BUREAU_CLERK), {"peer": PEER, "purpose": "moving", "direction": "give", "verb": "give"}
    phone.post("/me/elsewhere/change", mine)
    pages = ((clerk, "/office/exchange"), (phone, "/me/elsewhere"))
    few = [_asked(*one) for one in pages]
    for number in range(4):
        Neighbour(own_code(), code=f"99030{number}").entered(name=f"样例远区{number}")
    Peer.objects.filter(pk="990301").update(sent_number=7, acked=2, got_number=5)
    for number in (7, 9):
        Received.objects.create(id=new_id(), peer="990301", number=number, hash="x", header={}, signature=b"", state="waiting", way="file", at=clock.now())
    Came.objects.create(claim=new_id(), peer="990302", letter=new_id(), subject=her, made_at=clock.now(), state="doubted")
    assert [_asked(*one) for one in pages] == few
    found = {one.code: one for one in queries.peers(CLERK)}
    assert len(found) == 5 and all(len(one.keys) == 1 for one in found.values())
    assert (found["990301"].unread, found["990301"].waiting, found["990301"].missing) == (5, 2, (6, 8))
    assert (found["990302"].doubted, found["990301"].doubted, found[PEER].waiting) == (1, 0, 0)
    assert phone.get("/me/elsewhere").content.decode().count(">同意<") == 1


def _asked(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("missing", [[-(2**80)], [2**53], [0]])
def test_a_slip_that_misses_no_number_a_letter_can_have_is_refused(her, neighbour, missing):
    told = json.loads(neighbour.bundle(slip=neighbour.slip()))
    told["slip"]["missing"] = missing
    status, said = _post(json.dumps(told).encode())
    assert status == 422 and "missing" in json.dumps(said)
