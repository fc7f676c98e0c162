"""Attacks — ways to move a ranking by lies. Each takes a share of fake reviews among all reviews of the market."""

from tools.market.attacks import bribery, identity, praise, slander, turning
from tools.market.attacks.plan import Attack

ATTACKS: dict[str, Attack] = {
    found.name: found
    for found in [
        praise.BALLOT, praise.STEALTH, praise.LOYAL, praise.CAMOUFLAGE, praise.RING, praise.AGENCY, praise.FLOOD,
        slander.BADMOUTH, slander.EXTORTION, slander.SABOTAGE, bribery.BRIBED,
        identity.WHITEWASH, identity.WHITEWASH_UNLINKED, turning.ON_OFF,
    ]
}  # fmt: skip

__all__ = ["ATTACKS", "Attack"]
