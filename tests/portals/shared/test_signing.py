"""签名 — what a browser sends for a drawing on glass may be anything; what is no drawing is refused with its next step."""

import base64

import pytest

from jiaxin.apps.access.scanned import _wrapped
from jiaxin.apps.intake import captured
from jiaxin.domain.errors import Refused
from jiaxin.portals.shared.signing import png

PREFIX = "data:image/png;base64,"
DRAWN = b"\x89PNG\r\n\x1a\nlines"
NO_DRAWINGS = ("", "default", "¿'\"(", "签名", "AAAA", base64.b64encode(b"\xff\xd8\xff photo").decode(), "iVBORw0KGgo=¿")


def test_a_drawing_is_read() -> None:
    text = PREFIX + base64.b64encode(DRAWN).decode()
    assert png(text) == captured.signature(text) == DRAWN


@pytest.mark.parametrize("reader", (png, captured.signature))
@pytest.mark.parametrize("text", NO_DRAWINGS)
def test_whatever_else_is_refused_and_asked_for_again(reader, text) -> None:
    with pytest.raises(Refused) as told:
        reader(PREFIX + text)
    assert "签名" in told.value.said and "重新" in told.value.do_this


def test_a_file_inside_text_that_nobody_could_open_is_not_looked_into() -> None:
    assert list(_wrapped({"signature": PREFIX + "签名¿"})) == []
