"""A row of the list of people names the three missing parts to mend first and opens to the others; the file and the workbook name them all."""

import io
import re

import pytest
from openpyxl import load_workbook

from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.completeness import PARTS, PRESSING, pressing
from tests.portals.company.test_papers import WEI, her
from tests.portals.office.officers import fresh
from tests.portals.walking import landed, manager, own_data, signed_in  # noqa: F401 - a fixture among them


def test_each_part_has_its_place_and_none_is_lost() -> None:
    assert sorted(PRESSING) == sorted(PARTS)
    assert pressing(PARTS, 3) == (list(PRESSING[:3]), list(PRESSING[3:]))
    assert pressing(["training", "health"], 3) == (["health", "training"], [])
    assert pressing([], 3) == ([], [])


@pytest.mark.django_db
def test_a_row_names_three_and_opens_to_the_rest(own_data) -> None:  # noqa: F811 - the fixture is asked for by its name
    client = signed_in(manager())
    landed(client)
    WorkerFile.objects.all().update(missing=[])
    WorkerFile.objects.filter(subject=her(WEI)).update(missing=list(PARTS))
    page = client.get("/company/workers?missing=any").content.decode()
    (cell,) = re.findall(r'<span class="jx-lacks">(.*?)</span>', page, re.DOTALL)
    named, _, others = cell.partition("<details>")
    assert named == "、".join(PARTS[one] for one in PRESSING[:3])
    assert f"另缺 {len(PARTS) - 3} 项</summary>" in others and all(PARTS[one] in others for one in PRESSING[3:])
    WorkerFile.objects.filter(subject=her(WEI)).update(missing=["training", "health"])
    page = client.get("/company/workers?missing=any").content.decode()
    assert '<span class="jx-lacks">健康证明、岗前培训</span>' in page
    book = load_workbook(io.BytesIO(fresh(client).post("/company/workers/list.xlsx", {"purpose": "核对缺少的资料"}).content))
    assert any("岗前培训" in str(cell.value) and "健康证明" in str(cell.value) for row in book.active.iter_rows() for cell in row)
