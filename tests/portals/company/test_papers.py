"""照片和证书 — a company hands in pictures of its people: matched, asked about, refused; landed as claims and evidence; taken back."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.intake import actions, paper_files
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.intake.models import Paper, PictureMark
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.quality.same_picture import TWO_PERSONS
from jiaxin.kit import clock as the_clock
from tests.factories.pictures import jpeg, png
from tests.portals.office.officers import fresh
from tests.portals.walking import landed, manager, own_data, rival, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
CHENG, WEI, PAN, ZHAO = "340210198812079163", "340210198006089463", "330112196409299314", "340209199405269508"  # of the roster


def bundle(files: dict[str, bytes]) -> SimpleUploadedFile:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, data in files.items():
            box.writestr(name, data)
    return SimpleUploadedFile("证照.zip", out.getvalue())


def handed_in(client: Client, files: dict[str, bytes]) -> str:
    answer = client.post("/company/papers", {"files": bundle(files)})
    assert answer.status_code == 302, answer.content.decode()
    actions.work()
    return str(answer["Location"])


def accepted(client: Client, where: str) -> None:
    assert client.post(f"/company/batches/{id_of(where)}/do/accept").status_code == 302
    actions.work()
    pipeline.advance()


def id_of(where: str) -> str:
    return where.rpartition("/")[2]


def told(where: str) -> dict[int, tuple[str, str, str]]:
    return {p.number: (p.state, p.kind, p.why) for p in Paper.objects.filter(batch=id_of(where))}


def her(number: str) -> str:
    return registry.by_id_number(number) or ""


def herself(subject: str) -> Actor:
    return Actor(id="worker:1", role=Role.WORKER, subject=subject)


@pytest.fixture
def client() -> Client:
    made = signed_in(manager())
    landed(made)
    return made


def test_a_photo_is_a_claim_until_she_confirms_and_on_no_card_before(client: Client, tmp_path) -> None:
    subject = her(CHENG)
    actions.confirm(herself(subject), subject, "phone")
    pipeline.advance()
    where = handed_in(client, {f"照片/程敏{CHENG[-4:]}.jpg": jpeg(1, exif=True)})
    assert told(where) == {1: ("matched", "photo", "")}
    page = client.get(where).content.decode()
    assert "程*" in page and CHENG not in page and "确认入库" in page
    accepted(client, where)
    (photo,) = ledger.facts_about(subject, with_claims=True).of("photo")
    assert photo.fact.standing is Standing.CLAIMED and not ledger.facts_about(subject).of("photo")
    assert [photos_shown(tmp_path), len(intake.claims_awaiting(subject))] == [0, 1]
    assert paper_files.kept(id_of(where), 1) is None, "what landed does not wait any longer"
    actions.confirm(herself(subject), subject, "phone")
    pipeline.advance()
    assert photos_shown(tmp_path) == 1


def photos_shown(folder) -> int:
    import sqlite3

    assert Reader(folder).contents().states
    path = next(folder.rglob("photos.sqlite3"))
    with sqlite3.connect(path) as shown:
        return int(shown.execute("SELECT count(*) FROM photo").fetchone()[0])


def test_certificates_become_evidence_of_the_record_they_prove_and_wait_where_there_is_none(client: Client) -> None:
    where = handed_in(client, {"健康证/程敏.jpg": jpeg(1), f"{ZHAO}_母婴护理员证书_Y000034000478254000131.png": png(2), "韦梅月 月嫂证.jpg": jpeg(3)})
    assert {one[0] for one in told(where).values()} == {"matched"}
    accepted(client, where)
    assert [one[0] for _, one in sorted(told(where).items())] == ["landed", "landed", "waiting"]
    for number, code in ((CHENG, "health.check"), (ZHAO, "skill.certificate")):
        (record,) = ledger.facts_about(her(number), with_claims=True).of(code)
        (said,) = [e for e in ledger.history_of_many([her(number)])[her(number)] if e.fact.kind == "attestation"]
        assert said.get("of") == record.id
        kept = intake.kept_evidence(record.fact.claim, str(said.get("evidence")))
        assert kept is not None and kept.startswith(b"\xff\xd8\xff")
    page = client.get("/company/papers").content.decode()
    assert "还没有对应的记录" in page and "韦*月（9463）" in page and WEI not in page
    client.post("/company/papers/again")
    assert told(where)[3][0] == "waiting"


def test_a_waiting_certificate_is_bound_when_the_next_sheet_brings_its_record(client: Client) -> None:
    from openpyxl import Workbook

    where = handed_in(client, {"韦梅月 月嫂证.jpg": jpeg(3)})
    accepted(client, where)
    assert told(where)[1][0] == "waiting"
    book, out = Workbook(), BytesIO()
    book.active.append(["姓名", "身份证号", "手机号", "工种", "证书名称", "等级", "证书编号"])
    book.active.append(["韦梅月", WEI, "16123814919", "母婴护理", "母婴护理员", "四级", "Y000034000478254000999"])
    book.save(out)
    answer = client.post("/company/upload", {"file": SimpleUploadedFile("补录.xlsx", out.getvalue())})
    actions.work()
    accepted(client, answer["Location"])
    assert told(where)[1][0] == "landed"


def test_she_refuses_the_record_and_its_evidence_cannot_be_read_any_more(client: Client) -> None:
    subject = her(CHENG)
    accepted(client, handed_in(client, {"健康证/程敏.jpg": jpeg(1)}))
    (record,) = ledger.facts_about(subject, with_claims=True).of("health.check")
    name = str(next(e for e in ledger.history_of_many([subject])[subject] if e.fact.kind == "attestation").get("evidence"))
    assert intake.kept_evidence(record.fact.claim, name)
    actions.refuse(herself(subject), subject, record.fact.claim)
    assert intake.kept_evidence(record.fact.claim, name) is None and not PictureMark.objects.filter(subject=subject).exists()


def test_what_is_doubtful_is_asked_beside_the_picture_and_answered(client: Client) -> None:
    where = handed_in(client, {"李四_照片.jpg": jpeg(1), f"韦梅月_{CHENG}_照片.jpg": jpeg(2), "潘强永.jpg": jpeg(3), "IMG_1.jpg": jpeg(4)})
    assert {n: (s, w) for n, (s, _, w) in told(where).items()} == {1: ("asked", "unknown"), 2: ("asked", "disagree"), 3: ("asked", "kind"), 4: ("asked", "nobody")}
    page = client.get(f"{where}/questions").content.decode()
    assert page.count("<img class=\"jx-picture\"") == 4 and "韦*月（9463）" in page and "程*（9163）" in page and CHENG not in page
    papers = {p.number: p for p in Paper.objects.filter(batch=id_of(where))}
    shown = client.get(f"/company/papers/picture/{papers[1].id}")
    assert shown["Content-Type"] == "image/jpeg" and "no-store" in shown["Cache-Control"] and shown.content.startswith(b"\xff\xd8\xff")
    assert client.post(f"/company/papers/answer/{papers[2].id}", {"subject": her(ZHAO), "use": "yes"}).status_code == 409, "nobody who was not offered"
    assert client.post(f"/company/papers/answer/{papers[2].id}", {"subject": her(WEI), "use": "yes"}).status_code == 302
    assert client.post(f"/company/papers/answer/{papers[1].id}", {"subject": "other", "number": "99010119750606912X", "use": "yes"}).status_code == 409
    assert client.post(f"/company/papers/answer/{papers[1].id}", {"subject": "other", "number": ZHAO, "use": "yes"}).status_code == 302
    assert client.post(f"/company/papers/answer/{papers[3].id}", {"subject": her(PAN), "use": "yes"}).status_code == 409, "no kind yet"
    assert client.post(f"/company/papers/answer/{papers[3].id}", {"subject": her(PAN), "kind": "health", "use": "yes"}).status_code == 302
    assert client.post(f"/company/papers/answer/{papers[4].id}", {"use": "no"}).status_code == 302
    assert {n: s for n, (s, _, _) in told(where).items()} == {1: "matched", 2: "matched", 3: "matched", 4: "refused"}
    assert "没有要指认的图片" in client.get(f"{where}/questions").content.decode()
    accepted(client, where)
    assert [len(ledger.facts_about(her(n), with_claims=True).of("photo")) for n in (WEI, ZHAO, CHENG)] == [1, 1, 0]


def test_a_question_answered_after_the_rest_has_landed_lands_at_once(client: Client) -> None:
    where = handed_in(client, {"程敏照片.jpg": jpeg(1), "潘强永.jpg": jpeg(2)})
    accepted(client, where)
    (paper,) = Paper.objects.filter(batch=id_of(where), state="asked")
    client.post(f"/company/papers/answer/{paper.id}", {"subject": her(PAN), "kind": "photo", "use": "yes"})
    assert told(where)[2][0] == "landed" and len(ledger.facts_about(her(PAN), with_claims=True).of("photo")) == 1
    assert client.post(f"/company/papers/answer/{paper.id}", {"subject": her(PAN), "use": "yes"}).status_code == 409, "answered already"


def test_two_photos_of_one_person_and_one_picture_of_two_are_asked_and_the_latter_is_a_finding(client: Client) -> None:
    first = handed_in(client, {"程敏照片.jpg": jpeg(1), "程敏头像.jpg": jpeg(2)})
    assert [one[2] for _, one in sorted(told(first).items())] == ["", "second"]
    accepted(client, first)
    again = BytesIO()
    from PIL import Image

    Image.open(BytesIO(jpeg(1))).resize((420, 420)).save(again, "JPEG", quality=60)
    where = handed_in(client, {"韦梅月照片.jpg": again.getvalue()})
    assert told(where)[1] == ("asked", "photo", "same")
    assert [one.code for one in intake.findings(id_of(where))] == [TWO_PERSONS]
    assert "请人工查看" in client.get(where).content.decode()
    (paper,) = Paper.objects.filter(batch=id_of(where))
    client.post(f"/company/papers/answer/{paper.id}", {"subject": her(WEI), "use": "yes"})
    accepted(client, where)
    assert told(where)[1][0] == "landed"
    assert PictureMark.objects.get(subject=her(WEI)).twin == her(CHENG)


def test_the_same_certificate_under_two_names_is_found_and_two_of_one_form_are_not(client: Client) -> None:
    where = handed_in(client, {"健康证/程敏.jpg": jpeg(5), "健康证/韦梅月.jpg": jpeg(5, exif=True), "健康证/潘强永.jpg": jpeg(6)})
    assert [one[2] for _, one in sorted(told(where).items())] == ["", "same", ""]


def test_what_is_not_taken_says_why(client: Client) -> None:
    where = handed_in(client, {"程敏身份证.jpg": jpeg(1), "程敏照片.jpg": b"%PDF-1.4", "韦梅月照片.jpg": b"\0\0\0\x18ftypheic", "潘强永照片.jpg": jpeg(3)[:500], "里面.zip": b"PK\x03\x04.."})
    assert [one[2] for _, one in sorted(told(where).items())] == ["id-card", "pdf", "heic", "broken", "nested"]
    page = client.get(where).content.decode()
    assert all(words in page for words in ("这是身份证件的图片，系统不收集", "这是 PDF，不是图片", "HEIC", "已损坏", "压缩包里又套了压缩包"))
    assert 'data-dialog="accept"' not in page
    assert [paper_files.kept(id_of(where), n) for n in range(1, 6)] == [None] * 5
    assert client.get(f"{where}/list.xlsx").status_code == 405
    book = fresh(client).post(f"{where}/list.xlsx", {"purpose": "请门店补拍照片"})
    assert book.status_code == 200 and book.content.startswith(b"PK")


@pytest.mark.parametrize(("name", "data", "said"), [("证照.rar", b"Rar!\x1a\x07\x00....", "这不是 zip 压缩包"), ("证照.zip", b"PK\x03\x04 broken", "压缩包不完整"), ("证照.zip", b"PK\x05\x06" + b"\0" * 18, "没有文件")])
def test_a_bundle_that_cannot_be_read_fails_with_its_own_sentence(client: Client, name: str, data: bytes, said: str) -> None:
    answer = client.post("/company/papers", {"files": SimpleUploadedFile(name, data)})
    actions.work()
    assert said in client.get(answer["Location"]).content.decode()


def test_several_pictures_without_a_zip_and_what_the_door_refuses(client: Client) -> None:
    answer = client.post("/company/papers", {"files": [SimpleUploadedFile("程敏照片.jpg", jpeg(1)), SimpleUploadedFile("韦梅月健康证.png", png(2))]})
    actions.work()
    assert {one[0] for one in told(answer["Location"]).values()} == {"matched"}
    assert "没有选择文件" in client.post("/company/papers", {}).content.decode()
    mixed = client.post("/company/papers", {"files": [bundle({"a.jpg": jpeg(1)}), SimpleUploadedFile("b.jpg", jpeg(2))]})
    assert mixed.status_code == 409 and "一个压缩包" in mixed.content.decode()
    office = signed_in(officer_of_the_bureau())
    assert "只收企业" in office.post("/company/papers", {"files": bundle({"a.jpg": jpeg(1)})}).content.decode()


def officer_of_the_bureau() -> Actor:
    from tests.portals.office.officers import officer

    return officer(Role.BUREAU_CLERK, "clerk")


def test_a_batch_taken_back_takes_photos_evidence_and_pictures_away(client: Client) -> None:
    subject = her(CHENG)
    where = handed_in(client, {"程敏照片.jpg": jpeg(1), "程敏健康证.jpg": jpeg(2), "韦梅月月嫂证.jpg": jpeg(3), "谁.jpg": jpeg(4)})
    accepted(client, where)
    (paper,) = Paper.objects.filter(batch=id_of(where), kind="health")
    owner = ledger.facts_about(subject, with_claims=True).of("health.check")[0].fact.claim
    assert intake.kept_evidence(owner, paper.evidence)
    assert client.post(f"/company/batches/{id_of(where)}/do/undo").status_code == 302
    actions.work()
    assert {one[0] for one in told(where).values()} == {"undone"}
    assert not ledger.facts_about(subject, with_claims=True).of("photo") and intake.kept_evidence(owner, paper.evidence) is None
    assert ledger.facts_about(subject, with_claims=True).of("health.check"), "the record itself was not of this batch"
    assert not PictureMark.objects.filter(batch=id_of(where)).exists() and paper_files.kept(id_of(where), 4) is None
    assert "已撤回" in client.get(where).content.decode()


def test_giving_up_before_landing_leaves_nothing(client: Client) -> None:
    where = handed_in(client, {"程敏照片.jpg": jpeg(1), "谁.jpg": jpeg(2)})
    client.post(f"/company/batches/{id_of(where)}/do/cancel")
    assert [paper_files.kept(id_of(where), n) for n in (1, 2)] == [None, None] and {one[0] for one in told(where).values()} == {"refused"}
    assert client.get(where).status_code == 200


def test_unanswered_pictures_and_names_are_gone_after_their_days(client: Client, clock) -> None:
    with the_clock.set_clock(clock):
        where = handed_in(client, {"谁.jpg": jpeg(2), "韦梅月月嫂证.jpg": jpeg(3)})
        accepted(client, where)
        clock.forward(days=8)
        actions.forget_old_files()
        assert {n: (s, w) for n, (s, _, w) in told(where).items()} == {1: ("refused", "late"), 2: ("waiting", "")}
        clock.forward(days=40)
        actions.forget_old_files()
        assert told(where)[2][0] == "refused" and paper_files.kept(id_of(where), 2) is None
        assert not Paper.objects.filter(batch=id_of(where)).exclude(name=b"").filter(state="asked").exists()


def test_an_erased_person_leaves_no_picture_on_the_way(client: Client) -> None:
    where = handed_in(client, {"程敏照片.jpg": jpeg(1), f"韦梅月_{CHENG}_照片.jpg": jpeg(2), "韦梅月健康证.jpg": jpeg(3)})
    actions.forget_person(Actor.job("erase"), [her(CHENG)], [])
    assert [one[2] for _, one in sorted(told(where).items())] == ["erased", "erased", ""]
    assert [paper_files.kept(id_of(where), n) is None for n in (1, 2, 3)] == [True, True, False]


def test_another_company_sees_and_answers_nothing_and_an_office_sees_no_picture(client: Client) -> None:
    where = handed_in(client, {"李四照片.jpg": jpeg(1)})
    (paper,) = Paper.objects.filter(batch=id_of(where))
    for other in (signed_in(rival()), signed_in(officer_of_the_bureau())):
        assert other.get(f"/company/papers/picture/{paper.id}").status_code == 404
        assert other.post(f"/company/papers/answer/{paper.id}", {"use": "no"}).status_code == 404
    other = signed_in(rival())
    assert [other.get(address).status_code for address in (where, f"{where}/questions")] == [404, 404]
    assert fresh(other).post(f"{where}/list.xlsx", {"purpose": "看看别家的"}).status_code == 404
    seen = signed_in(officer_of_the_bureau()).get(where)
    assert seen.status_code == 200 and "李四" not in seen.content.decode()
