"""公开 — put cards before the public, take them away, start the card file afresh. Only the job process calls.

Rendering and packing happen here, in batches; one batch is one transaction of the card file. Running
a batch twice gives the same file, so a crash costs a repeat and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jiaxin.apps.access.actions import require
from jiaxin.apps.publication import carrying, issuing, printing as presses, signing
from jiaxin.apps.publication.cardfile import StoredCard, StoredCompany
from jiaxin.apps.publication.cardwriting import Writer
from jiaxin.apps.publication.company_page import company_page
from jiaxin.apps.publication.days import midnight as midnight
from jiaxin.apps.publication.issuing import Bearer as Bearer
from jiaxin.apps.publication.printing import Printed as Printed
from jiaxin.apps.publication.rendering import Place, allowed_style, card_page, packed
from jiaxin.apps.publication.searching import search_terms
from jiaxin.domain.disclosure import Card, CompanyCard, Withheld
from jiaxin.domain.permissions import Actor, Permission, Thing

_NEVER = 2**62  # a notice without a person does not grow old
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Publication:
    """What a code shows from now on, by its key; `shown` None takes it out of the file.

    The page holds no code, so nobody has to open the sealed codes to print.
    """

    key: bytes
    shown: Card | Withheld | None
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class CompanyPublication:
    """A company's page; `also` are further words it is found by (brand, former name)."""

    card: CompanyCard
    also: Sequence[str] = ()


class Press:
    """The card file opened for printing."""

    def __init__(self, writer: Writer, place: Place) -> None:
        self._writer, self._place = writer, place
        writer.allow_style(allowed_style())
        writer.note(district=place.district)

    def cards(self, publications: Iterable[Publication], now: int, position: int | None = None) -> int:
        """Writes pages in chunks of one transaction each and returns how many codes it touched."""
        done = 0
        for chunk in _chunks(publications):
            gone = [p.key for p in chunk if p.shown is None]
            stored = [self._stored(p.key, p.shown, p.photo) for p in chunk if p.shown is not None]
            self._writer.put(stored, gone, **_meta(now, position))
            done += len(chunk)
        return done

    def companies(self, publications: Iterable[CompanyPublication], now: int, remove: Iterable[str] = ()) -> None:
        stored = [self._stored_company(p) for p in publications]
        self._writer.put_companies(stored, remove, built_at=now)

    def _stored(self, key: bytes, shown: Card | Withheld, photo: bytes | None) -> StoredCard:
        body = packed(card_page(shown, self._place))
        if isinstance(shown, Withheld):
            return StoredCard(key, shown.why.value, _NEVER, body)
        return StoredCard(key, shown.state, midnight(shown.good_until), body, photo if shown.photo else None)

    def _stored_company(self, one: CompanyPublication) -> StoredCompany:
        card = one.card
        return StoredCompany(
            code=card.credit_code,
            name=card.name,
            terms=search_terms(card.name, card.credit_code, *one.also),
            mode=card.mode,
            star=card.star,
            workers=card.workers,
            good_until=midnight(card.good_until),
            body=packed(company_page(card, self._place)),
        )


@contextmanager
def printing(data: Path, district: str) -> Iterator[Press]:
    """Adds to the current card file. `data` is the district's data folder."""
    with Writer.current(data) as writer:
        yield Press(writer, Place(district))


@contextmanager
def reprinting(data: Path, district: str) -> Iterator[Press]:
    """A card file from nothing; readers change over when the block ends well, and keep the old one if not."""
    with Writer.rebuild(data) as writer:
        yield Press(writer, Place(district))


def live_code(actor: Actor, bearer: Bearer) -> str:
    """亮码: what her own phone shows, good for a minute."""
    require(actor, Permission.CODE_SHOW, Thing(owner=bearer.subject))
    return issuing.live(bearer)


def print_cards(actor: Actor, bearers: Sequence[Bearer], things: Sequence[Thing], layout: str) -> Printed:
    """印卡. `things` are the files the cards are about, for permission. Every page has been read back."""
    for thing in things:
        require(actor, Permission.CODE_ISSUE, thing)
    return presses.cards(bearers, layout)


def rotate_key(actor: Actor) -> str:
    """轮换签码密钥: a new key signs from now on. Returns its number."""
    require(actor, Permission.CODE_KEY)
    return signing.rotate().kid


def withdraw_key(actor: Actor, kid: str, why: str) -> None:
    """停用泄露的密钥: everything it signed is refused by whoever has the next list."""
    require(actor, Permission.CODE_KEY)
    signing.withdraw(kid, why)


def carry(moved: bool = False) -> int:
    """Keep the key list and the status list up; the job process calls this. How many files were written."""
    return carrying.keep_up(moved)


def _meta(now: int, position: int | None) -> dict[str, int]:
    return {"built_at": now} if position is None else {"built_at": now, "position": position}


def _chunks(publications: Iterable[Publication]) -> Iterator[list[Publication]]:
    chunk: list[Publication] = []
    for one in publications:
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
