"""A light HTML document: one response, style inlined, nothing to fetch before the first paint.

The style is allowed by its hash in the content security policy, so no other style can run.
"""

from base64 import b64encode
from hashlib import sha256


def squeeze(css: str) -> str:
    """CSS without comments and needless blanks. Written for our own style sheets, not for any CSS."""
    out, rest = [], css
    while (start := rest.find("/*")) >= 0:
        out.append(rest[:start])
        rest = rest[rest.index("*/", start) + 2 :]
    text = " ".join(("".join(out) + rest).split())
    for mark in "{};,>":
        text = text.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    return text.replace(": ", ":").replace(";}", "}")


def style_hash(css: str) -> str:
    """The source expression that allows exactly this inline style."""
    return f"'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'"


def document(title: str, css: str, body: str, state: str = "", lang: str = "zh-CN", index: bool = False) -> str:
    """A whole page. `title` and `body` are already escaped; `state` becomes the class of the body."""
    robots = "" if index else '<meta name="robots" content="noindex,nofollow,noarchive">'
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="format-detection" '
        f'content="telephone=no">{robots}<title>{title}</title><style>{css}</style>'
        f'<body class="{state}">{body}'
    )
