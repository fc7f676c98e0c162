"""Following the ledger bit by bit ends where making everything anew ends, whatever happened and in whatever pieces."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from hypothesis import strategies as st

from jiaxin import pipeline
from jiaxin.apps.access import vault
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake.models import Claim
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as known
from jiaxin.apps.registry.models import WorkerFile, WorkSpell
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring.models import StandingAssessment, WorkerTally
from jiaxin.domain.employment.spells import spells
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock as the_clock
from jiaxin.kit.ids import new_id
from jiaxin.kit.merkle import tree_root
from tests.cast import CAST

pytestmark = pytest.mark.django_db
DRAFTER = Actor("drafter", Role.BUREAU_CLERK, "bureau", fresh=True)
SIGNATORY = Actor("signatory", Role.BUREAU_ADMIN, "bureau", fresh=True)
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PEOPLE, COMPANIES = range(3), range(2)
EVENTS = ("profile", "rating", "employment", "health.check", "insurance", "order", "penalty", "correction", "withdrawal", "answer")
SPELL = tuple(f.name for f in WorkSpell._meta.fields if f.name != "id")
STEP = st.one_of(
    st.tuples(st.sampled_from(EVENTS), st.sampled_from(PEOPLE), st.sampled_from(COMPANIES), st.booleans()),
    st.tuples(st.sampled_from(("rules", "confirm", "lapse", "follow", "follow", "next day", "registration")), st.sampled_from(PEOPLE), st.sampled_from(COMPANIES), st.booleans()),
)


class Undone(Exception):
    """Raised to take one example's writing back."""


@hypothesis.settings(max_examples=12, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
@hypothesis.given(steps=st.lists(STEP, min_size=4, max_size=14), pieces=st.integers(1, 7), at_once=st.booleans())
def test_catching_up_ends_where_rebuilding_ends(steps: list[tuple[str, int, int, bool]], pieces: int, at_once: bool) -> None:
    with example() as district, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "ENTRIES_AT_ONCE", pieces)
        patch.setattr(pipeline, "SUBJECTS_AT_ONCE", 2)
        for step in steps:
            district.take(*step)
        if at_once:
            pipeline.catch_up()
        else:
            pipeline.turn_the_day()
            pipeline.advance()
        assert pipeline.advance() == 0
        followed = derived()
        pipeline.turn_the_day()
        assert derived() == followed, "a day is turned once"
        pipeline.rebuild()
        assert derived() == followed
        head = ledger.checkpoint()
        entries = ledger.entries_between(0, head.size + 1)
        assert [e.position for e in entries] == list(range(1, head.size + 1))
        assert head.size == 0 or head.root == tree_root([e.leaf for e in entries])


def derived() -> dict[str, Any]:
    """All that the pipeline derives and people see: cards, company pages, worker files, scores."""
    reader = Reader(settings.DATA)
    db = reader._db
    cards = db.execute("SELECT id,hash,state,good_until,body FROM card ORDER BY id").fetchall() if db else []
    companies = db.execute("SELECT code,good_until,body FROM company_page ORDER BY code").fetchall() if db else []
    reader.close()
    files = [{k: str(v) for k, v in row.items()} for row in WorkerFile.objects.order_by("subject").values()]
    standing = list(StandingAssessment.objects.order_by("key").values())
    counted = list(WorkerTally.objects.order_by("subject").values())
    listed = [tuple(map(str, row)) for row in WorkSpell.objects.order_by("subject", "company", "started_on").values_list(*SPELL)]
    return {"cards": cards, "companies": companies, "files": files, "spells": listed, "scores": standing, "counted": counted}


class example:
    """A district of three workers and two companies for one example; everything is taken back afterwards."""

    def __enter__(self) -> "example":
        self._folder = TemporaryDirectory()
        self._settings = override_settings(DATA=Path(self._folder.name))
        self._settings.enable()
        self._writing = transaction.atomic()
        self._writing.__enter__()
        self.now = START
        self._clock = the_clock.set_clock(lambda: self.now)
        self._clock.__enter__()
        self._number = 0
        firms = [CAST.company, CAST.rival]
        made = registry.enrol_companies([(c.credit_code, c.name) for c in firms])
        self.companies = [made[c.credit_code] for c in firms]
        people = [CAST.worker, CAST.family]
        claimed = [registry.Claimed(p.name, p.id_number, p.phone) for p in people]
        claimed.append(registry.Claimed("李桂兰", "340212198001011229", "16412340009"))
        self.workers = [one.subject for one in registry.enrol(claimed)]
        self._signed = False
        return self

    def __exit__(self, *why: Any) -> None:
        self._clock.__exit__(None, None, None)
        self._writing.__exit__(Undone, Undone(), None)
        vault.forget()
        self._settings.disable()
        self._folder.cleanup()

    def take(self, event: str, person: int, company: int, claimed: bool) -> None:
        self.now += timedelta(minutes=7)
        self._number += 1
        subject, employer = self.workers[person], self.companies[company]
        today = the_clock.today()
        if event == "rules":
            if not self._signed:
                rules.set_up(DRAFTER, SIGNATORY, registry.place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
            self._signed = True
        elif event == "follow":
            pipeline.advance()
        elif event == "next day":
            self.now += timedelta(days=23)
            pipeline.advance()
            pipeline.turn_the_day()
        elif event == "confirm":
            intake.confirm(Actor("worker:1", Role.WORKER, subject=subject), subject, "phone")
        elif event == "lapse":
            intake.lapse_due(today + timedelta(days=claimed * 40))
        elif event == "answer":
            if told := spells(ledger.history_of_many([subject])[subject]):
                herself = Actor("worker:1", Role.WORKER, subject=subject)
                intake.answer_spell(herself, subject, told[0].entry, ("confirmed", "denied")[claimed])
        elif event == "correction":
            entries = [e for e in ledger.history_of_many([subject])[subject] if e.fact.kind not in ("correction", "claim.lapsed")]
            ledger_actions.correct(Actor.job("undo"), entries[-1:], "wrong_value")
        elif event == "registration":
            self._append(self._registration(employer, claimed), False)
        else:
            kind, clear, sealed, key, day = self._said(event, today, employer)
            about = Fact(kind, subject, day, self._by(employer), key, clear, sealed, company=employer)
            self._append(about, claimed and kind not in ("order", "penalty", "rating"))

    def _append(self, fact: Fact, claimed: bool) -> None:
        if claimed:
            claim = new_id()
            fact = fact._replace(standing=Standing.CLAIMED, claim=claim)
            (placed,) = ledger_actions.append([fact])
            if placed.outcome in ("new", "changed", "conflicting"):
                Claim.objects.create(
                    id=claim, subject=fact.subject, source=fact.provenance.source, batch="", state="awaiting",
                    made_at=self.now, lapses_on=the_clock.today() + timedelta(days=30),
                )  # fmt: skip
        else:
            ledger_actions.append([fact])

    def _by(self, source: str) -> Provenance:
        return Provenance(source, Channel.SHEET, "clerk")

    def _registration(self, company: str, other: bool) -> Fact:
        index = self.companies.index(company)
        firm = (CAST.company, CAST.rival)[index]
        clear = {"company_credit_code": firm.credit_code, "company_name": firm.name, "status": "active", "brand": f"样例{other}"}
        return Fact("company.registration", company, date(2026, 1, 5), self._by("bureau"), (firm.credit_code,), clear)

    def _said(self, event: str, today: date, employer: str) -> tuple[str, dict, dict, tuple[str, ...], date]:
        n, day = f"{self._number:03d}", (today - timedelta(days=self._number)).isoformat()
        on = date.fromisoformat(day)
        if event == "profile":
            clear = {"job_types": ["cleaning"], "collected_on": day}
            return "profile", clear, {"name": "样某" + "甲乙丙丁"[self._number % 4]}, (), on
        if event == "employment":
            clear = {"started_on": day, "employment_mode": "employee"}
            return event, clear, {}, (employer, day), on
        if event == "health.check":
            until = (on + timedelta(days=40)).isoformat()
            return event, {"health_class": "general", "health_checked_on": day, "valid_through": until}, {}, (day,), on
        if event == "insurance":
            until = (on + timedelta(days=30)).isoformat()
            clear = {"insurance_kind": "accident", "insurance_from": day, "insurance_until": until}
            return event, clear, {"insurance_policy": n}, ("accident", n), on
        if event == "order":
            clear = {"order_no": n, "service": "cleaning", "ordered_on": day, "status": "done"}
            return event, clear, {}, (n,), on
        if event == "rating":
            return event, {"order_no": n, "stars": 1 + self._number % 5, "rated_on": day, "verified": True}, {}, (n,), on
        if event == "penalty":
            clear = {"document_no": n, "authority": "样例局", "legal_basis": "样例条", "penalty_kind": "fine", "penalty_class": "general", "decided_on": day}
            return event, clear, {}, (n,), on
        clear = {"purposes": ["publication"], "text_version": "1", "signed_on": day, "withdrawn_on": today.isoformat()}
        return "consent", clear, {}, ("1", day), on


def test_examples_leave_nothing_behind() -> None:
    with example() as district:
        district.take("order", 0, 0, False)
        assert ledger.checkpoint().size == 1
    assert ledger.checkpoint().size == 0 and known.all_of("worker") == []
