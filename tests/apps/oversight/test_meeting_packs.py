"""One press: the papers' figures are those of their queries, in Word, PDF and workbook; each opens on its page."""

import json
import re
import zipfile
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from openpyxl import load_workbook

from jiaxin.apps.governance import actions as governance
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.oversight import actions as keeping
from jiaxin.apps.oversight import queries as oversight
from jiaxin.apps.oversight.models import Snapshot
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.canonical import canonical
from tests.factories.records import a_fact
from tests.portals.office.officers import desk, district, officer
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Client:
    """A street with a base, one confirmed worker, and a review past its day."""
    _, subject = district()
    WorkerFile.objects.filter(subject=subject).update(street="349912001")
    place = registry.place("样例街道")
    ledger.append([a_fact("baseline", place, clock.today(), street="样例街道", baseline_on="2026-03-01", count=40, source_name="摸底名册")])
    clerk = officer(Role.BUREAU_CLERK, "opener")
    (entry,) = ledger.append([a_fact("penalty", subject, clock.today())])
    governance.open_case(clerk, "red-review", subject, entry.id, {"entry": entry.id}, street="349912001")
    return desk(Role.BUREAU_CLERK)


def made(bureau: Client) -> str:
    answer = bureau.post("/office/packs/make")
    assert answer.status_code == 302
    return str(answer["Location"])


def cells(xml: str) -> list[list[str]]:
    """The rows of every table of a Word file."""
    rows = re.findall(r"<w:tr>(.*?)</w:tr>", xml, re.S)
    return [["".join(re.findall(r"<w:t xml[^>]*>(.*?)</w:t>", cell)) for cell in re.findall(r"<w:tc>(.*?)</w:tc>", row, re.S)] for row in rows]


def test_the_figures_of_word_pdf_and_workbook_equal_their_queries(bureau: Client) -> None:
    where = made(bureau)
    now = oversight.counted_now()
    expected = {f.id: (f.said, str(f.part), "" if f.whole is None else str(f.whole)) for f in now.counted.figures}
    document = zipfile.ZipFile(BytesIO(bureau.get(f"{where}/meeting.docx").content)).read("word/document.xml").decode()
    checked = {row[0]: tuple(row[3:6]) for row in cells(document) if len(row) == 8 and row[0] in expected}
    assert len(checked) > 30 and checked.items() <= expected.items()
    league = [row for row in cells(document) if len(row) == 9 and row[1] == "样例街道"]
    assert league == [["1", "样例街道", "40", "2026-03-01", *(expected[f"{c}:349912001"][0] for c in ("filed", "coverage", "completeness", "fresh", "verified"))]]
    book = load_workbook(BytesIO(bureau.get(f"{where}/meeting.xlsx").content), read_only=True)
    rows = [[str(cell or "") for cell in row] for row in book["核对表"].iter_rows(min_row=2, values_only=True)]
    assert {row[0]: tuple(row[3:6]) for row in rows} == checked
    assert {row[6] for row in rows} == {clock.today().isoformat()} and {row[7] for row in rows} == {now.digest[:16]}
    pdf = pypdfium2.PdfDocument(bureau.get(f"{where}/meeting.pdf").content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    text = re.sub(r"\s", "", text)
    assert not [one for one in (*checked, now.digest[:16], "督办任务与超期事项") if one not in text]
    for one in ("coverage:349912001", "completeness:all"):
        assert expected[one][0] in text


def test_what_was_kept_stays_while_the_record_goes_on(bureau: Client) -> None:
    where = made(bureau)
    before = bureau.get(f"{where}/meeting.docx").content
    ledger.append([a_fact("baseline", registry.place("样例街道"), clock.today(), street="样例街道", baseline_on="2026-04-01", count=80)])
    assert bureau.get(f"{where}/meeting.docx").content == before
    assert "1 ÷ 40" in bureau.get(f"{where}?query=coverage:349912001").text
    again = made(bureau)
    assert again != where and "1 ÷ 80" in bureau.get(f"{again}?query=coverage:349912001").text
    assert bureau.get(f"{where}?query=coverage:nowhere").status_code in (400, 404, 409, 422)


def test_a_street_has_its_own_papers_and_an_unknown_one_is_refused(bureau: Client) -> None:
    where = made(bureau)
    page = bureau.get(f"{where}?street=349912001").text
    assert "（样例街道）" in page and "比省线 70.0% 低 67.5 个百分点，在 1 个有底数的街道中排第 1" in page and "样例街道微型企业" in page
    now = oversight.counted_now().counted
    whole = {f.code: f.part for f in now.figures if f.place.code == "349912001"}
    for code in ("filed", "completeness", "green"):
        assert sum(f.part for f in now.finer if f.code == code) == whole[code] and f"{code}:349912001-micro" in page
    assert "÷" in bureau.get(f"{where}?query=coverage:349912001-micro").text
    assert bureau.get(f"{where}?street=nowhere").status_code in (400, 404, 409, 422)


def test_every_figure_of_the_board_opens_and_leaves_as_a_workbook(bureau: Client) -> None:
    page = bureau.get("/office/board").text
    links = sorted(set(re.findall(r'href="(/office/board/[\w-]+)"', page)))
    assert len(links) > 12
    for link in links:
        assert "快照号" in bureau.get(link).text
    book = load_workbook(BytesIO(bureau.get("/office/board/coverage.xlsx").content), read_only=True)
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert rows[1][:4] == ("coverage:349912001", "样例街道", "建档率", "2.5%")
    assert bureau.get("/office/board/nothing").status_code == 404


def test_a_day_is_kept_once(bureau: Client) -> None:
    assert keeping.keep_day(clock.today()) and not keeping.keep_day(clock.today())
    assert [day for day, _ in oversight.trend("coverage", "all", date(2000, 1, 1))] == [clock.today()]
    assert Snapshot.objects.count() == 1


def test_papers_are_for_those_who_sit_at_the_table(bureau: Client) -> None:
    where = made(bureau)
    for role in (Role.AUDITOR, Role.SYSTEM_ADMIN):
        assert desk(role).get(f"{where}/meeting.pdf").status_code == 403


def test_an_older_snapshot_still_opens_and_says_what_it_does_not_hold(bureau: Client) -> None:
    where = made(bureau)
    row = Snapshot.objects.get()
    said = {name: value for name, value in json.loads(bytes(row.body)).items() if name not in ("parts", "weekly")}
    said["tasks"] = [task[:7] for task in said["tasks"]]
    Snapshot.objects.filter(digest=row.digest).update(body=canonical(said))
    page = bureau.get(f"{where}?street=349912001").text
    assert "没有留存本街道按企业规模的数" in page and "比省线 70.0% 低 67.5 个百分点" in page and "每周需新建档" not in page
    assert bureau.get(f"{where}/meeting.docx").status_code == 200
