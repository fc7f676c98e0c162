"""The coverage board: a tile a street with its word, and the pace a street needs; all of it in the workbook."""

import json
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from tests.factories.records import a_fact
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


def test_a_street_sees_its_tile_its_pace_and_what_it_takes() -> None:
    firm, her = district()
    bureau, today = desk(Role.BUREAU_CLERK), clock.today()
    assert "jx-map" not in bureau.get("/office/coverage").text  # without a base there is nothing to show
    others = list(WorkerFile.objects.exclude(subject=her).order_by("subject").values_list("subject", flat=True)[:3])
    WorkerFile.objects.filter(subject=her).update(street="349912001", filed_on=today - timedelta(days=80))
    WorkerFile.objects.filter(subject__in=others).update(street="349912001", confirmed=True, filed_on=today - timedelta(days=3))
    ledger.append([a_fact("baseline", registry.place("样例街道"), today, street="样例街道", baseline_on="2026-03-01", count=40, source_name="摸底名册")])
    with CaptureQueriesContext(connection) as asked:
        page = bureau.get("/office/coverage").text
    assert len(asked) < 40, len(asked)
    assert "jx-tile" in page and "低于省线" in page and "10.0%" in page and "照近几周的速度" in page
    _outlined(bureau)
    rows = list(load_workbook(BytesIO(bureau.get("/office/coverage.xlsx").content), read_only=True).active.values)
    street = dict(zip(rows[0], next(r for r in rows if r[0] == "样例街道"), strict=True))
    assert street["近几周每周新建档"] == "0.2" and int(str(street["每周需新建档"])) >= 1 and "95.0%" in page
    assert "jx-map" not in firm.get("/office/coverage").text


def _outlined(bureau: Client) -> None:
    """With a file of outlines the street lies on a map as a link in words; a wrong file is said and leaves the tiles."""
    path = Path(settings.DATA) / "outlines.geojson"
    ring = [[125.0, 29.0], [125.1, 29.0], [125.1, 28.9], [125.0, 29.0]]
    feature = {"type": "Feature", "properties": {"code": "349912001"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    page = bureau.get("/office/coverage").text
    assert 'aria-label="样例街道 10.0% 低于省线"' in page and "/office/workers?street=349912001" in page and "上北下南" in page and "jx-map" not in page
    path.write_text("{")
    wrong = bureau.get("/office/coverage").text
    assert "街道轮廓没有显示" in wrong and "不是有效的 JSON" in wrong and "jx-tile-watch" in wrong
    path.unlink()
