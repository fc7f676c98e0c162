"""发送 — from a kept message to a phone, through whatever gateway the district has contracted.

A gateway is a callable `(phone, text) -> receipt`: it hands one text message to the operator and
returns the operator's receipt number, or raises Undelivered. Its dotted name is `SMS_GATEWAY` in the
settings. The one shipped here is the outbox: nothing leaves the machine, the message waits where the
demo and a developer can read it.
"""

from collections.abc import Callable
from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string

Gateway = Callable[[str, str], str]


class State(StrEnum):
    ON_PAGE = "on_page"  # nothing to send: it waits on her page
    WAITING = "waiting"
    OUTBOX = "outbox"  # no gateway: kept for reading
    SENT = "sent"
    FAILED = "failed"


class Undelivered(Exception):
    """The gateway did not take the message."""


def outbox(phone: str, text: str) -> str:
    """信箱: takes the place of a gateway."""
    return "outbox"


def hand_over(phone: str, text: str) -> tuple[State, str]:
    """Give one message to the gateway: its state afterwards and the receipt."""
    gateway: Gateway = import_string(settings.SMS_GATEWAY)
    try:
        receipt = gateway(phone, text)
    except Undelivered:
        return State.FAILED, ""
    return (State.OUTBOX if gateway is outbox else State.SENT), receipt
