"""She moves from one company to the next and keeps her code; what a company says of her stays a claim until she answers."""

from datetime import date, timedelta

import brotli
import pytest
from django.conf import settings
from django.urls import reverse

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.intake.models import Batch
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import WorkSpell
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from tests.portals.office.officers import desk, fresh
from tests.portals.walking import landed, manager, own_data, rival, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
HERS = "340210196208189367"


@pytest.fixture
def district():
    """Her file landed from the roster of one company; a second company, an officer, herself."""
    first, second = manager(), rival()
    landed(signed_in(first))
    subject = registry.by_id_number(HERS)
    herself = access.set_up_account(console_actor(), "p-her", Role.WORKER, phone=registry.people([subject])[subject].phone)
    access.set_up_organisation(console_actor(), "bureau", "样例区商务局", "bureau", "340212")
    officer = access.set_up_account(console_actor(), "officer", Role.BUREAU_CLERK, organisation="bureau")
    she = signed_in(herself)
    she.get("/me/")
    return first, second, she, signed_in(officer), subject


def lists(company: str, subject: str, started_on: str = "2026-10-01") -> None:
    """What a roster of this company would say of her work."""
    said = Provenance(company, Channel.SHEET, "clerk", sheet="花名册", row=7)
    clear = {"started_on": started_on, "employment_mode": "员工制"}
    ledger.append([Fact("employment", subject, date.fromisoformat(started_on), said, (company, started_on), clear, {}, Standing.CLAIMED, company=company, claim=new_id())])
    pipeline.advance()


def card(subject: str) -> str:
    """The page that families scan."""
    return brotli.decompress(Reader(settings.DATA).card(key_of(registry.codes([subject])[subject]))[3]).decode()


def waiting(client):
    return {row["name"]: row["spell"].entry for row in client.get("/me/work").context["waiting"]}


def answers(client, word: str, entry: str, **more: str):
    answer = client.post(reverse("worker:work-answer", args=[word]), {"entry": entry, **more})
    pipeline.advance()
    return answer


def test_she_changes_companies_and_keeps_her_code(district):
    first, second, she, _, subject = district
    claims = [one["id"] for one in she.get("/me/").context["awaiting"]]
    she.post("/me/confirm", {"claim": claims})
    pipeline.advance()
    code, mine, other = registry.codes([subject])[subject], "样例瑞瑞家政服务有限公司", "样例邻里帮家政服务有限公司"
    assert registry.employers([subject]) == {subject: first.organisation}
    lists(second.organisation, subject)
    assert registry.codes([subject])[subject] == code
    (entry,) = waiting(she).values()
    assert answers(she, "confirmed", entry).status_code == 302
    (before,) = [row["spell"] for row in she.get("/me/work").context["others"] if row["name"] == mine]
    assert answers(she, "left", before.entry, ended_on=clock.today().isoformat()).status_code == 302
    assert registry.employers([subject]) == {subject: second.organisation}
    assert registry.codes([subject])[subject] == code and other in card(subject)
    states = {row["name"]: row["spell"].runs for row in she.get("/me/work").context["others"]}
    assert states == {mine: False, other: True}


def test_many_companies_with_something_doubtful_are_shown_in_pages():
    subject = new_id()
    firms = registering.enrol_companies([(f"91340{n}XYTG3BRH9M", f"样例{n}号家政服务有限公司") for n in range(300, 352)])
    WorkSpell.objects.bulk_create(
        [WorkSpell(subject=subject, company=firm, started_on="2026-01-01", said_on=date(2026, 1, 1), state="denied") for firm in firms.values()]
    )
    officer = desk(Role.BUREAU_CLERK)
    first, last = officer.get("/office/employment").context, officer.get("/office/employment?page=2").context
    assert (len(first["rows"]), len(last["rows"])) == (50, 2) and first["page"].paginator.count == 52


def test_what_she_denies_is_shown_to_the_company_and_the_office_as_a_finding_and_touches_nothing_else(district):
    first, second, she, officer, subject = district
    claims = [one["id"] for one in she.get("/me/").context["awaiting"]]
    she.post("/me/confirm", {"claim": claims})
    pipeline.advance()
    shown, files = card(subject), registry.file_lines([subject])[subject]
    lists(second.organisation, subject)
    (entry,) = waiting(she).values()
    answers(she, "denied", entry)
    assert card(subject) == shown and registry.file_lines([subject])[subject] == files
    page = signed_in(second).get("/company/employment")
    (line,) = page.context["lines"]
    assert (line.wording.label, line.name, line.subject) == ("本人否认", "姓名不显示", "")
    assert signed_in(second).get("/company/").context["doubtful"] == 1
    assert HERS not in page.content.decode() and subject not in page.content.decode()
    assert not signed_in(first).get("/company/employment").context["lines"]
    (row,) = officer.get("/office/employment").context["rows"]
    assert (row["name"], row["people"], row["listed"]) == ("样例邻里帮家政服务有限公司", 1, 1)
    detail = officer.get(f"/office/employment/{second.organisation}")
    assert detail.context["lines"][0].name != "姓名不显示" and "不扣分，不处罚" in detail.content.decode()
    assert "核对企业用工登记" in she.get("/me/looks").content.decode()
    assert officer.get("/office/employment.xlsx")["Content-Type"].endswith("sheet")
    purpose = {"purpose": "请企业核对名册"}
    assert fresh(officer).post(f"/office/employment/{second.organisation}/list.xlsx", purpose)["Content-Type"].endswith("sheet")
    assert fresh(signed_in(second)).post("/company/employment.xlsx", purpose)["Content-Type"].endswith("sheet")
    said = record.facts_about(subject, with_claims=True)
    assert not [e for e in said.of("employment") if e.fact.company == second.organisation]
    lists(second.organisation, subject)  # the same roster once more says nothing new
    assert not waiting(she)


def test_she_may_settle_the_spell_alone_and_the_rest_of_the_roster_goes_on_waiting(district):
    _, _, she, _, subject = district
    (entry,) = waiting(she).values()
    assert "单独答复" in she.get("/me/").content.decode()
    answers(she, "confirmed", entry)
    assert len(intake.claims_awaiting(subject)) == 1 and not waiting(she)
    assert Reader(settings.DATA).card(key_of(registry.codes([subject]).get(subject, "none"))) is None, "no card before she confirms her file"


def test_a_claim_of_nothing_but_an_end_is_over_with_her_answer(district):
    first, _, she, _, subject = district
    she.post("/me/confirm", {"claim": [one["id"] for one in she.get("/me/").context["awaiting"]]})
    pipeline.advance()
    batch = Batch.objects.filter(organisation=first.organisation).first()
    assert actions.end_employments(first, batch.id, [subject], clock.today()) == 1
    assert registry.employers([subject]) == {subject: first.organisation}
    (entry,) = waiting(she).values()
    answers(she, "denied", entry)  # she says no to the whole spell
    assert not intake.claims_awaiting(subject) and registry.employers([subject]) == {}


def test_what_cannot_be_is_refused_in_words(district):
    she = district[2]
    (entry,) = waiting(she).values()
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    for word, said, expected in (
        ("left", {}, "没有填写离开的日期"), ("left", {"ended_on": tomorrow}, "不能晚于今天"),
        ("left", {"ended_on": "1990-01-01"}, "早于入职日期"), ("left", {"ended_on": "x"}, "没有填对"), ("maybe", {}, "没有选择答复"),
    ):  # fmt: skip
        answer = she.post(reverse("worker:work-answer", args=[word]), {"entry": entry, **said}, follow=True)
        assert expected in answer.content.decode(), word
    assert "刚刚有变化" in she.post(reverse("worker:work-answer", args=["denied"]), {"entry": "gone"}, follow=True).content.decode()
    assert list(waiting(she).values()) == [entry]
