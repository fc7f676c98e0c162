"""A played district fills its boards: every figure rests on something, every desk has something to do, nobody is doubted by chance."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as doubts
from jiaxin.apps.intake.models import PictureMark
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.training import queries as training
from jiaxin.demo import district as truths
from jiaxin.demo import looking
from jiaxin.demo.plan import Plan
from jiaxin.demo.playing import Player
from jiaxin.demo.preparing import Preparer
from jiaxin.demo.sheets.posting import schedule
from jiaxin.demo.truth import Kept
from jiaxin.domain.figures import ALL, DEFINITIONS
from jiaxin.kit import clock

PLAN = Plan(date(2026, 11, 23), workers=70, seed=5, days=420, follow_every=365)
DESKS = ("bureau-admin", "bureau-clerk", "market", "labour", "police", "association", "street-1")
MAY_BE_NOUGHT = {"red"}  # nobody is red until two have reviewed it


def test_every_figure_has_a_base_and_every_desk_something_to_do(settings: Any, tmp_path: Any, transactional_db: None, monkeypatch: Any) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(looking, "LETS_IN", 1.0)  # so few families: all confirm at the door
    district = truths.draw(PLAN)
    dues, kept, said = schedule(district), Kept(), list[str]()
    Player(district, dues, Preparer(district, dues, ahead=False), kept, said.append).play()
    assert not [line for line in said if line.startswith("没有办成")], "what is played is what the rules allow"
    with clock.set_clock(lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)):
        at = oversight.counted_now().at()
        assert set(at) == set(DEFINITIONS)
        bare = {code for code, one in at.items() if (one.whole if one.definition.is_share else one.part) in (None, 0)}
        assert not bare, "a figure without a base"
        assert {code for code, one in at.items() if one.part == 0} <= MAY_BE_NOUGHT
        for code in ("complaints", "objections"):
            assert 0 < at[code].part < (at[code].whole or 0), "some in time, one late"
        assert len({day for day, _ in oversight.trend("coverage", ALL, PLAN.first_day)}) > 1, "countings of more days than one, so that a trend can be drawn"
        idle = [name for name in DESKS if not governance.waiting(actor_named(name))]
        assert not idle, "desks with nothing to do"
        _what_was_played(kept)
        _nobody_is_in_two_places_by_chance(district, kept)
        _nobody_shares_a_picture_by_chance(kept)


def _what_was_played(kept: Kept) -> None:
    played = Counter(str(one["story"]) for one in kept.stories)
    assert played["complaint"] > 9 and played["objection"] > 4 and played["report"] > 5 and played["subsidy"] == 2, played
    codes = [str(one["code"]) for one in kept.stories if "code" in one]
    assert all(governance.reported(code) for code in codes), "the codes that were given open the replies"
    assert {one.state for one in training.kept(actor_named("bureau-clerk"))} == {"open", "held"}
    assert kept.season["survey_asked"] > kept.season["survey_answered"] >= kept.season["survey_content"] > 0


def _nobody_is_in_two_places_by_chance(district: truths.District, kept: Kept) -> None:
    """What the desk of doubts finds among the orders is what a dishonest company invented, and nothing else."""
    intake.find_doubts()
    found = doubts.doubts(actor_named("bureau-clerk"), code="two-places-at-once")
    invented = {kept.subjects[o.worker] for o in district.orders if o.invented and o.worker in kept.subjects}
    assert found and {one.subject for one in found} <= invented


def _nobody_shares_a_picture_by_chance(kept: Kept) -> None:
    marks = PictureMark.objects.exclude(twin="").values_list("subject", "twin")
    lent = {kept.subjects[number] for number in kept.lent_photos}
    assert {one for both in marks for one in both} <= lent
    assert PictureMark.objects.count() > 5
