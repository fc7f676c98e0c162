"""The fixed cast: eight people and firms who play in tests, demo, docs and pictures.

Every number is synthetic and shows it: the ID numbers pair an area code with a birth date from before that
area had it or a sequence never issued, phones lie in ranges that no operator has, credit codes have an
organisation part that is never given out, companies begin with 样例.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    id_number: str
    phone: str
    gender: str
    birth_date: str


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    credit_code: str
    region: str


@dataclass(frozen=True, slots=True)
class Officer:
    name: str
    account: str
    organisation: str
    role: str


@dataclass(frozen=True, slots=True)
class Cast:
    worker: Person
    company: Company
    rival: Company
    clerk: Officer
    reviewer: Officer
    grid_worker: Officer
    family: Person
    stranger_phone: str


def _id_number(first17: str) -> str:
    """Check digit by ISO 7064 MOD 11-2, written out here so that a fault in the product shows."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


CAST = Cast(
    worker=Person("王秀芳", _id_number("34021219750606912"), "15412345678", "女", "1975-06-06"),
    company=Company("样例安心家政服务有限公司", "91340212MA2Q1W3E0X", "340212"),
    rival=Company("样例邻里帮家政服务有限公司", "91340104MA00TEWT4Y", "340104"),
    clerk=Officer("周文静", "clerk", "样例区商务局", "bureau.clerk"),
    reviewer=Officer("郑国强", "reviewer", "样例区商务局", "bureau.reviewer"),
    grid_worker=Officer("吴小梅", "grid", "样例街道办事处", "street.grid"),
    family=Person("陈一鸣", _id_number("34010419680315402"), "16512340001", "女", "1968-03-15"),
    stranger_phone="16912340002",
)
