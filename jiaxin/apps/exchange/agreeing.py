"""互换授权 — she says that one named platform may be given her records, or is asked for them; and takes it back.

Her own act on her own phone, a fact in the record, for so many days. It is asked again each time something is written and each
time it leaves. A consent to our own keeping covers none of this, and who has stopped everything is not sent anywhere.
"""

from datetime import timedelta

from jiaxin.apps.access.actions import require
from jiaxin.apps.exchange.models import Peer
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.domain.disclosure.consent import day
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.facts import Channel, Entry, Fact, Provenance, Standing, Value
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock

GIVE, ASK = "give", "ask"
KIND = "transfer.consent"


def agree(actor: Actor, subject: str, peer: str, direction: str, purpose: str, agreed: bool) -> None:
    """Saying it twice is saying it once. Raises Refused for a peer that is not there or not trusted."""
    require(actor, Permission.TRANSFER_OWN, Thing(owner=subject))
    one = Peer.objects.filter(pk=peer).first()
    if one is None or direction not in (GIVE, ASK) or purpose not in one.purposes or (agreed and not one.trusted):
        raise Refused("transfer.peer", "现在不能和这个平台互换", "请从页面上的选项里选择")
    state = intake.consent_of(subject)
    if agreed and (state.withdrawn or not state.confirmed):
        raise Refused("transfer.stopped", "您的档案现在没有展示", "请先在“我的档案”里确认或恢复展示")
    if agreed is agrees(subject, peer, direction, purpose):
        return
    today = clock.today()
    until = today + timedelta(days=exchange_rules(today).consent_days) if agreed else today
    clear: dict[str, Value] = {"peer": peer, "direction": direction, "purpose": purpose, "agreed": agreed, "agreed_until": until.isoformat()}
    said = Provenance("herself", Channel.PHONE, actor.id)
    ledger.append([Fact(KIND, subject, today, said, (peer, direction, purpose), clear, standing=Standing.PHONE, happened_at=clock.now())])


def agrees(subject: str, peer: str, direction: str, purpose: str) -> bool:
    """Whether she agrees to this today: her latest word says so, its days are not over, and she has not stopped everything."""
    return (peer, direction, purpose) in agreed_to(subject)


def agreed_to(subject: str) -> frozenset[tuple[str, str, str]]:
    """All that she agrees to today, as (platform, direction, purpose); read once, however many platforms there are."""
    state = intake.consent_of(subject)
    if not state.confirmed or state.withdrawn:
        return frozenset()
    latest: dict[tuple[str, str, str], Entry] = {}
    for one in sorted(record.facts_about(subject, opened=False).of(KIND), key=lambda e: e.position):
        latest[str(one.get("peer")), str(one.get("direction")), str(one.get("purpose"))] = one
    today = clock.today()
    return frozenset(about for about, one in latest.items() if one.get("agreed") is True and (until := day(one, "agreed_until")) is not None and until >= today)
