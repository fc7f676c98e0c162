"""More only by her tap: chosen facts, for a time, ended at once, each look on her page, each fact under the printed root."""

import pytest

from jiaxin import pipeline
from jiaxin.apps.access import queries as access
from jiaxin.apps.presenting import asking
from jiaxin.apps.publication import codes
from jiaxin.domain.errors import Refused
from jiaxin.domain.onecode.envelope import opened
from jiaxin.domain.onecode.payload import read, split
from jiaxin.domain.permissions import Actor, Role, Thing
from tests.apps.presenting.bearer import CLERK, herself

pytestmark = pytest.mark.django_db


def asked(subject: str, *names: str) -> str:
    return asking.ask(pipeline.bearers([subject])[subject].code, names)


def test_nothing_is_seen_before_she_allows_and_then_only_what_she_chose(her: str) -> None:
    codes.print_cards(CLERK, list(pipeline.bearers([her]).values()), [Thing(owner=her)], "cr80")
    secret = asked(her, "姓名", "近12个月")
    waiting = asking.look(secret)
    assert (waiting.state, waiting.facts) == ("waiting", ())
    assert access.who_looked(her) == []
    (hers,) = asking.of_hers(herself(her))
    assert hers.pair == waiting.pair
    asking.answer(herself(her), hers.id, ["近12个月"], 15)
    seen = asking.look(secret)
    assert [one.fact.name for one in seen.facts] == ["近12个月"]
    assert "近12个月" in access.who_looked(her)[0].purpose


def test_what_she_shows_holds_under_the_root_of_the_printed_card(her: str) -> None:
    made = codes.print_cards(CLERK, list(pipeline.bearers([her]).values()), [Thing(owner=her)], "cr80")
    root = read(opened(split(made.addresses[0])[1])).root
    secret = asked(her, "姓名")
    asking.answer(herself(her), asking.of_hers(herself(her))[0].id, ["姓名"], 15)
    (shown,) = asking.look(secret).facts
    assert shown.fact.value == "王秀芳" and shown.holds(root)
    assert not shown.holds(bytes(16))


def test_it_ends_by_itself_and_at_once_when_she_wishes(her: str, clock) -> None:
    codes.live_code(herself(her), pipeline.bearers([her])[her])
    for ending in ("time", "hers"):
        secret = asked(her, "姓名")
        one = next(a for a in asking.of_hers(herself(her)) if a.state == "waiting")
        asking.answer(herself(her), one.id, ["姓名"], 15)
        assert asking.look(secret).facts
        clock.forward(minutes=16) if ending == "time" else asking.end(herself(her), one.id)
        assert (asking.look(secret).state, asking.look(secret).facts) == ("ended", ())


def test_a_request_nobody_answers_lapses_and_too_many_are_refused(her: str, clock) -> None:
    secret = asked(her, "姓名")
    clock.forward(minutes=16)
    assert asking.look(secret).state == "ended"
    for _ in range(19):
        asked(her, "姓名")
    with pytest.raises(Refused, match=r"ask.many"):
        asked(her, "姓名")


def test_only_she_answers_and_only_what_was_asked(her: str) -> None:
    secret = asked(her, "姓名")
    (one,) = asking.of_hers(herself(her))
    with pytest.raises(Refused):
        asking.answer(Actor("worker:2", Role.WORKER, subject="another"), one.id, ["姓名"], 15)
    asking.answer(herself(her), one.id, ["年龄"], 15)
    assert asking.look(secret).state == "refused"
    with pytest.raises(Refused, match=r"access.absent"):
        asking.look("guess")
