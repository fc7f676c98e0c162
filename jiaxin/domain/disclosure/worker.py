"""服务员公开卡片 — facts in force, a colour and a star become what a scan shows.

Silent  `None` before she has confirmed; `Withheld` after she withdrew, while her file is frozen, or when the code was stopped.
        Penalties of a person never appear on the scan page, whatever their class.
"""

from dataclasses import replace
from datetime import date, timedelta

from jiaxin.domain.disclosure import checks
from jiaxin.domain.disclosure.card import Card, CodeState, Colour, Employer, Withheld, Withholding
from jiaxin.domain.disclosure.consent import (
    agrees_to_show,
    day,
    established,
    has_confirmed,
    not_public_since,
    refused,
    withdrawn_on,
)
from jiaxin.domain.disclosure.history import complaints_upheld, orders_done
from jiaxin.domain.disclosure.masking import mask_name
from jiaxin.domain.disclosure.tasks import tasks
from jiaxin.domain.disclosure.terms import terms
from jiaxin.domain.disclosure.vocabulary import MODES, known, trades
from jiaxin.domain.facts import Channel, Facts

_KEPT_FOR = {"health": "health.check", "background": "background.check"}  # purpose → kind of record
_STATES = frozenset({"green", "yellow", "red", "grey"})


def disclose_worker(
    facts: Facts,
    company: Employer | None,
    colour: Colour,
    star: int | None,
    photo: str,
    as_of: date,
    code: CodeState = CodeState.ISSUED,
) -> Card | Withheld | None:
    """What the public may read about her on a day.

    facts   entries in force about her;  company  where she works, by register
    colour  as the colour rule decided; red arrives here only after a recorded review
    star    1 to 5, None while data is still being gathered;  photo  digest of the public thumbnail
    """
    if not has_confirmed(facts) or not agrees_to_show(facts, as_of):
        return None
    if (since := withdrawn_on(facts, as_of)) is not None or colour.state == "withdrawn":
        return Withheld(Withholding.WITHDRAWN, since)
    if facts.frozen_on is not None:
        return Withheld(Withholding.WITHDRAWN, facts.frozen_on)
    if code is not CodeState.ISSUED:
        return Withheld(Withholding(code.value))
    facts, rules = _without_refused(established(facts), as_of), terms()
    profile = facts.latest("profile", by="collected_on")
    offered = trades(profile.get("job_types")) if profile else ()
    identity = checks.identity(facts, as_of, rules)
    insurance = checks.insurance(facts, as_of, rules)
    upheld, disputed = complaints_upheld(facts, as_of, rules)
    return Card(
        masked_name=mask_name(str(profile.get("name") or "") if profile else ""),
        state=colour.state if colour.state in _STATES else "grey",
        trades=offered,
        employer=company,
        mode=_mode(facts, as_of),
        star=star if star is not None and 1 <= star <= 5 else None,
        orders=orders_done(facts, as_of, rules),
        upheld=upheld,
        disputed=disputed,
        identity=identity,
        health=checks.health(facts, as_of, rules),
        insurance=insurance,
        skill=checks.best_skill(facts),
        tasks=tasks(facts, identity, insurance, offered, as_of, rules),
        photo=photo,
        as_of=as_of,
        good_until=_good_until(colour, (identity.through, insurance.through), as_of, rules.fresh),
        legacy=profile is not None and profile.fact.provenance.channel is Channel.LEGACY,
    )


def withheld_by_choice(facts: Facts, as_of: date) -> Withheld | None:
    """What a living code says of somebody who is filed and does not agree to a page: not that the code is unknown."""
    since = not_public_since(facts, as_of)
    return None if since is None else Withheld(Withholding.WITHDRAWN, since)


def _without_refused(facts: Facts, as_of: date) -> Facts:
    """Without what is kept for a purpose that she has taken back."""
    hidden = {kind for purpose, kind in _KEPT_FOR.items() if purpose in refused(facts, _KEPT_FOR, as_of)}
    kept = tuple(e for e in facts.entries if e.fact.kind not in hidden) if hidden else facts.entries
    return facts if not hidden else replace(facts, entries=kept)


def _mode(facts: Facts, as_of: date) -> str:
    running = [e for e in facts.of("employment") if (day(e, "ended_on") or date.max) >= as_of]
    if not running:
        return ""
    latest = max(running, key=lambda e: (e.fact.happened_on, e.position))
    return known(MODES, latest.get("employment_mode"))


def _good_until(colour: Colour, ends: tuple[date | None, ...], as_of: date, fresh: timedelta) -> date:
    """The first day this card may be wrong, or has simply not been renewed for too long."""
    days = [as_of + fresh]
    days += [end + timedelta(days=1) for end in ends if end is not None and end >= as_of]
    if colour.good_until is not None and colour.good_until >= as_of:
        days.append(colour.good_until + timedelta(days=1))
    return min(days)
