"""Dirty Chinese rosters with their truth, for measuring who is recognised and who is mixed up.

    python -m tools.linkage.rosters OUT.csv TRUTH.csv --rows 100000 --seed 1 [--dirty 2]

Kinds and rates of mistakes: 1.94 reports a person, 15.5 % hidden and 12 % missing numbers, 15 % without a day
of birth, 6 % without a phone, 19 % on a newer phone, 0.3 % of rows with the number of the row above; homophones,
nicknames, lost characters, traditional characters, 15-digit and spreadsheet-rounded numbers, swapped and shifted
columns. They are guesses until a district can count its own. Written before the resolver and not tuned to it.
Seeds 1–3 report; every other seed may be trained on.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from tools.linkage import mistakes, places_drawn
from tools.linkage.people_drawn import USUAL, Habits, Person, Population, population

COLUMNS = ("rec_id", "source", "report_date", "name", "sex", "id_no", "birth", "phone", "native", "job", "company")
REPORTING_SEEDS = (1, 2, 3)
REPORTS = ((1, 2, 3, 4, 5), (46, 30, 14, 7, 3))  # of one person: mean 1.91, and the twice-reported file adds the rest
_SOURCES = ("company", "street", "association", "department", "neighbour", "hotline")
_SOURCE_WEIGHTS = (56, 16, 9, 8, 6, 5)
# share of rows with each mistake; a source may have its own
# (a hidden number is drawn only where one stands: 17.5 % of those make 15.5 % of all rows; so with the copied ones)
RATES = {
    "id_masked": 0.175, "id_missing": 0.12, "id_15": 0.035, "id_rounded": 0.008, "id_scientific": 0.006,
    "id_mistyped": 0.012, "id_false": 0.001, "id_dressed": 0.06, "id_copied": 0.0036,
    "birth_missing": 0.15, "birth_mistaken": 0.015, "phone_missing": 0.06, "phone_mistyped": 0.012,
    "phone_company": 0.025, "phone_two": 0.03, "phone_relative": 0.006, "homophone": 0.03, "traditional": 0.015,
    "dropped": 0.01, "other_character": 0.008, "nickname": 0.012, "noted": 0.025, "spaced": 0.04, "spelled": 0.003,
    "name_hidden": 0.003, "native_missing": 0.2, "native_mistaken": 0.015, "sex_missing": 0.08, "sex_mistaken": 0.006,
    "job_missing": 0.1, "job_other": 0.25, "company_missing": 0.12, "company_short": 0.3, "swapped": 0.008,
    "shifted": 0.003,
}  # fmt: skip
# which the reporting rosters do not have, and training does
MORE_RATES = {"transposed": 0.003, "first_of_year": 0.008}
_OF_SOURCE = {
    "hotline": {"id_missing": 6.0, "nickname": 8.0, "birth_missing": 4.0, "native_missing": 3.0},
    "department": {"id_masked": 2.5},
    "neighbour": {"id_masked": 1.8},
}
_CLEAN = {"id_masked": 0.86, "id_missing": 0.72, "birth_missing": 0.78, "nickname": 0.65, "native_missing": 0.86}
_LAST_DAY = date(2026, 10, 31)


@dataclass(slots=True)
class Row:
    person: Person
    source: str
    day: date
    company: int
    cells: dict[str, str] = field(default_factory=dict)
    mistakes: set[str] = field(default_factory=set)
    donor: int = -1  # whose number was copied down


class _Chance:
    """Does this mistake happen in a row of this source?"""

    def __init__(self, random: Random, dirty: float, rates: Mapping[str, float]) -> None:
        self.random, self._dirty, self._rates = random, dirty, rates

    def of(self, row: Row, mistake: str) -> bool:
        """Of a mistake without a rate nothing is drawn."""
        if mistake not in self._rates:
            return False
        own = _OF_SOURCE.get(row.source, _CLEAN).get(mistake, 1.0)
        happens = self.random.random() < min(0.9, self._rates[mistake] * own * self._dirty)
        if happens:
            row.mistakes.add(mistake)
        return happens


def rows(seed: int, size: int, dirty: float = 1.0, rates: Mapping[str, float] = RATES, habits: Habits = USUAL) -> list[Row]:
    """So many rows, shuffled."""
    random = Random(f"rosters {seed}")
    crowd = population(random, int(size / 1.92) + 10, habits)
    chance = _Chance(random, dirty, rates)
    found = [row for person in crowd.people for row in _reports(random, person)]
    for row in found:
        _write(random, chance, crowd, row, habits)
    _copy_down(random, found, dirty)
    for row in found:
        _misplace(random, chance, row)
    random.shuffle(found)
    return found[:size]


def _reports(random: Random, person: Person) -> Iterator[Row]:
    for _ in range(random.choices(*REPORTS)[0]):
        day = _LAST_DAY - timedelta(days=random.randrange(1460))
        company = person.companies[min(len(person.companies) - 1, int(random.random() * len(person.companies)))]
        row = Row(person, random.choices(_SOURCES, _SOURCE_WEIGHTS)[0], day, company)
        yield row
        if random.random() < 0.02:  # the same list sent again
            yield Row(person, row.source, day + timedelta(days=random.randrange(0, 40)), company)


def _write(random: Random, chance: _Chance, crowd: Population, row: Row, habits: Habits) -> None:
    person = row.person
    row.cells = {
        "name": _name(random, chance, row),
        "sex": _sex(random, chance, row),
        "id_no": _identity(random, chance, row),
        "birth": _birth(random, chance, row),
        "phone": _phone(random, chance, crowd, row, habits),
        "native": "",
        "job": "",
        "company": "",
    }
    if not chance.of(row, "native_missing"):
        county = places_drawn.draw(random) if chance.of(row, "native_mistaken") else person.county
        row.cells["native"] = places_drawn.written(random, places_drawn.COUNTIES[county])
    if not chance.of(row, "job_missing"):
        row.cells["job"] = random.choice(crowd.people).job if chance.of(row, "job_other") else person.job
    if not chance.of(row, "company_missing"):
        name = crowd.companies[row.company]
        row.cells["company"] = name.replace("有限公司", "").replace("服务", "") if chance.of(row, "company_short") else name


def _name(random: Random, chance: _Chance, row: Row) -> str:
    person, name = row.person, row.person.surname + row.person.given
    if chance.of(row, "nickname"):
        return mistakes.nickname(random, person.surname, person.given)
    if chance.of(row, "spelled"):
        return mistakes.spelled(random, person.surname, person.given)
    if chance.of(row, "name_hidden"):
        return random.choice((person.surname + "*" * len(person.given), person.surname + "*" + person.given[-1], person.surname + "某"))
    if chance.of(row, "homophone"):
        name = mistakes.homophone(random, name)
    if chance.of(row, "other_character"):
        name = mistakes.other_character(random, name)
    if len(name) > 2 and chance.of(row, "dropped"):
        lost = random.randrange(0 if random.random() < 0.1 else 1, len(name))
        name = name[:lost] + name[lost + 1 :]
    if len(name) > 2 and chance.of(row, "transposed"):
        name = name[:-2] + name[-1] + name[-2]
    if chance.of(row, "traditional"):
        name = mistakes.traditional(name)
    if chance.of(row, "noted"):
        name = mistakes.noted(random, name, person.job)
    return mistakes.spaced(random, name) if chance.of(row, "spaced") else name


def _sex(random: Random, chance: _Chance, row: Row) -> str:
    if chance.of(row, "sex_missing"):
        return ""
    female = row.person.female != chance.of(row, "sex_mistaken")
    return random.choices(("女", "F", "女性", "2") if female else ("男", "M", "男性", "1"), (94, 2, 3, 1))[0]


def _identity(random: Random, chance: _Chance, row: Row) -> str:
    number = row.person.id_no
    if chance.of(row, "id_missing"):
        return random.choices(("", "无", "/", "待补", "不详", "-"), (80, 6, 4, 5, 3, 2))[0]
    if row.person.born.year < 2000 and chance.of(row, "id_15"):
        return mistakes.fifteen(number)
    if chance.of(row, "id_false"):
        return mistakes.false_but_sound(random, number)
    if chance.of(row, "id_mistyped"):
        number = mistakes.mistyped(random, number)
    if chance.of(row, "id_masked"):
        return mistakes.masked(random, number)
    if number[-1] != "X" and chance.of(row, "id_rounded"):
        return mistakes.rounded(number)
    if number[-1] != "X" and chance.of(row, "id_scientific"):
        return mistakes.scientific(random, number)
    return mistakes.dressed(random, number) if chance.of(row, "id_dressed") else number


def _birth(random: Random, chance: _Chance, row: Row) -> str:
    if chance.of(row, "birth_missing"):
        return ""
    day = row.person.born
    if chance.of(row, "first_of_year"):
        day = day.replace(month=1, day=1)
    return mistakes.day_written(random, mistakes.day_mistaken(random, day) if chance.of(row, "birth_mistaken") else day)


def _phone(random: Random, chance: _Chance, crowd: Population, row: Row, habits: Habits) -> str:
    if chance.of(row, "phone_missing"):
        return random.choices(("", "无", "/"), (9, 1, 1))[0]
    if chance.of(row, "phone_company"):
        return crowd.company_phones[row.company]
    if chance.of(row, "phone_relative"):
        return random.choice(crowd.people).phone
    known = [row.person.phone, *row.person.old_phones]
    age = (_LAST_DAY - row.day).days
    phone = known[min(len(known) - 1, age // habits.phone_days)]  # the phone she had on that day
    if chance.of(row, "phone_mistyped"):
        phone = mistakes.phone_mistyped(random, phone)
    second = random.choice(known) if chance.of(row, "phone_two") else ""
    return mistakes.phone_written(random, phone, second if second != phone else "")


def _copy_down(random: Random, found: list[Row], dirty: float) -> None:
    """The number of the row above: within one source, company and month."""
    ordered = sorted(found, key=lambda row: (row.source, row.company, row.day.year, row.day.month))
    for above, row in pairwise(ordered):
        if random.random() < RATES["id_copied"] * dirty and above.person is not row.person and len(above.cells["id_no"]) >= 15:
            row.cells["id_no"], row.donor = above.cells["id_no"], above.person.number
            row.mistakes.add("id_copied")


def _misplace(random: Random, chance: _Chance, row: Row) -> None:
    cells = row.cells
    if chance.of(row, "swapped"):
        one, other = random.choice((("name", "id_no"), ("id_no", "phone"), ("name", "phone"), ("birth", "id_no"), ("name", "sex"), ("native", "company")))
        cells[one], cells[other] = cells[other], cells[one]
    elif chance.of(row, "shifted"):
        names = COLUMNS[3:]
        start = random.randrange(0, 4)
        moved = [cells[name] for name in names[start:]]
        for name, text in zip(names[start:], ["", *moved[:-1]] if random.random() < 0.6 else [*moved[1:], ""], strict=True):
            cells[name] = text


def save(found: list[Row], roster: Path, truth: Path) -> None:
    """Two files: what the resolver may see, and what it may not."""
    with roster.open("w", encoding="utf-8", newline="") as seen, truth.open("w", encoding="utf-8", newline="") as kept:
        out, secret = csv.writer(seen), csv.writer(kept)
        out.writerow(COLUMNS)
        secret.writerow(("rec_id", "person", "family", "bond", "donor", "mistakes"))
        for number, row in enumerate(found):
            rec_id, person = f"r{number:07d}", row.person
            out.writerow([rec_id, row.source, row.day.isoformat(), *(row.cells[name] for name in COLUMNS[3:])])
            secret.writerow([rec_id, person.number, person.family, person.bond, row.donor, " ".join(sorted(row.mistakes))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("roster", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=REPORTING_SEEDS[0])
    parser.add_argument("--dirty", type=float, default=1.0, help="every rate times this")
    asked = parser.parse_args()
    save(rows(asked.seed, asked.rows, asked.dirty), asked.roster, asked.truth)
    print(f"{asked.rows} rows, seed {asked.seed}", file=sys.stderr)


if __name__ == "__main__":
    main()
