"""Pictures of every page, 390 and 1440 px wide, with one page that shows them all; made when JIAXIN_PICTURES names a folder.

    JIAXIN_PICTURES=test-results/pictures pytest -n 0 tests/browser/test_every_page.py tests/browser/test_everybody.py tests/browser/test_guides.py
"""

import os
import re
from html import escape
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (390, 1440)
HOW_TO = Path(__file__).resolve().parents[2] / "docs/how-to/roles"
_HEAD = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>家信 · 各页图样</title>
<style>body{font:16px/1.5 sans-serif;margin:1.5rem;background:#f4f1ea;color:#22211f}section{margin:0 0 2.5rem}figure{display:flex;gap:1rem;align-items:flex-start;margin:.5rem 0}
img{border:1px solid #cfc8ba;background:#fff;max-height:36rem}img.w390{width:12rem}img.w1440{width:44rem}h2{margin:0}small{color:#6b655a}nav a{margin-right:1rem}</style>
"""


class Gallery:
    """A folder of pictures named after who saw what: `bureau-clerk@office-board-390.png`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def take(self, page: Page, who: str, path: str) -> None:
        """The page at both widths."""
        for wide in WIDTHS:
            page.set_viewport_size({"width": wide, "height": 900})
            what = re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "home"
            page.screenshot(path=str(self.folder / f"{who or 'stranger'}@{what[:80]}-{wide}.png"), full_page=True)

    def hang(self) -> Path:
        """Writes the page of all pictures in the folder, one part a person."""
        names = sorted(path.name.removesuffix(f"-{WIDTHS[0]}.png") for path in self.folder.glob(f"*@*-{WIDTHS[0]}.png"))
        people = {who: list(some) for who, some in groupby(names, key=lambda name: name.partition("@")[0])}
        body = "<nav>" + "".join(f'<a href="#{who}">{escape(who)}</a>' for who in people) + "</nav>"
        for who, some in people.items():
            body += f'<section id="{who}"><h2>{escape(who)}</h2>' + "".join(_hung(one) for one in some) + "</section>"
        (self.folder / "index.html").write_text(_HEAD + body, "utf-8")
        return self.folder / "index.html"


def _hung(name: str) -> str:
    said = escape(name.partition("@")[2])
    pictures = "".join(f'<img class="w{wide}" loading="lazy" src="{escape(name)}-{wide}.png" alt="{said}，宽 {wide} 像素">' for wide in WIDTHS)
    return f"<small>{said}</small><figure>{pictures}</figure>"


def of_guide(page: Page, name: str) -> None:
    """The picture beside a how-to: the screen after its last step, small enough to be kept with the text."""
    wide = page.viewport_size["width"] if page.viewport_size else WIDTHS[1]
    page.set_viewport_size({"width": wide, "height": 760})
    page.screenshot(path=str(HOW_TO / f"{name}.jpg"), type="jpeg", quality=60)


def wanted() -> Gallery | None:
    """The gallery of this run, if anybody asked for it."""
    if not (named := os.environ.get("JIAXIN_PICTURES", "")):
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Gallery(Path(named))
