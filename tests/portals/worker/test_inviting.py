"""An invitation leads another worker to her own form: limited, told to nobody without her word, worth nothing by numbers."""

import re

import pytest

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.intake.models import WorkerInvitation
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.permissions import Role
from tests.portals.field.doors import person
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def files_herself(number: int, **more: str):
    client = signed_in(access.set_up_account(console_actor(), f"p-{number}", Role.WORKER, phone=person(number)["phone"]))
    said = {name: value for name, value in person(number).items() if name != "phone"}
    assert client.post("/me/file", said | {"purpose": ["filing", "publication"]} | more).status_code == 302
    pipeline.advance()
    return client


def links(client) -> list[str]:
    return re.findall(r'value="http://testserver(/join/\w+)"', client.get("/me/invite").content.decode())


@pytest.mark.parametrize("tell", [True, False])
def test_she_comes_by_the_link_and_decides_whether_the_other_learns(client, tell: bool) -> None:
    inviter = files_herself(1)
    assert inviter.post("/me/invite").status_code == 302
    (link,) = links(inviter)
    page = client.get(link).content.decode()
    assert person(1)["name"] not in page
    assert link.rpartition("/")[2] in page  # the form will know by which link
    files_herself(2, by=link.rpartition("/")[2], **({"tell": "on"} if tell else {}))
    assert links(inviter) == []
    assert ("已有 1 位同行" in inviter.get("/me/invite").content.decode()) is tell
    assert "不能再用" in client.get(link).content.decode()
    kept = WorkerInvitation.objects.values().get()
    assert registry.by_id_number(person(2)["id_number"]) not in str(kept)


def test_invitations_are_few_and_can_be_taken_back(client) -> None:
    inviter = files_herself(1)
    for _ in range(5):
        assert inviter.post("/me/invite").status_code == 302
    assert "还没有人用" in inviter.post("/me/invite").content.decode()
    link = links(inviter)[0]
    assert inviter.post(f"{link.replace('/join/', '/me/invite/')}/back").status_code == 302
    assert "不能再用" in client.get(link).content.decode()
    assert len(links(inviter)) == 4


def test_whose_link_it_is_not_takes_nothing_back() -> None:
    inviter, other = files_herself(1), files_herself(2)
    inviter.post("/me/invite")
    link = links(inviter)[0]
    assert other.post(f"{link.replace('/join/', '/me/invite/')}/back").status_code == 404
    assert len(links(inviter)) == 1
