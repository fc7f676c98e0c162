"""From door to door: a street with its officer, a grid worker with a phone, and records as a phone would send them."""

import base64
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.test import Client
from PIL import Image

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock
from tests.cast import _id_number
from tests.portals.walking import signed_in

STREET, GRID = "349912001", "349912001001"
_FAMILY, _GIVEN = "甄乜逄亓仝郗", "安宁平和静美兰芳"


def seats(street: str = STREET, name: str = "样例东街道") -> tuple[Actor, Actor]:
    """(the grid worker, the officer of the street)."""
    registry.set_regions([(street, name, "street", "349912", date(2020, 1, 1), None)])
    console, organisation = console_actor(), f"street-{street}"
    access.set_up_organisation(console, organisation, f"{name}办事处", "street", street)
    grid = access.set_up_account(console, f"grid-{street}", Role.GRID, organisation=organisation, street=street, grid=f"{street}001", label="网格员")
    officer = access.set_up_account(console, f"street-{street}", Role.STREET, organisation=organisation, street=street, label="街道经办")
    return grid, officer


def person(number: int) -> dict[str, Any]:
    """Nobody: an area code from before that area had it, a phone range no operator has."""
    name = _FAMILY[number % 6] + _GIVEN[number // 6 % 8] + _GIVEN[number // 48 % 8]
    return {
        "name": name,
        "id_number": _id_number(f"3402121975{1 + number % 12:02}{1 + number // 12 % 28:02}{100 + number % 400:03}"),
        "phone": f"154{12340000 + number:08}",
        "job_types": ["保洁"],
        "residence_address": f"样例东街道样例路{number}号",
    }


def picture(side: int = 60, kind: str = "JPEG") -> str:
    out = BytesIO()
    noise = Image.effect_noise((side, side), 60).convert("RGB")
    noise.save(out, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(out.getvalue()).decode()}"


def record(number: int, photos: int = 0, **changed: Any) -> dict[str, Any]:
    kinds = ("face", "certificate", "health")
    return {
        "key": sha256(f"record {number}".encode()).hexdigest()[:32],
        "answers": person(number) | changed,
        "captured_on": clock.today().isoformat(),
        "signature": picture(kind="PNG"),
        "photos": [{"kind": kinds[n], "data": picture()} for n in range(photos)],
        "claims": [],
    }


class Phone:
    """A browser in a grid worker's hand, registered."""

    def __init__(self, actor: Actor) -> None:
        self.client: Client = signed_in(actor)
        answer = self.client.post("/field/phone", {"label": "工作手机"}, content_type="application/json", headers={"Accept": "application/json"})
        self.id = answer.json()["phone"]

    def sends(self, said: Any) -> Any:
        return self.client.post("/field/record", said, content_type="application/json", headers={"X-Phone": self.id, "Accept": "application/json"})

    def hears(self) -> Any:
        return self.client.get("/field/hello", headers={"X-Phone": self.id, "Accept": "application/json"})
