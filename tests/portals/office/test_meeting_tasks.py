"""A task of the joint meeting: given, reminded, reported with evidence, found done by another, in the papers and as a list."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from PIL import Image

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.oversight import actions as oversight
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.portals.office.officers import desk, officer
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


def photo() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (40, 30), "white").save(kept, "PNG")
    return SimpleUploadedFile("scene.png", kept.getvalue(), "image/png")


def test_a_task_from_the_meeting_to_its_evidence_in_the_next_papers() -> None:
    access.set_up_organisation(console_actor(), "street-349912001", "样例街道办事处", "street", "349912001")
    clerk = desk(Role.BUREAU_CLERK)
    street = signed_in(officer(Role.STREET, "street", street="349912001", organisation="street-349912001"))
    access.set_up_organisation(console_actor(), "street-349912001", "样例街道办事处", "street", "349912001")
    today = clock.today()
    form = {"meeting": "第 4 次联席会议", "task": "完成样例市场专项建档", "lead": "street-349912001", "due_by": str(today + timedelta(days=3))}
    assert "已经过了" in clerk.post("/office/tasks", form | {"due_by": str(today)}).text
    assert "指标或目标不对" in clerk.post("/office/tasks", form | {"figure": "coverage"}).text
    assert clerk.post("/office/tasks", form).status_code == 302
    assert street.post("/office/tasks", form).status_code == 403
    (one,) = governance.open_cases("meeting-task")
    assert oversight.remind_tasks(today) == 1 and oversight.remind_tasks(today) == 0
    home = street.get("/office/").text
    assert "1 项联席会议任务快到期" in home and "完成样例市场专项建档" in home
    assert oversight.remind_tasks(today + timedelta(days=4)) == 1
    case = f"/office/cases/{one.id}"
    assert street.post(f"{case}/do/start", {"progress": "已进场"}).status_code == 302
    assert "还缺" in street.post(f"{case}/do/report", {"result": "全部建档"}).text
    assert street.post(f"{case}/do/report", {"result": "全部建档", "artefact": photo()}).status_code == 302
    with CaptureQueriesContext(connection) as asked:
        page = clerk.get("/office/tasks").text
    assert "已报办结" in page and "全部建档" in page and len(asked) < 60, len(asked)
    assert clerk.post(f"{case}/do/close", {"remark": "现场看过"}).status_code == 302
    rows = list(load_workbook(BytesIO(clerk.get("/office/tasks.xlsx").content), read_only=True).active.values)
    assert rows[1][1] == "完成样例市场专项建档" and rows[1][6] == "办结" and rows[1][8] == 1
    where = clerk.post("/office/packs/make")["Location"]
    paper = clerk.get(where).text
    assert "督办任务" in paper and "完成样例市场专项建档" in paper and f"附件 1 件：报办结所附照片或扫描件（{today.isoformat()} 交，编号 " in paper
    assert "完成样例市场专项建档" in clerk.get(f"{where}?street=349912001").text if "349912001" in paper else True
    other = signed_in(officer(Role.STREET, "other", street="349912002", organisation="street-349912002"))
    assert other.get(case).status_code in (403, 404)
