"""授权事项 — what she may agree to one by one, in which words; and on what ground each kind of viewer looks at all.

A basis that is not consent is named as what it is: nobody is said to have agreed where the law or a contract is
the ground, and taking a consent back does not pretend to end it.

Source  授权书2025版; PIPL Art. 13, 15, 23, 25, 28, 29, 34: `rulebooks/consent-*.toml`
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from jiaxin.domain.permissions import Role
from jiaxin.domain.rulebooks.reading import packaged_for

FILING = "filing"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing to agree to. `alone`: may be taken back by itself; `stops`: what ends then, in her words."""

    code: str
    label: str
    text: str
    stops: str
    alone: bool
    source: str


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a kind of viewer may look. `needs` is the purpose, where the ground is her consent; else empty."""

    code: str
    label: str
    article: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """The form in force on a day."""

    text_version: str
    purposes: tuple[Purpose, ...]
    bases: Mapping[Role, Basis]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.code for one in self.purposes)

    @property
    def digest(self) -> str:
        """SHA-256 over version and all texts, in hexadecimal: what she agreed to, to the letter."""
        told = [self.text_version, *(f"{one.code}\t{one.label}\t{one.text}\t{one.stops}" for one in self.purposes)]
        return sha256("\n".join(told).encode()).hexdigest()


@lru_cache(maxsize=64)
def consent_rules(on: date) -> ConsentRules:
    data = packaged_for("consent", on).data
    purposes = tuple(Purpose(p["code"], p["label"], p["text"], p["stops"], p["alone"], p["source"]) for p in data["purpose"])
    bases = {
        Role(role): Basis(one["code"], one["label"], one["article"], one.get("needs", ""))
        for one in data["basis"]
        for role in one["roles"]
    }
    return ConsentRules(data["text_version"], purposes, bases)
