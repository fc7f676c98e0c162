"""What of a file was not read is told on its page: sheets passed over, second tables, whole files; and what to do next."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from tests.domain.sheets.test_other_offices import people
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db
HEADING = ["姓名", "身份证号", "联系手机", "工种"]
ROSTER = [[*cells, "保洁"] for cells in people(6)]
TRAINING = [["姓名", "身份证号", "培训课程", "学时", "培训日期"], *([*c[:2], "母婴护理基础", 8, "2026-05-20"] for c in people(3))]


def book(sheets, hidden=()):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def sent(client, name, data):
    answer = client.post("/company/upload", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302, answer.content.decode()
    actions.work()
    return answer["Location"]


def test_a_sheet_of_people_that_was_passed_over_is_told_with_its_name():
    client = signed_in(manager())
    sheets = {"在岗": [HEADING, *ROSTER], "无表头": ROSTER, "旧名单": [HEADING, *ROSTER], "说明": [["请按要求填写"]]}
    where = sent(client, "几张表.xlsx", book(sheets, hidden=("旧名单",)))
    told = {(f.sheet, f.row, f.code) for f in intake.findings(where.rpartition("/")[2], "", "", 50, 0)}
    assert {("无表头", 0, "sheet-no-heading"), ("旧名单", 0, "sheet-hidden")} <= told
    assert not [f for f in told if f[0] == "说明"]
    page = client.get(where).content.decode()
    assert "无表头 整张表" in page and "旧名单 整张表" in page and "每一行都可以入库" not in page
    english = client.get(where, headers={"accept-language": "en"}, follow=True).content.decode()
    assert "This sheet is hidden" in english or "整张没有读取" in english


def test_rows_of_a_second_table_come_back_in_the_returned_workbook_with_their_row_numbers():
    client = signed_in(manager())
    where = sent(client, "两张表.xlsx", book({"汇总": [HEADING, *ROSTER, [], *TRAINING]}))
    one = intake.batch(where.rpartition("/")[2])
    assert (one.good, one.bad) == (6, 3)
    back = load_workbook(BytesIO(client.get(f"{where}/returned").content))["汇总"]
    assert told_in(back) == [10, 11, 12]


def test_a_list_over_the_heading_comes_back_with_its_reason():
    client = signed_in(manager())
    where = sent(client, "上面还有.xlsx", book({"汇总": [*ROSTER[:2], HEADING, *ROSTER[2:]]}))
    back = load_workbook(BytesIO(client.get(f"{where}/returned").content))["汇总"]
    assert told_in(back) == [1, 2] and back.cell(1, 1).value == ROSTER[0][0]


def test_a_corrected_returned_workbook_calls_nobody_absent():
    client = signed_in(manager())
    landed(client)
    where = sent(client, "新人.xlsx", book({"名册": [HEADING, *ROSTER[:2], [ROSTER[2][0], "34021219750606", *ROSTER[2][2:]]]}))
    back = load_workbook(BytesIO(client.get(f"{where}/returned").content))
    back["名册"].cell(4, 2).value = ROSTER[2][1]
    out = BytesIO()
    back.save(out)
    again = sent(client, "退回-新人.xlsx", out.getvalue())
    assert intake.batch(again.rpartition("/")[2]).rows == {"ok": 1}
    page = client.get(f"{again}/comparison").content.decode()
    assert "这是改好的退回表" in page and "本次未出现的人" not in page
    assert intake.comparison(manager(), again.rpartition("/")[2]).absent == ()


def test_a_roster_of_which_a_sheet_was_passed_over_calls_nobody_absent():
    client = signed_in(manager())
    landed(client)
    where = sent(client, "几家店.xlsx", book({"一店": [HEADING, *ROSTER[:3]], "二店": ROSTER[3:]}))
    page = client.get(f"{where}/comparison").content.decode()
    assert "有工作表没有读取" in page and "本次未出现的人" not in page
    assert intake.comparison(manager(), where.rpartition("/")[2]).unread == "sheets"


def told_in(sheet):
    """Numbers of the rows whose reason speaks of another table."""
    return [row[0].row for row in sheet.iter_rows() if any("另一张表，未读取" in str(cell.value) for cell in row)]


def test_a_file_that_is_no_table_leads_to_another_upload_and_asks_for_no_kind():
    client = signed_in(manager())
    page = client.get(sent(client, "名单.xlsx", b"%PDF-1.7 sample")).content.decode()
    assert "这是一份 PDF" in page and "上传另一个文件" in page and "告诉我们这是哪一种表" not in page


def test_without_a_heading_a_company_is_asked_for_the_kinds_it_may_send():
    client = signed_in(manager())
    page = client.get(sent(client, "没有表头.xlsx", book({"名单": ROSTER}))).content.decode()
    assert "没有找到表头" in page and 'value="worker-roster"' in page
    assert 'value="penalties"' not in page and 'value="police-return"' not in page


def test_a_workbook_of_hidden_sheets_is_told_so():
    client = signed_in(manager())
    sheets = {"甲": [["请看另一张表"]], "乙": [HEADING, *ROSTER]}
    page = client.get(sent(client, "隐藏.xlsx", _all_hidden(sheets))).content.decode()
    assert "全部是隐藏的" in page and "取消隐藏" in page


def _all_hidden(sheets):
    """Excel keeps one sheet visible; other programs do not."""
    made = load_workbook(BytesIO(book(sheets)))
    out = BytesIO()
    for sheet in made.worksheets[1:]:
        sheet.sheet_state = "hidden"
    made.save(out)
    import zipfile

    changed = BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/workbook.xml":
                data = data.replace(b'state="visible"', b'state="hidden"')
            new.writestr(item, data)
    return changed.getvalue()
