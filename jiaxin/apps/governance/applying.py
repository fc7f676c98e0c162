"""申报率 — of the companies whose record reaches a star, how many applied, and why the others do not: asked in one tap, changes nothing else.

Eligible  the record reaches at least one star today, and no measure stops stars.
Applied   of those: a star in force, or an application of this year that was not withdrawn.
Not here  what a star asks for (domain/stars/forecasting), the application itself (stars).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.models import Case, StarPass
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.incentives.projects import Uptake, counted_in
from jiaxin.domain.measures import STAR, star_on, stopped_until
from jiaxin.domain.permissions import Actor, Permission, Thing, firms_of
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.forecasting import star_forecast
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA


@dataclass(frozen=True, slots=True)
class Reached:
    """A company that could apply. `state`: applied | passed | silent; `reason` in words where it said one."""

    subject: str
    name: str
    star: int
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a company is asked on its own page: how many stars its record reaches, and what it has said so far."""

    star: int
    reasons: Mapping[str, str]
    said: str


def star_reasons() -> dict[str, str]:
    """Code → words of why a company that could apply does not."""
    return {str(one["code"]): str(one["label"]) for one in star_rules(clock.today()).data["reason"]}


def star_uptake(actor: Actor) -> tuple[Uptake, datetime, list[Reached]]:
    """Applied ÷ eligible today with the reasons, when the eligible were counted, and each of them."""
    require(actor, Permission.STAR_REVIEW)
    today = clock.today()
    eligible, at = _eligible_today(today)
    if (among := firms_of(actor, Permission.STAR_REVIEW)) is not None:
        eligible = [one for one in eligible if one[0] in among]
    applied = {subject for subject, _, holds in eligible if holds} | _applied_in(today.year)
    words, passed = star_reasons(), _passed(today.year)
    names = {s: one.name for s, one in registry.companies([subject for subject, *_ in eligible]).items()}
    rows = [
        Reached(s, names.get(s, ""), star, "applied" if s in applied else "passed" if s in passed else "silent", "" if s in applied else words.get(passed.get(s, ""), passed.get(s, "")))
        for s, star, _ in eligible
    ]
    return counted_in({s for s, *_ in eligible}, applied, passed, words), at, sorted(rows, key=lambda one: (("silent", "passed", "applied").index(one.state), one.name))


def star_invitation(actor: Actor) -> Invitation | None:
    """For a company that could apply and has not; None for every other."""
    require(actor, Permission.STAR_APPLY, Thing(organisation=actor.organisation))
    today = clock.today()
    facts, figures = ledger.facts_about_many([actor.organisation], as_of=today, opened=False), scoring.figures_of([actor.organisation])
    found = _reach(facts[actor.organisation], figures.get(actor.organisation, {}), today)
    if found is None or found[1] or actor.organisation in _applied_in(today.year, actor.organisation):
        return None
    return Invitation(found[0], star_reasons(), star_reasons().get(_passed(today.year, actor.organisation).get(actor.organisation, ""), ""))


def pass_star(actor: Actor, reason: str) -> None:
    """Say why not this year. Its last answer counts; applying later stays open."""
    require(actor, Permission.STAR_APPLY, Thing(organisation=actor.organisation))
    if reason not in star_reasons():
        raise Refused("star.reason", "没有选择原因", "请从列表里选一个")
    if star_invitation(actor) is None:
        raise Refused("star.not-asked", "本企业现在不用回答", "够得上星级门槛、还没有申报的企业才需要说明")
    StarPass.objects.update_or_create(year=clock.today().year, company=actor.organisation, defaults={"reason": reason, "told_by": actor.id, "told_at": clock.now()})


def count_stars(today: date) -> int:
    """Before anybody looks. How many companies could apply."""
    return len(_eligible_today(today)[0])


def _eligible_today(today: date) -> tuple[list[tuple[str, int, bool]], datetime]:
    found, at = scoring.counted("stars:eligible", lambda: _eligible(today))
    return [(str(subject), int(star), bool(holds)) for subject, star, holds in found], at


def _eligible(today: date) -> list[list[object]]:
    firms: Sequence[str] = sorted(registry.companies())
    facts, figures = ledger.facts_about_many(firms, as_of=today, opened=False), scoring.figures_of(firms)
    made: list[list[object]] = []
    for subject in firms:
        if found := _reach(facts[subject], figures.get(subject, {}), today):
            made.append([subject, *found])
    return made


def _reach(facts: Facts, figures: Mapping[str, int], today: date) -> tuple[int, bool] | None:
    """(stars the record reaches, whether a star is in force); None where it may not apply or reaches none."""
    star = star_forecast(facts, figures, today, star_rules(today)).reached
    return None if not star or STAR in stopped_until(facts, today) else (star, star_on(facts, today) is not None)


def _applied_in(year: int, company: str = "") -> set[str]:
    rows = Case.objects.filter(procedure="star-rating", opened_at__gte=datetime(year, 1, 1, tzinfo=CHINA)).exclude(state="dropped")
    return set((rows.filter(subject=company) if company else rows).order_by("subject").values_list("subject", flat=True))


def _passed(year: int, company: str = "") -> dict[str, str]:
    rows = StarPass.objects.filter(year=year)
    return dict((rows.filter(company=company) if company else rows).order_by("id").values_list("company", "reason"))
