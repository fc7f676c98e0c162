"""Names as frequent as names are: a few hundred women share the commonest, most names are rare.

Surnames by a published rank order with weights that fall like the census counts; given names from the
characters of a cohort, drawn with falling weights, so that the product has the heavy tail of real names.
"""

from itertools import accumulate
from random import Random

from jiaxin.domain.values.names import SURNAMES

_TOP = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白"
    "邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_REST = "".join(sorted(set(SURNAMES) - set(_TOP)))
_DOUBLE = ("欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "慕容")
# (up to this year of birth, first characters, second characters, share of given names with one character)
_WOMEN = (
    (1969, "秀桂玉凤春淑素兰翠金爱月美红巧菊惠银彩友小志文国", "英兰珍芳华荣梅云莲琴芝娥香花霞平玲凤清芬敏群玉仙枝", 0.1),
    (1984, "丽小红春海晓艳玉秀雪桂建燕美文爱志彩金永亚慧明冬", "霞燕红丽梅芳玲英萍华娟琴敏艳云娜平兰莉波香青芬菊勤", 0.22),
    (9999, "婷雨佳欣晓梦雅丹思嘉静文晶慧倩海艳紫若诗露小心玉", "婷怡涵静雪莹敏琪娜洁雯颖慧瑶倩琳妍彤蕾萌芸月悦欢", 0.18),
)
_MEN = (9999, "建国志文明永海小德少伟金长春俊家光玉世成宏立学兴", "军强平华明伟峰国林勇辉斌波生涛龙荣超祥友良东杰飞", 0.15)


class _Weighted:
    """Draws from things whose weights fall with their rank."""

    def __init__(self, things: tuple[str, ...] | str, start: float, power: float) -> None:
        self.things = list(things)
        self.sums = list(accumulate((rank + start) ** -power for rank in range(1, len(self.things) + 1)))

    def draw(self, random: Random) -> str:
        return random.choices(self.things, cum_weights=self.sums)[0]


_SURNAME = _Weighted(_TOP, 6.0, 1.05)
_COHORTS = {
    key: (_Weighted(first, 2.0, 1.0), _Weighted(second, 2.0, 1.0), single)
    for key, (_, first, second, single) in [*enumerate(_WOMEN), (9, _MEN)]
}


_USUAL = 8


def surname(random: Random) -> str:
    at = random.random()
    if at < 0.003:
        return random.choice(_DOUBLE)
    return random.choice(_REST) if at < 0.1 else _SURNAME.draw(random)


def given(random: Random, female: bool, year: int) -> str:
    key = next(i for i, cohort in enumerate(_WOMEN) if year <= cohort[0]) if female else 9
    first, second, single = _COHORTS[key]
    if random.random() < single:
        return (second if random.random() < 0.7 else first).draw(random)
    return (first if random.random() < 0.85 else second).draw(random) + second.draw(random)


def usual_surname(random: Random) -> str:
    return random.choice(_TOP[:_USUAL])


def usual_given(random: Random, female: bool, year: int) -> str:
    """One of the few that half a village shares."""
    _, first, second, _ = next(c for c in _WOMEN if year <= c[0]) if female else _MEN
    return random.choice(first[:_USUAL]) + random.choice(second[:_USUAL]) if random.random() < 0.7 else random.choice(second[:_USUAL])


def sister_of(random: Random, name: str, year: int, female: bool) -> str:
    """A given name in the manner of the brother's or sister's: often one character is shared."""
    fresh = given(random, female, year)
    if len(name) == 2 and random.random() < 0.55:
        other = given(random, female, year)[-1]
        fresh = name[0] + other if random.random() < 0.75 else other + name[1]
    return fresh if fresh != name else given(random, female, year)
