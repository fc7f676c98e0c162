"""查询指标 — what look-ups of cards add up to: households, asked before entry, time to choose, satisfaction.

Unit    browsers (one random token each), entries, whole hours.
Source  primary figures 查询户数, 主动查询率, 选择周期, 满意度, 确认入户率 of the district.
Silent  about what cannot be joined: an entry without a token counts in no rate, and its share is a figure of its own.
        A company's own look-ups are out: browsers of its staff and workers, and whoever opens many of its cards in a day.
Not here  reading the spool (apps/oversight), who anybody is: nobody knows.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiaxin.domain.figures.rules import FigureRules

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Seen:
    """One record: token (empty = none), card, company of the card, Unix second, use; of an entry the street its card's bearer lives in."""

    token: bytes
    card: bytes
    company: str
    at: int
    use: str
    street: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Counts; `choosing_hours` None while nothing can be joined.

    households  browsers that keep their token, and, for look-ups of browsers that keep none, as many as would have made
                so many at the same number each
    unkept      look-ups by browsers that never gave their token back, of `scans`; `untapped` those by browsers that never tapped
    choosing    of those who looked at any card well before the door: who scans at the door for the first time chose without looking
    entered     street → confirmed entries there
    """

    households: int
    unkept: int
    scans: int
    asked_first: int
    joined: int
    entries: int
    choosing_hours: int | None
    content: int
    answered: int
    untapped: int
    entered: Mapping[str, int]


def told(seen: Iterable[Seen], rules: FigureRules) -> Told:
    """Over the records of the days kept, in any order."""
    records = sorted(seen, key=lambda one: one.at)
    own = own_tokens(records, rules)
    counted = [one for one in records if one.token not in own]
    scans = [one for one in counted if one.token and one.use not in ("enter", "own", "ok", "no", "kept", "wall")]
    often = Counter(one.token for one in scans)
    keepers = {one.token for one in counted if one.use in ("kept", "enter")} | {token for token, count in often.items() if count > 1}
    by_keepers = sum(often[token] for token in keepers)
    kept = sum(token in keepers for token in often)
    first: dict[bytes, int] = {}
    of_card: dict[tuple[bytes, bytes], int] = {}
    for one in scans:
        first.setdefault(one.token, one.at)
        of_card.setdefault((one.token, one.card), one.at)
    entries = [one for one in counted if one.use == "enter"]
    joined = [one for one in entries if one.token in first]
    before = 60 * rules.before_minutes
    asked = sum(one.at - of_card.get((one.token, one.card), one.at) >= before for one in joined)
    waits = sorted(wait for one in joined if (wait := one.at - first[one.token]) >= before)
    taps = {one.token: one.use for one in counted if one.use in ("ok", "no")}
    return Told(
        households=kept + (((len(scans) - by_keepers) * kept + by_keepers // 2) // by_keepers if by_keepers else len(often)),
        unkept=len(scans) - by_keepers,
        scans=len(scans),
        asked_first=asked,
        joined=len(joined),
        entries=len(entries),
        choosing_hours=(waits[(len(waits) - 1) // 2] + 1800) // 3600 if waits else None,
        content=sum(use == "ok" for use in taps.values()),
        answered=len(taps),
        untapped=sum(one.token not in taps for one in scans),
        entered=dict(Counter(one.street for one in entries)),
    )


def own_tokens(records: Iterable[Seen], rules: FigureRules) -> set[bytes]:
    """Browsers whose look-ups are a company's own, or somebody's round of a whole company."""
    found: set[bytes] = set()
    rounds: dict[tuple[bytes, str, int], set[bytes]] = defaultdict(set)
    for one in records:
        if not one.token:
            continue
        if one.use == "own":
            found.add(one.token)
        elif one.company and one.use != "enter":
            cards = rounds[(one.token, one.company, (one.at + 8 * 3600) // DAY)]
            cards.add(one.card)
            if len(cards) >= rules.own_cards_a_day:
                found.add(one.token)
    return found
