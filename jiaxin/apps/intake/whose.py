"""属于谁 — whose batch it is, as far as permissions care: its organisation, and the street that is one."""

from jiaxin.apps.access.queries import organisations
from jiaxin.domain.permissions import Thing


def batch_of(organisation: str) -> Thing:
    """A street's officers reach what their street sends: the street's code is its organisation's region."""
    street = next((card.region for card in organisations("street") if card.id == organisation), "")
    return Thing(organisation=organisation, street=street)
