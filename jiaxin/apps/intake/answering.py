"""用工答复 — she says of a spell of work: yes; never; or no longer. Her word settles the spell, not the rest of a claim.

Where a claim told of nothing but this spell (a company reports that she has left), the claim is answered with it;
a roster's claim goes on waiting with what else it says. Nothing here reaches a score.
"""

from datetime import date

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake import claims
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.employment.answers import ANSWER, CONFIRMED, DENIED, LEFT, SPELL, spelled
from jiaxin.domain.employment.spells import Spell, spells
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing, Value
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock

HERSELF = "herself"
WORDS = (CONFIRMED, DENIED, LEFT)


def answer_spell(actor: Actor, subject: str, entry_id: str, word: str, ended_on: date | None = None) -> Spell:
    """Record her answer to the spell whose last statement is this entry. Returns the spell as it stands then.

    Raises Refused when something was said about the spell meanwhile, and for a day of leaving that cannot be.
    """
    require(actor, Permission.CLAIM_CONFIRM_OWN, Thing(owner=subject))
    if word not in WORDS:
        raise Refused("spell.no-answer", "没有选择答复", "请选择“对”“没有”或“已经离开”")
    with transaction.atomic():
        history = record.history_of_many([subject])[subject]
        spell = next((one for one in spells(history) if one.entry == entry_id), None)
        if spell is None:
            raise Refused("spell.changed", "这段工作经历刚刚有变化", "请看过新的内容再选")
        last = next(e for e in history if e.id == entry_id)
        ledger.append(_facts(actor, subject, last, word, _left_on(spell, ended_on) if word == LEFT else None))
        _end_claims(actor, subject, history, last, word)
        answered = spells(record.history_of_many([subject])[subject])
    return next(one for one in answered if (one.company, one.started_on) == spelled(last))


def _left_on(spell: Spell, ended_on: date | None) -> date:
    if ended_on is None:
        raise Refused("spell.no-day", "没有填写离开的日期", "请选择离开那一天；记不清的，选最接近的日期")
    if ended_on > clock.today():
        raise Refused("employment.future", "离职日期不能晚于今天", "请填写实际离职的日期")
    if spell.started_on and ended_on.isoformat() < spell.started_on:
        raise Refused("employment.before-start", f"离职日期早于入职日期 {spell.started_on}", "请核对离职日期后重新提交")
    return ended_on


def _facts(actor: Actor, subject: str, last: Entry, word: str, ended_on: date | None) -> list[Fact]:
    """Her answer; when she has left, her own statement of the spell with its end."""
    company, started_on = spelled(last)
    said = Provenance(HERSELF, Channel.PHONE, actor.id)
    clear: dict[str, Value] = {"answer": word, "of": last.id} | ({"started_on": started_on} if started_on else {})
    made = [
        Fact(
            ANSWER, subject, clock.today(), said, (company, started_on), clear,
            standing=Standing.PHONE, company=company, happened_at=clock.now(),
        )
    ]  # fmt: skip
    if ended_on is not None:
        told = {**last.fact.clear, "ended_on": ended_on.isoformat()}
        made.append(
            Fact(SPELL, subject, last.fact.happened_on, said, (company, started_on), told, standing=Standing.PHONE, company=company)
        )
    return made


def _end_claims(actor: Actor, subject: str, history: list[Entry], last: Entry, word: str) -> None:
    """Claims that told of nothing but what she has just answered have nothing left to wait for."""
    covered = {e.fact.claim for e in history if e.fact.kind == SPELL and spelled(e) == spelled(last) and e.position <= last.position}
    more = {e.fact.claim for e in history if e.fact.kind != SPELL or spelled(e) != spelled(last)}
    waiting = Claim.objects.filter(subject=subject, id__in=covered - more - {""}, state=claims.OPEN, lapses_on__gt=clock.today())
    for claim in waiting.order_by("made_at", "id").values_list("id", flat=True):
        if word == CONFIRMED:
            claims.confirm(actor, subject, "phone", claims=[claim])
        else:
            claims.refuse(actor, subject, claim)
