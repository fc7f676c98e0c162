"""公开 — put cards before the public, take them away, start the card file afresh. Only the job process calls.

Rendering and packing happen here, in batches; one batch is one transaction of the card file. Running
a batch twice gives the same file, so a crash costs a repeat and nothing else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from jiaxin.apps.publication.cardfile import StoredCard, StoredCompany
from jiaxin.apps.publication.cardwriting import Writer
from jiaxin.apps.publication.company_page import company_page
from jiaxin.apps.publication.days import midnight as midnight
from jiaxin.apps.publication.rendering import Place, allowed_style, card_page, packed
from jiaxin.apps.publication.searching import search_terms
from jiaxin.domain.disclosure import Card, CompanyCard, Withheld
from jiaxin.domain.figures.versus import Compared

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

    def __init__(self, writer: Writer, place: Place, site: str = "") -> None:
        self._writer, self._place = writer, place
        writer.allow_style(allowed_style())
        writer.note(district=place.district, site=site)

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

    def old_codes(self, held: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Where the codes of an older platform lead: person → (old code in its one form, present code or empty text)."""
        self._writer.put_old_codes(held)

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
            figures=_figures(card),
        )


def _figures(card: CompanyCard) -> str:
    pledge = "broken" if card.pledge_breached else "signed" if card.pledge_signed_on else "none"
    one = Compared(
        code=card.credit_code, name=card.name, mode=card.mode, status=card.status, star=card.star, since_year=card.established_on.year if card.established_on else None,
        workers=card.workers, green_percent=card.valid_code_percent, orders=card.orders, upheld=card.upheld, disputed=card.disputed, pledge=pledge,
        penalties=len(card.penalties), as_of=card.as_of.isoformat(), good_until=midnight(card.good_until),
    )  # fmt: skip
    return json.dumps(asdict(one), ensure_ascii=False)


@contextmanager
def printing(data: Path, district: str, site: str = "") -> Iterator[Press]:
    """Adds to the current card file. `data` is the district's data folder, `site` where families confirm and ask."""
    with Writer.current(data) as writer:
        yield Press(writer, Place(district), site)


@contextmanager
def reprinting(data: Path, district: str, site: str = "") -> Iterator[Press]:
    """A card file from nothing; readers change over when the block ends well, and keep the old one if not."""
    with Writer.rebuild(data) as writer:
        yield Press(writer, Place(district), site)


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
