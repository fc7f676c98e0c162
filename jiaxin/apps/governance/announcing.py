"""公示几星 — reckoned when a star is announced: marks out of the case, gates out of the record of that moment. Whatever a form said.

Not here  the arithmetic (domain/stars/awarding), what a page shows of it (stars).
"""

from collections.abc import Mapping, Sequence
from datetime import date

from jiaxin.apps.governance.models import Case
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.procedure import Event
from jiaxin.domain.stars.awarding import Ground, applied_for, grounds, star_of
from jiaxin.kit import clock


def company_figures(subject: str) -> dict[str, int]:
    """The figures of a company as its score has them last; empty where it has no score yet."""
    return scoring.figures_of([subject]).get(subject, {})


def grounds_on(subject: str, events: Sequence[Event], today: date) -> tuple[Ground, ...]:
    """What decides the star of a case if it is announced today; nothing before both sheets are in."""
    return grounds(events, ledger.facts_about(subject, as_of=today, opened=False), company_figures(subject), today)


def reckoned(case: Case, verb: str, events: Sequence[Event], said: Mapping[str, Value]) -> dict[str, Value]:
    """What an announcement says of its star. Raises Refused where a form names another star than the marks and the gates give."""
    if case.procedure != "star-rating" or verb != "announce" or not events:
        return {}
    lines = grounds_on(case.subject, events, clock.today())
    star = star_of(lines, applied_for(events))
    if said.get("star") and str(said["star"]) != str(star):
        raise Refused("stars.not-given", f"评分和门槛给出的是 {star} 星，不能公示 {said['star']} 星", "星级由系统按评分和门槛得出，不用填写")
    return {"star": str(star), "grounds": [one.written() for one in lines]}
