"""水印 — who looks and when, faint and repeated, over what was revealed; on a photograph of the screen or a print it still says so.

A drawing made on the server and put into the page as data, which the content policy lets in; no script. It is an image,
not a background, because browsers leave backgrounds out when they print.
"""

from base64 import b64encode
from datetime import datetime
from html import escape

from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock, pictures

_WIDTH, _HEIGHT = 250, 58  # of one repetition, in pixels of the page


def said(actor: Actor, at: datetime) -> str:
    """The account and the minute, in letters every font has."""
    return f"{actor.id} {at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}"


def drawing(actor: Actor, at: datetime) -> str:
    """The address of an SVG that covers whatever it is laid over."""
    text = escape(said(actor, at))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%"><defs>'
        f'<pattern id="m" width="{_WIDTH}" height="{_HEIGHT}" patternUnits="userSpaceOnUse" patternTransform="rotate(-18)">'
        f'<text x="4" y="40" font-family="sans-serif" font-size="13" fill="#1b2a2f" fill-opacity="0.16">{text}</text></pattern></defs>'
        '<rect width="100%" height="100%" fill="url(#m)"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def on_picture(data: bytes, actor: Actor, at: datetime) -> bytes:
    """A photograph as this officer sees it. What no picture can be read from shows nothing of anybody and stays as it is."""
    try:
        return pictures.marked(data, said(actor, at))
    except pictures.NotAPicture:
        return data
