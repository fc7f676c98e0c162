"""A repair reaches every place where the item could be read; each gives its own receipt, partners too; old papers say 已更新."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client, override_settings

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.exchange import actions, queries
from jiaxin.apps.governance import actions as governance
from jiaxin.apps.governance import queries as cases
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication import queries as publication
from jiaxin.apps.scoring import queries as scores
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.apps.governance.acting import CHIEF, MARKET, serve
from tests.cast import CAST
from tests.factories.street import Street

pytestmark = pytest.mark.django_db
NUMBER, OFFICE = "样例市监罚〔2026〕17号", "样例区商务局"


class Repaired:
    """A company with a general item that has stood for three months, a partner that has read it, and a repair decided."""

    def __init__(self, street: Street) -> None:
        self.street, self.firm = street, street.company
        street.say("penalty", "2026-05-08", self.firm, document_no=NUMBER, penalty_class="general", decided_on="2026-05-08",
                   authority="样例区市场监督管理局", legal_basis="《反不正当竞争法》第二十条", penalty_kind="fine", fine_fen=1_000_000)  # fmt: skip
        pipeline.advance()
        self.entry = next(e.id for e in ledger.facts_about(self.firm).of("penalty"))
        console = console_actor()
        access.set_up_organisation(console, "bank", "样例银行", "bureau", "349912")
        self.program = access.set_up_account(console, "bank-program", Role.MARKET, organisation="bank")
        self.token = access.make_token(console, "bank-program")
        self.manager = Actor("manager", Role.COMPANY_MANAGER, self.firm)
        self.case = ""

    def ask(self, way: str, address: str, **more: object):
        return getattr(Client(), way)(f"/api/v1{address}", headers={"Authorization": f"Bearer {self.token}"}, secure=True, **more)

    def decide(self) -> None:
        said = {"entry": self.entry, "penalty_class": "general", "decided_on": "2026-05-08", "duties_done": "2026-05-20", "commitment": "已签"}
        self.case = governance.open_case(self.manager, "repair", self.firm, self.entry, said, organisation=self.firm)
        governance.take_step(MARKET, self.case, "accept")
        governance.take_step(CHIEF, self.case, "grant")

    def places(self) -> dict[str, bool]:
        return {r.place: r.gone for r in queries.receipts(self.firm, self.entry)}


@pytest.fixture
def repaired(tmp_path: Path) -> Iterator[Repaired]:
    street = Street()
    with override_settings(DATA=tmp_path), clock.set_clock(lambda: street.now):
        street.open()
        pipeline.turn_the_day()
        pipeline.advance()
        yield Repaired(street)


def test_every_place_gives_its_own_receipt_and_the_last_one_closes_the_case(repaired: Repaired) -> None:
    answer = repaired.ask("get", f"/companies/{CAST.company.credit_code}")
    assert [p["document_no"] for p in answer.json()["penalties"]] == [NUMBER]
    assert repaired.ask("get", "/withdrawn").json() == []
    before = scores.scores_of([repaired.firm])[repaired.firm]
    repaired.decide()
    # the record has it at once; what is printed says that it waits, and nothing is confirmed
    assert {place for place, gone in repaired.places().items() if not gone} == {"card", "search", "score", "partner:bank"}
    assert actions.confirm_repairs() == 0
    pipeline.advance()
    assert {place for place, gone in repaired.places().items() if not gone} == {"partner:bank"}
    assert actions.confirm_repairs() == 0 and cases.case(repaired.case).state == "granted"
    (owed,) = repaired.ask("get", "/withdrawn").json()
    assert (owed["document_no"], owed["why"], owed["entry"]) == (NUMBER, "repaired", repaired.entry)
    gone = repaired.ask("post", "/withdrawn", data={"entries": [repaired.entry]}, content_type="application/json")
    assert gone.json() == {"accepted": 1, "still_owed": 0}
    assert actions.confirm_repairs() == 1
    one = cases.case(repaired.case)
    reached = one.events[-1].said["reached"]
    assert one.closed and isinstance(reached, list)
    assert [str(line).partition("：")[0] for line in reached] == ["公开页", "企业检索", "信用评分", "开放接口", "导出名单", "合作单位 样例银行"]
    assert scores.scores_of([repaired.firm])[repaired.firm].points > before.points
    assert repaired.ask("get", f"/companies/{CAST.company.credit_code}").json()["penalties"] == []


def test_a_receipt_for_what_still_stands_or_was_never_given_is_refused(repaired: Repaired) -> None:
    with pytest.raises(Refused, match=r"exchange\.unknown"):
        actions.acknowledge(repaired.program, [repaired.entry], clock.today())
    actions.hand_over(repaired.program, repaired.firm, clock.today())
    with pytest.raises(Refused, match=r"exchange\.stands"):
        actions.acknowledge(repaired.program, [repaired.entry], clock.today())


def test_what_ends_by_itself_is_withdrawn_from_partners_too(repaired: Repaired) -> None:
    actions.hand_over(repaired.program, repaired.firm, clock.today())
    repaired.street.now = datetime(2027, 5, 7, 2, 0, tzinfo=UTC)
    assert queries.owed("bank", clock.today()) == []
    repaired.street.now = datetime(2027, 5, 8, 2, 0, tzinfo=UTC)
    assert [(one.entry, one.why) for one in queries.owed("bank", clock.today())] == [(repaired.entry, "ended")]


def test_a_place_that_still_shows_the_item_keeps_the_case_open(repaired: Repaired, monkeypatch: pytest.MonkeyPatch) -> None:
    repaired.decide()
    pipeline.advance()
    card = next(iter(publication.company_cards([repaired.firm], clock.today()).values()))
    shown = {repaired.entry: NUMBER}
    monkeypatch.setattr(publication, "published_entries", lambda subject, today: shown)
    assert card.penalties == () and not repaired.places()["api"]
    assert actions.confirm_repairs() == 0


def test_an_old_report_says_updated_and_nothing_of_the_company(repaired: Repaired, client: Client) -> None:
    made = queries.credit_report(repaired.firm, OFFICE)
    assert NUMBER in dict(made.parts)["公共信用信息"]
    code = governance.issue("report", repaired.firm, made)
    assert governance.issue("report", repaired.firm, queries.credit_report(repaired.firm, OFFICE)) == code
    page = client.get(f"/verify/{code}").content.decode()
    assert "现行有效" in page and made.digest in page
    repaired.decide()
    pipeline.advance()
    page = client.get(f"/verify/{code}").content.decode()
    assert "已更新" in page and "现行有效" not in page
    assert CAST.company.name not in page and NUMBER not in page and CAST.company.credit_code not in page
    fresh = governance.issue("report", repaired.firm, queries.credit_report(repaired.firm, OFFICE))
    assert fresh != code and "现行有效" in client.get(f"/verify/{fresh}").content.decode()
    assert "没有这个验证码" in client.get("/verify/aaaaaaaaaaaaaaaa").content.decode()


def test_a_letter_is_the_same_as_pdf_and_word_with_the_guide_in_the_same_envelope_and_a_code_that_reads_back(repaired: Repaired) -> None:
    import pypdfium2

    from jiaxin.kit import qr

    case = governance.open_case(CHIEF, "measure", repaired.firm, "m1", {"measure": "warning", "basis": "阶梯第二级", "why": "两次有责", "ground": "findings"})
    governance.take_step(CHIEF, case, "notify")
    serve(case)
    made = cases.letter(case, 2, CAST.company.name, OFFICE)
    code = governance.issue("letter", repaired.firm, made, case, 2)
    document = pypdfium2.PdfDocument(cases.as_pdf(made, code))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    plain = "".join(text.split())
    for _, said in (*made.parts, *made.guide):
        assert "".join(said.split())[:30] in plain, said
    assert len(document) >= 2 and "信用修复告知书" in plain
    assert qr.read(document[0].render(scale=4).to_pil()) == [f"http://127.0.0.1:8000/verify/{code}"]
    word = cases.as_docx(made, code)
    from io import BytesIO
    from zipfile import ZipFile

    xml = ZipFile(BytesIO(word)).read("word/document.xml").decode()
    assert all(said.split("\n")[0] in xml for _, said in (*made.parts, *made.guide)) and 'w:type="page"' in xml
    assert queries.verified(code) is not None and queries.verified(code).current
    governance.take_step(Actor("other", Role.BUREAU_ADMIN, "bureau", fresh=True), case, "spare", {"why": "已经改正"})
    assert not queries.verified(code).current
