"""Where people come from: three hundred counties under impossible area codes (99…), and how offices write them."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

_PROVINCES = ("安徽省", "河南省", "江苏省", "四川省", "湖北省", "甘肃省", "山东省", "江西省", "广西壮族自治区", "贵州省")
_CITIES = ["安庆", "宿州", "阜阳", "六安", "南阳", "周口", "信阳", "商丘", "盐城", "淮安", "宿迁", "达州", "巴中", "南充", "黄冈", "孝感", "荆州", "定西", "天水", "陇南", "菏泽", "临沂", "上饶", "赣州", "玉林", "百色", "毕节", "遵义"]
_FIRST = "安平宁和永清长太东西南北新石金青临怀通大"
_SECOND = "山江河阳城水丰原川陵林泉乡远定兴"


@dataclass(frozen=True, slots=True)
class County:
    area: str
    province: str
    city: str
    county: str


def counties() -> list[County]:
    """The same list every time: geography is no matter of chance."""
    random = Random("counties")
    found = []
    for number in range(300):
        at = number % len(_CITIES)
        name = random.choice(_FIRST) + random.choice(_SECOND) + random.choice(("县", "县", "区", "市"))
        found.append(County(f"99{at + 1:02d}{number // len(_CITIES) + 21:02d}", _PROVINCES[at * 10 // 28], _CITIES[at] + "市", name))
    return found


COUNTIES = counties()
_SUMS = list(accumulate((rank + 4.0) ** -0.9 for rank in range(len(COUNTIES))))


def draw(random: Random) -> int:
    return random.choices(range(len(COUNTIES)), cum_weights=_SUMS)[0]


def written(random: Random, place: County) -> str:
    """One of the ways in which the same county is put down."""
    short = place.province[:2]
    city, county = place.city[:-1], place.county[:-1]
    return random.choices(
        (
            place.province + place.city + place.county,
            short + place.city + place.county,
            short + city,
            place.province + place.city,
            short + city + county,
            place.city + place.county,
            place.county,
            place.province,
            short,
            f"{short} {city}",
        ),
        (20, 12, 18, 8, 10, 8, 8, 6, 8, 2),
    )[0]
