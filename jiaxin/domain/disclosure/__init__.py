"""公开展示 — what a stranger with a phone may read about a worker or a company.

The one place where facts are cut down to a public card. A card says what was checked, by whom, when,
and what was not checked; it never says that someone is safe. Free text never passes: every word on a
card comes from a closed vocabulary, a date, a count, the company's registered name or a masked name.

Source     field table of the credit file (public by scan); colour rule of the home-visit code; 令第36号
Silent     before she has confirmed (`None`); after she withdrew, or the code was stopped (`Withheld`)
Not here   how a colour is decided (validity), how a card looks (apps/publication), who may see more
"""

from jiaxin.domain.disclosure.card import (
    Card,
    Check,
    CheckState,
    CodeState,
    Colour,
    CompanyCard,
    Employer,
    Gap,
    Honour,
    PublishedPenalty,
    Task,
    Withheld,
    Withholding,
)
from jiaxin.domain.disclosure.company import Standings, disclose_company
from jiaxin.domain.disclosure.masking import mask_name
from jiaxin.domain.disclosure.more import more
from jiaxin.domain.disclosure.worker import disclose_worker, withheld_by_choice

__all__ = [
    "Card",
    "Check",
    "CheckState",
    "CodeState",
    "Colour",
    "CompanyCard",
    "Employer",
    "Gap",
    "Honour",
    "PublishedPenalty",
    "Standings",
    "Task",
    "Withheld",
    "Withholding",
    "disclose_company",
    "disclose_worker",
    "mask_name",
    "more",
    "withheld_by_choice",
]
