"""星级依据的话 — which star follows from marks and gates, line by line, each with its yes or no."""

from typing import Any

from jiaxin.apps.governance import queries as governance
from jiaxin.domain.stars.awarding import tenth
from jiaxin.portals.shared.parts import State


def prospect_shown(one: governance.CaseView) -> dict[str, Any]:
    """What `shared/star_grounds.html` shows; `prospect` None before both sheets are in."""
    found = governance.star_prospect(one)
    if found is None:
        return {"prospect": None}
    levels = [
        (star, star <= found.star, [(State.OK if ground.met else State.STOP, "符合" if ground.met else "不符合", ground.said) for ground in found.grounds if ground.star == star])
        for star in sorted({ground.star for ground in found.grounds})
    ]
    return {"prospect": found, "levels": levels, "parts_marked": [(label, tenth(points), most) for _, label, points, most in found.marked.parts], "points": tenth(found.marked.points)}
