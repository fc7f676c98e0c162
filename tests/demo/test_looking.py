"""The season of look-ups in a played district: what its boards say is what was true, as far as anybody can know."""

from datetime import date
from typing import Any

import pytest
from django.db import connection

from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight import queries as oversight
from jiaxin.demo import district as truths
from jiaxin.demo.plan import Plan
from jiaxin.demo.playing import Player
from jiaxin.demo.preparing import Preparer
from jiaxin.demo.sheets.posting import schedule
from jiaxin.demo.truth import Kept

PLAN = Plan(date(2026, 11, 23), workers=60, seed=5, days=110, follow_every=30)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="what families of the demo do is drawn the same on both databases; apps/oversight/test_lookup_figures counts on both")
def test_families_look_choose_and_let_in_and_the_boards_say_so(settings: Any, tmp_path: Any, transactional_db: None) -> None:
    settings.DATA = tmp_path
    district = truths.draw(PLAN)
    dues, kept = schedule(district), Kept()
    Player(district, dues, Preparer(district, dues, ahead=False), kept, lambda _: None).play()
    true = kept.season
    assert true["entries"] > 5 and true["households"] > 2 * true["entries"] > true["asked_first"] > 0, true
    said = {f.code: (f.part, f.whole) for f in oversight.lookup_figures(PLAN.as_of) if f.place.kind == "district"}
    assert said["entered"][0] == true["entries"] == sum(e.fact.kind == "visit" and e.fact.provenance.source == "household" for e in ledger.entries_between(0, ledger.checkpoint().size))
    assert abs(said["households"][0] / true["households"] - 1) < 0.1
    assert abs(said["satisfied"][0] / said["satisfied"][1] - true["content"] / true["answered"]) < 0.1
    assert said["unjoined"][0] < true["entries"] / 3, "most browsers keep their token"
