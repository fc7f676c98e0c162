"""Pictures of every page, 390 and 1440 px wide, with one page that shows them all; made when JIAXIN_PICTURES names a folder.

    JIAXIN_PICTURES=test-results/pictures pytest -n 0 tests/browser/test_every_page.py
"""

import os
import re
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (390, 1440)
HOW_TO = Path(__file__).resolve().parents[2] / "docs/how-to/roles"
_HEAD = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>家信 · 各页图样</title>
<style>body{font:16px/1.5 sans-serif;margin:1.5rem;background:#f4f1ea;color:#22211f}section{margin:0 0 2.5rem}figure{display:flex;gap:1rem;align-items:flex-start;margin:.5rem 0}
img{border:1px solid #cfc8ba;background:#fff;max-height:36rem}img.w390{width:12rem}img.w1440{width:44rem}h2{margin:0}small{color:#6b655a}nav a{margin-right:1rem}</style>
"""


@dataclass
class Gallery:
    """Where the pictures lie and what is on them: (who, address, name of the picture)."""

    folder: Path
    shown: list[tuple[str, str, str]] = field(default_factory=list)

    def take(self, page: Page, who: str, path: str, wide: int) -> None:
        """The page as it stands, at one width; called once a width."""
        name = f"{who}{re.sub(r'[^A-Za-z0-9]+', '-', path).rstrip('-')}"[:90]
        page.screenshot(path=str(self.folder / f"{name}-{wide}.png"), full_page=True)
        if wide == WIDTHS[0]:
            self.shown.append((who, path, name))

    def hang(self) -> Path:
        """Writes the page of all pictures, one part a person."""
        people = list(dict.fromkeys(who for who, _, _ in self.shown))
        body = "<nav>" + "".join(f'<a href="#{one}">{escape(one or "不登录")}</a>' for one in people) + "</nav>"
        for one in people:
            body += f'<section id="{one}"><h2>{escape(one or "不登录")}</h2>'
            for who, path, name in self.shown:
                if who == one:
                    body += f"<small>{escape(path)}</small><figure>" + "".join(f'<img class="w{w}" loading="lazy" src="{name}-{w}.png" alt="{escape(path)}，宽 {w}">' for w in WIDTHS) + "</figure>"
            body += "</section>"
        (self.folder / "index.html").write_text(_HEAD + body, "utf-8")
        return self.folder / "index.html"


def of_guide(page: Page, name: str) -> None:
    """The picture beside a how-to: the screen after its last step, small enough to be kept with the text."""
    page.set_viewport_size({"width": page.viewport_size["width"] if page.viewport_size else 1440, "height": 760})
    page.screenshot(path=str(HOW_TO / f"{name}.jpg"), type="jpeg", quality=60)


def wanted() -> Gallery | None:
    """The gallery of this run, if anybody asked for it."""
    if not (named := os.environ.get("JIAXIN_PICTURES", "")):
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Gallery(Path(named))
