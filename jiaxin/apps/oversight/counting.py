"""统计 — every figure counted once from what is projected and from the matters; nothing is stored here.

Unit    persons, matters. A street's figures are about those who live there; a size's about those whose company it is.
Not here  what the figures mean (domain/figures), keeping them (snapshots).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.oversight.bases import Base, bases
from jiaxin.apps.oversight.lookups import lookup_figures
from jiaxin.apps.oversight.tasks import tasks
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.completeness import PARTS
from jiaxin.domain.figures import ALL, Figure, Place
from jiaxin.domain.figures.rules import FigureRules, figure_rules
from jiaxin.domain.figures.tasks import light
from jiaxin.kit.clock import CHINA

DISTRICT = Place(ALL, "全区", "district")
ELSEWHERE = Place("", "未分街道", "rest")
SIZES = {"micro": "微型企业", "small": "小型企业", "large": "大中型企业", "self": "个体（无单位）"}
_TIMED = {"complaints": "complaint", "objections": "objection", "repairs": "repair"}
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
    tasks    of the joint meeting: (meeting and task, lead, with, due on, state and light, evidence, street)
    """

    on: date
    figures: tuple[Figure, ...]
    bases: Mapping[str, Base]
    missing: Mapping[str, Mapping[str, int]]
    late: tuple[Late, ...]
    tasks: tuple[tuple[str, ...], ...] = ()


def count(on: date) -> Counted:
    rules = figure_rules(on)
    names = registry.regions("street", on)
    known = bases(names, on)
    places = {code: Place(code, name, "street") for code, name in names.items()} | {"": ELSEWHERE}
    files = registry.filings()
    at = {one.subject: places.get(one.street, ELSEWHERE) for one in files}
    figures, missing = _of_files(files, at, places, known, rules, on)
    matters = governance.matters(on - timedelta(days=rules.matters_days), on)
    lives = {subject: place for subject, place in at.items() if place.kind == "street"}
    figures += _of_matters(matters, lives, places, on) + lookup_figures(on)
    late = [Late(m.label, m.state_label, _place(m, lives, places).code, m.due_on) for m in matters if m.done_on is None and m.late and m.due_on]
    return Counted(on, tuple(figures), known, missing, tuple(sorted(late, key=lambda one: (one.due_on, one.label, one.street))), _tasks(figures, rules, on))


def _tasks(figures: Iterable[Figure], rules: FigureRules, on: date) -> tuple[tuple[str, ...], ...]:
    rows = []
    for one in tasks({f.id: f for f in figures}):
        shown = light(one, on, rules)
        proof = f"附件 {len(one.evidence)} 件（{'、'.join(name[:8] for name in one.evidence)}）" if one.evidence else "没有附件"
        told = f"{one.said}；{proof}" if one.said else proof
        rows.append((f"{one.meeting}：{one.title}", one.lead, "、".join(one.helpers), one.due_on.isoformat(), f"{one.label}（{shown.word}）", told, one.street))
    return tuple(rows)


def _of_files(
    files: list[registry.Filing], at: Mapping[str, Place], places: Mapping[str, Place], known: Mapping[str, Base], rules: FigureRules, on: date
) -> tuple[list[Figure], dict[str, dict[str, int]]]:
    force = Counter(one.company for one in files if one.company)
    sizes = {code: Place(code, label, "size") for code, label in SIZES.items()}
    groups: dict[Place, list[registry.Filing]] = {DISTRICT: files} | {place: [] for place in (*places.values(), *sizes.values())}
    for one in files:
        groups[at[one.subject]].append(one)
        groups[sizes[_size(force.get(one.company, 0), rules)]].append(one)
    if not groups[ELSEWHERE]:
        del groups[ELSEWHERE]
    fresh = _fresh(on, rules)
    figures, missing = [], {}
    for place, of in groups.items():
        figures += _standing(place, of, fresh, on)
        missing[place.code] = _missing(of)
    return figures + _coverage(groups, sizes, known, on), missing


def _size(people: int, rules: FigureRules) -> str:
    if not people:
        return "self"
    return "micro" if people < rules.small else "small" if people < rules.large else "large"


def _fresh(on: date, rules: FigureRules) -> set[str]:
    start = datetime.combine(on - timedelta(days=rules.fresh_days), datetime.min.time(), CHINA)
    return set(ledger.subjects_between(ledger.position_before(start), ledger.checkpoint().size))


def _standing(place: Place, of: list[registry.Filing], fresh: set[str], on: date) -> list[Figure]:
    filed = [one for one in of if one.filed]
    colours = Counter(one.colour for one in filed)
    parts = sum(len(PARTS) - len(one.missing) for one in filed)
    counted = {
        "filed": (len(filed), None),
        "awaiting": (sum(one.claimed for one in of), None),
        "completeness": (parts, len(filed) * len(PARTS)),
        "verified": (sum(one.verified for one in filed), len(filed)),
        "fresh": (sum(one.subject in fresh for one in filed), len(filed)),
        "trained": (sum("training" not in one.missing for one in filed), len(filed)),
        **{colour: (colours[colour], len(filed)) for colour in ("green", "yellow", "grey", "red")},
    }
    return [Figure(code, place, part, whole, on) for code, (part, whole) in counted.items()]


def _missing(of: list[registry.Filing]) -> dict[str, int]:
    lacking = Counter(part for one in of if one.filed for part in one.missing)
    return {PARTS[part]: count for part, count in lacking.most_common() if part in PARTS}


def _coverage(
    groups: Mapping[Place, list[registry.Filing]], sizes: Mapping[str, Place], known: Mapping[str, Base], on: date
) -> list[Figure]:
    """The district over the streets that have a base alone; a size over its rosters, the self-employed over what is left."""
    filed = {place: sum(one.filed for one in of) for place, of in groups.items()}
    streets = [place for place in groups if place.kind == "street"]
    with_base = [place for place in streets if place.code in known]
    base = sum(known[place.code].count for place in with_base)
    found = [Figure("coverage", DISTRICT, sum(filed[p] for p in with_base), base or None, on)]
    found += [Figure("coverage", p, filed[p], known[p.code].count if p.code in known else None, on) for p in streets]
    rosters = sum(len(groups[place]) for code, place in sizes.items() if code != "self")
    for code, place in sizes.items():
        alone = max(base - rosters, len(groups[place])) if base else 0
        found.append(Figure("coverage", place, filed[place], (alone if code == "self" else len(groups[place])) or None, on))
    return found


def _place(matter: governance.Matter, lives: Mapping[str, Place], places: Mapping[str, Place]) -> Place:
    return places.get(matter.street) or lives.get(matter.subject) or ELSEWHERE if matter.street else lives.get(matter.subject, ELSEWHERE)


def _of_matters(matters: list[governance.Matter], lives: Mapping[str, Place], places: Mapping[str, Place], on: date) -> list[Figure]:
    groups: dict[Place, list[governance.Matter]] = defaultdict(list, {DISTRICT: matters})
    for one in matters:
        if (place := _place(one, lives, places)).kind == "street":
            groups[place].append(one)
    streets = [place for place in places.values() if place.kind == "street"]
    return [figure for place in (DISTRICT, *streets) for figure in _clocks(place, groups[place], on)]


def _clocks(place: Place, of: Iterable[governance.Matter], on: date) -> list[Figure]:
    of = list(of)
    found = []
    for code, procedure in _TIMED.items():
        counted = [m for m in of if m.procedure == procedure and (m.done_on or m.late)]
        found.append(Figure(code, place, sum(not m.late for m in counted), len(counted) or None, on))
    visits = [m for m in of if m.procedure == "inspection" and m.state != "cancelled"]
    ordered = [m for m in visits if "order" in m.verbs]
    lists = [m for m in of if m.procedure == "subsidy" and m.state in ("approved", "paid")]
    return [
        *found,
        Figure("overdue", place, sum(m.late and m.done_on is None for m in of), None, on),
        Figure("inspected", place, sum(bool(m.verbs & _VISITED) for m in visits), len(visits) or None, on),
        Figure("rectified", place, sum("close" in m.verbs for m in ordered), len(ordered) or None, on),
        Figure("paid", place, sum(m.state == "paid" for m in lists), len(lists) or None, on),
    ]
