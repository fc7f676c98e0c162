"""诚信承诺 — a company signs the text in force; who has signed, what findings touch, how each clause is kept.

Not here  clauses and counting (domain/pledges), the way a breach is found (procedures/measure).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as people
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.pledges import (
    Kept,
    Touched,
    broken,
    clauses,
    kept,
    pledge_rules,
    standing_pledge,
    text_digest,
    touched,
)
from jiaxin.kit import clock


@dataclass(frozen=True, slots=True)
class Pledge:
    """Where a company stands. `signed_on` None = not signed; `present` = the version in force today."""

    subject: str
    name: str
    version: str
    signed_on: date | None
    case: str
    present: bool
    broken: tuple[str, ...]  # labels of clauses found broken
    touched: tuple[Touched, ...]


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """How the pledge is kept in the district: for everybody to read."""

    companies: int
    signed: int
    clauses: tuple[Kept, ...]
    at_least: int


def sign_pledge(actor: Actor, signer: str, signature: bytes) -> str:
    """The company's signature under the text in force today. Returns the case; Raises Refused where it has signed that text."""
    book = pledge_rules(clock.today())
    require(actor, Permission.PLEDGE_SIGN, Thing(organisation=actor.organisation))
    if pledge_of(actor.organisation).present:
        raise Refused("pledge.signed", "本企业已签署现行版本的承诺书", "不用再签；新版本发布后会请您重新签署")
    if not signer.strip():
        raise Refused("pledge.signer", "没有填写签署人", "请填写法定代表人或负责人的姓名")
    said = {
        "version": book.version, "digest": text_digest(book), "signer": signer.strip()[:40],
        "sign": people.keep_file(actor.organisation, signature),
    }  # fmt: skip
    return open_case(actor, "pledge", actor.organisation, f"pledge-{book.version}", said, organisation=actor.organisation)


def pledge_of(subject: str) -> Pledge:
    facts = ledger.facts_about(subject, opened=False)
    name = registry.companies([subject])[subject].name
    return _pledge(subject, name, facts, clock.today())


def pledges(among: Collection[str] | None = None) -> list[Pledge]:
    """Every company of the register, or `among` these: those with something touched first, then those that have not signed."""
    today, firms = clock.today(), registry.companies()
    found = [_pledge(s, firms[s].name, facts, today) for s, facts in _record(today, among).items()]
    return sorted(found, key=lambda one: (not one.touched, one.signed_on is not None, one.name))


def pledge_fulfilment() -> Fulfilment:
    today = clock.today()
    record, book = _record(today), pledge_rules(today)
    counted = kept(record.values(), today, book)
    return Fulfilment(len(record), counted[0].signed if counted else 0, counted, int(book.data["public"]["at_least"]))


def _record(today: date, among: Collection[str] | None = None) -> Mapping[str, Facts]:
    return ledger.facts_about_many(list(registry.companies(among)), as_of=today, opened=False)


def _pledge(subject: str, name: str, facts: Facts, today: date) -> Pledge:
    book, entry = pledge_rules(today), standing_pledge(facts, today)
    labels = {one.code: one.label for one in clauses(book)}
    version = str(entry.get("text_version")) if entry else ""
    return Pledge(
        subject, name, version, date.fromisoformat(str(entry.get("signed_on"))) if entry else None,
        entry.fact.provenance.batch if entry else "", version == book.version,
        tuple(labels.get(code, code) for code in broken(facts, today)), touched(facts, today, book),
    )  # fmt: skip
