"""填错 — the mistakes people make, planted on purpose and written down: which row, which field, which code.

Each is one that the checks must find and refuse; what is merely doubtful (an expired check-up, an unusual
age) happens by itself.
"""

from collections.abc import Callable
from random import Random

from jiaxin.demo import numbers
from jiaxin.demo.sheets.book import Line

Mistake = Callable[[Line, Random], list[tuple[str, str]]]


def _checksum(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["id_number"] = numbers.wrong_check_digit(str(line.cells["id_number"]))
    return [("id_number", "id-checksum")]


def _lost_digits(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["id_number"] = float(str(line.cells["id_number"])[:15] + "000")
    return [("id_number", "id-lost-digits")]


def _lost_digits_in_text(line: Line, chance: Random) -> list[tuple[str, str]]:
    number = str(line.cells["id_number"])
    line.cells["id_number"] = f"{number[0]}.{number[1:6]}E+17"
    return [("id_number", "id-lost-digits")]


def _short(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["id_number"] = str(line.cells["id_number"])[:17]
    return [("id_number", "id-length")]


def _swapped(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["id_number"], line.cells["name"] = line.cells["name"], line.cells["id_number"]
    return [("name", "name-id-swapped"), ("id_number", "name-id-swapped")]


def _phone_swapped(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["id_number"], line.cells["phone"] = line.cells["phone"], line.cells["id_number"]
    return [("phone", "id-phone-swapped"), ("id_number", "id-phone-swapped")]


def _landline(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["phone"] = f"0999-{chance.randrange(2000000, 8999999)}"
    return [("phone", "phone-invalid")]


def _title(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["name"] = f"{str(line.cells['name'])[0]}阿姨"
    return [("name", "name-invalid")]


def _unsigned(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["consent_signed"], line.cells["consent_on"] = chance.choice(("否", "未签", "×")), None
    return [("consent_signed", "consent-missing")]


def _undated(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["consent_on"] = None
    return [("consent_on", "consent-date-missing")]


def _ambiguous(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["health_checked_on"] = f"{chance.randint(2, 9)}/{chance.randint(2, 9)}/{chance.randint(24, 26)}"
    return [("health_checked_on", "date-ambiguous")]


def _no_such_day(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["health_checked_on"] = f"{chance.choice((2024, 2025))}.2.30"
    return [("health_checked_on", "date-invalid")]


def _filler(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["residence_address"] = chance.choice(("不详", "待补", "测试"))
    return [("residence_address", "placeholder")]


ROSTER: tuple[tuple[Mistake, int], ...] = (
    (_checksum, 18),
    (_lost_digits, 14),
    (_short, 8),
    (_swapped, 8),
    (_phone_swapped, 6),
    (_landline, 8),
    (_title, 6),
    (_undated, 10),
    (_ambiguous, 8),
    (_no_such_day, 6),
    (_filler, 8),
)
OLD_ROSTER = tuple(one for one in ROSTER if one[0] is not _undated)  # without the columns of the consent form


def _ends_first(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["ordered_on"], line.cells["finished_on"] = "2024-05-20", "2024-05-01"
    return [("finished_on", "order-ends-before-start")]


def _negative(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["amount_fen"] = f"-{line.cells['amount_fen']}"
    return [("amount_fen", "amount-negative")]


def _no_number(line: Line, chance: Random) -> list[tuple[str, str]]:
    line.cells["order_no"] = None
    return [("order_no", "order-no-missing")]


ORDERS: tuple[tuple[Mistake, int], ...] = ((_checksum, 5), (_ends_first, 3), (_negative, 2), (_no_number, 2))


def unsigned(line: Line, chance: Random) -> None:
    """She has not signed, and the clerk says so."""
    line.mistakes += _unsigned(line, chance)


def plant(line: Line, among: tuple[tuple[Mistake, int], ...], chance: Random, csv: bool = False) -> None:
    """One mistake from the list, written into the row and onto its record."""
    mistake = chance.choices([m for m, _ in among], [w for _, w in among])[0]
    if csv and mistake is _lost_digits:  # text files have no number cells: the digits went when it was saved
        mistake = _lost_digits_in_text
    line.mistakes += mistake(line, chance)
