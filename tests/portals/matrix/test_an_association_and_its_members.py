"""会员范围 — an association and its members: member, not a member, another association's; who joins is seen, who leaves is not; on both stores.

Whatever the pages say, the row is asked too, by the managers and, with these taken out, by PostgreSQL itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection, models, transaction

from jiaxin.apps.access import databaseroles, scoping
from jiaxin.apps.access import queries as who
from jiaxin.apps.access.models import Account
from jiaxin.apps.access.scoping import Scoped
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance.models import Case
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.oversight.models import Member
from jiaxin.apps.registry.models import Identity, OfPerson, WorkerFile, WorkSpell
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.cast import CAST
from tests.portals.matrix.seats import Browser, seated
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
COMPLAINT = {"topic": "quality", "text": "没有擦窗"}
_POSTGRES = pytest.mark.skipif(connection.vendor != "postgresql", reason="row security is PostgreSQL's; run with --store=postgres")


@contextmanager
def taken_back() -> Iterator[None]:
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def now() -> Actor:
    """The seat of the association as its account stands this moment."""
    return who.actor_named("seat-association")


def reached(actor: Actor) -> tuple[set[str], set[str]]:
    """(workers whose files, workers whose matters are seen)."""
    with scoping.within(actor):
        files, known = set(WorkerFile.objects.values_list("subject", flat=True)), set(Identity.objects.values_list("subject", flat=True))
        matters = set(Case.objects.filter(procedure="red-review").values_list("subject", flat=True))
    assert files == known
    return files, matters


def of_company(world: World, letter: str) -> set[str]:
    return {one.id for one in world.of("worker") if one.thing.organisation == world.companies[letter]}


def reached_with(world: World, since: date, confirmed: bool = True) -> tuple[set[str], set[str]]:
    """What is reached once company B is entered as well, and has confirmed or not."""
    said = {"confirmed_by": "x", "confirmed_at": clock.now()} if confirmed else {}
    Member.objects.create(association="association", company=world.companies["b"], since=since, said_by="seat-association", said_at=clock.now(), asked_on=clock.today(), **said)
    return reached(now())


def browser() -> Browser:
    return seated(Account.objects.get(username="seat-association"))


def test_members_and_who_works_there_are_reached_and_nobody_else(world: World) -> None:
    own, other = of_company(world, "a"), of_company(world, "b")
    assert reached(now()) == (own, own) and own and other
    desk = world.browsers[Role.ASSOCIATION]
    assert desk.get(f"/office/companies/{world.companies['a']}").status_code == 200
    assert desk.get(f"/office/companies/{world.companies['b']}").status_code == 404
    for firm, status in ((CAST.company, 200), (CAST.rival, 404)):
        program = {"HTTP_AUTHORIZATION": f"Bearer {world.tokens[Role.ASSOCIATION]}"}
        assert desk.get(f"/api/v1/companies/{firm.credit_code}", **program).status_code == status
    listed = desk.get("/office/companies").text
    assert f"/office/companies/{world.companies['a']}" in listed and f"/office/companies/{world.companies['b']}" not in listed
    cases = {one.thing.owner: one.id for one in world.of("case")}
    for subject, case in cases.items():
        status = 200 if subject in own else 404
        assert desk.get(f"/office/cases/{case}").status_code == status
    with taken_back():
        opened = {letter: governance.open_case(world.actors[Role.BUREAU_CLERK], "complaint", firm, f"about-{letter}", COMPLAINT, organisation=firm) for letter, firm in world.companies.items()}
        listed = desk.get("/office/cases?kind=complaint").text
        assert f"/office/cases/{opened['a']}" in listed and f"/office/cases/{opened['b']}" not in listed
        found = desk.post("/office/cases", {"q": opened["b"]}).text
        assert f"/office/cases/{opened['b']}" not in found and f"/office/cases/{opened['a']}" in desk.post("/office/cases", {"q": opened["a"]}).text
        assert desk.get(f"/office/cases/{opened['b']}").status_code == 404 and desk.post(f"/office/cases/{opened['b']}/do/dismiss", {"why": "x"}).status_code == 404


def test_another_association_has_its_own_members(world: World) -> None:
    with taken_back():
        Account.objects.filter(username="seat-association").update(organisation_id="guild")
        assert reached(now()) == (of_company(world, "b"),) * 2


def test_who_leaves_is_out_of_reach_that_day_and_who_joins_is_in(world: World) -> None:
    own, other = of_company(world, "a"), of_company(world, "b")
    with taken_back():
        Member.objects.filter(association="association").update(until=clock.today(), ended_at=clock.now(), ended_by="x", ended_how="left")
        assert reached(now()) == (set(), set())
        said = browser().get("/office/companies").text
        assert "还没有确认的会员，会员企业和有关事项还看不到" in said and "/office/members" in said
        for address in ("/office/cases", "/office/pledges", "/office/stars", "/office/evaluations", "/office/members", "/office/"):
            assert browser().get(address).status_code == 200, address
        assert reached_with(world, since=clock.today()) == (other, other)
    with taken_back():
        assert reached_with(world, since=date(2099, 1, 1)) == (own, own), "a day to come is no membership yet"


def test_an_entry_of_its_own_opens_nothing_before_the_company_confirms_or_the_bureau_saw_a_paper(world: World) -> None:
    own, other, b = of_company(world, "a"), of_company(world, "b"), world.companies["b"]
    manager = Actor("manager-b", Role.COMPANY_MANAGER, b)
    with taken_back():
        oversight.add_member(now(), CAST.rival.credit_code, date(2026, 1, 1))
        entry = Member.objects.get(association="association", company=b)
        assert reached(now()) == (own, own) and b not in now().members
        desk = browser()
        assert desk.get(f"/office/companies/{b}").status_code == 404 and f"/office/companies/{b}" not in desk.get("/office/members").text
        oversight.confirm_membership(manager, entry.id)
        assert reached(now()) == (own | other, own | other) and browser().get(f"/office/companies/{b}").status_code == 200
        oversight.leave_association(manager, entry.id)
        assert reached(now()) == (own, own) and browser().get(f"/office/companies/{b}").status_code == 404
    with taken_back():
        oversight.enter_on_paper(world.actors[Role.BUREAU_CLERK], "association", CAST.rival.credit_code, date(2026, 1, 1), "协会入会〔2026〕3号")
        assert reached(now()) == (own | other, own | other)
    with taken_back():
        assert reached_with(world, date(2026, 1, 1), confirmed=False) == (own, own)


def test_a_worker_of_two_companies_is_reached_while_one_is_a_member(world: World) -> None:
    shared = min(of_company(world, "b"))
    spell = {"subject": shared, "company": world.companies["a"], "started_on": "2026-02-01", "said_on": date(2026, 2, 1), "entry": "x"}
    for more, seen in (({"state": "stands"}, True), ({"state": "claimed"}, False), ({"state": "stands", "ended_on": date(2026, 5, 1)}, False)):
        with taken_back():
            WorkSpell.objects.create(**spell, **more)
            files, matters = reached(now())
            assert (shared in files, shared in matters) == (seen, seen), more


@_POSTGRES
def test_with_the_filter_removed_the_database_still_refuses(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    own, shared = of_company(world, "a"), min(of_company(world, "b"))
    for one in (Scoped, OfPerson):
        monkeypatch.setattr(one, "get_queryset", models.Manager.get_queryset)
    with connection.cursor() as cursor, taken_back():
        WorkSpell.objects.create(subject=shared, company=world.companies["a"], started_on="2026-02-01", said_on=date(2026, 2, 1), entry="x", state="stands")
        actor = now()
        cursor.execute(f"SET LOCAL ROLE {databaseroles.APP}")
        files, matters = reached(actor)
        with scoping.within(actor):
            changed = WorkerFile.objects.exclude(subject__in={*own, shared}).update(colour="green")
        cursor.execute("RESET ROLE")
        assert files == matters == {*own, shared} and changed == 0
    with connection.cursor() as cursor, taken_back():
        oversight.add_member(now(), CAST.rival.credit_code, date(2026, 1, 1))
        for confirmed, seen in ((False, own), (True, own | of_company(world, "b"))):
            if confirmed:
                oversight.confirm_membership(Actor("manager-b", Role.COMPANY_MANAGER, world.companies["b"]), Member.objects.get(association="association", company=world.companies["b"]).id)
            actor = now()
            cursor.execute(f"SET LOCAL ROLE {databaseroles.APP}")
            files, matters = reached(actor)
            cursor.execute("RESET ROLE")
            assert files == matters == seen, confirmed
