"""编造的号码 — numbers that pass every check and were never given to anybody.

ID numbers pair an area founded after 2015 with a birth before that and a sequence number in the nine
hundreds; phones lie in ranges no operator has; the organisation part of credit codes begins with XY, which
is not issued; certificate and policy numbers carry 9999 where a body's code stands. Check digits are right.
"""

from datetime import date
from random import Random

AREAS = ("340212", "340209", "360404", "371703")  # districts founded from 2016 to 2020
PHONES = ("154", "160", "161", "163", "164", "165", "168", "169", "179")  # with no operator
_CHECKS = "10X98765432"
_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_number(chance: Random, born: date, female: bool) -> str:
    sequence = 900 + chance.randrange(50) * 2 + (0 if female else 1)
    body = f"{chance.choice(AREAS)}{born:%Y%m%d}{sequence}"
    return body + _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def wrong_check_digit(number: str) -> str:
    return number[:-1] + ("1" if number[-1] == "X" else str((int(number[-1]) + 1) % 10))


def phone(chance: Random) -> str:
    return f"{chance.choice(PHONES)}{chance.randrange(10**8):08d}"


def credit_code(chance: Random, kind: str, area: str) -> str:
    """`kind`: 91 company, 92 individual business, 52 non-profit."""
    organisation = "XY" + "".join(chance.choice("0123456789ACDEFGHJKMNPQRTW") for _ in range(6))
    value = [int(c) if c.isdigit() else ord(c) - 55 for c in organisation]
    inner = 11 - sum(v * w for v, w in zip(value, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    body = f"{kind}{area}{organisation}{'X' if inner == 10 else '0' if inner == 11 else inner}"
    total = sum(_CREDIT.index(c) * pow(3, place, 31) for place, c in enumerate(body))
    return body + _CREDIT[(31 - total % 31) % 31]


def skill_number(chance: Random, year: int, level: int) -> str:
    return f"S999934{chance.randrange(10**6):06d}{year % 100:02d}{level}{chance.randrange(10**6):06d}"


def policy_number(chance: Random, year: int) -> str:
    return f"YL{year}9999{chance.randrange(10**8):08d}"
