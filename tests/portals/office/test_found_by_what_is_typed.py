"""People, companies and matters are found by sound, with a slip, by part of a code; nobody finds more than she may see."""

import re

import pytest

from jiaxin.apps.access.models import Read, ReadSubject
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.codes import issue, replace
from jiaxin.apps.registry.models import Company, WorkerFile
from jiaxin.domain.permissions import Actor, Role
from tests.portals.office.officers import desk, district, officer
from tests.portals.walking import own_data, rival, signed_in  # noqa: F401 - the first is a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
JOB = Actor(id="job", role=Role.SYSTEM)
STREET = "349912001"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("金那静", "按读音相近找到"), ("今娜静", "按读音相近找到"), ("金娜晶", "按读音相近找到"), ("金娜雪", "按一字之差找到"), ("金娜", ""), ("娜金静", "按一字之差找到"), ("金娜娜静", "按一字之差找到"),
        ("jinnajign", "按读音相近找到"), ("jinnajin", "按拼音找到"), ("ＪＮＪ", "按拼音找到"), ("9367", "按身份证后四位或信用码找到"),
    ],
)  # fmt: skip
def test_a_worker_is_found_in_spite_of_a_slip_and_the_list_says_how(typed: str, why: str) -> None:
    _, her = district()
    page = desk(Role.BUREAU_CLERK).post("/office/workers", {"q": typed}).text
    row = page[page.index(f"/office/workers/{her}") :]
    assert why in row[: row.index("</td>")], typed


def test_what_is_typed_exactly_is_found_without_a_reason_and_without_the_merely_near() -> None:
    district()
    page = desk(Role.BUREAU_CLERK).post("/office/workers", {"q": "金 娜静"}).text
    assert "找到 1 人" in page and "按一字之差" not in page and "没有完全符合的人" not in page


def test_a_code_finds_its_bearer_whole_in_part_spoken_or_as_an_address_and_follows_a_replacement() -> None:
    _, her = district()
    issue([her], JOB)
    clerk = desk(Role.BUREAU_CLERK)

    def finds(typed: str) -> bool:
        return f"/office/workers/{her}" in clerk.post("/office/workers", {"q": typed}).text

    (one,) = registry.codes_in_hand([her]).values()
    wrong = one.code[:9] + ("a" if one.code[9] != "a" else "b") + one.code[10:]
    assert all(map(finds, (one.code, one.code.upper(), one.code[7:15], f"http://localhost/c/{one.code}", one.spoken, one.spoken[:6], wrong)))
    assert not finds(one.code[7:12]), "five letters may be a name's"
    fresh = replace(JOB, her, "卡丢了")
    assert finds(fresh[5:14]) and finds(one.code) and not finds(one.code[7:15]), "parts are looked for in codes in use"
    assert one.code not in clerk.post("/office/workers", {"q": one.spoken}).text


def test_a_street_finds_its_own_however_many_there_are_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiaxin.apps.registry import searching

    _, her = district()
    WorkerFile.objects.filter(subject=her).update(street=STREET)
    monkeypatch.setattr(searching, "MOST", 1)
    surname = "金"
    found = registry.find(registry.Scope(street=STREET), registry.Wanted(surname), 50)
    assert [line.subject for line in found.lines] == [her] and not found.too_many
    assert registry.find(registry.Scope(street=STREET), registry.Wanted("金娜晴"), 50).count == 1
    assert registry.find(registry.Scope(of_nobody=True), registry.Wanted(surname), 50).count == 0


def test_the_index_forgets_an_erased_person() -> None:
    from jiaxin.apps.access import vault

    _, her = district()
    clerk = desk(Role.BUREAU_CLERK)
    assert "找到 1 人" in clerk.post("/office/workers", {"q": "金娜静"}).text
    vault.destroy([her], "erased")
    assert f"/office/workers/{her}" not in clerk.post("/office/workers", {"q": "金娜静"}).text
    assert f"/office/workers/{her}" not in clerk.post("/office/workers", {"q": "金娜晴"}).text


def test_a_company_searches_its_own_people_the_same_way_under_one_receipt_of_those_shown() -> None:
    firm, her = district()
    before = Read.objects.count()
    page = firm.get("/company/workers?q=jinnajign").text
    assert f"/company/workers/{her}" in page and "按读音相近找到" in page
    assert Read.objects.count() == before + 1
    last = Read.objects.order_by("-pk").first()
    assert set(ReadSubject.objects.filter(read=last).values_list("subject", flat=True)) == set(re.findall(r"/company/workers/(\w{16})", page))
    assert her not in signed_in(rival()).get("/company/workers?q=金娜静").text


def test_companies_are_found_with_a_slip_by_pinyin_and_by_a_part_of_the_code() -> None:
    district()
    firm = Company.objects.get(name__contains="瑞瑞")
    clerk = desk(Role.BUREAU_CLERK)
    for typed, why in (("瑞端", ""), ("样例瑞端家政", "按一字之差找到"), ("样例锐锐", "按读音相近找到"), ("ruirui", "按拼音找到"), (firm.credit_code[4:12], "按信用代码找到"), (firm.credit_code.lower(), "按信用代码找到")):
        page = clerk.get("/office/companies", {"q": typed}).text
        assert (f"/office/companies/{firm.subject}" in page and why in page) == bool(why), typed


def test_matters_are_found_by_whom_they_are_about_and_by_their_number_within_reach_alone() -> None:
    _, her = district()
    WorkerFile.objects.filter(subject=her).update(street=STREET)
    firm = Company.objects.get(name__contains="瑞瑞").subject
    actor = officer(Role.BUREAU_CLERK)
    mine = governance.open_case(actor, "complaint", her, "about1", {"topic": "absence", "text": "没有按时上门"}, street=STREET)
    theirs = governance.open_case(actor, "complaint", firm, "about2", {"topic": "fee", "text": "多收"}, organisation=firm)
    clerk = signed_in(actor)
    before = Read.objects.count()
    page = clerk.post("/office/cases", {"q": "金娜晴"}).text
    assert mine in page and theirs not in page and "找到 1 件" in page and "金娜晴" in page
    assert Read.objects.count() == before + 1 and ReadSubject.objects.filter(read=Read.objects.order_by("-pk").first(), subject=her).exists()
    assert theirs in clerk.post("/office/cases", {"q": "样例瑞瑞"}).text
    assert mine in clerk.post("/office/cases", {"q": mine[3:11]}).text
    elsewhere = desk(Role.STREET, street="349912002")
    for typed in ("金娜静", mine, "样例瑞瑞"):
        found = elsewhere.post("/office/cases", {"q": typed}).text
        assert mine not in found.replace(f'value="{typed}"', "") and "没有找到事项" in found, typed
    assert "没有找到事项" in clerk.post("/office/cases", {"q": "查无此人"}).text
