"""授权的给予、撤回与恢复 — purpose by purpose, or everything at once: her own act, on her own phone, at once.

Withdrawing is as easy as giving (PIPL Art. 15). Both are facts; neither removes the record of the other. A
change of one purpose is a new signature under the form in force, which says what it covers and, to the letter, in
which words. The pipeline takes the card down, or puts it back, when it reads them.
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.disclosure.consent import day, established, has_confirmed, refused, withdrawn_on
from jiaxin.domain.disclosure.purposes import consent_rules
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
    if facts.frozen_on is not None:
        raise Refused("consent.frozen", "您的档案已冻结，现在不能恢复展示", "请先在“我的权利”里要求解除冻结")
    if withdrawn_on(facts, clock.today()) is None:
        raise Refused("consent.not-withdrawn", "您的信息正在展示，没有停止", "无需处理")
    today = clock.today().isoformat()
    latest = _latest(facts)
    clear: dict[str, Value] = {"text_version": _version(), "text_digest": consent_rules(clock.today()).digest, "signed_on": today, "method": "phone"}
    if latest is not None and latest.get("purposes"):
        clear["purposes"] = latest.get("purposes")
    ledger.append([_consent(actor, subject, clear)])


def change_purpose(actor: Actor, subject: str, purpose: str, agreed: bool) -> None:
    """勾选一项: agree to one purpose, or take it back. Saying it twice is saying it once."""
    require(actor, Permission.CONSENT_GIVE if agreed else Permission.CONSENT_WITHDRAW, Thing(owner=subject))
    rules, today = consent_rules(clock.today()), clock.today()
    wanted = next((one for one in rules.purposes if one.code == purpose and one.alone), None)
    if wanted is None:
        raise Refused("consent.purpose", "没有这一项授权", "请从“我的授权”页面选择")
    state = consent_of(subject)
    if state.withdrawn or not state.confirmed:
        raise Refused("consent.nothing", "您的档案现在没有展示，不能单独改一项", "请先在“我的档案”里确认或恢复展示")
    if agreed is (purpose not in state.refused):
        return
    refused = state.refused - {purpose} if agreed else state.refused | {purpose}
    clear: dict[str, Value] = {
        "text_version": rules.text_version, "text_digest": rules.digest, "signed_on": today.isoformat(), "method": "phone",
        "purposes": [code for code in rules.codes if code not in refused],
    }  # fmt: skip
    ledger.append([_consent(actor, subject, clear)])


@dataclass(frozen=True, slots=True)
class ConsentState:
    """授权状态 as she sees it. `signed`: (day, version, purposes or empty for all, day taken back) of each, the latest first."""

    confirmed: bool
    withdrawn: bool
    refused: frozenset[str]
    signed: tuple[tuple[date, str, tuple[str, ...], date | None], ...]


def consent_of(subject: str) -> ConsentState:
    today, facts = clock.today(), established(record.facts_about(subject))
    codes, history = consent_rules(today).codes, [e for e in record.history_of_many([subject])[subject] if e.fact.kind == "consent"]
    signed = [
        (day(e, "signed_on") or e.fact.happened_on, str(e.get("text_version")), tuple(map(str, e.get("purposes") or ())), day(e, "withdrawn_on"))
        for e in reversed(history)
        if e.fact.standing is not Standing.CLAIMED
    ]
    return ConsentState(has_confirmed(facts), withdrawn_on(facts, today) is not None, refused(facts, codes, today), tuple(signed))


def _signed(facts: Facts, today: str) -> dict[str, Value]:
    """The consent that is taken back: the latest she gave; where only her confirmation is on record, that day's."""
    latest = _latest(facts)
    if latest is not None:
        kept = ("purposes", "text_version", "text_digest", "signed_on", "method")
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
