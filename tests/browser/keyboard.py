"""A page without a mouse and at other widths: Tab reaches each thing with a mark one can see and leaves again; nothing is cut off."""

from typing import Any

from playwright.sync_api import Page

_MARK = """() => {
  const quiet = new CSSStyleSheet(); quiet.replaceSync("* { transition: none !important; animation: none !important; scroll-behavior: auto !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, quiet];
  for (const one of document.querySelectorAll("details")) one.open = true;
  const shown = (el) => { const box = el.getBoundingClientRect(); return box.width > 0 && box.height > 0 && el.checkVisibility({visibilityProperty: true}) && !el.closest("[inert]"); };
  const look = (el) => { const seen = []; for (let at = el, n = 0; at && n < 3; at = at.parentElement, n++) { const css = getComputedStyle(at); seen.push(css.outlineStyle === "none" ? "" : css.outline, css.boxShadow, css.borderColor, css.backgroundColor); }
    const next = el.nextElementSibling; if (next) { const css = getComputedStyle(next); seen.push(css.outlineStyle === "none" ? "" : css.outline, css.boxShadow); } return seen.join("|"); };
  const every = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, canvas[tabindex], [tabindex='0']")].filter((el) => !el.disabled && el.tabIndex >= 0 && shown(el));
  const lost = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter((el) => !el.disabled && el.tabIndex < 0 && shown(el) && !el.closest("[aria-hidden=true]"));
  const sets = new Map(), name = (el) => `${el.tagName.toLowerCase()} ${(el.getAttribute("aria-label") || el.innerText || el.name || el.id || "").trim().slice(0, 20)}`;
  window.jxSeen = { marks: new Map(), order: [], every, look, name, lost };
  for (const el of every) if (el.type === "radio") { const key = `${el.form && [...document.forms].indexOf(el.form)}/${el.name}`; sets.set(key, [...(sets.get(key) || []), el]); }
  window.jxSeen.sets = sets;
  document.addEventListener("focusin", (event) => { window.jxSeen.order.push(event.target); window.jxSeen.marks.set(event.target, look(event.target)); });
  document.activeElement.blur(); window.scrollTo(0, 0);
  return every.length;
}"""
_JUDGE = """() => {
  const { marks, order, every, look, name, lost, sets } = window.jxSeen, told = lost.map((el) => `no Tab reaches ${name(el)}`);
  const reached = new Set(order);
  for (const set of sets.values()) if (set.some((el) => reached.has(el))) set.forEach((el) => reached.add(el));
  for (const el of every) if (!reached.has(el)) told.push(el.tagName ? `Tab passes by ${name(el)}` : "Enter on the skip link does not move the focus to the text");
  if (!order.slice(1).includes(order[0]) && document.activeElement !== document.body) told.push(`Tab does not come out again: it stands on ${name(order.at(-1))}`);
  document.activeElement.blur();
  for (const [el, mark] of marks) if (every.includes(el) && look(el) === mark) told.push(`focus leaves no mark on ${name(el)}`);
  const skip = document.querySelector(".jx-skip");
  if (skip && order[0] !== skip && !document.querySelector("[autofocus]")) told.push(`the first Tab does not reach the skip link but ${order[0] && name(order[0])}`);
  if (skip && !document.querySelector(skip.getAttribute("href"))) told.push("the skip link leads nowhere");
  return told;
}"""
_CUT = """() => {
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth, told = [];
  const out = over > 1 ? [...document.body.querySelectorAll("*")].filter((el) => { const wide = (one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1; return wide(el) && ![...el.children].some(wide) && !el.closest(".jx-menu-sheet"); }).slice(0, 3).map((el) => `${el.tagName.toLowerCase()}.${el.className} “${(el.textContent || "").trim().slice(0, 16)}”`) : [];
  if (over > 1) told.push(`the page is ${over} px too wide: ${out.join(", ")}`);
  const may = (el) => { for (let at = el; at && at !== document.body; at = at.parentElement) if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true; return false; };
  for (const el of document.body.querySelectorAll("*")) {
    const own = [...el.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    if (!own || !el.checkVisibility({visibilityProperty: true, opacityProperty: true}) || el.closest("svg, select, .jx-skip, canvas, iframe")) continue;
    const box = el.getBoundingClientRect(), css = getComputedStyle(el);
    if (box.width <= 1 || box.height <= 1 || css.clipPath === "inset(50%)") continue;
    if (["hidden", "clip"].includes(css.overflowX) && el.scrollWidth > el.clientWidth + 1) told.push(`cut: ${el.textContent.trim().slice(0, 30)}`);
    if ((box.right > innerWidth + 1 || box.left < -1) && !may(el)) told.push(`outside: ${el.textContent.trim().slice(0, 30)}`);
  }
  return told.slice(0, 5);
}"""
_SKIP = """() => { const skip = document.querySelector(".jx-skip"); skip?.focus(); return document.activeElement === skip && Boolean(skip); }"""
_REST = """() => { const seen = window.jxSeen, text = document.getElementById("content"); seen.every = seen.every.filter((el) => el.matches(".jx-skip") || text.compareDocumentPosition(el) & 4);
  return document.activeElement === text ? seen.every.length - 1 : seen.every.push({}); }"""
_OUT = """() => document.activeElement === document.body || window.jxSeen.order.slice(1).includes(window.jxSeen.order[0])"""
_DIALOGS = """() => [...new Set([...document.querySelectorAll("[data-dialog]")].map((el) => el.dataset.dialog))]"""


def keyboard(page: Page, whole: bool = True) -> list[str]:
    """Tab from the top of the page to its end: what it passes by, where no mark is seen, where it does not come out again.

    whole  False: by the skip link past a menu that was walked on another page, then everything in the text
    """
    many: int = page.evaluate(_MARK)
    if not whole and page.evaluate(_SKIP):
        page.keyboard.press("Enter")
        many = page.evaluate(_REST)
    for _ in range(many + 1):
        page.keyboard.press("Tab")
    dates = page.locator("input[type=date]").count()
    for _ in range(many // 2 + 8 + 3 * dates):  # the parts of a date and regions that scroll are stops too
        if page.evaluate(_OUT):
            break
        page.keyboard.press("Tab")
    return list(page.evaluate(_JUDGE))


def dialogs(page: Page) -> list[str]:
    """Each dialog: opened with Enter, the focus is inside; closed with Escape, it is back on the button."""
    told: list[str] = []
    for name in page.evaluate(_DIALOGS):
        button = page.locator(f"[data-dialog='{name}']").first
        if not button.is_visible():
            continue
        button.focus()
        page.keyboard.press("Enter")
        if not page.evaluate("(id) => { const it = document.getElementById(id); return Boolean(it && it.open && it.contains(document.activeElement)); }", name):
            told.append(f"Enter does not open the dialog {name}")
            continue
        page.keyboard.press("Escape")
        if page.evaluate("(id) => document.getElementById(id).open || document.activeElement.dataset.dialog !== id", name):
            told.append(f"Escape does not close the dialog {name}, or the focus is lost")
    return told


def cut(page: Page, wide: int) -> list[str]:
    """At this width: what is too wide, cut off or outside the window."""
    page.set_viewport_size({"width": wide, "height": 844})
    found: Any = page.evaluate(_CUT)
    return [f"{wide} px: {one}" for one in found]
