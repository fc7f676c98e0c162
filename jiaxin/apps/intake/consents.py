"""授权的撤回与恢复 — she stops being shown, or is shown again: her own act, on her own phone, at once.

Withdrawing is as easy as giving (PIPL Art. 15). Both are facts about the same consent; neither removes
the record of the other. The pipeline takes the card down, or puts it back, when it reads them.
"""

from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.disclosure.consent import day, established, withdrawn_on
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Entry, Fact, Facts, Provenance, Standing, Value
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.quality.thresholds import limits
from jiaxin.kit import clock

HERSELF = "herself"


def withdraw_consent(actor: Actor, subject: str) -> None:
    """停止展示. Saying it twice is saying it once."""
    require(actor, Permission.CONSENT_WITHDRAW, Thing(owner=subject))
    facts = established(record.facts_about(subject))
    if withdrawn_on(facts, clock.today()) is not None:
        return
    today = clock.today().isoformat()
    ledger.append([_consent(actor, subject, {**_signed(facts, today), "withdrawn_on": today})])


def resume_consent(actor: Actor, subject: str) -> None:
    """恢复展示: she signs anew, the form in force today."""
    require(actor, Permission.CONSENT_GIVE, Thing(owner=subject))
    facts = established(record.facts_about(subject))
    if withdrawn_on(facts, clock.today()) is None:
        raise Refused("consent.not-withdrawn", "您的信息正在展示，没有停止", "无需处理")
    today = clock.today().isoformat()
    latest = _latest(facts)
    clear: dict[str, Value] = {"text_version": _version(), "signed_on": today, "method": "phone"}
    if latest is not None and latest.get("purposes"):
        clear["purposes"] = latest.get("purposes")
    ledger.append([_consent(actor, subject, clear)])


def _signed(facts: Facts, today: str) -> dict[str, Value]:
    """The consent that is taken back: the latest she gave; where only her confirmation is on record, that day's."""
    latest = _latest(facts)
    if latest is not None:
        kept = ("purposes", "text_version", "signed_on", "method")
        return {name: value for name in kept if (value := latest.get(name)) is not None}
    confirmed = facts.latest("claim.confirmed")
    return {
        "text_version": _version(),
        "signed_on": confirmed.fact.happened_on.isoformat() if confirmed else today,
        "method": "phone",
    }


def _latest(facts: Facts) -> Entry | None:
    signed = facts.of("consent")
    return max(signed, key=lambda e: (day(e, "signed_on") or e.fact.happened_on, e.position), default=None)


def _version() -> str:
    return str(limits(clock.today()).consent_version)


def _consent(actor: Actor, subject: str, clear: dict[str, Value]) -> Fact:
    signed_on = str(clear["signed_on"])
    return Fact(
        kind="consent",
        subject=subject,
        happened_on=date.fromisoformat(signed_on),
        provenance=Provenance(HERSELF, Channel.PHONE, actor.id),
        key=(str(clear["text_version"]), signed_on),
        clear=clear,
        standing=Standing.PHONE,
        happened_at=clock.now(),
    )
