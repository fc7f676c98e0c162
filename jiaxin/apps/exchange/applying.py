"""来信的内容 — what a letter in its turn does: an ask is answered, a record becomes a claim of the one it was asked for.

A peer's word is never a fact: it waits for her like what anybody says about her, and only where she had it asked for and still
agrees. What does not fit is held with its reason; the line goes on, because the letter itself was the right one.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from jiaxin.apps.access import exchange_keys
from jiaxin.apps.access.actions import log_read
from jiaxin.apps.exchange import agreeing, doubting, writing
from jiaxin.apps.exchange.models import Came, Peer, Received, Sent
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as claims
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange import content
from jiaxin.domain.exchange.content import Unfit
from jiaxin.domain.exchange.envelope import ASK, RECORD, Envelope
from jiaxin.domain.exchange.judging import Outcome, Verdict
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.permissions import FieldClass
from jiaxin.kit import clock

_ACCEPT = Verdict(Outcome.ACCEPT)


def apply(line: Peer, one: Envelope) -> tuple[Verdict, bool]:
    """(what became of it, whether its number is read). In the caller's transaction, under a lock on the peer."""
    verdict = _ACCEPT
    if one.payload:
        plain = exchange_keys.opened(one.payload)
        if plain is None:
            return Verdict(Outcome.HOLD, "payload"), False
        try:
            with transaction.atomic():
                _done(line, one, content.opened(one.header, plain))
        except Unfit as why:
            verdict = Verdict(Outcome.HOLD, why.reason)
        except Refused as why:
            if why.code in ("peer.no-key", "exchange.full"):
                raise
            verdict = Verdict(Outcome.HOLD, "misfit")
    line.got_number, line.got_hash = one.header.number, one.hash
    Peer.objects.filter(pk=line.code).update(got_number=line.got_number, got_hash=line.got_hash)
    return verdict, True


def _done(line: Peer, one: Envelope, said: Mapping[str, Any]) -> None:
    if one.header.kind == ASK:
        _answer(line, one, said)
    elif one.header.kind == RECORD:
        _claim(line, one, said)
    else:
        asked = _asked(line, one, content.read_none(said))
        asked.answered_at = clock.now()
        asked.save(update_fields=["answered_at"])


def _answer(line: Peer, one: Envelope, said: Mapping[str, Any]) -> None:
    asked, rules = content.read_ask(said), exchange_rules(clock.today())
    if not set(asked.kinds) <= set(line.may_ask) & set(rules.kinds):
        raise Unfit("fields")
    start = clock.now().astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    if Received.objects.filter(peer=line.code, state="applied", at__gte=start, header__kind=ASK).count() >= rules.asks_a_day:
        raise Unfit("budget")
    writing.answer(line, one.header, one.hash, asked)


def _claim(line: Peer, one: Envelope, said: Mapping[str, Any]) -> None:
    rules = exchange_rules(clock.today())
    told = content.read_record(said, set(line.may_send) & set(rules.kinds), rules.facts_at_most)
    asked = _asked(line, one, told.answers)
    if not agreeing.agrees(asked.subject, line.code, agreeing.ASK, one.header.purpose):
        raise Unfit("ended")
    log_read(writing.JOB, [asked.subject], (FieldClass.IDENTITY, FieldClass.CONTACT), f"{line.name}发来您要的记录，核对是不是您本人", line.code)
    person = registry.people([asked.subject])[asked.subject]
    if (person.name, person.id_number) != (told.name, told.id_number):
        raise Unfit("person")
    source = doubting.source_of(line.code)
    facts = [content.as_fact(fact, asked.subject, source, writing.JOB.id) for fact in told.facts]
    claim, entries = intake.claim_from_outside(source, one.hash[:16], asked.subject, facts)
    asked.answered_at = clock.now()
    asked.save(update_fields=["answered_at"])
    if claim:
        Came.objects.create(claim=claim, peer=line.code, letter=one.hash[:16], subject=asked.subject, entries=entries, made_at=clock.now())
        until = next(day for found, _, day in claims.claims_awaiting(asked.subject) if found == claim)
        notices.tell(writing.JOB, "claim.awaiting", {"who": line.name, "days": str((until - clock.today()).days)}, subject=asked.subject)


def _asked(line: Peer, one: Envelope, answers: str) -> Sent:
    """Our ask that this answers, still open and for the same purpose."""
    found = Sent.objects.filter(peer=line.code, hash=answers, kind=ASK, purpose=one.header.purpose, answered_at=None).exclude(subject="").first()
    if found is None:
        raise Unfit("unasked")
    return found
