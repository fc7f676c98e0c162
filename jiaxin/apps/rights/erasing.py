"""删除 — everything that could lead back to a person goes; what remains says nothing about anybody.

Destroyed: her key (and with it every sealed field, photo, signature, message and the salts of her leaves),
the keys of what others claimed about her, of the uploaded files and waiting rows she stood in and of what both sides
said of her visits, the blind indexes of her number and phone, her rows in the columns, her place in lists, scores,
cards and the name search. A backup made later holds none of it;
one made earlier holds it without its keys once the keys of that time are gone (see docs/threats.md).

Remaining: the entries of the ledger as pseudonymous codes and dates whose commitment nobody can open, the
receipts of who looked, the tombstone of the key. Every proof over them still holds.
"""

from django.conf import settings
from django.db import connection, transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import close_accounts_of
from jiaxin.apps.access.queries import phones_of
from jiaxin.apps.exchange import actions as exchange
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.ledger import segments
from jiaxin.apps.presenting import visiting
from jiaxin.apps.publication.actions import Publication, printing
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as known
from jiaxin.apps.rights.demanding import waits_for
from jiaxin.apps.scoring import projection as scores
from jiaxin.apps.training import actions as training
from jiaxin.domain.facts import Entry
from jiaxin.domain.history import in_force
from jiaxin.domain.permissions import Actor
from jiaxin.domain.records.kind import Basis, Tone, kind
from jiaxin.kit import clock

REMAINS = (
    "账本中不含姓名、号码的编码和日期（内容已无法解读，只用于证明账本未被改动）",
    "谁在什么时候查看过这份档案的记录（网络安全法要求留存不少于六个月）",
    "这次删除的办理记录",
)
REMAINS_OF_FAMILY = (
    "您提过的投诉和办理结果（对方的事项，您的号码已不在其中）",
    "服务员名下的订单，只剩无法还原的编码",
    "这次删除的办理记录",
)


def forbidding(subject: str) -> list[str]:
    """Why she cannot be erased today, in words: what a statute obliges the district to keep, what runs about her. Empty: she can."""
    return [*kept_by_law(subject), *waits_for(subject, clock.today())]


def kept_by_law(subject: str) -> list[str]:
    """What a statute obliges the district to keep about her today, in words; empty: everything may go."""
    stands = in_force(subject, record.history_of_many([subject])[subject], as_of=clock.today()).entries
    return [f"{kind(e.fact.kind).label}（{e.fact.happened_on}，依据：{kind(e.fact.kind).source}）" for e in stands if _owed(e)]


def erase(actor: Actor, subject: str) -> None:
    """Once begun it can be repeated until it is whole: each part is the same however often it is done."""
    ids = _ids(subject)
    batches = {e.fact.provenance.batch for one in ids for e in record.history_of_many([one])[one]} - {""}
    keys = [line.key for lines in known.codes_of(ids).values() for line in lines]
    with printing(settings.DATA, settings.DISTRICT.name) as press:
        press.cards([Publication(key, None) for key in keys], int(clock.now().timestamp()))
        press.old_codes(dict.fromkeys(ids, ()))
    with transaction.atomic():
        claims = intake.forget_person(actor, ids, sorted(batches))
        exchange.forget(ids)
        training.forget(actor, ids)
        scores.forget(list(ids))
        registry.erase(ids)
        close_accounts_of(actor, ids)
        visiting.forget(ids)
        vault.ensure_keys(ids)  # whoever never had a key gets its tombstone, too
        vault.destroy([*ids, *claims], "erased on demand")
    segments.forget(ids)
    _write_through()


def _ids(subject: str) -> tuple[str, ...]:
    """Every id of this person; of a family also those under which companies' orders name the phone of its account."""
    ids = list(known.ids_of([subject])[subject])
    if known.kind_of(subject) == "household":
        ids += [one for index in phones_of(subject) for one in known.households_with_phone(index)]
    return tuple(dict.fromkeys(ids))


def _write_through() -> None:
    """SQLite keeps pages as they were in its write-ahead log until that is emptied."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _owed(entry: Entry) -> bool:
    one = kind(entry.fact.kind)
    return one.basis is Basis.STATUTE and one.tone is Tone.ADVERSE


