"""Card files of any size for the benchmarks: a few hundred different pages under as many codes as asked."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from jiaxin.apps.publication.actions import midnight, printing
from jiaxin.apps.publication.cardfile import FOLDER, StoredCard, key_of, pointed
from jiaxin.apps.publication.cardwriting import Writer
from jiaxin.apps.publication.rendering import Place, card_page, packed
from jiaxin.domain.disclosure import Card, disclose_worker
from tests.domain.disclosure import cast

_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "秀英桂兰玉梅红霞丽娟春燕小芳淑珍建国志强"
_TRADES = (["保洁"], ["保洁", "做饭"], ["育婴"], ["养老照护", "做饭"], ["母婴护理"], ["钟点", "收纳"])


def sample_cards(count: int, as_of: date, seed: int = 7) -> Iterator[Card]:
    """Different people in different states, always the same ones."""
    chance = random.Random(seed)
    for _ in range(count):
        name = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2))
        ends = as_of + timedelta(days=chance.randrange(-60, 300))
        insured = as_of + timedelta(days=chance.randrange(-30, 300))
        health = chance.choice(("general", "live_in", "elder_care", "maternal_infant"))
        facts = cast.worker(
            cast.profile(name, chance.choice(_TRADES)),
            cast.identity(on=(as_of - timedelta(days=chance.randrange(300))).isoformat()),
            cast.health(health, (ends - timedelta(days=364)).isoformat(), ends.isoformat()),
            cast.insurance((insured - timedelta(days=364)).isoformat(), insured.isoformat()),
            *(cast.order(n, (as_of - timedelta(days=n)).isoformat()) for n in range(chance.randrange(1, 90))),
            without=["profile", "identity.check", "health.check", "insurance", "order"],
        )
        colour = cast.Colour("green" if ends >= as_of and insured >= as_of else "yellow")
        shown = disclose_worker(facts, cast.FIRM, colour, chance.choice((None, 3, 4, 5)), "", as_of)
        assert isinstance(shown, Card)
        yield shown


def code(number: int) -> str:
    return f"bench{number:020d}".translate(str.maketrans("018", "abc"))


def build(data: Path, count: int, as_of: date) -> int:
    """A card file with that many codes; returns its bytes. Good until tomorrow week."""
    with printing(data, "样例区"):
        pass
    bodies = [packed(card_page(card, Place("样例区"))) for card in sample_cards(400, as_of)]
    until = midnight(as_of + timedelta(days=7))
    keys = sorted((key_of(code(n)), n) for n in range(count))
    with Writer.current(data) as writer:
        for start in range(0, count, 20_000):
            some = keys[start : start + 20_000]
            writer.put(StoredCard(key, "green", until, bodies[n % 400]) for key, n in some)
    path = pointed(data / FOLDER)
    assert path is not None
    return path.stat().st_size
