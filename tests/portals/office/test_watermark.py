"""What was revealed, and photographs of a case, say who looked and when: on the screen, on paper, on a photograph of either."""

from base64 import b64decode
from io import BytesIO
from re import search

import pytest
from PIL import Image, ImageChops

from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock, pictures
from jiaxin.portals.shared import watermarking
from tests.portals.office.officers import SOMEBODY, desk, district, fresh
from tests.portals.walking import own_data  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_revealed_number_stands_under_the_name_of_the_account_and_the_minute():
    _, subject = district()
    clerk = fresh(desk(Role.BUREAU_CLERK))
    masked = clerk.get(f"/office/workers/{subject}").text
    assert "jx-watermark" not in masked and SOMEBODY not in masked
    page = clerk.post(f"/office/workers/{subject}/reveal", {"field": "id_number", "purpose": "窗口核对证件"})
    found = search(r'class="jx-marked">.*?jx-watermark" src="data:image/svg\+xml;base64,([^"]+)"', page.text.replace("\n", ""))
    assert SOMEBODY in page.text and found
    svg = b64decode(found[1]).decode()
    assert f"bureau_clerk {clock.today().isoformat()}" in svg and "<script" not in svg and "pattern" in svg
    assert "data:" in page["Content-Security-Policy"].partition("img-src")[2].partition(";")[0]


def test_a_name_in_the_mark_stays_a_word():
    drawn = watermarking.drawing(Actor('a"><script>', Role.BUREAU_CLERK), clock.now())
    assert "<script" not in b64decode(drawn.partition(",")[2]).decode()


def test_a_photograph_carries_the_mark_in_every_quarter_and_stays_readable():
    plain = Image.new("RGB", (800, 600), (120, 140, 160))
    out = BytesIO()
    plain.save(out, "JPEG", quality=95)
    marked = Image.open(BytesIO(pictures.marked(out.getvalue(), "bureau_clerk 2026-11-28 15:30")))
    assert marked.size == plain.size
    changed = ImageChops.difference(plain, marked).convert("L").point(lambda level: 255 if level > 12 else 0)
    for box in ((0, 0, 400, 300), (400, 0, 800, 300), (0, 300, 400, 600), (400, 300, 800, 600)):
        share = sum(changed.crop(box).histogram()[255:]) / (400 * 300)
        assert 0.005 < share < 0.25, (box, share)


def test_what_is_no_picture_is_left_alone():
    assert watermarking.on_picture(b"\xff\xd8 no picture", Actor("a", Role.BUREAU_CLERK), clock.now()) == b"\xff\xd8 no picture"
