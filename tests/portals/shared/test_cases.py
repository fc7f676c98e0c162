"""Stories 7 and 8 and their neighbours, through the pages: complaint, objection, repair, stop of a code, anonymous report."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.apps.governance.acting import at, finding, penalty
from tests.portals.office.officers import district, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    with at("2026-06-01"):
        company, subject = district()
        phone = registry.people([subject])[subject].phone
        her = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=phone, subject=subject))
        family = signed_in(access.set_up_account(console_actor(), "p-family", Role.HOUSEHOLD, phone="16512340001"))
        clerk = signed_in(officer(Role.BUREAU_CLERK, "clerk"))
        chief = proved(signed_in(officer(Role.BUREAU_ADMIN, "chief")))
        yield company, subject, her, family, clerk, chief


def proved(client):
    """Has just proved once more who it is."""
    session = client.session
    session["proved_at"] = 4e9
    session.save()
    return client


def case_at(answer) -> str:
    assert answer.status_code == 302, answer.content.decode()[-1500:]
    return answer["Location"].rstrip("/").rpartition("/")[2]


def complain(family, subject) -> str:
    code = registry.codes([subject])[subject]
    page = family.get("/family/cases").content.decode()
    assert "我要投诉" in page
    return case_at(family.post("/family/cases/complain", {"against": f"http://localhost/c/{code}", "topic": "quality", "text": "窗户没有擦"}))


def test_a_family_complains_the_worker_answers_and_both_see_the_clock_but_not_each_other(scene):
    _, subject, her, family, clerk, _ = scene
    case = complain(family, subject)
    assert "受理" in family.get(f"/family/cases/{case}").content.decode()
    assert clerk.post(f"/office/cases/{case}/do/accept").status_code == 302
    page = her.get(f"/me/cases/{case}").content.decode()
    assert "窗户没有擦" in page and "2026-06-" in page and "p-family" not in page and "16512340001" not in page
    assert her.post(f"/me/cases/{case}/do/answer", {"answer": "擦过两遍"}).status_code == 302
    assert "擦过两遍" in family.get(f"/family/cases/{case}").content.decode()
    stranger = signed_in(access.set_up_account(console_actor(), "p-other", Role.HOUSEHOLD))
    assert stranger.get(f"/family/cases/{case}").status_code == 404


def test_two_of_four_complaints_are_upheld_and_the_letter_tells_why_how_to_object_and_when_it_fades(scene):
    _, subject, her, family, clerk, chief = scene
    cases = [complain(family, subject) for _ in range(4)]
    for case in cases:
        clerk.post(f"/office/cases/{case}/do/accept")
        her.post(f"/me/cases/{case}/do/answer", {"answer": "说明"})
    for case in cases[:2]:
        clerk.post(f"/office/cases/{case}/do/notify", {"severity": "general", "why": "照片属实"})
        assert "还没有送达凭证" in chief.get(f"/office/cases/{case}").content.decode()
        assert "本人已打开" not in her.get(f"/me/cases/{case}").content.decode(), "how it was proven is for officers"
        page = chief.get(f"/office/cases/{case}").content.decode()
        assert "期满后才能办理" in page and "送达凭证：本人已打开" in page
    for case in cases[2:]:
        chief.post(f"/office/cases/{case}/do/dismiss", {"why": "证据不足"})
    before = score(subject)
    with at("2026-06-09"):
        for case in cases[:2]:
            done = chief.post(f"/office/cases/{case}/do/uphold", {"severity": "general", "basis": "第三条", "why": "照片属实"})
            assert done.status_code == 302
        pipeline.advance()
        events = queries.case(cases[0]).events
        letter = her.get(f"/me/cases/{cases[0]}/letter/{len(events)}").content.decode()
        for word in ("照片属实", "第三条", "2027-06-09 自动停止", "行政复议", "异议", "信用修复指引"):
            assert word in letter, word
        word_file = her.get(f"/me/cases/{cases[0]}/letter/{len(events)}?docx=1")
        assert "照片属实" in ZipFile(BytesIO(word_file.content)).read("word/document.xml").decode()
        upheld = [e for e in ledger.facts_about(subject).of("complaint.finding") if e.get("upheld")]
        assert len(upheld) == 2
        assert score(subject) < before or before == 0
        assert "登记投诉" not in her.get("/me/cases").content.decode()


def score(subject: str) -> int:
    found = scoring.scores_of([subject]).get(subject)
    return found.points if found else 0


def test_what_she_objects_to_is_marked_on_every_page_before_she_reads_the_answer(scene):
    _, subject, her, _, clerk, chief = scene

    entry = finding(subject, "工9", "2026-05-20")
    assert "这条不对" in her.get("/me/cases").content.decode()
    case = case_at(her.post("/me/cases/object", {"entry": entry, "why": "那天我不在"}))
    page = her.get(f"/me/cases/{case}").content.decode()
    assert "异议中" in page and "2026-06-" in page
    assert "异议中" in her.get("/me/cases").content.decode()
    assert "异议中" in clerk.get(f"/office/workers/{subject}").content.decode()
    pipeline.advance()
    assert "异议中" in her.get("/me/card").content.decode()
    chief.post(f"/office/cases/{case}/do/fix", {"why": "张冠李戴"})
    pipeline.advance()
    assert "异议中" not in her.get("/me/card").content.decode()
    assert not [e for e in ledger.facts_about(subject).entries if e.id == entry]


def test_a_company_that_applies_a_day_early_reads_the_day_and_on_that_day_is_repaired_everywhere(scene):
    company, *_, clerk, chief = scene
    firm = next(iter(registry.companies().values())).subject
    entry = penalty("general", "2026-05-08", firm)
    market = signed_in(officer(Role.MARKET, "market"))
    form = {"entry": entry, "duties_done": "2026-05-20", "commitment": "1"}
    with at("2026-08-07"):
        page = company.get("/company/cases").content.decode()
        assert "2026-08-08 起可以申请信用修复" in page and "2027-05-08 自动停止公示" in page
        early = company.post("/company/cases/repair", form)
        assert early.status_code != 302 and "2026-08-08" in early.content.decode()
    with at("2026-08-10"):
        case = case_at(company.post("/company/cases/repair", form))
        assert market.post(f"/office/cases/{case}/do/accept").status_code == 302
        assert chief.post(f"/office/cases/{case}/do/grant").status_code == 302
        pipeline.advance()
        assert not [e for e in ledger.facts_about(firm).entries if e.id == entry]
        page = company.get(f"/company/cases/{case}").content.decode()
        assert "准予修复" in page and "对方或办理单位" in page
        assert "经手 chief" not in page and "经手 chief" in clerk.get(f"/office/cases/{case}").content.decode()
        office = clerk.get(f"/office/companies/{firm}").content.decode()
        assert "罚1" not in office


def test_a_company_complained_about_is_not_told_what_the_machine_thinks_of_the_complainant(scene):
    company, _, _, family, clerk, chief = scene
    form = {"against": registry.company_named("样例瑞瑞")[0].name, "topic": "quality", "text": "窗户没有擦"}
    first, again = (case_at(family.post("/family/cases/complain", form)) for _ in range(2))
    pipeline.advance()
    assert clerk.post(f"/office/cases/{again}/do/accept").status_code == 302
    told, kept = chief.get(f"/office/cases/{again}").content.decode(), company.get(f"/company/cases/{again}").content.decode()
    assert f"可能重复：同一投诉人、同一被投诉人、同一类别已有 1 件（{first}）" in told and "经手 clerk" in told
    assert "受理" in kept and "可能重复" not in kept and "经手" not in kept


def test_an_officer_opens_a_measure_with_what_the_ladder_suggests(scene):
    _, subject, her, _, clerk, _ = scene
    for number in range(2):
        finding(subject, f"工{number}", "2026-05-20")
    page = clerk.get(f"/office/cases/new/measure/{subject}").content.decode()
    assert "书面警示" in page and "2 件" in page
    case = case_at(clerk.post(f"/office/cases/new/measure/{subject}", {"measure": "warning", "basis": "阶梯第二级", "why": "两次", "ground": "findings"}))
    clerk.post(f"/office/cases/{case}/do/notify")
    page = her.get(f"/me/cases/{case}").content.decode()
    assert "可以在 2026-06-08 前陈述和申辩" in page
    assert her.post(f"/me/cases/{case}/do/hear", {"statement": "已经改正"}).status_code == 302
    listed = clerk.get("/office/cases?kind=measure").content.decode()
    assert "行业措施" in listed and case in listed


def test_a_stopped_code_shows_grey_without_a_reason_and_is_listed_to_the_auditor_without_a_name(scene):
    _, subject, her, _, clerk, chief = scene
    case = case_at(clerk.post(f"/office/cases/new/suspension/{subject}", {"why": "有人报警说有危险"}))
    assert chief.post(f"/office/cases/{case}/do/second", {"why": "同意停码"}).status_code == 302
    pipeline.advance()
    card = her.get("/me/card").content.decode()
    assert "报警" not in card and "核查" in card
    auditor = signed_in(officer(Role.AUDITOR, "auditor"))
    page = auditor.get("/office/cases/suspensions").content.decode()
    assert case in page and "报警" not in page and subject not in page
    with at("2026-06-05"):
        governance.keep_clocks(clock.today())
        pipeline.turn_the_day()
        pipeline.advance()
        assert queries.case(case).state == "ended"


def test_an_anonymous_report_needs_no_sign_in_and_its_reply_only_the_code(scene, client):
    *_, clerk, _ = scene
    page = client.post("/report/", {"topic": "unlicensed", "text": "这家没有执照", "place": "样例路"}).content.decode()
    code = re.search(r'jx-sheet"><b>([^<]+)</b>', page).group(1)  # type: ignore[union-attr]
    (found,) = queries.open_cases("report")
    clerk.post(f"/office/cases/{found.id}/do/reply", {"reply": "已责令停业", "outcome": "属实"})
    assert "已责令停业" in client.post("/report/reply/", {"code": code}).content.decode()
    assert "没有找到这个编码" in client.post("/report/reply/", {"code": "wrong"}).content.decode()
    assert date(2026, 6, 1) == clock.today()


def test_a_photo_of_an_anonymous_report_does_not_tell_who_took_it_or_where(scene, client):
    *_, clerk, _ = scene
    exif = Image.Exif()
    exif[0x0110] = "Sample 9"
    exif.get_ifd(0x8825)[2] = (31.0, 18.0, 5.0)
    taken = BytesIO()
    Image.new("RGB", (2600, 1300), "teal").save(taken, "JPEG", exif=exif)
    assert b"Sample 9" in taken.getvalue()
    said = {"topic": "unlicensed", "text": "这家没有执照"}
    torn = client.post("/report/", said | {"photo": SimpleUploadedFile("a.jpg", b"\xff\xd8\xffno picture")})
    assert "没有读出这张照片" in torn.content.decode() and not queries.open_cases("report")
    client.post("/report/", said | {"photo": SimpleUploadedFile("a.jpg", taken.getvalue())})
    (found,) = queries.open_cases("report")
    page = clerk.get(f"/office/cases/{found.id}").content.decode()
    (address,) = set(re.findall(rf"/office/cases/{found.id}/file/[0-9a-f]{{64}}", page))
    kept = clerk.get(address)
    with Image.open(BytesIO(kept.content)) as picture:
        assert picture.size == (2000, 1000) and not picture.getexif()
    assert kept["Content-Type"] == "image/jpeg" and b"Sample 9" not in kept.content
    assert client.get(address).status_code in (302, 404)


def test_a_case_page_reads_its_case_once_however_many_steps_it_offers(scene):
    """What was said is opened once for the page, its history read once."""
    _, subject, her, family, clerk, chief = scene
    case = complain(family, subject)
    clerk.post(f"/office/cases/{case}/do/accept")
    her.post(f"/me/cases/{case}/do/answer", {"answer": "说明"})
    with CaptureQueriesContext(connection) as asked:
        page = chief.get(f"/office/cases/{case}").content.decode()
    assert page.count("/do/") >= 4, "several steps are offered"
    told = [q["sql"] for q in asked if 'FROM "governance_case_event"' in q["sql"] and "sealed" in q["sql"]]
    assert len(told) == 1
    assert sum('FROM "governance_case"' in q["sql"] for q in asked) <= 4
