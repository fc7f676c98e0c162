"""复制一份 — the same entries as a PDF to read and as a file for programs; hers alone."""

import json

import pypdfium2
import pytest

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import actions as places
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.domain.permissions import Actor, FieldClass, Role
from jiaxin.domain.restricting import WHOLE
from tests.factories.street import DRAFTER, SIGNATORY
from tests.portals.office.officers import officer
from tests.portals.walking import landed, manager, own_data, rival, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def herself(own_data):  # noqa: F811 - the fixture
    landed(signed_in(manager()))
    subject = registry.by_id_number("340210196208189367")
    person = registry.people([subject])[subject]
    client = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=person.phone))
    client.post("/me/confirm", {"claim": [one["id"] for one in client.get("/me/").context["awaiting"]]})
    return client, person


def words(pdf: bytes) -> str:
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return "".join(text.split())


def test_the_paper_says_what_the_file_for_programs_says(herself):
    client, person = herself
    page = client.get("/me/rights").content.decode()
    assert "/me/rights/copy.pdf" in page and "/me/rights/copy.json" in page
    answer = client.get("/me/rights/copy.pdf")
    assert answer["Content-Type"] == "application/pdf" and "attachment" in answer["Content-Disposition"]
    paper, copied = words(answer.content), json.loads(client.get("/me/rights/copy.json").content)
    assert person.name in paper and person.id_number in paper and f"共{len(copied['记录'])}条记录" in paper
    assert copied["记录"]
    for one in copied["记录"]:
        assert one["种类"] in paper and one["来源"] in paper
        assert all("".join(str(value).split()) in paper for value in one["内容"].values()), one
    assert {"本人", "样例瑞瑞家政服务有限公司"} <= {one["来源"] for one in copied["记录"]}


def test_it_is_hers_alone(herself):
    family = signed_in(access.set_up_account(console_actor(), "p-family", Role.HOUSEHOLD))
    for path in ("/me/rights/copy.pdf", "/me/rights/copy.json"):
        assert family.get(path).status_code == 404
        assert signed_in(rival()).get(path).status_code in (403, 404)
        assert herself[0].post(path).status_code == 405


def test_it_holds_what_is_kept_beside_the_record_too(herself, settings):
    client, _ = herself
    rules.set_up(DRAFTER, SIGNATORY, places.place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
    subject = registry.by_id_number("340210196208189367")
    clerk = officer(Role.BUREAU_CLERK, "desk-clerk")
    access.log_read(clerk, [subject], [FieldClass.CONTACT], "核对登记信息的一次查阅")
    notices.tell(Actor.job("notices"), "file.read", {}, subject=subject)
    pipeline.advance()
    opened = client.post("/me/rights/freeze", {"entry": WHOLE, "ground": "disputed", "why": "住址写错了，先不要用"})
    assert opened.status_code == 302, opened.content.decode()[-600:]
    copied = json.loads(client.get("/me/rights/copy.json").content)
    (look,) = [one for one in copied["谁查了我"] if one["为什么"] == "核对登记信息的一次查阅"]
    assert look["看了什么"] == "姓名和联系方式" and clerk.id not in json.dumps(copied, ensure_ascii=False)
    (matter,) = [one for one in copied["办理的事项"] if one.get("理由") == "住址写错了，先不要用"]
    assert matter["谁提出"] == "本人" and copied["消息"] and copied["评分"][0]["项目"] == "总评"
    paper = words(client.get("/me/rights/copy.pdf").content)
    for said in ("谁查了我", "核对登记信息的一次查阅", "住址写错了，先不要用", *(one["内容"] for one in copied["消息"])):
        assert "".join(said.split()) in paper, said
