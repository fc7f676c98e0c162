"""评价与回复 — what families said of a company's people, the one reply to each, and the bureau's word on a reply.

The reply is a fact about the worker, so it goes with her; it is bound to the entry of the rating and falls with it.

Not here  which words are refused and how finely a day is told (domain/reviews), who sees the pages.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.ledger import actions as recording
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.employment.spells import Spell
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.history import REPLY
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.reviews import KINDS, Review, plain, review_rules, reviews
from jiaxin.kit import clock


def reviews_of(company: str, worker: str = "") -> list[Review]:
    """The ratings of a company's present, confirmed people, or of one of them; nothing is opened."""
    lines = [line.subject for line in registry.file_lines_of(company) if line.confirmed and not line.withdrawn] if company else []
    return _read([one for one in lines if worker in ("", one)], company)


def reviews_about(subject: str) -> list[Review]:
    """Her own, whatever company it was."""
    return _read([subject], "")


def words_of(found: Sequence[Review]) -> Mapping[str, str]:
    """Entry → the words of ratings and replies, opened; none where nobody wrote any or her key is gone."""
    wanted = {one.id for one in found} | {one.reply.entry.id for one in found if one.reply} | {one.hidden.id for one in found if one.hidden}
    opened = ledger.history_of_many(sorted({one.worker for one in found}), True, KINDS)
    return {e.id: str(text) for entries in opened.values() for e in entries if e.id in wanted and (text := e.get("text") or e.get("note"))}


def answer_review(actor: Actor, worker: str, rating: str, text: str) -> None:
    """Answer, or put the answer right within the hours of the rules. Raises Refused."""
    line = registry.file_lines([worker]).get(worker)
    thing = Thing(owner=worker, organisation=line.company, consent=line.consent) if line else Thing(owner=worker)
    require(actor, Permission.REVIEW_ANSWER, thing)
    rules, now = review_rules(clock.today()), clock.now()
    with transaction.atomic():
        one = next((r for r in reviews_of(actor.organisation, worker) if r.id == rating), None)
        if one is None:
            raise Refused("reply.gone", "没有这条评价，或者它已经更正、过期", "请回到评价列表重新选择")
        if one.hidden is not None:
            raise Refused("reply.hidden", "这条评价的回复已被商务局隐藏，不能再写", "对隐藏有意见，请联系商务局")
        if one.reply is not None and not one.editable(now, rules):
            raise Refused("reply.once", f"这条评价已经回复过，发出 {rules.edit_hours} 小时后不能再改", "一条评价回复一次")
        kept = plain(text, rules.longest, _names(worker, one))
        said = Provenance(actor.organisation, Channel.SYSTEM, actor.id)
        recording.append([Fact(REPLY, worker, clock.today(), said, (rating,), {"of": rating}, {"text": kept}, company=actor.organisation, happened_at=now)])


def hide_reply(actor: Actor, worker: str, reply: str, why: str) -> None:
    """隐藏: the reply leaves every page; that it was there, and why it went, stays in the record. The company is told."""
    line = registry.file_lines([worker]).get(worker)
    require(actor, Permission.REPLY_HIDE, Thing(owner=worker, organisation=line.company if line else "", street=line.street if line else ""))
    if not 4 <= len(why.strip()) <= 200:
        raise Refused("reply.why", "没有写明隐藏的原因", "请写 4 到 200 字，企业会看到")
    with transaction.atomic():
        entry = next((e for e in ledger.facts_about(worker, opened=False).of(REPLY) if e.id == reply), None)
        if entry is None:
            raise Refused("reply.none", "没有这条回复，或者它已经隐藏", "请刷新页面")
        recording.correct(actor, [entry], "unfit", why.strip())
        notices.tell(actor, "reply.hidden", {}, subject=entry.fact.company)


def _read(workers: Sequence[str], company: str) -> list[Review]:
    if not workers:
        return []
    today = clock.today()
    listed = registry.spells_listed([company]).get(company, ()) if company else ()
    spells: dict[str, list[Spell]] = {}
    for one in listed:
        spells.setdefault(one.subject, []).append(one.spell)
    doubted: frozenset[str] = scoring.doubted_households(company) if company else frozenset()
    return reviews(ledger.history_of_many(workers, False, KINDS), spells, company, doubted, today, review_rules(today))


def _names(worker: str, one: Review) -> list[str]:
    """Full names that a reply must not hold: hers and, where the order knows one, the family's."""
    with beyond("核对回复里有没有真实姓名，只比对不返回"):
        people = registry.people([who for who in (worker, one.rating.fact.counterparty) if who])
    return [person.name for person in people.values() if person.name]
