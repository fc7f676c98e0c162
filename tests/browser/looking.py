"""What a page must satisfy for everybody: axe without a violation, and the measures of the old people's view (长辈版).

Source  MIIT rules for old people's view: text of 18 px and more, scalable to 30; line spacing 1.3; targets of 60 px;
        contrast 4.5 : 1 (part of axe); WCAG 2.2 AA.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text("utf-8")
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OF_SIZES = ("target-size", "scrollable-region-focusable")  # what larger letters of the same colours and another width can break
_RUN = """([only, without]) => axe.run(without.length ? {include: [["html"]], exclude: without} : document, {runOnly: only, resultTypes: ["violations"]})"""
_AROUND = [[".jx-side"], [".jx-top"]]
LARGE, LARGEST = 18, 30  # px: the least of the large view; what the letters of the largest reach
_MEASURE = """(least) => {
  const seen = [], shown = (el) => { const box = el.getBoundingClientRect(), css = getComputedStyle(el);
    return box.width > 1 && box.height > 1 && css.visibility !== "hidden" && css.opacity !== "0" && !el.closest("[aria-hidden=true], .jx-skip, svg") && el.checkVisibility(); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || ["SCRIPT", "STYLE", "NOSCRIPT", "OPTION"].includes(el.tagName) || !shown(el)) continue;
    const css = getComputedStyle(el), zoom = el.currentCSSZoom || 1, size = parseFloat(css.fontSize) * zoom;
    if (size < least - 0.01) seen.push(`text of ${size.toFixed(1)} px: ${text.slice(0, 24)}`);
    const line = css.lineHeight === "normal" ? 1.3 : parseFloat(css.lineHeight) / parseFloat(css.fontSize);
    if (line < 1.29) seen.push(`line spacing ${line.toFixed(2)}: ${text.slice(0, 24)}`);
  }
  for (const el of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!shown(el) || el.closest(".drop, .jx-drop, .tasks > input")) continue;
    const label = el.tagName === "INPUT" && el.labels && el.labels[0], own = el.getBoundingClientRect(), around = label ? label.getBoundingClientRect() : own;
    const high = Math.max(own.height, around.height), wide = Math.max(own.width, around.width);
    if (high < 59.5 || wide < 59.5) seen.push(`target of ${wide.toFixed(0)} × ${high.toFixed(0)} px: ${(el.textContent || el.name || el.tagName).trim().slice(0, 24)}`);
  }
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 1) seen.push(`${over} px too wide`);
  return seen;
}"""


def violations(page: Page, of_sizes: bool = False, whole: bool = True) -> list[str]:
    """What axe finds, each with the first place.

    of_sizes  only the rules that other letters or another width can break
    whole     False: without the menu, which is the same on every page of this person
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    rules = {"type": "rule", "values": _OF_SIZES} if of_sizes else {"type": "tag", "values": _TAGS}
    found: Any = page.evaluate(_RUN, [rules, [] if whole else _AROUND])
    return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['target']} {one['nodes'][0].get('failureSummary', '')[:160]}" for one in found["violations"]]


def too_small(page: Page, least: int = LARGE) -> list[str]:
    """What misses a measure of the old people's view. least: px of the smallest letters."""
    return list(page.evaluate(_MEASURE, least))


def missing(page: Page, view: str) -> list[str]:
    """Of what every page for everybody holds: the way into the large view; in it the way out, and the button that reads aloud. view: elder, elder30 or empty."""
    told: list[str] = []
    chosen = page.evaluate("(view) => document.documentElement.classList.contains(`jx-${view}`) || document.body.classList.contains(view)", view) if view else True
    told += [] if chosen else [f"is not shown in the view {view} that was chosen"]
    to = "plain" if view else "elder"
    if not page.locator(f"a[href='?v={to}'], a[href='/view/{to}']").filter(visible=True).count():
        told.append(f"no way to the {to} view")
    if view and not page.get_by_role("button", name="朗读", exact=True).or_(page.get_by_role("button", name="Read aloud", exact=True)).filter(visible=True).count():
        told.append("nothing reads it aloud")
    return told
