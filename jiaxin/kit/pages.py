"""A light HTML document: one response, style inlined, nothing to fetch before the first paint.

The style is allowed by its hash in the content security policy, so no other style can run.
"""

from base64 import b64encode
from collections.abc import Sequence
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


TO_ENGLISH = '<a href="?l=en" lang="en" hreflang="en">English</a>'
TO_CHINESE = '<a href="?l=zh" lang="zh-CN" hreflang="zh-CN">中文</a>'
VIEWS = ("elder", "elder30")  # text of 24 px and of 30 px; anything else is the plain view


def view_in(cookies: str) -> str:
    """The view a browser has chosen, by its cookies; empty = plain."""
    found = _kept("view", cookies)
    return found if found in VIEWS else ""


def language_in(cookies: str) -> str:
    """The other language a browser has chosen, by its cookies; empty = Chinese. What it prefers is never asked."""
    return _kept("lang", cookies) if "lang=en" in cookies else ""


def _kept(wanted: str, cookies: str) -> str:
    return next((value for name, _, value in (one.strip().partition("=") for one in cookies.split(";")) if name == wanted), "")


def view_switch(label: str, words: Sequence[str]) -> str:
    """Links to the large, the largest and the plain view, of which the style shows those that lead elsewhere, and to the other language."""
    links = zip((*VIEWS, "plain"), words, strict=True)
    return f'<nav class="view" aria-label="{label}">' + "".join(f'<a class="to-{view}" href="?v={view}">{word}</a>' for view, word in links) + f"{TO_ENGLISH}</nav>"


def document(title: str, css: str, body: str, state: str = "", lang: str = "zh-CN", index: bool = False) -> str:
    """A whole page. `title` and `body` are already escaped; `state` becomes the class of the body."""
    robots = "" if index else '<meta name="robots" content="noindex,nofollow,noarchive">'
    return (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="format-detection" '
        f'content="telephone=no">{robots}<title>{title}</title><style>{css}</style>'
        f'<body class="{state}">{body}'
    )
