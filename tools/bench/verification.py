"""Identity checks sent and returned, with planted mismatches: how many colours are wrong, and is any red without a human?

    nice python -m tools.bench.verification [--people 30000] [--planted 10] [--seed 1]

Everybody has papers that make her green once she is verified. Lists of 5,000 go out from the desk; a stand-in for the
police answers each in the form of the return sheet. Of every thousand answers `--planted` do not match, in equal parts: another
name under her number, somebody who was not asked, an answer under a list that asked others, 异常, 查无, and a number of nobody.
The truth is written down when the answer is planted: only who was answered 通过 under her own name, number and list is
green; whoever was answered otherwise, or not at all, is grey. None may be red: red needs a review and a notice. The colours are
those that the register and the card file show after the pipeline has followed. Bar: 0 wrong colours, 0 red.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from unittest import mock

from jiaxin.portals.console.district import open_district, prepare_district

HEADINGS = ("姓名", "身份证号", "核验批次号", "核验结果", "核验日期", "核验方式", "背景核查结果", "背景核查日期")
PLANTED = ("other name", "not asked", "other list", "异常", "查无", "nobody")
A_LIST = 5000


@dataclass(frozen=True, slots=True)
class Person:
    subject: str
    name: str
    number: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--people", type=int, default=30_000)
    parser.add_argument("--planted", type=int, default=10, help="of a thousand answers")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        open_district(folder)
        prepare_district()
        wrong, red = measured(folder, asked.people, asked.planted, Random(f"verification {asked.seed}"))
    sys.exit(1 if wrong or red else 0)


def measured(folder: str, people: int, planted: int, random: Random, a_list: int = A_LIST) -> tuple[int, int]:
    """Prints what was planted and what is shown. Returns (wrong colours, red ones)."""
    from jiaxin import pipeline
    from jiaxin.apps.registry import queries as registry

    started = time.process_time()
    everybody = filed(people)
    strangers = filed(max(10, people // 200), first=people, confirmed=False)  # known, and asked about by nobody
    pipeline.advance()
    truth, kinds = answered(everybody, strangers, planted, random, a_list)
    pipeline.advance()
    lines = registry.file_lines([one.subject for one in everybody])
    shown = {subject: line.colour for subject, line in lines.items()}
    wrong = Counter((truth[s], shown[s]) for s in shown if truth[s] != shown[s])
    cards = on_cards(folder, [one.subject for one in everybody])
    differing = sum(cards[s] != shown[s] for s in cards)
    red = sum(colour == "red" for colour in [*shown.values(), *cards.values()])
    print(f"{people:,} people asked about, planted: " + ", ".join(f"{kinds[k]} {k}" for k in PLANTED))
    print(f"shown: {dict(Counter(shown.values()))}; on {len(cards):,} cards {dict(Counter(cards.values()))}; {time.process_time() - started:.0f} CPU s")
    count = sum(wrong.values()) + differing
    print(f"{'held  ' if not count and not red else 'MISSED'} wrong colours: {count} {dict(wrong) or ''}; red: {red} (bar: 0, 0)")
    return count, red


def filed(count: int, first: int = 0, confirmed: bool = True) -> list[Person]:
    """So many people with a confirmed file, a check-up, insurance and consent; codes for all."""
    from jiaxin.apps.ledger import actions as ledger
    from jiaxin.apps.registry import actions as registry
    from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
    from jiaxin.domain.values.identity_number import check_character
    from jiaxin.kit import clock

    today = clock.today()
    since, until = (today - timedelta(days=30)).isoformat(), (today + timedelta(days=300)).isoformat()
    said = Provenance("herself", Channel.COUNTER, "bench")
    made: list[Person] = []
    for start in range(first, first + count, 500):
        some = []
        for n in range(start, min(start + 500, first + count)):
            body = f"340212{1960 + n % 40}{n // 40 % 12 + 1:02d}{n // 480 % 28 + 1:02d}{n // 13440 % 999:03d}"
            some.append((f"样{chr(0x4E00 + n % 20000)}{chr(0x4E00 + n // 7 % 20000)}", body + check_character(body), f"120{n:08d}"))
        enrolled = registry.enrol([registry.Claimed(*one) for one in some])
        facts = []
        for one, (name, number, phone) in zip(enrolled, some, strict=True):
            made.append(Person(one.subject, name, number))
            about = lambda kind, key, clear, sealed, subject=one.subject: Fact(kind, subject, today, said, key, clear, sealed, Standing.ORIGINAL)  # noqa: E731 - read where it stands
            facts += [
                about("profile", (), {"job_types": ["保洁"], "collected_on": since}, {"name": name, "id_number": number, "phone": phone}),
                about("health.check", (since,), {"health_class": "general", "health_checked_on": since, "valid_through": until}, {}),
                about("insurance", ("liability", str(number)), {"insurance_kind": "liability", "insurance_from": since, "insurance_until": until}, {"insurance_policy": number}),
                about("consent", ("2025", since), {"purposes": ["publication"], "text_version": "2025", "signed_on": since, "method": "handwritten"}, {}),
            ]  # fmt: skip
        if confirmed:
            ledger.append(facts)
            registry.issue_codes([one.subject for one in enrolled])
    return made


def answered(everybody: list[Person], strangers: list[Person], planted: int, random: Random, a_list: int) -> tuple[dict[str, str], Counter[str]]:
    """Lists out, answers in. Returns what each colour must be, and how many mismatches of each kind were planted."""
    from jiaxin.apps.access import actions as access
    from jiaxin.apps.access import limits
    from jiaxin.apps.access.queries import console_actor
    from jiaxin.apps.intake import actions as intake
    from jiaxin.apps.intake import queries as intake_queries
    from jiaxin.domain.permissions import Actor, Role
    from jiaxin.domain.values.identity_number import check_character
    from jiaxin.kit import clock
    from tests.factories.rosters import a_workbook

    access.set_up_organisation(console_actor(), "bureau", "样例区商务局", "bureau", "340212")
    actor = Actor("bench", Role.BUREAU_ADMIN, "bureau", fresh=True)
    by_number = {one.number: one for one in everybody}
    day, truth, kinds = clock.today().isoformat(), {one.subject: "grey" for one in everybody}, Counter[str]()
    lists: list[tuple[str, list[tuple[str, str]]]] = []
    with mock.patch.multiple(limits, IDENTITY_ROWS_A_DAY=len(everybody), EXPORT_ROWS_A_DAY=len(everybody)):  # a second officer's yes is not what is measured
        while sum(len(people) for _, people in lists) < len(everybody):
            sent = intake.send_to_verify(actor, limit=a_list)
            assert not isinstance(sent, str), sent
            lists.append((sent.batch_no, sent.people))
    plantable = [kind for kind in PLANTED if kind != "other list" or len(lists) > 1]
    for at, (batch_no, people) in enumerate(lists):
        rows: list[tuple[str, ...]] = []
        for name, number in people:
            subject = by_number[number].subject
            kind = random.choice(plantable) if random.random() < planted / 1000 else ""
            kinds[kind] += 1
            row: dict[str, Any] = {"name": name, "number": number, "list": batch_no, "result": "通过"}
            if kind == "other name":
                row["name"] = f"另{name[1:]}"
            elif kind == "not asked":
                other = random.choice(strangers)
                row |= {"name": other.name, "number": other.number}
            elif kind == "other list":
                row["list"] = lists[at - 1][0]
            elif kind in ("异常", "查无"):
                row["result"] = kind
            elif kind:  # a sound number that nobody filed has
                body = f"{number[:6]}19300101{number[14:17]}"
                row["number"] = body + check_character(body)
            if not kind:
                truth[subject] = "green"
            rows.append((row["name"], row["number"], row["list"], row["result"], day, "公安比对", "通过", day))
        batch, _ = intake.receive(actor, f"回执{at}.xlsx", a_workbook(rows, HEADINGS), "police-return")
        intake.work(only=batch)
        intake.accept(actor, batch)
        intake.work(only=batch)
        one = intake_queries.batch(batch)
        assert one is not None and one.state == "accepted", one
    return truth, kinds


def on_cards(folder: str, subjects: list[str]) -> dict[str, str]:
    """What the public window would show under each code."""
    from pathlib import Path

    from jiaxin.apps.publication.cardfile import Reader, key_of
    from jiaxin.apps.registry import queries as registry

    reader, found = Reader(Path(folder)), {}
    for start in range(0, len(subjects), 500):
        for subject, code in registry.codes(subjects[start : start + 500]).items():
            if (card := reader.card(key_of(code))) is not None:
                found[subject] = card[0]
    return found


if __name__ == "__main__":
    main()
