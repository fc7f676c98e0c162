"""效力 — with what standing a statement enters the record, by what it rests on and who makes it.

What a company, street or department says about a person on the ground of her consent is a claim
until she confirms. The parties to a transaction and a public authority acting under a statute
establish facts, but no card of hers exists before she has confirmed her file.
"""

from jiaxin.domain.facts import Channel, Standing
from jiaxin.domain.records.kind import Basis, Kind

# kinds on the ground of consent whose answer only the authority can give: 公安核验回执
OFFICIAL_RETURNS = {"identity.check": ("police", "bureau"), "background.check": ("police", "bureau")}
OFFICIAL_SOURCES = ("police", "market", "labour", "civil", "bureau")


def standing_of(
    kind: Kind, organisation_kind: str, by_herself: bool = False, channel: Channel | None = None
) -> Standing:
    """Standing of a fact of this kind, said by an organisation of this kind or by the person."""
    if by_herself:
        return Standing.PHONE if channel is Channel.PHONE else Standing.TYPED
    if organisation_kind in OFFICIAL_RETURNS.get(kind.code, ()):
        return Standing.OFFICIAL
    if kind.basis is Basis.CONSENT and kind.subject == "worker":
        return Standing.CLAIMED
    if kind.basis is Basis.STATUTE and organisation_kind in OFFICIAL_SOURCES:
        return Standing.OFFICIAL
    return Standing.TYPED
