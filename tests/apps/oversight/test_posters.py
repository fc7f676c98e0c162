"""From a printed poster to its reach: a scan is counted without saying whose; a code nobody printed counts nowhere."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from openpyxl import load_workbook

from jiaxin.apps.oversight import actions, lookups, posters
from jiaxin.apps.oversight.models import Drive, LookUp
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock, qr
from jiaxin.portals.consumer.portal import Ask, Portal
from tests.browser import window
from tests.portals.office.officers import officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
PLACES = {"349912001001": "样例一社区", "349912001002": "样例二社区"}


@pytest.fixture
def portal(own_data: None) -> Iterator[Portal]:  # noqa: F811 - the fixture is asked for by its name
    window.build(Path(settings.DATA))
    registry.set_regions([(code, name, "community", "349912001", date(2020, 1, 1), None) for code, name in PLACES.items()])
    portal = Portal(Path(settings.DATA))
    yield portal
    portal.cards.close()


def scan(portal: Portal, path: str, cookies: str = "") -> tuple[int, str]:
    now = int(clock.now().timestamp())
    answer = portal.answer(Ask("GET", path, "", "br", cookies=cookies), now)
    portal.spool.flush(now)
    return answer.status, dict(answer.headers).get("set-cookie", "").partition(";")[0] or cookies


def test_each_community_has_its_code_and_scans_are_counted_without_anybodys_address(portal: Portal) -> None:
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    form = {"title": "请人上门之前，查一查", "slogan": "扫一扫，看看她的信用", "posted_on": clock.today().isoformat(), "community": list(PLACES)}
    assert "没有选择社区" in clerk.post("/office/posters", form | {"community": ["999"]}).content.decode()
    where = clerk.post("/office/posters", form)["Location"]
    drive = posters.drive(where.rpartition("/")[2])
    first = drive.reach[0].code
    assert len({one.code for one in drive.reach}) == 2
    status, phone = scan(portal, f"/s/{first}")
    assert status == 200 and phone.startswith("visit=")
    scan(portal, f"/s/{first}", phone)
    _, other = scan(portal, f"/s/{first}")
    scan(portal, f"/c/{window.CODES['green']}", other)
    assert scan(portal, "/s/abcdefghijklmnop")[0] == 200 and scan(portal, "/s/../x")[0] == 404
    actions.follow_lookups()
    actions.follow_lookups()
    told = posters.drive(drive.id).reach
    assert [(one.scans, one.browsers, one.followed) for one in told] == [(3, 2, 1), (0, 0, 0)]
    assert LookUp.objects.filter(use="wall").count() == 3, "a code nobody printed is dropped"
    scans = {f.code: f.part for f in lookups.lookup_figures(clock.today())}
    assert scans["households"] == 1, "scanning a poster is not looking anybody up"
    page = clerk.get(where).content.decode()
    assert "样例一社区" in page and "还不能下结论" in page
    assert clerk.get(f"{where}?as=xlsx").status_code == 200
    pages = pypdfium2.PdfDocument(clerk.get(f"{where}/print.pdf").content)
    read = [qr.read(pages[n].render(scale=2).to_pil()) for n in range(len(pages))]
    assert read == [[f"{settings.DISTRICT.public_url.rstrip('/')}/s/{one.code}"] for one in told]


def test_what_is_known_is_kept_before_the_look_ups_go(portal: Portal) -> None:
    clerk = officer(Role.BUREAU_CLERK, "clerk")
    made = actions.hang_posters(clerk, "查一查", "扫一扫", date(2026, 1, 5), ["349912001001"])
    assert posters.settle(clock.today()) == 0 and "保留期" in posters.drive_effect(made)[0].why
    kept = {name: {"orders": 200, "repeated": 60} for name in ("joined_before", "joined_during", "others_before", "others_during")}
    Drive.objects.filter(pk=made).update(settled={"joined": 6, "others": 7, **kept, "effect": 120, "low": 10, "high": 240, "why": ""})
    assert posters.drive_effect(made)[0].effect == 120 and posters.drive_effect(made)[0].joined_before.permille == 300


def test_the_rates_before_and_after_stand_on_the_page_and_in_the_paper_with_their_query_ids(portal: Portal) -> None:
    clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
    made = actions.hang_posters(officer(Role.BUREAU_CLERK, "clerk"), "查一查", "扫一扫", date(2026, 1, 5), ["349912001001"])
    rates = (("joined_before", 50), ("joined_during", 70), ("others_before", 60), ("others_during", 61))
    Drive.objects.filter(pk=made).update(settled={"joined": 6, "others": 7, **{name: {"orders": 200, "repeated": n} for name, n in rates}, "effect": 383, "low": 10, "high": 790, "why": ""})
    page = clerk.get(f"/office/posters/{made}").content.decode()
    for share in ("25.0%", "35.0%", "30.0%", "30.5%"):
        assert f">{share}</td>" in page, share
    assert "没有选择哪一次宣传" in clerk.post("/office/topics/make/culture", {"call": "nothing"}).content.decode()
    where = clerk.post("/office/topics/make/culture", {"call": made})["Location"]
    book = {sheet.title: list(sheet.values) for sheet in load_workbook(BytesIO(clerk.get(f"{where}/paper.xlsx").content), read_only=True)}
    assert book["下单前的查询"][1:] == [("张贴的社区", "6", "200", "25.0%", "200", "35.0%"), ("没有张贴的社区", "7", "200", "30.0%", "200", "30.5%")]
    checked = {str(row[0]).partition(":")[0]: row[2:5] for row in book["核对表"][1:]}
    assert checked["culture.hung-after"] == ("35.0%", "70", "200") and checked["culture.others-before"] == ("30.0%", "60", "200")
    assert "+38.3%" in str(book["说明"]) and "+1.0% 至 +79.0%" in str(book["说明"])
    assert "样例一社区" in str(book["各社区海报的触达"])
