"""Verbs of this app: tell somebody something, hand waiting messages to the gateway."""

from collections.abc import Iterable, Mapping

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.notices import delivery
from jiaxin.apps.notices.models import Message
from jiaxin.apps.notices.sealing import associated, opened, owner_of
from jiaxin.apps.notices.wording import READ_WITH_THE_MATTER, worded
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical
from jiaxin.kit.ids import new_id

_AT_ONCE = 200


def tell(actor: Actor, wording: str, params: Mapping[str, str], *, subject: str = "", phone: str = "") -> str:
    """告知: to a person's page (`subject`), a phone, or both. Returns the message id.

    The message is kept in the caller's transaction and leaves after it: `deliver` sends what waits.
    """
    require(actor, Permission.NOTICE_TELL)
    if not subject and not phone:
        raise ValueError("tell whom? give a subject or a phone")
    message_id, owner = new_id(), owner_of(subject)
    text = canonical({"phone": phone, "text": worded(wording, params)})
    vault.ensure_keys([owner])
    Message.objects.create(
        id=message_id,
        made_at=clock.now(),
        told_by=actor.id,
        subject=subject,
        wording=wording,
        owner=owner,
        sealed=vault.seal_many([(owner, text, associated(message_id))])[0],
        state=delivery.State.WAITING if phone else delivery.State.ON_PAGE,
    )
    return message_id


@beyond("投递：谁的消息都要送到")
def deliver() -> int:
    """Hand what waits to the gateway; how many were taken. A job calls this, also after each request that tells."""
    taken = 0
    for message in Message.objects.filter(state=delivery.State.WAITING).order_by("made_at")[:_AT_ONCE]:
        content = opened([message])[0]
        # Claimed before it is sent: two jobs at once must not send twice.
        mine = Message.objects.filter(pk=message.pk, state=delivery.State.WAITING)
        if not mine.update(state=delivery.State.SENT):
            continue
        state, receipt = delivery.hand_over(content.phone, content.text) if content else (delivery.State.FAILED, "")
        Message.objects.filter(pk=message.pk).update(state=state, receipt=receipt, delivered_at=clock.now())
        taken += state is not delivery.State.FAILED
    return taken


def mark_read(actor: Actor, message_id: str, own: Iterable[str] = ()) -> None:
    """已读: she, or her company, has opened it in the portal. own: the ids of other files that the caller knows to be hers."""
    require(actor, Permission.HOME_OPEN)
    mine = {one for one in (actor.subject, actor.organisation, *own) if one}
    Message.objects.filter(pk=message_id, subject__in=mine, read_at=None).update(read_at=clock.now())


def mark_shown(actor: Actor, messages: Iterable[str], own: Iterable[str] = ()) -> None:
    """已看: these stood on her screen, or on her company's or office's. What leads to a matter stays new until the matter is opened."""
    require(actor, Permission.HOME_OPEN)
    mine = {one for one in (actor.subject, actor.organisation, *own) if one}
    shown = Message.objects.filter(pk__in=list(messages), subject__in=mine, read_at=None)
    shown.exclude(wording__in=READ_WITH_THE_MATTER).update(read_at=clock.now())
