"""The smallest district in which everybody has a neighbour: two companies, two streets, a worker in each corner.

What must not cross a border is findable: every person's subject id, name, number and phone, every batch's file
name and findings.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db.models import Max
from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.models import Account, ReadSubject
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.intake.models import Batch, BatchFinding
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing, Value
from jiaxin.domain.permissions import Actor, Consent, Role, Thing
from tests.cast import CAST, _id_number
from tests.factories.records import a_fact
from tests.portals.matrix.seats import seated
from tests.portals.office.officers import joined

STREETS = {"east": ("349912001", "样例东街道"), "west": ("349912002", "样例西街道")}
GRID = {"east": "349912001001", "west": "349912002001"}
_NAMES = {("a", "east"): "甄东一", ("b", "east"): "乜东二", ("a", "west"): "逄西三", ("b", "west"): "亓西四"}


@dataclass(frozen=True, slots=True)
class Owned:
    """A thing with borders: what it is called in an address, whose it is, and words that betray it."""

    kind: str  # worker | batch | case | company
    id: str
    thing: Thing
    betrayed_by: tuple[str, ...]


@dataclass(slots=True)
class World:
    companies: dict[str, str] = field(default_factory=dict)
    things: list[Owned] = field(default_factory=list)
    actors: dict[Role, Actor] = field(default_factory=dict)
    browsers: dict[Role, Client] = field(default_factory=dict)
    tokens: dict[Role, str] = field(default_factory=dict)
    last_receipt: int = 0  # number of the last line of a receipt before anybody asked; each question is taken back

    def of(self, kind: str) -> list[Owned]:
        return [one for one in self.things if one.kind == kind]


def built() -> World:
    """Everything through the same actions as anywhere."""
    world, console = World(), console_actor()
    registry.set_regions([(code, name, "street", "349912", date(2020, 1, 1), None) for code, name in STREETS.values()])
    for letter, one in (("a", CAST.company), ("b", CAST.rival)):
        subject = registry.enrol_companies([(one.credit_code, one.name)])[one.credit_code]
        world.companies[letter] = subject
        access.set_up_organisation(console, subject, one.name, "company", one.region, one.credit_code)
        world.things.append(Owned("company", subject, Thing(organisation=subject), ()))
    for word, kind in (("bureau", "bureau"), ("east", "street"), ("west", "street"), ("police", "police"), ("association", "association"), ("guild", "association")):
        access.set_up_organisation(console, word, "样例第二协会" if word == "guild" else f"样例{word}", kind, "349912")
    _join(world)
    world.things.extend(_workers(world))
    world.things.extend(_batches(world))
    for role in Role:
        if role is not Role.SYSTEM:
            _seat(world, role)
    clerk = world.actors[Role.BUREAU_CLERK]
    for one in world.of("worker"):
        (entry,) = ledger.append([_fact(one.id, "penalty", one.thing.organisation)])
        case = governance.open_case(clerk, "red-review", one.id, entry.id, {"entry": entry.id}, street=one.thing.street)
        thing = Thing(owner=one.id, street=one.thing.street, kind="red-review", made_by=clerk.id, employers=(one.thing.organisation,))
        world.things.append(Owned("case", case, thing, (case,)))
    pipeline.advance()
    _place_in_grids(world)
    world.last_receipt = ReadSubject.objects.aggregate(last=Max("pk"))["last"] or 0
    return world


def _join(world: World) -> None:
    """Company A belongs to the association, company B to another one."""
    for association, one in (("association", CAST.company), ("guild", CAST.rival)):
        joined(association, one.credit_code, date(2026, 1, 1))


def _workers(world: World) -> Iterator[Owned]:
    for number, ((letter, side), name) in enumerate(_NAMES.items()):
        id_number, phone = _id_number(f"3402121975060{number}912"), f"1541234560{number}"
        (enrolled,) = registry.enrol([registry.Claimed(name, id_number, phone)])
        company, subject = world.companies[letter], enrolled.subject
        street = STREETS[side][1]
        ledger.append([
            _fact(subject, "profile", company, name=name, id_number=id_number, phone=phone, residence_address=f"{street}样例路{number}号"),
            _fact(subject, "employment", company, ended_on=None),
        ])  # fmt: skip
        registry.issue_codes([subject])
        thing = Thing(owner=subject, organisation=company, street=STREETS[side][0], grid=GRID[side], consent=Consent.GIVEN)
        yield Owned("worker", subject, thing, (subject, name, id_number, phone))


def _fact(subject: str, kind: str, company: str, **values: Value) -> Fact:
    fact = a_fact(kind, subject, None, **values)
    return fact._replace(provenance=Provenance(company, Channel.SHEET, "样例账号", sheet="Sheet1", row=2), standing=Standing.PHONE, company=company)


def _batches(world: World) -> Iterator[Owned]:
    now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    for organisation in (*world.companies.values(), "east", "west"):
        one, mark = f"b{organisation[:10].lower()}", f"暗号{organisation}"
        Batch.objects.create(
            id=one, organisation=organisation, sheet_kind="worker-roster", channel="sheet", actor="nobody", filename=f"{mark}.xlsx",
            file_sha256="0" * 64, file_bytes=10, as_of=now.date(), state="checked", counts={"rows": {"ok": 1}}, made_at=now,
        )  # fmt: skip
        BatchFinding.objects.create(batch=one, sheet="S", row=2, column_letter="A", field="name", code="x", severity="error", said=f"{mark}一", do_this="改")
        yield Owned("batch", one, Thing(organisation=organisation, kind="batch"), (one, mark))


_SEATS = {Role.STREET: "east", Role.GRID: "east", Role.POLICE: "police", Role.ASSOCIATION: "association", Role.EVALUATOR: "association"}


def _seat(world: World, role: Role) -> None:
    """An account of each role, in the east and in company A where the role has a place."""
    own = world.of("worker")[0]
    company = role in (Role.COMPANY_MANAGER, Role.COMPANY_CLERK)
    local = role in (Role.STREET, Role.GRID)
    people = role in (Role.WORKER, Role.HOUSEHOLD)
    actor = access.set_up_account(
        console_actor(), f"seat-{role}", role,
        organisation=world.companies["a"] if company else "" if people else _SEATS.get(role, "bureau"),
        street=STREETS["east"][0] if local else "", grid=GRID["east"] if role is Role.GRID else "",
        subject=own.id if role is Role.WORKER else "", label=role.label,
    )  # fmt: skip
    world.actors[role] = actor
    world.browsers[role] = seated(Account.objects.get(username=actor.id))
    world.tokens[role] = access.make_token(console_actor(), actor.id)


def _place_in_grids(world: World) -> None:
    for one in world.of("worker"):
        WorkerFile.objects.filter(subject=one.id).update(street=one.thing.street, grid=one.thing.grid, company=one.thing.organisation)
