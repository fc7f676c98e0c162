"""记录疑点 — two records that look copied or invented: found in the register, compared by a person, and nothing follows by itself."""

from datetime import date

import pytest

from jiaxin import pipeline
from jiaxin.apps.access.models import Read
from jiaxin.apps.governance.models import Case
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as reading
from jiaxin.apps.intake.models import DoubtStep, RecordDoubt
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.notices.models import Message
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.factories.records import a_fact
from tests.portals.company.test_papers import CHENG, PAN, WEI, ZHAO, her
from tests.portals.office.officers import desk, fresh
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
POLICIES, CERTIFICATE = "PICC99{:06d}", "S000000000000244000007"
STREET = "349912001"


@pytest.fixture
def company():
    """A roster has landed; two of it have one certificate."""
    client = signed_in(manager())
    landed(client)
    _certificates(WEI, CHENG)
    WorkerFile.objects.filter(subject__in=[her(WEI), her(CHENG)]).update(street=STREET)
    intake.find_doubts()
    return client


def _certificates(*numbers: str) -> None:
    ledger.append([_of(number, "skill.certificate", skill_number=CERTIFICATE, issued_on="2024-03-01") for number in numbers])
    pipeline.advance()


def _of(number: str, kind: str, **values: object):
    return a_fact(kind, her(number), None, **values)._replace(company=_firm(number), standing=Standing.ORIGINAL)


def _firm(number: str) -> str:
    return WorkerFile.objects.get(subject=her(number)).company


def _shared() -> RecordDoubt:
    return RecordDoubt.objects.get(code="skill-number-shared")


def test_it_is_listed_compared_with_receipts_and_decided_with_a_reason(company) -> None:
    officer = fresh(desk(Role.BUREAU_CLERK))
    page = officer.get("/office/doubts").content.decode()
    assert "证书共用" in page and "韦*月" in page and "程*" in page and "待核查" in page
    address = f"/office/doubts/{_shared().id}"
    shown = officer.get(address).content.decode()
    assert CERTIFICATE not in shown and "并排对照" in shown
    assert officer.post(address, {"purpose": "看"}).status_code == 409
    opened = officer.post(address, {"purpose": "核对两人的证书"})
    assert opened.content.decode().count(CERTIFICATE) == 2 and "no-store" in opened["Cache-Control"]
    assert set(Read.objects.filter(purpose="核查记录疑点：核对两人的证书").values_list("reference", flat=True)) == {"reveal"}
    assert officer.post(f"{address}/decide", {"finding": "genuine", "why": " "}).status_code == 409
    assert officer.post(f"{address}/decide", {"finding": "guilty", "why": "不像"}).status_code == 409
    assert officer.post(f"{address}/decide", {"finding": "genuine", "why": "证书原件各一份，编号印错"}).status_code == 302
    assert "没有待核查的记录疑点" in officer.get("/office/doubts").content.decode()
    assert "真实" in officer.get("/office/doubts?tab=settled").content.decode()


def test_a_pair_found_genuine_is_not_asked_again_and_one_that_is_gone_closes(company) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    clerk.post(f"/office/doubts/{_shared().id}/decide", {"finding": "genuine", "why": "原件核对过"})
    _certificates(PAN)
    intake.find_doubts()
    assert {(one.subject, one.state) for one in RecordDoubt.objects.filter(code="skill-number-shared")} >= {(_shared_of(WEI, CHENG).subject, "genuine")}
    third = RecordDoubt.objects.filter(code="skill-number-shared", state="open").get()
    assert her(PAN) in (third.subject, third.other)
    WorkerFile.objects.filter(subject=her(PAN)).update(company="")
    ledger.append([_of(WEI, "training", training_name="样例新课", training_on="2026-10-01")])
    intake.find_doubts()
    assert RecordDoubt.objects.get(id=third.id).state == "corrected"
    assert [one.verb for one in DoubtStep.objects.filter(doubt=third.id).order_by("id")] == ["find", "gone"]


def _shared_of(*numbers: str) -> RecordDoubt:
    people = {her(number) for number in numbers}
    return next(one for one in RecordDoubt.objects.filter(code="skill-number-shared") if {one.subject, one.other} == people)


def test_the_company_is_told_answers_within_its_clock_and_the_officer_closes(company) -> None:
    clerk, one = fresh(desk(Role.BUREAU_CLERK)), _shared()
    clerk.post(f"/office/doubts/{one.id}/decide", {"finding": "ask", "why": "编号与原件不符", "whose": "second"})
    one.refresh_from_db()
    assert one.state == "asked" and one.due_on is not None and one.due_on > clock.today() and one.struck == "second"
    assert Message.objects.filter(subject=one.company, wording="doubt.asked").count() == 1
    home = company.get("/company/").content.decode()
    assert "记录待更正" in home and "/company/doubts" in home
    page = company.get("/company/doubts").content.decode()
    assert "编号与原件不符" in page and one.due_on.isoformat() in page and CERTIFICATE not in page
    assert company.post(f"/company/doubts/{one.id}/answer", {"reply": ""}).status_code == 409
    assert company.post(f"/company/doubts/{one.id}/answer", {"reply": "已在新名册更正"}).status_code == 302
    assert "已在新名册更正" in clerk.get(f"/office/doubts/{one.id}").content.decode()
    assert clerk.post(f"/office/doubts/{one.id}/decide", {"finding": "put_right", "why": "核对无误"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.struck, one.due_on) == ("corrected", "", None)
    assert [s.verb for s in DoubtStep.objects.filter(doubt=one.id).order_by("id")] == ["find", "ask", "answer", "put_right"]


def test_false_records_go_into_an_inspection_in_the_same_breath_or_nothing_is_recorded(company) -> None:
    clerk, one = fresh(desk(Role.BUREAU_CLERK)), _shared()
    assert clerk.post(f"/office/doubts/{one.id}/decide", {"finding": "false", "why": "发证机构查无此证", "officers": "甲检"}).status_code == 409
    assert _shared().state == "open" and not Case.objects.filter(procedure="inspection").exists()
    assert clerk.post(f"/office/doubts/{one.id}/decide", {"finding": "false", "why": "发证机构查无此证", "officers": "甲检 乙检"}).status_code == 302
    case = Case.objects.get(procedure="inspection")
    assert case.subject == one.company and _shared().state == "false"
    assert "记录核查" in clerk.get(f"/office/cases/{case.id}").content.decode()


def test_only_what_a_person_found_mistaken_counts_as_unverified_until_put_right(company) -> None:
    number = [WEI, CHENG, PAN, ZHAO]
    days = ("2026-03-05", "2026-01-02", "2026-04-01", "2026-02-01")
    ledger.append([_of(one, "insurance", insurance_policy=POLICIES.format(7 + at), insurance_from=day, insurance_until="2027-12-31") for at, (one, day) in enumerate(zip(number, days, strict=True))])
    WorkerFile.objects.filter(subject__in=[her(one) for one in number]).update(confirmed=True, missing=[])
    firm = _firm(WEI)
    before = oversight.company_quality(firm, clock.today())
    assert before.verified
    intake.find_doubts()
    pair = RecordDoubt.objects.filter(code="policies-in-a-row").order_by("id").first()
    assert pair is not None and oversight.company_quality(firm, clock.today()).verified == before.verified, "a doubt takes nothing"
    clerk = fresh(desk(Role.BUREAU_CLERK))
    clerk.post(f"/office/doubts/{pair.id}/decide", {"finding": "ask", "why": "保单号不实", "whose": "both"})
    assert oversight.company_quality(firm, clock.today()).verified == before.verified - 2
    assert "核查后待更正" in company.get("/company/quality").content.decode()
    clerk.post(f"/office/doubts/{pair.id}/decide", {"finding": "put_right", "why": "新保单已核对"})
    assert oversight.company_quality(firm, clock.today()).verified == before.verified


def test_the_list_leaves_with_a_purpose_and_names_masked(company) -> None:
    clerk = fresh(desk(Role.BUREAU_CLERK))
    assert clerk.get("/office/doubts.xlsx").status_code == 405
    assert clerk.post("/office/doubts.xlsx", {"purpose": "专项核查材料"}).content.startswith(b"PK")
    clerk.post(f"/office/doubts/{_shared().id}/decide", {"finding": "ask", "why": "编号与原件不符"})
    assert fresh(company).post("/company/doubts.xlsx", {"purpose": "逐条更正记录"}).content.startswith(b"PK")


def test_a_street_sees_its_own_and_others_none_of_it(company) -> None:
    one = _shared()
    own, far = desk(Role.STREET, username="own", street=STREET, organisation="样例街道"), desk(Role.STREET, username="far", street="349912002", organisation="样例西街道")
    assert one.id in own.get("/office/doubts").content.decode() and one.id not in far.get("/office/doubts").content.decode()
    assert own.get(f"/office/doubts/{one.id}").status_code == 200
    assert far.get(f"/office/doubts/{one.id}").status_code in (403, 404)
    assert far.post(f"/office/doubts/{one.id}/decide", {"finding": "genuine", "why": "原件核对过"}).status_code in (403, 404, 409)
    assert own.post(f"/office/doubts/{one.id}/decide", {"finding": "false", "why": "原件核对过", "officers": "甲检 乙检"}).status_code in (403, 404)
    labour = desk(Role.LABOUR, organisation="labour")
    assert {labour.get("/office/doubts").status_code, labour.get(f"/office/doubts/{one.id}").status_code} <= {403, 404}
    assert "等您核查" in own.get("/office/").content.decode()


def test_what_is_late_is_said_first_on_the_home(company) -> None:
    RecordDoubt.objects.update(due_on=date(2020, 1, 1))
    assert "已超期" in desk(Role.BUREAU_CLERK).get("/office/").content.decode()


def test_somebody_erased_takes_the_pairs_with_her(company) -> None:
    assert reading.struck_parts(_firm(WEI)) == {}
    intake.forget_person(Actor.job("erase"), [her(WEI)], [])
    assert not RecordDoubt.objects.filter(code="skill-number-shared").exists() and not DoubtStep.objects.exists()
