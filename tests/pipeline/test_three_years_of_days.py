"""Three years, morning by morning: nothing that has run out is still on the page, in the search, the interface, the score or a list.

A small world with everything that ends by itself. The days are written down here by hand (Civil Code Art. 202; 令36号;
domain rules of industry measures), never asked of the program. 2027 has no table of holidays at first; it arrives in
January and moves what was provisional.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client, override_settings
from openpyxl import load_workbook

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.exchange import queries as exchange
from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring import queries as scores
from jiaxin.domain.measures import suspended_from_benefits
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.apps.governance.acting import A_FAMILY, CHIEF, CLERK, FAMILY, OTHER_CHIEF, serve
from tests.cast import CAST
from tests.factories.street import DRAFTER, SIGNATORY, Street
from tests.portals.office.officers import officer
from tests.portals.walking import signed_in

pytestmark = pytest.mark.django_db
FIRST, DAYS = date(2026, 6, 1), 3 * 365 + 1
# document → (first day on the public page, first day on which it is gone)
SHOWN = {"一般1": (date(2026, 5, 8), date(2027, 5, 8)), "严重1": (date(2026, 6, 2), date(2029, 6, 2)), "一般2": (date(2026, 11, 30), date(2027, 11, 30)),
         "轻微2": (date(2026, 7, 14), date(2026, 10, 6))}  # fmt: skip
EVERY_DAY = os.environ.get("JIAXIN_EVERY_DAY") == "1"  # 80 CPU seconds; else each day near a border, and every thirtieth
HEALTH_GONE, INSURANCE_GONE, STAR_GONE = date(2026, 12, 2), date(2027, 3, 2), date(2027, 6, 1)
PAUSE = (date(2026, 6, 9), date(2026, 9, 9))
CODE_STOPPED = [date(2027, 2, 3) + timedelta(days=n) for n in range(11)]  # three working days: 4 February, then after the holidays the 12th and Saturday the 13th
TABLE = (
    'kind = "calendar"\nversion = "calendar-2027"\nlabel = "2027"\nfrom = 2027-01-01\n[fixed]\ndays = []\n[[year]]\nyear = 2027\n'
    'holidays = [[2027-01-01, 2027-01-03], [2027-02-05, 2027-02-11]]\nworking_weekends = [2027-02-13]\nsource = "样例通知"\n'
)


class World:
    def __init__(self, street: Street) -> None:
        self.street, self.firm, self.her = street, street.company, street.her
        self.case = self.suspension = self.late = ""
        self.token = self._partner()
        self.code = registry.codes([self.her])[self.her]
        self.clerk: Client = signed_in(officer(Role.BUREAU_CLERK, "desk"))

    def _partner(self) -> str:
        console = console_actor()
        access.set_up_organisation(console, "bank", "样例银行", "bureau", "349912")
        access.set_up_account(console, "bank-program", Role.MARKET, organisation="bank")
        return access.make_token(console, "bank-program")

    def penalty(self, number: str, klass: str, on: str) -> None:
        self.street.say("penalty", on, self.firm, document_no=number, penalty_class=klass, decided_on=on, authority="样例局",
                        legal_basis="样例法第一条", penalty_kind="fine")  # fmt: skip

    def begin(self) -> None:
        self.penalty("一般1", "general", "2026-05-08")
        self.penalty("轻微1", "minor", "2026-05-20")
        say = self.street.say
        say("identity.check", "2026-05-08", self.her, result="passed", method="公安比对", checked_on="2026-05-08", valid_through="2031-05-08")
        say("consent", "2026-05-08", self.her, signed_on="2026-05-08", text_version="1")
        say("background.check", "2026-05-08", self.her, result="passed", checked_on="2026-05-08")
        say("health.check", "2025-12-02", self.her, health_class="general", health_checked_on="2025-12-02", valid_through="2026-12-01")
        say("insurance", "2026-03-02", self.her, insurance_kind="家政责任险", insurance_policy="PSAMPLE1", insurance_from="2026-03-02", insurance_until="2027-03-01")
        say("star.rating", "2026-05-31", self.firm, star=4, rated_on="2026-05-31", valid_through="2027-05-31")
        said = {"measure": "no_recommendation", "basis": "阶梯第三级", "why": "三次", "ground": "findings"}
        self.case = actions.open_case(CLERK, "measure", self.firm, "m", said, organisation=self.firm)
        actions.take_step(CLERK, self.case, "notify")
        serve(self.case)

    def happens(self, day: date) -> None:
        """What people do on a day."""
        if day == date(2026, 6, 2):
            self.penalty("严重1", "severe", "2026-06-02")
        elif day == date(2026, 6, 9):
            actions.take_step(CHIEF, self.case, "decide", {"why": "属实"})
        elif day == date(2026, 7, 6):
            self.penalty("轻微2", "minor", "2026-07-06")
            entry = next(e for e in ledger.facts_about(self.firm).of("penalty") if e.get("document_no") == "轻微2")
            said = {"entry": entry.id, "penalty_class": "minor", "decided_on": "2026-07-06", "basis": "确需公示", "document_no": "轻微2", "why": "多次"}
            self.minor = actions.open_case(CLERK, "publication", self.firm, entry.id, said, organisation=self.firm)
            actions.take_step(CLERK, self.minor, "notify")
            serve(self.minor)
        elif day == date(2026, 7, 14):
            actions.take_step(CHIEF, self.minor, "publish", {"why": "确需公示"})
        elif day == date(2026, 11, 30):
            self.penalty("一般2", "general", "2026-11-30")
        elif day == date(2026, 12, 31):  # the year after has no table: what is reckoned into it is provisional
            self.late = actions.open_case(A_FAMILY, "complaint", self.her, "o", {"topic": "fee", "text": "x"}, party=FAMILY)
            due = queries.case(self.late).deadlines[0].due
            assert (due.on, due.provisional) == (date(2027, 1, 5), True)
        elif day == date(2027, 1, 4):
            rules.promulgate(SIGNATORY, rules.draft(DRAFTER, TABLE.encode()).digest, "D" * 16)
            due = queries.case(self.late).deadlines[0].due
            assert (due.on, due.provisional) == (date(2027, 1, 5), False)
        elif day == CODE_STOPPED[0]:
            self.suspension = actions.open_case(CLERK, "suspension", self.her, self.her, {"why": "有危险"})
            actions.take_step(OTHER_CHIEF, self.suspension, "second", {"why": "同意"})

    def missed(self, day: date, at_a_border: bool) -> list[str]:
        """What a reader of each place would still find although it is over, or not yet find although it has begun."""
        shown = {number for number, (begins, gone) in SHOWN.items() if begins <= day < gone and day >= FIRST}
        wrong = []
        reader = Reader(Path(settings.DATA))
        page = reader.company(CAST.company.credit_code)
        text = brotli.decompress(page[2]).decode() if page else ""
        (line,) = reader.search(CAST.company.credit_code)
        card = reader.card(key_of(self.code))
        reader.close()
        wrong += [f"page: {n}" for n in ("一般1", "一般2", "严重1", "轻微1", "轻微2") if (n in text) != (n in shown)]
        if page is None or page[0] <= clock.now().timestamp():
            wrong.append("page: older than it may be")
        if line.star != (4 if day < STAR_GONE else None):
            wrong.append(f"search: star {line.star}")
        state = "grey" if day in self.stopped else "green" if day < HEALTH_GONE else "yellow"
        if card is None or card[0] != state:
            wrong.append(f"card: {card and card[0]}, should be {state}")
        wrong += self._score(shown)
        cards = publication.company_cards([self.firm], day)
        if {p.document_no for p in cards[self.firm].penalties} != shown:
            wrong.append("list")
        if suspended_from_benefits(ledger.facts_about(self.firm), day) != (PAUSE[0] <= day < PAUSE[1]):
            wrong.append("measure")
        if at_a_border:
            wrong += self._through_the_doors(shown)
        return wrong

    @property
    def stopped(self) -> list[date]:
        return CODE_STOPPED if self.suspension else []

    def _score(self, shown: set[str]) -> list[str]:
        kept = scores.assessment_of(self.firm)
        assert kept is not None
        counted = {r[1]: int(r[4]) for r in kept.document["reasons"] if r[1] in ("company.penalties", "company.severe-penalties")}
        wanted = {"company.penalties": sum(n.startswith("一般") for n in shown), "company.severe-penalties": sum(n.startswith("严重") for n in shown)}
        return [f"score: {name} rests on {counted.get(name, 0)}, should be {n}" for name, n in wanted.items() if counted.get(name, 0) != n]

    def _through_the_doors(self, shown: set[str]) -> list[str]:
        """The open interface as a program sees it, the exported workbook as an officer keeps it."""
        ask = {"headers": {"Authorization": f"Bearer {self.token}"}, "secure": True}
        told = Client().get(f"/api/v1/companies/{CAST.company.credit_code}", **ask).json()["penalties"]
        wrong = [] if {p["document_no"] for p in told} == shown else [f"api: {told}"]
        over = {one.document_no for one in exchange.owed("bank", clock.today())}
        wrong += [f"partner: {n} over and not withdrawn" for n in over & shown]
        book = load_workbook(BytesIO(self.clerk.get("/office/companies/list.xlsx").content))
        row = next(r for r in book.active.iter_rows(values_only=True) if r[1] == CAST.company.credit_code)
        if set(filter(None, str(row[6] or "").split("；"))) != shown:
            wrong.append(f"export: {row[6]}")
        return wrong


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    street = Street()
    street.now = datetime(2026, 6, 1, 0, 30, tzinfo=UTC)
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: street.now):
        street.open()
        made = World(street)
        made.begin()
        yield made


def test_nothing_that_has_run_out_is_found_anywhere_on_any_of_three_years_of_mornings(world: World) -> None:
    borders = {day for pair in SHOWN.values() for day in pair} | {HEALTH_GONE, INSURANCE_GONE, STAR_GONE, *PAUSE}
    near = {day + timedelta(days=n) for day in borders for n in (-1, 0, 1)}
    acts = {date(2026, 12, 31), date(2027, 1, 4), date(2026, 7, 6), date(2026, 6, 2), date(2026, 11, 30)} | {CODE_STOPPED[0] + timedelta(days=n) for n in range(12)}
    missed: Counter[str] = Counter()
    for number in range(DAYS):
        day = FIRST + timedelta(days=number)
        if not (EVERY_DAY or number % 30 == 0 or day in near | acts):
            continue
        world.street.now = datetime(day.year, day.month, day.day, 0, 30, tzinfo=UTC)
        assert clock.today() == day
        world.happens(day)
        pipeline.turn_the_day()
        actions.keep_clocks(day)
        pipeline.advance()
        pipeline.follow_codes()
        missed.update(f"{day} {one}" for one in world.missed(day, day in near))
    assert not missed, f"{sum(missed.values())} missed: {sorted(missed)[:20]}"
    assert queries.case(world.case).state == "ended" and queries.case(world.suspension).state == "ended"
    assert [e.on for e in queries.case(world.suspension).events][-1] == date(2027, 2, 14)


def test_a_day_that_is_not_turned_is_missed_and_seen(world: World) -> None:
    """The watcher sees a pipeline that stands still over a boundary."""
    world.street.now = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
    pipeline.turn_the_day()
    pipeline.advance()
    world.street.now = datetime(2026, 12, 2, 0, 30, tzinfo=UTC)
    assert "card: green, should be yellow" in world.missed(HEALTH_GONE, False)
