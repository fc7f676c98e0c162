"""比对方面 — the aspects in which two records are compared, and the levels an aspect can show.

The order is part of the shipped weights: a level is never renumbered, new ones go to the end.
"""

from enum import IntEnum


class Aspect(IntEnum):
    NAME = 0
    COMMON = 1  # how common the agreeing name (or surname) is
    NUMBER = 2
    BIRTH = 3
    PHONE = 4
    SEX = 5
    NATIVE = 6
    COMPANY = 7
    JOB = 8


class Name(IntEnum):
    UNKNOWN = 0
    SAME = 1
    SOUND = 2
    LOOSE_SOUND = 3
    ONE_OTHER = 4  # three characters, one differs, not the surname
    GIVEN_OTHER = 5  # two characters, the second differs
    ONE_LOST = 6
    SURNAME_LOST = 7
    SURNAME_OTHER = 8
    ADDRESS_FITS = 9  # 张姐 and 张秀英
    HIDDEN_FITS = 10  # 王*英 and 王秀英
    TAIL_FITS = 11  # 阿芳 and 李秀芳
    PART_DIFFERS = 12
    SURNAME_ONLY = 13
    ORDER = 14
    SOME_SHARED = 15
    DIFFERENT = 16
    BOTH_PART = 17
    FIRST_PART = 18  # 阿依古丽 and 阿依古丽·买买提


class Number(IntEnum):
    """Whole numbers first; then area (4) × last four (5) of numbers in parts."""

    NOTHING = 0
    SAME_GENUINE = 1
    SAME_WHOLE = 2
    SLIP = 3  # one digit or two neighbours swapped, not both genuine
    TWO_DIGITS = 4
    OTHER_WHOLE = 5
    GENUINE_NEAR = 6  # two genuine numbers, area and birth the same
    GENUINE_SLIP = 7  # two genuine numbers, otherwise but for one or two digits the same
    GENUINE_OTHER = 8
    PARTS = 9  # + 5 × area + last


class Part(IntEnum):
    UNKNOWN = 0
    SAME = 1
    FITS = 2  # those places that are known
    SLIP = 3
    OTHER = 4


class Birth(IntEnum):
    UNKNOWN = 0
    SAME = 1
    MONTH = 2
    YEAR = 3
    SWAPPED = 4
    ONE_PLACE = 5
    OTHER_YEAR = 6
    LUNAR = 7
    YEAR_ONLY = 8
    NEAR_YEARS = 9
    FAR = 10
    ALSO_OTHER = 12  # added when another of their days contradicts


class Phone(IntEnum):
    UNKNOWN = 0
    OWN = 1  # one name under it
    TWO = 2
    FEW = 3
    SOME = 4
    CROWD = 5
    SLIP = 6
    OTHER = 7


class Sex(IntEnum):
    UNKNOWN = 0
    WOMEN = 1
    MEN = 2
    OTHER = 3


class Native(IntEnum):
    UNKNOWN = 0
    COUNTY = 1  # down to the county, as far as both say
    CITY = 2
    PROVINCE = 3
    PARTLY = 4
    OTHER = 5


class Company(IntEnum):
    UNKNOWN = 0
    SAME_SMALL = 1
    SAME_LARGE = 2
    OTHER = 3
    SAME_VAST = 4


class Job(IntEnum):
    UNKNOWN = 0
    SAME = 1
    OTHER = 2


COMMON_STEPS = 14  # doublings: 0 not counted, 1 …13 for names; 14 + steps of four for surnames
LEVELS = (19, 24, 29, 24, 8, 4, 6, 5, 3)
