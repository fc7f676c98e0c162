"""比对理由 — why two records are held to be one person or not, in plain Chinese: one line per aspect, summing up.

Each line says what was found and how much it speaks for (+) or against (−), in decibans: 10 are ten to one,
20 a hundred to one. Together with the beginning the lines add up to the score, up to rounding.
Source  the weights and levels that decided (weighing, aspects); nothing is worded that was not weighed.
"""

from collections.abc import Sequence
from typing import NamedTuple

from jiaxin.domain.identity.aspects import (
    COMMON_STEPS,
    Aspect,
    Birth,
    Company,
    Job,
    Name,
    Native,
    Number,
    Part,
    Phone,
    Sex,
)
from jiaxin.domain.identity.weighing import THOUSANDTHS, Weights

_DECIBANS = 4.3429  # per natural log-odds: 10 / ln 10


class Reason(NamedTuple):
    """`points`: decibans; positive speaks for one person."""

    about: str
    said: str
    points: int


_NAMES = {
    Name.UNKNOWN: "至少一方没有姓名，不作依据",
    Name.SAME: "姓名相同",
    Name.SOUND: "姓名同音不同字",
    Name.LOOSE_SOUND: "姓名读音相近（平翘舌、前后鼻音或 l/n 之别）",
    Name.ONE_OTHER: "姓名三个字中有一个字不同",
    Name.GIVEN_OTHER: "同姓，单名不同",
    Name.ONE_LOST: "一方姓名少一个字",
    Name.SURNAME_LOST: "一方姓名缺姓",
    Name.SURNAME_OTHER: "名相同，姓不同",
    Name.ADDRESS_FITS: "一方只写了称呼，姓相符",
    Name.HIDDEN_FITS: "一方姓名有遮盖，未遮盖的字相符",
    Name.TAIL_FITS: "一方只写了小名，末字相符",
    Name.PART_DIFFERS: "一方姓名不全，写出的字不符",
    Name.SURNAME_ONLY: "同姓，名不同",
    Name.ORDER: "姓名用字相同，顺序不同",
    Name.SOME_SHARED: "姓不同，名中有相同的字",
    Name.DIFFERENT: "姓名不同",
    Name.FIRST_PART: "一方姓名只写了前一部分",
    Name.BOTH_PART: "双方姓名都不全，写出的字相符",
}
_NUMBERS = {
    Number.NOTHING: "没有可以对照的证件号数字",
    Number.SAME_GENUINE: "身份证号完全相同，校验正确",
    Number.SAME_WHOLE: "身份证号相同（由 15 位补全，或校验位不符）",
    Number.SLIP: "身份证号只差一位，像是录错",
    Number.TWO_DIGITS: "身份证号差两位",
    Number.OTHER_WHOLE: "身份证号不同",
    Number.GENUINE_NEAR: "两个有效号码，地区和生日相同、顺序号不同（可能是双胞胎）",
    Number.GENUINE_SLIP: "两个有效号码，只差两三位",
    Number.GENUINE_OTHER: "两个有效号码，不是同一人的号码",
}
_AREAS = {Part.UNKNOWN: "", Part.SAME: "地区码相同", Part.FITS: "地区码未遮盖处相同", Part.SLIP: "地区码不同"}
_LASTS = {
    Part.UNKNOWN: "",
    Part.SAME: "末四位相同",
    Part.FITS: "末四位未遮盖处相同",
    Part.SLIP: "末四位差一位",
    Part.OTHER: "末四位不同",
}
_BIRTHS = {
    Birth.UNKNOWN: "没有可以对照的出生日期",
    Birth.SAME: "出生日期相同",
    Birth.MONTH: "出生年月相同",
    Birth.YEAR: "出生年份相同",
    Birth.SWAPPED: "出生月日对调",
    Birth.ONE_PLACE: "出生年份相同，月或日不同",
    Birth.OTHER_YEAR: "月日相同，年份不同",
    Birth.LUNAR: "相差约一个月，像是农历与公历之别",
    Birth.YEAR_ONLY: "只有出生年份相同",
    Birth.NEAR_YEARS: "出生年份相近但不同",
    Birth.FAR: "出生日期相差很远",
}
_PHONES = {
    Phone.UNKNOWN: "没有可以对照的手机号",
    Phone.OWN: "手机号相同，且只有这个姓名用它",
    Phone.TWO: "手机号相同，但有两个姓名用它",
    Phone.FEW: "手机号相同，但有三四个姓名用它",
    Phone.SOME: "手机号相同，但有多个姓名用它",
    Phone.CROWD: "手机号相同，但用的人很多，像是单位电话",
    Phone.SLIP: "手机号只差一位",
    Phone.OTHER: "手机号不同",
}
_SEXES = {Sex.UNKNOWN: "没有可以对照的性别", Sex.WOMEN: "同为女性", Sex.MEN: "同为男性", Sex.OTHER: "性别不同"}
_NATIVES = {
    Native.UNKNOWN: "没有可以对照的籍贯",
    Native.COUNTY: "籍贯县区相同",
    Native.CITY: "籍贯城市相同",
    Native.PROVINCE: "籍贯省份相同",
    Native.PARTLY: "籍贯部分相同",
    Native.OTHER: "籍贯不同",
}
_COMPANIES = {
    Company.UNKNOWN: "没有可以对照的单位",
    Company.SAME_SMALL: "同一单位",
    Company.SAME_LARGE: "同一单位（人数较多）",
    Company.SAME_VAST: "同一单位（人数很多）",
    Company.OTHER: "单位不同",
}
_JOBS = {Job.UNKNOWN: "没有可以对照的工种", Job.SAME: "工种相同", Job.OTHER: "工种不同"}
_LABELS = {
    Aspect.NAME: "姓名",
    Aspect.COMMON: "姓名常见程度",
    Aspect.NUMBER: "证件号",
    Aspect.BIRTH: "出生日期",
    Aspect.PHONE: "手机号",
    Aspect.SEX: "性别",
    Aspect.NATIVE: "籍贯",
    Aspect.COMPANY: "单位",
    Aspect.JOB: "工种",
}


def reasons(levels: Sequence[int], weights: Weights) -> list[Reason]:
    """From the weightiest to the least. Aspects that were not compared and weigh nothing are left out."""
    nothing = [int(table[0]) / THOUSANDTHS for table in weights.alone]  # what is not known speaks neither way
    shares = [share - base for share, base in zip(weights.contributions(levels), nothing, strict=True)]
    found = [
        Reason(_LABELS[aspect], said(aspect, int(levels[aspect])), round(share * _DECIBANS))
        for aspect, share in zip(Aspect, shares, strict=True)
    ]
    return sorted((r for r in found if r.points), key=lambda r: -abs(r.points))


def beginning(weights: Weights) -> int:
    """Decibans from which the reasons count: what a pair is worth of which nothing is known but that it shares a key."""
    return round((weights.start + sum(int(table[0]) for table in weights.alone)) / THOUSANDTHS * _DECIBANS)


def total(levels: Sequence[int], weights: Weights) -> int:
    """Decibans: 30 means a thousand to one that both are one person."""
    return round((weights.start / THOUSANDTHS + sum(weights.contributions(levels))) * _DECIBANS)


def said(aspect: Aspect, level: int) -> str:
    match aspect:
        case Aspect.NAME:
            return _NAMES[Name(level)]
        case Aspect.COMMON:
            return _how_common(level)
        case Aspect.NUMBER:
            return _number(level)
        case Aspect.BIRTH:
            return _birth(level)
        case Aspect.PHONE:
            return _PHONES[Phone(level)]
        case Aspect.SEX:
            return _SEXES[Sex(level)]
        case Aspect.NATIVE:
            return _NATIVES[Native(level)]
        case Aspect.COMPANY:
            return _COMPANIES[Company(level)]
    return _JOBS[Job(level)]


def _how_common(level: int) -> str:
    if level == 0:
        return "姓名不全同，不计常见程度"
    if level < COMMON_STEPS:
        return f"同名的约有 {2 ** max(level - 1, 0)} 人"
    return f"同姓记录约 {4 ** (level - COMMON_STEPS)} 条"


def _number(level: int) -> str:
    if level < Number.PARTS:
        return _NUMBERS[Number(level)]
    area, last = divmod(level - Number.PARTS, 5)
    told = [text for text in (_AREAS[Part(area)], _LASTS[Part(last)]) if text]
    return "证件号不全：" + "，".join(told) if told else "证件号不全，可对照的只有出生日期"


def _birth(level: int) -> str:
    if level > Birth.ALSO_OTHER:
        return _BIRTHS[Birth(level - Birth.ALSO_OTHER)] + "，但另一处写的出生日期不符"
    return _BIRTHS[Birth(level)]
