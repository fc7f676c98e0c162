"""Each step of a code has its hand, its reason, its day and its notice; a lost card is replaced by one act."""

import pytest

from jiaxin import pipeline
from jiaxin.apps.access import queries as access
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.presenting import actions as presenting
from jiaxin.apps.publication.cardfile import key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.onecode.statuslist import OVER, PAUSED
from jiaxin.domain.permissions import Actor, Role, Thing
from tests.apps.presenting.bearer import CLERK, herself

pytestmark = pytest.mark.django_db


def test_a_stopped_code_is_held_back_and_she_is_told_why_she_can_see(her: str) -> None:
    from jiaxin.apps.publication.carrying import stopped_places

    place = registry.codes_in_hand([her])[her].place
    presenting.take(CLERK, Thing(owner=her), "suspend", "本人出国")
    assert stopped_places() == {place: PAUSED}
    presenting.take(CLERK, Thing(owner=her), "restore", "已回国")
    assert stopped_places() == {}
    assert [one.reason for one in registry.code_steps(her)][:2] == ["已回国", "本人出国"]
    assert ["停用" in one.text or "恢复" in one.text for one in notices.messages_of(her)] == [True, True]


def test_a_replaced_card_is_over_for_everybody_and_the_new_one_is_another(her: str) -> None:
    from jiaxin.apps.publication.carrying import stopped_places

    old = registry.codes_in_hand([her])[her]
    made = presenting.replace_card(CLERK, Thing(owner=her), "卡片遗失")
    new = registry.codes_in_hand([her])[her]
    assert made == new.code != old.code and new.spoken != old.spoken and new.place != old.place
    assert stopped_places() == {old.place: OVER}
    pipeline.follow_codes()
    assert registry.subject_of_code(key_of(old.code)) == (her, "replaced")
    with pytest.raises(Refused, match=r"spoken"):
        presenting.hear(CLERK, new.spoken[:-1] + str((int(new.spoken[-1]) + 1) % 10), "样例")


def test_eight_spoken_digits_are_answered_and_the_look_is_on_her_page(her: str) -> None:
    digits = registry.codes_in_hand([her])[her].spoken
    assert presenting.hear(CLERK, f"{digits[:4]} {digits[4:]}", "口述码查询") == (her, "issued")
    assert access.who_looked(her)[0].purpose == "口述码查询"


def test_a_stranger_or_a_wrong_state_is_refused(her: str) -> None:
    with pytest.raises(Refused):
        presenting.take(Actor("worker:2", Role.WORKER, subject="another"), Thing(owner=her), "lose", "样例")
    presenting.take(herself(her), Thing(owner=her), "lose", "丢了")
    with pytest.raises(Refused, match=r"procedure.no-step"):
        presenting.take(CLERK, Thing(owner=her), "suspend", "样例")
    with pytest.raises(Refused, match=r"procedure.needs"):
        presenting.take(CLERK, Thing(owner=her), "retire", " ")
