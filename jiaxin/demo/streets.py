"""区域 — district, streets, communities and grids, with the days between which a boundary held.

In the middle of the two years some grids are redrawn: the old boundary ends, two new ones begin. A worker's
grid is looked up for a day, as the region table does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.demo.plan import DISTRICT_CODE, DISTRICT_NAME, Plan

_STREETS = [
    "松风",
    "云桥",
    "翠湖",
    "南塘",
    "北亭",
    "石榴",
    "槐荫",
    "白鹭",
    "清溪",
    "望江",
    "梅园",
    "竹径",
    "青禾",
    "临泉",
    "安平",
    "长堤",
]
_COMMUNITIES = ["一里", "二里", "三里", "新村", "花园", "东苑", "西苑", "河畔"]


@dataclass(frozen=True, slots=True)
class Area:
    """`until` is the last day of this boundary; nothing where it still holds."""

    code: str
    name: str
    level: str  # 区 | 街道 | 社区 | 网格
    parent: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Street:
    code: str
    name: str
    communities: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """`first` is the tree as first sent; `changed` holds the rows of the later change."""

    streets: tuple[Street, ...]
    first: tuple[Area, ...]
    changed: tuple[Area, ...]
    changed_on: date

    def grids(self, community: str, on: date) -> list[Area]:
        later = {a.code: a for a in self.changed} if on >= self.changed_on else {}
        tree = [later.get(a.code, a) for a in self.first] + [a for c, a in later.items() if a not in self.first]
        found = {a.code: a for a in tree if a.parent == community and a.level == "网格"}
        return [a for a in found.values() if a.since <= on and (a.until is None or a.until >= on)]


def draw(plan: Plan) -> Areas:
    since = plan.first_day - timedelta(days=700)
    changed_on = plan.first_day + timedelta(days=plan.days // 2)
    district = Area(DISTRICT_CODE, DISTRICT_NAME, "区", "", since)
    first, changed, streets = [district], [], []
    for s in range(plan.streets):
        chance = plan.chance("street", s)
        code, name = f"{DISTRICT_CODE}{s + 1:03d}", f"{_STREETS[s]}街道"
        first.append(Area(code, name, "街道", DISTRICT_CODE, since))
        communities = []
        for c in range(chance.randint(3, 7)):
            community = Area(f"{code}{c + 1:03d}", f"{_STREETS[s]}{_COMMUNITIES[c]}社区", "社区", code, since)
            communities.append(community)
            count = chance.randint(2, 4)
            grids = [_grid(community, g + 1, since) for g in range(count)]
            first.extend([community, *grids])
            if chance.random() < 0.2:
                old = grids[-1]
                closed = Area(old.code, old.name, old.level, old.parent, old.since, changed_on - timedelta(days=1))
                changed.append(closed)
                changed.extend(_grid(community, count + 1 + n, changed_on) for n in range(2))
        streets.append(Street(code, name, tuple(communities)))
    return Areas(tuple(streets), tuple(first), tuple(changed), changed_on)


def _grid(community: Area, number: int, since: date) -> Area:
    return Area(f"{community.code}{number:02d}", f"{community.name[:-2]}第{number}网格", "网格", community.code, since)
