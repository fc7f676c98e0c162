"""From the phone's scan to the figure: drained once, staff out, forgotten after its days; the public sees no small cell."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.oversight import actions, lookups
from jiaxin.apps.oversight.models import LookUp
from jiaxin.apps.publication import spool
from jiaxin.apps.registry.actions import issue_codes
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.apps.registry.queries import code_keys
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.portals.consumer.portal import Ask, Portal
from tests.browser import window
from tests.factories.records import a_fact
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
CARD = f"/c/{window.CODES['green']}"


@pytest.fixture
def portal(own_data: None) -> Iterator[Portal]:  # noqa: F811 - the fixture is asked for by its name
    window.build(Path(settings.DATA))
    portal = Portal(Path(settings.DATA))
    yield portal
    portal.cards.close()


def scan(portal: Portal, path: str = CARD, query: str = "", cookies: str = "") -> str:
    """A phone opens a card; returns the cookie it will send next time."""
    answer = portal.answer(Ask("GET", path, query, "br", cookies=cookies), int(clock.now().timestamp()))
    given = dict(answer.headers).get("set-cookie", "")
    portal.spool.flush(int(clock.now().timestamp()))
    return given.partition(";")[0] or cookies


def figures() -> dict[str, tuple[int, int | None]]:
    actions.follow_lookups()
    return {f.code: (f.part, f.whole) for f in lookups.lookup_figures(clock.today())}


def test_two_phones_are_two_households_however_often_they_look_and_draining_twice_adds_nothing(portal: Portal) -> None:
    first = scan(portal)
    assert first.startswith("visit=") and scan(portal, cookies=first) == first
    second = scan(portal)
    scan(portal, path="/v.js", cookies=second)
    assert figures()["households"] == (2, None) and figures()["households"] == (2, None)
    assert LookUp.objects.count() == 4


def test_a_tap_counts_and_what_a_visitor_types_cannot_pass_for_an_entry(portal: Portal) -> None:
    cookie = scan(portal)
    scan(portal, query="s=ok", cookies=cookie)
    scan(portal, query="t=enter", cookies=cookie)
    scan(portal, path=f"{CARD}/own", cookies=cookie)
    found = figures()
    assert found["satisfied"] == (1, 1) and found["untapped"] == (0, 3) and found["unjoined"] == (0, None) and found["households"] == (1, None)


def test_confirmed_entries_stand_over_the_orders_of_the_same_days_by_street_with_what_could_not_be_confirmed() -> None:
    _, her = district()
    other, day = WorkerFile.objects.exclude(subject=her).order_by("subject").values_list("subject", flat=True)[0], clock.today()
    WorkerFile.objects.filter(subject__in=[her, other]).update(street="349912001", confirmed=True)
    issue_codes([her])
    ledger.append([a_fact("order", her, day - timedelta(days=n), order_no=f"N{n}") for n in (0, 1, 40)])
    ledger.append([a_fact("order", other, day, order_no="X")])
    assert figures().get("entered") == (0, None)
    written = spool.Spool(Path(settings.DATA))
    now = int(clock.now().timestamp())
    key, _ = code_keys([her])[her]
    written.note(key, now - 2 * 86_400, "", bytes(range(8)))
    written.note(key, now, "enter", bytes(range(8)))
    written.flush(now)
    written.close()
    found = figures()
    assert found["entered"] == (1, 3) and found["uncoded"] == (1, 3), "the order of forty days ago was placed before anybody looked"
    assert {f.id: (f.part, f.whole) for f in lookups.lookup_figures(day) if f.code == "entered"} == {"entered:all": (1, 3), "entered:349912001": (1, 3)}
    assert LookUp.objects.get(use="enter").street == "349912001" and not LookUp.objects.get(use="").street
    clerk = desk(Role.STREET, street="349912009", organisation="street-349912009")
    assert "1 ÷ 3" in clerk.get("/office/board/entered").text and "1 ÷ 3" in clerk.get("/office/board/uncoded").text


def test_a_browser_in_which_the_company_signs_in_is_out(portal: Portal) -> None:
    cookie = scan(portal)
    company, _ = district()
    company.cookies[spool.COOKIE] = cookie.partition("=")[2]
    company.get("/")
    assert figures()["households"] == (0, None)


def test_nothing_of_a_token_or_a_code_stands_in_the_table_and_it_goes_after_its_days(portal: Portal) -> None:
    cookie = scan(portal)
    figures()
    row = LookUp.objects.get()
    assert bytes(row.token) != bytes.fromhex(cookie.partition("=")[2]) and row.at % 60 == 0
    later = clock.now() + timedelta(days=91)
    with clock.set_clock(lambda: later):
        lookups.forget()
    assert not LookUp.objects.exists()


def test_the_public_page_shows_no_small_cell_and_has_its_dictionary() -> None:
    district()
    assert "还没有统计" in Client().get("/notices/statistics").text
    actions.keep_day(clock.today())
    page = Client().get("/notices/statistics").text
    assert "数据字典" in page and 'class="jx-num">1<' not in page
    table = Client().get("/notices/statistics.csv").content.decode("utf-8-sig")
    assert table.splitlines()[0].startswith("统计日,表,范围,项目,数值") and all(",—," in line for line in table.splitlines()[1:])
    for name in ("信用码颜色", "培训", "按企业规模", "投诉按期办结", "按工种（全区）"):
        assert name in page and f",{name}," in table
