"""公开情况 — what is before the public now, and what she would show before she agrees."""

from pathlib import Path

from jiaxin.apps.publication.cardfile import Contents, Reader
from jiaxin.apps.publication.published import company_cards as company_cards
from jiaxin.apps.publication.published import published_entries as published_entries
from jiaxin.apps.publication.rendering import Place, card_page
from jiaxin.domain.disclosure import Card, Withheld


def contents(data: Path) -> Contents:
    """Cards by state, companies, when built and from which ledger position."""
    reader = Reader(data)
    try:
        return reader.contents()
    finally:
        reader.close()


def preview(shown: Card | Withheld, district: str) -> str:
    """The page exactly as a family would see it: for her, before and after she agrees."""
    return card_page(shown, Place(district), script=False)
