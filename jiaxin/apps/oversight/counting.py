"""统计 — every figure counted once from what is projected and from the matters; nothing is stored here.

Unit    persons, matters. A street's figures are about those who live there; a size's about those whose company it is.
Not here  what the figures mean (domain/figures), keeping them (snapshots).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight.bases import Base, bases
from jiaxin.apps.oversight.forecasting import newly_filed
from jiaxin.apps.oversight.lookups import lookup_figures
from jiaxin.apps.oversight.surveys import survey_figures
from jiaxin.apps.oversight.tasks import tasks
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.figures.firm_papers import Published
from jiaxin.domain.figures.pack import BY_SIZE
from jiaxin.domain.figures.rules import FigureRules, figure_rules
from jiaxin.domain.figures.sizes import SIZES as SIZES
from jiaxin.domain.figures.sizes import size_of
from jiaxin.domain.figures.tasks import Task, light
from jiaxin.kit.clock import CHINA

DISTRICT = Place(ALL, "全区", "district")
ELSEWHERE = Place("", "未分街道", "rest")
_TIMED = {"complaints": "complaint", "objections": "objection", "repairs": "repair"}
_WELL = 4  # stars of a complainant who is content with the handling
_HANDLED = {"upheld", "dismissed", "agreed", "handed", "archived"}  # a complaint that has had its answer
_VISITED = {"visit", "clean"}


@dataclass(frozen=True, slots=True)
class Late:
    """A matter past its day, without a word about whom."""

    label: str
    state: str
    street: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Counted:
    """missing  place → label of a part → how many of the filed lack it
    tasks    of the joint meeting: (meeting and task, lead, with, due on, state and light, evidence, street, colour of the light, why)
    finer    figures of each street by size of company; `weekly` street → newly filed of each of the last weeks, the oldest first
    trades   kind of job → filed workers who do it, each in all of hers
    about    (company or association, id, name) where it is not the district; then `late` and `tasks` name companies in the place of streets
    published, joined  company → what the public reads of it; the day from which it is a member
    """

    on: date
    figures: tuple[Figure, ...]
    bases: Mapping[str, Base]
    missing: Mapping[str, Mapping[str, int]]
    late: tuple[Late, ...]
    tasks: tuple[tuple[str, ...], ...] = ()
    finer: tuple[Figure, ...] = ()
    weekly: Mapping[str, Sequence[int]] = field(default_factory=dict)
    trades: Mapping[str, int] = field(default_factory=dict)
    about: tuple[str, str, str] | None = None
    published: Mapping[str, Published] = field(default_factory=dict)
    joined: Mapping[str, date] = field(default_factory=dict)


class Alike(NamedTuple):
    """What of a file is counted: files that agree in it are counted together."""

    filed: bool
    claimed: bool
    verified: bool
    fresh: bool
    expiring: bool
    colour: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """What makes a file fresh, and a paper about to run out, on the day of counting."""

    last_stale: int  # position of the record
    on: date
    soon: date

    @classmethod
    def of(cls, on: date, rules: FigureRules) -> "Days":
        return cls(last_stale(on), on, on + timedelta(days=rules.expire_days))

    def alike(self, one: registry.Filing) -> Alike:
        expiring = one.expires_on is not None and self.on <= one.expires_on <= self.soon
        return Alike(one.filed, one.claimed, one.verified, one.position > self.last_stale, expiring, one.colour, one.missing)


def count(on: date) -> Counted:
    rules = figure_rules(on)
    names = registry.regions("street", on)
    known = bases(names, on)
    places = {code: Place(code, name, "street") for code, name in names.items()} | {"": ELSEWHERE}
    files = registry.filings()
    at = {one.subject: places.get(one.street, ELSEWHERE) for one in files}
    figures, missing, finer = _of_files(files, at, places, known, rules, on)
    matters = governance.matters(on - timedelta(days=rules.matters_days), on)
    lives = {subject: place for subject, place in at.items() if place.kind == "street"}
    figures += _of_matters(matters, lives, places, on) + lookup_figures(on) + survey_figures(on)
    late = [Late(m.label, m.state_label, _place(m, lives, places).code, m.due_on) for m in matters if m.done_on is None and m.late and m.due_on]
    late.sort(key=lambda one: (one.due_on, one.label, one.street))
    return Counted(on, tuple(figures), known, missing, tuple(late), task_rows(tasks({f.id: f for f in figures}), rules, on), tuple(finer), newly_filed(names, on), dict(sorted(registry.trades().items())))


def last_stale(on: date) -> int:
    """The place in the ledger up to which what was written no longer keeps a file fresh (鲜活率)."""
    return ledger.position_before(datetime.combine(on - timedelta(days=figure_rules(on).fresh_days), datetime.min.time(), CHINA))


def task_rows(given: Iterable[Task], rules: FigureRules, on: date) -> tuple[tuple[str, ...], ...]:
    """As `Counted.tasks` holds them."""
    rows = []
    for one in given:
        shown = light(one, on, rules)
        proof = f"附件 {len(one.evidence)} 件：{'；'.join(proof.said for proof in one.evidence)}" if one.evidence else "没有附件"
        told = f"{one.said}；{proof}" if one.said else proof
        rows.append((f"{one.meeting}：{one.title}", one.lead, "、".join(one.helpers), one.due_on.isoformat(), f"{one.label}（{shown.word}）", told, one.street, shown.state, shown.why))
    return tuple(rows)


def _of_files(
    files: list[registry.Filing], at: Mapping[str, Place], places: Mapping[str, Place], known: Mapping[str, Base], rules: FigureRules, on: date
) -> tuple[list[Figure], dict[str, dict[str, int]], list[Figure]]:
    """Ten thousands of files come down to some thousand that differ in what is counted; every place counts those."""
    force = Counter(one.company for one in files if one.company)
    sizes = {code: Place(code, label, "size") for code, label in SIZES.items()}
    days = Days.of(on, rules)
    alike = Counter((at[one.subject].code, size_of(force[one.company], rules), days.alike(one)) for one in files)
    groups: dict[Place, Counter[Alike]] = {place: Counter() for place in (DISTRICT, *places.values(), *sizes.values())}
    parts = {(street, size): Counter[Alike]() for street in places if street for size in SIZES}
    for (street, size, like), count in alike.items():
        for place in (DISTRICT, places[street], sizes[size]):
            groups[place][like] += count
        if street:
            parts[street, size][like] += count
    if not groups[ELSEWHERE]:
        del groups[ELSEWHERE]
    figures, missing = [], {}
    for place, of in groups.items():
        figures += standing_of(place, of, on)
        missing[place.code] = lacking_of(of)
    return figures + _coverage(groups, sizes, known, on), missing, _finer(parts, places, known, on)


def standing_of(place: Place, of: Counter[Alike], on: date) -> list[Figure]:
    filed = Counter({like: n for like, n in of.items() if like.filed})
    whole = filed.total()
    colours: Counter[str] = Counter()
    for like, n in filed.items():
        colours[like.colour] += n
    counted = {
        "filed": (whole, None),
        "awaiting": (sum(n for like, n in of.items() if like.claimed), None),
        "completeness": (sum(n * (len(PARTS) - len(like.missing)) for like, n in filed.items()), whole * len(PARTS)),
        "verified": (sum(n for like, n in filed.items() if like.verified), whole),
        "fresh": (sum(n for like, n in filed.items() if like.fresh), whole),
        "expiring": (sum(n for like, n in filed.items() if like.expiring), None),
        "trained": (sum(n for like, n in filed.items() if "training" not in like.missing), whole),
        **{colour: (colours[colour], whole) for colour in ("green", "yellow", "grey", "red")},
    }
    return [Figure(code, place, part, of_all, on) for code, (part, of_all) in counted.items()]


def lacking_of(of: Counter[Alike]) -> dict[str, int]:
    lacking: Counter[str] = Counter()
    for like, n in of.items():
        if like.filed:
            lacking.update(dict.fromkeys(like.missing, n))
    return {PARTS[part]: count for part, count in sorted(lacking.items(), key=lambda one: (-one[1], one[0])) if part in PARTS}


def _coverage(groups: Mapping[Place, Counter[Alike]], sizes: Mapping[str, Place], known: Mapping[str, Base], on: date) -> list[Figure]:
    """The district over the streets that have a base alone; a size over its rosters, the self-employed over what is left."""
    filed = {place: sum(n for like, n in of.items() if like.filed) for place, of in groups.items()}
    streets = [place for place in groups if place.kind == "street"]
    with_base = [place for place in streets if place.code in known]
    base = sum(known[place.code].count for place in with_base)
    found = [Figure("coverage", DISTRICT, sum(filed[p] for p in with_base), base or None, on)]
    found += [Figure("coverage", p, filed[p], known[p.code].count if p.code in known else None, on) for p in streets]
    return found + _by_size({code: (place, groups[place]) for code, place in sizes.items()}, base, on)


def _by_size(sizes: Mapping[str, tuple[Place, Counter[Alike]]], base: int, on: date) -> list[Figure]:
    """建档率 of each size: over its rosters; the self-employed over what is left of the base."""
    rosters = sum(of.total() for code, (_, of) in sizes.items() if code != "self")
    found = []
    for code, (place, of) in sizes.items():
        there = of.total()
        alone = max(base - rosters, there) if base else 0
        found.append(Figure("coverage", place, sum(n for like, n in of.items() if like.filed), (alone if code == "self" else there) or None, on))
    return found


def _finer(parts: Mapping[tuple[str, str], Counter[Alike]], places: Mapping[str, Place], known: Mapping[str, Base], on: date) -> list[Figure]:
    """Each street by size of company, in the few figures that its paper prints."""
    found = []
    for street in {street: None for street, _ in parts}:
        sizes = {size: (Place(f"{street}-{size}", f"{places[street].name}{label}", "part"), parts[street, size]) for size, label in SIZES.items()}
        for place, of in sizes.values():
            found += [one for one in standing_of(place, of, on) if one.code in BY_SIZE]
        found += _by_size(sizes, known[street].count if street in known else 0, on)
    return found


def _place(matter: governance.Matter, lives: Mapping[str, Place], places: Mapping[str, Place]) -> Place:
    return places.get(matter.street) or lives.get(matter.subject) or ELSEWHERE if matter.street else lives.get(matter.subject, ELSEWHERE)


def _of_matters(matters: list[governance.Matter], lives: Mapping[str, Place], places: Mapping[str, Place], on: date) -> list[Figure]:
    groups: dict[Place, list[governance.Matter]] = defaultdict(list, {DISTRICT: matters})
    for one in matters:
        if (place := _place(one, lives, places)).kind == "street":
            groups[place].append(one)
    streets = [place for place in places.values() if place.kind == "street"]
    return [figure for place in (DISTRICT, *streets) for figure in clocks_of(place, groups[place], on)]


@beyond("只出计数")
def matters_counted(code: str, place: str, on: date) -> list[str]:
    """Ids of the matters that make up the part of a figure: `place` a street's code, `ALL` for the district. The figures count the same."""
    names = registry.regions("street", on)
    places = {one: Place(one, name, "street") for one, name in names.items()}
    matters = governance.matters(on - timedelta(days=figure_rules(on).matters_days), on)
    if place != ALL:
        lives = {one.subject: places[one.street] for one in registry.filings() if one.street in places}
        matters = [m for m in matters if _place(m, lives, places).code == place]
    return [m.case for m in _parts(code, matters)[0]]


MATTER_FIGURES = (*_TIMED, "handled_well", "unrated", "overdue", "inspected", "rectified", "paid")


def _parts(code: str, of: Iterable[governance.Matter]) -> tuple[list[governance.Matter], int | None]:
    """The matters a figure counts, and how many it counts them over."""
    if code == "overdue":
        return [m for m in of if m.late and m.done_on is None], None
    if code in _TIMED:
        whole = [m for m in of if m.procedure == _TIMED[code] and (m.done_on or m.late)]
        return [m for m in whole if not m.late], len(whole) or None
    if code in ("handled_well", "unrated"):
        handled = [m for m in of if m.procedure == "complaint" and m.state in _HANDLED]
        if code == "unrated":
            return [m for m in handled if m.stars is None], len(handled) or None
        rated = [m for m in handled if m.stars is not None]
        return [m for m in rated if (m.stars or 0) >= _WELL], len(rated) or None
    if code == "paid":
        whole = [m for m in of if m.procedure == "subsidy" and m.state in ("approved", "paid")]
        return [m for m in whole if m.state == "paid"], len(whole) or None
    visits = [m for m in of if m.procedure == "inspection" and m.state != "cancelled"]
    if code == "inspected":
        return [m for m in visits if m.verbs & _VISITED], len(visits) or None
    ordered = [m for m in visits if "order" in m.verbs]
    return [m for m in ordered if "close" in m.verbs], len(ordered) or None


def clocks_of(place: Place, of: Iterable[governance.Matter], on: date) -> list[Figure]:
    of = list(of)
    found = []
    for code in MATTER_FIGURES:
        part, whole = _parts(code, of)
        found.append(Figure(code, place, len(part), whole, on))
    return found
