"""能不能算 — whether a scoring pack that reads well can also be computed with: invented people and companies are scored by it.

A limit of nought that something is divided by, a period written as text: such a pack would be signed and then stop every score.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_versions
from jiaxin.domain.rulebooks.shape import OF_COMPANIES, shaped
from jiaxin.domain.scoring.gaming import SUBJECT, maker, starts
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.domain.scoring.workforce import tally

TRIED = (0, 1, 1000, 1_000_000)  # values every scale must have an answer to


def workable(book: Rulebook) -> None:
    """Raises Refused for a pack that does not read, does not add up, or by which somebody could not be scored."""
    rules, day = scoring_rules(book), book.valid_from
    for indicator, name, value in _knobs(book):
        usual = _usual().get((indicator, name))
        if usual is not None and type(value) is not usual:
            label = next(item.indicator.label for item in rules.items if item.indicator.code == indicator)
            raise Refused("rulebook.knobs", f"指标“{label}”的参数写法不对：{name}", "请照随附规则里同一指标的写法：数写整数，对照写成表")
    for item in rules.items:
        with _computed(book, f"指标“{item.indicator.label}”"):
            for value in TRIED:
                item.scale.hundred(value)
    if rules.subject == "company":
        shaped(book, OF_COMPANIES)
        with _computed(book, "workforce"):
            tally(Facts(SUBJECT, ()), SUBJECT, day, book)
    with _computed(book, "试算"):
        made = maker(book, rules, day)
        for here in starts(rules.subject, day).values():
            made(here)


def _knobs(book: Rulebook) -> Iterator[tuple[str, str, object]]:
    for dimension in book.data["dimension"]:
        for item in dimension["items"]:
            yield from ((item["indicator"], name, value) for name, value in item.get("knobs", {}).items())


@cache
def _usual() -> dict[tuple[str, str], type]:
    """Of what kind the packs that ship write each knob of an indicator."""
    shipped = [book for book in map(packaged, packaged_versions()) if book.kind == "scoring"]
    return {(indicator, name): type(value) for book in shipped for indicator, name, value in _knobs(book)}


@contextmanager
def _computed(book: Rulebook, what: str) -> Iterator[None]:
    try:
        yield
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration):
        raise Refused("rulebook.unworkable", f"{book.version} 的 {what} 按写的数算不出分来", "请核对这一项的参数：期限写整数月，满分所对应的数不能是 0") from None
