"""Whatever way a file comes in, by a form, inside JSON or as a whole body: the scanner sees it first, and an infected one goes no further (ASVS 5.0, 5.4.3)."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiaxin.domain.permissions import Role, may_ever
from jiaxin.kit.scanning import Scanner
from tests.apps.access.scanner_server import EICAR, by_port
from tests.portals.matrix.routes import asked, open_to
from tests.portals.matrix.world import World

pytestmark = pytest.mark.django_db
WRAPPED = f"data:image/jpeg;base64,{base64.b64encode(EICAR).decode()}"


def _ways():
    """Each way of bringing a file: what is sent, as the test client is told."""
    yield "form", {"data": {"any": SimpleUploadedFile("名册.xlsx", EICAR)}}
    yield "field", {"data": {"signature": WRAPPED}}
    yield "json", {"data": json.dumps({"answers": {"a": [{"photo": WRAPPED}]}}), "content_type": "application/json"}
    yield "body", {"data": EICAR, "content_type": "application/octet-stream"}


def test_no_address_takes_in_what_is_infected(world: World, settings) -> None:
    tried, through = set[str](), list[str]()
    with by_port() as (address, server):
        settings.SCANNER = Scanner(address)
        for one in asked(world):
            if one.route in tried or not (one.path.startswith("/api/") or "POST" in open_to(one.path)):
                continue
            role = next((role for role in world.browsers if one.door.permission is None or may_ever(role, one.door.permission)), None)
            if role is None:
                continue
            tried.add(one.route)
            for way, sent in _ways():
                before = len(server.seen)
                answer = world.browsers[role].post(one.path, headers={"Accept": "application/json"}, **sent)
                if answer.status_code != 409 or json.loads(answer.content).get("code") != "file.infected" or len(server.seen) == before:
                    through.append(f"{one.path} by {way}: {answer.status_code}")
    assert len(tried) > 60
    assert not through, "\n".join(through)


def test_a_person_reads_which_file_and_what_to_do(world: World, settings) -> None:
    with by_port() as (address, _):
        settings.SCANNER = Scanner(address)
        for name, way in (("名册.xlsx", EICAR), ("名册.xlsx", b"clean")):
            answer = world.browsers[Role.COMPANY_MANAGER].post("/company/upload", {"file": SimpleUploadedFile(name, way)})
            assert ("“名册.xlsx”里查出病毒" in answer.text) is (way == EICAR)
