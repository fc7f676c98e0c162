"""A lost card is replaced in two clicks; cards come as PDF; eight spoken digits are answered; her phone shows the live code."""

import pytest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.publication.printing import read_back
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data, signed_in  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(settings, tmp_path):
    settings.KEYS_FOLDER = tmp_path / "keys"
    company, subject = district()
    return company, subject


def test_a_lost_card_is_replaced_by_a_button_and_its_confirmation(somebody):
    company, subject = somebody
    clerk, before = desk(Role.BUREAU_CLERK), registry.codes_in_hand([subject])[subject]
    page = clerk.get(f"/office/workers/{subject}").content.decode()
    assert 'data-dialog="replace"' in page, "the first click"
    assert f'action="/office/workers/{subject}/code/replace"' in page, "the second"
    answer = clerk.post(f"/office/workers/{subject}/code/replace")
    after = registry.codes_in_hand([subject])[subject]
    assert answer["Content-Type"] == "application/pdf" and after.code != before.code
    ((address,),) = read_back(answer.content)
    assert f"/c/{after.code}#" in address
    assert "已换新" in clerk.get(f"/office/workers/{subject}").content.decode()
    assert company.post(f"/office/workers/{subject}/code/replace").status_code in (403, 404)


def test_a_company_is_printed_ten_to_a_sheet(somebody):
    _, subject = somebody
    firm = registry.employers([subject])[subject]
    clerk = desk(Role.BUREAU_CLERK)
    assert f"/office/companies/{firm}/cards.pdf" in clerk.get(f"/office/companies/{firm}").content.decode()
    answer = clerk.get(f"/office/companies/{firm}/cards.pdf")
    assert answer.status_code == 200 and len(read_back(answer.content)) == 1


def test_the_operator_reads_eight_digits_and_is_told_what_to_say(somebody):
    _, subject = somebody
    clerk, digits = desk(Role.BUREAU_CLERK), registry.codes_in_hand([subject])[subject].spoken
    said = clerk.post("/office/hear", {"digits": f"{digits[:4]} {digits[4:]}"}).content.decode()
    assert "请这样回答" in said and "金*静" in said and "金娜静" not in said
    wrong = digits[:3] + str((int(digits[3]) + 1) % 10) + digits[4:]
    assert "校验位对不上" in clerk.post("/office/hear", {"digits": wrong}).content.decode()
    clerk.post(f"/office/workers/{subject}/code/suspend", {"why": "本人出国"})
    assert "已停用" in clerk.post("/office/hear", {"digits": digits}).content.decode()


def test_her_phone_shows_a_code_that_renews_itself_and_the_family_walks_to_the_end(somebody, client):
    _, subject = somebody
    phone = registry.people([subject])[subject].phone
    hers = signed_in(access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=phone))
    page = hers.get("/me/show").content.decode()
    assert "data:image/svg+xml" in page and 'hx-trigger="every 45s"' in page
    assert hers.get("/me/show/live").status_code == 200
    assert hers.get("/me/code.svg")["Content-Type"] == "image/svg+xml"
    code = registry.codes_in_hand([subject])[subject].code
    assert "身份核验" in client.get(f"/family/ask/{code}").content.decode()
    seen = client.post(f"/family/ask/{code}", {"name": ["姓名", "近12个月"]})["Location"]
    waiting = client.get(seen)
    assert waiting["Refresh"] == "4"
    (one,) = hers.get("/me/show").context["asks"]
    assert one.pair in waiting.content.decode()
    hers.post(f"/me/show/{one.id}/answer", {"verb": "allow", "name": ["姓名"], "minutes": "15"})
    text = client.get(seen).content.decode()
    assert "金娜静" in text and "与码上的签名一致" in text and "有责投诉" not in text
    hers.post(f"/me/show/{one.id}/end")
    assert "金娜静" not in client.get(seen).content.decode()
    assert client.get("/family/visit/enter?code=x&live=y").status_code == 409
    from jiaxin import pipeline
    from jiaxin.apps.publication import issuing

    live = issuing.live(pipeline.bearers([subject])[subject]).partition("#")[2]
    assert "金*静" in client.get(f"/family/visit/enter?code={code}&live={live}").content.decode()
    visit = client.post("/family/visit/enter", {"code": code, "live": live})["Location"]
    assert "封存评价" in client.get(visit).content.decode()
    client.post(visit, {"stars": "5", "text": "很好"})
    (hers_visit,) = hers.get("/me/show").context["visits"]
    hers.post(f"/me/visits/{hers_visit.id}/rate", {"stars": "4"})
    assert "她说" in client.get(visit).content.decode()
