"""互换 — one worker's record asked for, given, arriving as a claim; and everything that may go wrong with a letter on its way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from jiaxin import pipeline
from jiaxin.apps.access.queries import who_looked
from jiaxin.apps.exchange import actions, queries
from jiaxin.apps.exchange.models import Came, Peer, PeerKey, Received, Sent
from jiaxin.apps.exchange.peers import own_code
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake.queries import claims_awaiting
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock as kit_clock
from tests.apps.exchange.neighbour import CLERK, KINDS, Neighbour, changed, header_of, training
from tests.portals.office.officers import district
from tests.portals.walking import own_data  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
PEER = "990202"


@pytest.fixture(autouse=True)
def injected(clock) -> Iterator[None]:
    with kit_clock.set_clock(clock):
        yield


@pytest.fixture
def her(own_data) -> Actor:  # noqa: F811 - the fixture is asked for by its name
    _, subject = district()
    return Actor("worker:1", Role.WORKER, subject=subject)


@pytest.fixture
def neighbour(her) -> Neighbour:
    one = Neighbour(own_code())
    one.entered()
    return one


@pytest.fixture
def person(her) -> registry.Person:
    return registry.people([her.subject])[her.subject]


def asked(her: Actor, neighbour: Neighbour) -> str:
    """She asks; the letter reaches the neighbour. The hash of the letter."""
    actions.ask_for(her, her.subject, PEER, "moving")
    ((header, said),) = neighbour.opened(actions.bundle(CLERK, PEER))[-1:]
    assert header.kind == "ask" and said is not None and said["kinds"] == KINDS
    return neighbour.read[-1].hash


def arrived(her: Actor, neighbour: Neighbour, person: registry.Person, *facts: dict) -> str:
    """Her record comes and is confirmed. The claim."""
    letter = neighbour.record(asked(her, neighbour), person.name, person.id_number, list(facts) or [training()])
    assert actions.receive(CLERK, neighbour.bundle(letter)).applied == 1
    claim = Came.objects.latest("made_at").claim
    intake.confirm(her, her.subject, "phone", claims=[claim])
    return claim


def trainings(subject: str, with_claims: bool = False) -> list[str]:
    found = record.facts_about(subject, with_claims=with_claims).of("training")
    return [str(e.get("training_name")) for e in found if e.fact.provenance.source == f"peer-{PEER}"]


def test_a_record_asked_for_with_consent_arrives_as_a_claim_and_counts_when_she_confirms(her, neighbour, person):
    letter = neighbour.record(asked(her, neighbour), person.name, person.id_number, [training()])
    assert actions.receive(CLERK, neighbour.bundle(letter)).applied == 1
    ((claim, source, _),) = [one for one in claims_awaiting(her.subject) if one[1] == f"peer-{PEER}"]
    (entry,) = [e for e in record.facts_about(her.subject, with_claims=True).of("training") if e.fact.claim == claim]
    assert entry.fact.standing is Standing.CLAIMED and entry.fact.provenance.source == source
    assert trainings(her.subject) == []
    intake.confirm(her, her.subject, "phone", claims=[claim])
    assert trainings(her.subject) == ["样例母婴护理培训"]
    assert Received.objects.get().payload == b"", "what was applied leaves no content behind"


def test_what_she_agreed_to_is_given_with_a_receipt_and_to_the_recipient_alone(her, neighbour, person):
    actions.agree(her, her.subject, PEER, "give", "moving", True)
    letter = neighbour.ask(person.name, person.id_number)
    assert actions.receive(CLERK, neighbour.bundle(letter)).applied == 1
    data = actions.bundle(CLERK, PEER)
    assert person.id_number.encode() not in data and person.name.encode() not in data
    ((header, said),) = neighbour.opened(data)
    assert header.kind == "record" and said["answers"] == letter.hash and said["name"] == person.name
    assert {fact["kind"] for fact in said["facts"]} <= set(KINDS) and said["facts"]
    assert any("样例邻区" in look.purpose for look in who_looked(her.subject))


@pytest.mark.parametrize("why", ["unknown", "no consent", "withdrawn", "other name", "over"])
def test_without_her_consent_the_answer_is_the_same_as_for_nobody(her, neighbour, person, clock, why):
    name, number = person.name, person.id_number
    if why == "unknown":
        number = "990101190001010009"
    elif why != "no consent":
        actions.agree(her, her.subject, PEER, "give", "moving", True)
    if why == "withdrawn":
        actions.agree(her, her.subject, PEER, "give", "moving", False)
    elif why == "other name":
        name = "张样例"
    elif why == "over":
        clock.forward(days=91)
    letter = neighbour.ask(name, number)
    actions.receive(CLERK, neighbour.bundle(letter))
    ((header, said),) = neighbour.opened(actions.bundle(CLERK, PEER))
    assert (header.kind, said) == ("none", {"answers": letter.hash})


def test_a_consent_taken_back_before_the_letter_leaves_empties_it_and_the_line_goes_on(her, neighbour, person):
    actions.agree(her, her.subject, PEER, "give", "moving", True)
    actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    actions.agree(her, her.subject, PEER, "give", "moving", False)
    ((header, said),) = neighbour.opened(actions.bundle(CLERK, PEER))
    assert header.kind == "record" and said is None and bytes(Sent.objects.get().payload) == b""
    actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    ((header, said),) = neighbour.opened(actions.bundle(CLERK, PEER))
    assert header.kind == "none" and header.number == 2


def test_all_stopped_means_nothing_is_given(her, neighbour, person):
    actions.agree(her, her.subject, PEER, "give", "moving", True)
    intake.withdraw_consent(her, her.subject)
    actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    assert neighbour.opened(actions.bundle(CLERK, PEER))[0][0].kind == "none"


def test_health_she_keeps_to_herself_does_not_go_along(her, neighbour, person):
    actions.agree(her, her.subject, PEER, "give", "moving", True)
    intake.change_purpose(her, her.subject, "health", agreed=False)
    actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    ((_, said),) = neighbour.opened(actions.bundle(CLERK, PEER))
    assert all(fact["kind"] != "health.check" for fact in (said or {}).get("facts", ()))


# what may go wrong on the way


HEADER = {
    "kind": "none", "sender": "990303", "recipient": "990404", "purpose": "other", "number": 2,
    "previous": "a" * 64, "at": 1_700_000_000, "key": "0" * 16, "payload": "b" * 64,
}  # fmt: skip


@pytest.mark.parametrize("field", [*HEADER, "signature", "payload itself", "withheld"])
def test_a_letter_altered_in_any_field_is_held_and_changes_nothing(her, neighbour, person, field):
    letter = neighbour.ask(person.name, person.id_number)
    if field == "signature":
        altered = replace(letter, signature=bytes([letter.signature[0] ^ 1]) + letter.signature[1:])
    elif field == "payload itself":
        altered = replace(letter, payload=letter.payload[:-1] + bytes([letter.payload[-1] ^ 1]))
    elif field == "withheld":
        altered = replace(letter, payload=b"", withheld=letter.signature)
    else:
        altered = header_of(letter, **{field: HEADER[field]})
    taken = actions.receive(CLERK, neighbour.bundle(altered))
    assert taken.applied == taken.waiting == 0 and len(taken.held) == 1
    assert Sent.objects.count() == 0 and Peer.objects.get().got_number == 0
    assert [one.id for one in queries.held(CLERK)] == [Received.objects.get().id]
    assert actions.receive(CLERK, neighbour.bundle(letter)).applied == 1, "the true one still comes through"


def test_a_replayed_letter_is_known_and_does_nothing(her, neighbour, person):
    data = neighbour.bundle(neighbour.ask(person.name, person.id_number))
    actions.receive(CLERK, data)
    for _ in range(3):
        taken = actions.receive(CLERK, data)
        assert (taken.applied, taken.known, taken.held) == (0, 1, ())
    assert Sent.objects.count() == 1


def test_a_gap_waits_is_asked_for_and_nothing_is_applied_out_of_order(her, neighbour, person):
    one, two, three = (neighbour.ask(person.name, person.id_number) for _ in range(3))
    taken = actions.receive(CLERK, neighbour.bundle(three))
    assert (taken.applied, taken.waiting) == (0, 1) and Sent.objects.count() == 0
    assert queries.peer(CLERK, PEER).missing == (1, 2)
    from jiaxin.domain.exchange.envelope import read_bundle

    slip = read_bundle(actions.bundle(CLERK, PEER), 500).slip
    assert slip.missing == (1, 2) and slip.have == 0
    assert actions.receive(CLERK, neighbour.bundle(one)).applied == 1
    assert actions.receive(CLERK, neighbour.bundle(two)).applied == 2, "the second, and the third that waited for it"
    assert [header.number for header, _ in neighbour.opened(actions.bundle(CLERK, PEER))] == [1, 2, 3]


def test_any_order_with_doubles_ends_with_each_letter_once(her, neighbour, person):
    letters = [neighbour.ask(person.name, person.id_number) for _ in range(6)]
    for at in (4, 2, 2, 0, 5, 3, 0, 1, 5):
        actions.receive(CLERK, neighbour.bundle(letters[at]))
    assert Peer.objects.get().got_number == 6 and Sent.objects.count() == 6
    assert Received.objects.filter(state="applied").count() == 6 and not Received.objects.exclude(state="applied").exists()


@pytest.mark.parametrize("where", ["same number", "other predecessor", "slip"])
def test_two_stories_stop_the_line_until_two_people_decide(her, neighbour, person, where):
    actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    if where == "same number":
        fork = neighbour.ask("张样例", person.id_number, number=1, previous="", keep=False)
    elif where == "other predecessor":
        fork = neighbour.ask(person.name, person.id_number, number=2, previous="c" * 64, keep=False)
    if where == "slip":
        neighbour.opened(actions.bundle(CLERK, PEER))
        actions.receive(CLERK, neighbour.bundle(slip=neighbour.slip(1, "d" * 64)))
    else:
        assert actions.receive(CLERK, neighbour.bundle(fork)).held == ("fork",)
    assert queries.peer(CLERK, PEER).stopped
    assert actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number))).held == ("stopped",)
    changed(PEER, "trust", why="已与对方核对，是恢复备份造成的")
    letter = next(one for one in queries.held(CLERK) if one.reason.startswith("这个单位的来信已停收"))
    actions.look_again(CLERK, letter.id)
    assert Peer.objects.get().got_number == 2


def test_a_letter_to_somebody_else_and_one_from_nobody_we_know(her, neighbour, person):
    stranger = Neighbour(own_code(), "990909")
    assert actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number, recipient="990404", keep=False))).held == ("recipient",)
    assert actions.receive(CLERK, stranger.bundle(stranger.ask(person.name, person.id_number))).held == ("peer",)
    stranger.entered()
    actions.look_again(CLERK, next(one for one in queries.held(CLERK) if one.peer == "990909").id)
    assert Peer.objects.get(pk="990909").got_number == 1


def test_a_sealed_letter_put_into_anothers_envelope_is_held(her, neighbour, person):
    other = Neighbour(own_code(), "990505")
    other.entered()
    letter = other.letter("ask", {}, plain=b"")
    stolen = neighbour.ask(person.name, person.id_number, keep=False)
    header = replace(letter.header, payload=stolen.header.payload)
    mixed = replace(letter, header=header, signature=other.sign(header.signed), payload=stolen.payload)
    assert actions.receive(CLERK, other.bundle(mixed)).held == ("bound",)


def test_too_late_too_early_an_ended_and_a_withdrawn_key(her, neighbour, person, clock):
    at = int(kit_clock.now().timestamp())
    assert actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number, at=at + 3600, keep=False))).held == ("early",)
    PeerKey.objects.update(since=kit_clock.now() - timedelta(days=60))
    late = neighbour.ask(person.name, person.id_number, at=at - 31 * 86_400, keep=False)
    assert actions.receive(CLERK, neighbour.bundle(late)).held == ("late",)
    PeerKey.objects.update(until=kit_clock.now() - timedelta(hours=1))
    assert actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number, keep=False))).held == ("key",)
    with pytest.raises(Refused, match=r"peer\.no-key"):
        actions.ask_for(her, her.subject, PEER, "moving")
    PeerKey.objects.update(until=kit_clock.now() + timedelta(days=30))
    changed(PEER, "withdraw-key", kid=neighbour.kid, why="对方报告密钥泄露")
    assert actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number))).held == ("key",)


def test_a_late_letter_is_let_through_by_hand_and_nothing_else_is(her, neighbour, person):
    PeerKey.objects.update(since=kit_clock.now() - timedelta(days=60))
    late = neighbour.ask(person.name, person.id_number, at=int(kit_clock.now().timestamp()) - 31 * 86_400)
    actions.receive(CLERK, neighbour.bundle(late))
    (held,) = queries.held(CLERK)
    actions.look_again(CLERK, held.id)
    assert Peer.objects.get().got_number == 0
    actions.look_again(CLERK, held.id, late=True)
    assert Peer.objects.get().got_number == 1 and queries.held(CLERK) == []


# what a false peer may try


def _letter(neighbour, person, answers, case):
    facts, name, number, more = [training()], person.name, person.id_number, {}
    if case == "unasked":
        answers = "e" * 64
    elif case == "person":
        number = "990101190001010009"
    elif case == "fields":
        facts = [{"kind": "penalty", "on": "2026-03-05", "clear": {}, "sealed": {}}]
    elif case == "too-much":
        facts = [training(f"样例培训{n}") for n in range(10_000)]
    elif case == "misfit":
        facts = [{"kind": "training", "on": "2026-03-05", "clear": {"training_name": 7}, "sealed": {}}]
    elif case == "purpose":
        more = {"purpose": "selling"}
    return neighbour.record(answers, name, number, facts, **more)


@pytest.mark.parametrize("case", ["unasked", "person", "fields", "too-much", "misfit", "purpose"])
def test_what_does_not_fit_is_held_and_no_fact_comes_of_it(her, neighbour, person, case):
    before = record.checkpoint().size
    letter = _letter(neighbour, person, asked(her, neighbour), case)
    size = record.checkpoint().size
    assert actions.receive(CLERK, neighbour.bundle(letter)).held == (case,)
    assert record.checkpoint().size == size and size == before + 1, "the consent is all that was written"
    assert not Came.objects.exists()
    (one,) = queries.held(CLERK)
    actions.put_aside(CLERK, one.id, "与对方电话核实，不用")
    assert queries.held(CLERK) == [] and Received.objects.get().payload == b""


def test_a_record_that_comes_after_she_changed_her_mind_is_not_taken(her, neighbour, person):
    hash_of = asked(her, neighbour)
    actions.agree(her, her.subject, PEER, "ask", "moving", False)
    assert actions.receive(CLERK, neighbour.bundle(neighbour.record(hash_of, person.name, person.id_number, [training()]))).held == ("ended",)


def test_one_ask_is_answered_once(her, neighbour, person):
    hash_of = asked(her, neighbour)
    letters = [neighbour.record(hash_of, person.name, person.id_number, [training()]) for _ in range(2)]
    taken = actions.receive(CLERK, neighbour.bundle(*letters))
    assert taken.applied == 1 and taken.held == ("unasked",)


def test_distrust_takes_everything_since_out_of_force_and_can_be_undone_as_a_whole(her, neighbour, person):
    arrived(her, neighbour, person, training())
    pipeline.advance()
    assert trainings(her.subject) == ["样例母婴护理培训"]
    size = record.checkpoint().size
    changed(PEER, "distrust", since=kit_clock.today().isoformat(), why="对方通报系统被入侵")
    assert trainings(her.subject) == [] and record.checkpoint().size == size + 2, "the change and one correction; nothing is removed"
    (item,) = queries.items(CLERK, PEER)
    assert (item.state, item.kinds) == ("doubted", ("培训",)) and queries.doubted(her.subject) == [("样例邻区", ("培训",))]
    assert not record.facts_about(her.subject).of("measure", "red.review", "code.suspension"), "nothing adverse comes of it"
    assert actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number))).held == ("distrusted",)
    with pytest.raises(Refused, match=r"peer\.distrusted"):
        actions.bundle(CLERK, PEER)
    assert actions.review(CLERK, PEER, stands=True) == 1
    assert trainings(her.subject) == ["样例母婴护理培训"] and queries.doubted(her.subject) == []
    changed(PEER, "trust", why="对方已恢复并重新核对")
    actions.look_again(CLERK, queries.held(CLERK)[0].id)
    assert Peer.objects.get().got_number == 2, "what was held while it was distrusted is not lost"


def test_what_is_found_untrue_stays_out_and_what_came_before_the_day_stays_in(her, neighbour, person, clock):
    arrived(her, neighbour, person, training("样例早先培训", "2026-02-01"))
    clock.forward(days=3)
    arrived(her, neighbour, person, training("样例后来培训", "2026-03-01"))
    changed(PEER, "distrust", since=kit_clock.today().isoformat(), why="对方账号被盗用")
    assert trainings(her.subject) == ["样例早先培训"]
    assert actions.review(CLERK, PEER, stands=False) == 1
    assert trainings(her.subject) == ["样例早先培训"]
    with pytest.raises(Refused, match=r"exchange\.nothing"):
        actions.review(CLERK, PEER, stands=True)


def test_what_she_has_not_confirmed_ends_with_the_trust(her, neighbour, person):
    actions.receive(CLERK, neighbour.bundle(neighbour.record(asked(her, neighbour), person.name, person.id_number, [training()])))
    changed(PEER, "distrust", since=kit_clock.today().isoformat(), why="对方通报系统被入侵")
    assert not [one for one in claims_awaiting(her.subject) if one[1] == f"peer-{PEER}"] and queries.items(CLERK, PEER)[0].state == "lapsed"


def test_a_peers_word_does_not_travel_on(her, neighbour, person):
    arrived(her, neighbour, person, training("样例转来的培训"))
    actions.agree(her, her.subject, PEER, "give", "moving", True)
    actions.receive(CLERK, neighbour.bundle(neighbour.ask(person.name, person.id_number)))
    ((_, said),) = neighbour.opened(actions.bundle(CLERK, PEER))
    assert "样例转来的培训" not in {fact["clear"].get("training_name") for fact in said["facts"]}


def test_a_slip_that_it_was_read_empties_what_we_keep(her, neighbour, person):
    asked(her, neighbour)
    assert actions.bundle(CLERK, PEER) and bytes(Sent.objects.get().payload)
    actions.receive(CLERK, neighbour.bundle(slip=neighbour.slip()))
    sent = Sent.objects.get()
    assert sent.read_at is not None and bytes(sent.payload) == b"" and queries.peer(CLERK, PEER).unread == 0


@pytest.fixture(params=["ed25519", "sm2"])
def suited(request, settings, her) -> Iterator[Neighbour]:
    from jiaxin.kit.crypto.schemes import Scheme

    settings.CRYPTO_SUITE = "sm4gcm" if request.param == "sm2" else settings.CRYPTO_SUITE
    one = Neighbour(own_code(), scheme=Scheme(request.param))
    one.entered()
    yield one


def test_both_suites_sign_and_read(suited, her, person):
    arrived(her, suited, person)
    assert trainings(her.subject) == ["样例母婴护理培训"]
