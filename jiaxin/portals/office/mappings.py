"""导出对照表 — the versions of each table, and a form that makes the next one; somebody else signs it on 评分规则."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access import queries as who
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.exchange import queries as exchange
from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.mappings.editing import before_of, changes, codes_in, written
from jiaxin.domain.mappings.mapping import FORMS, KIND, MASKS, TAKES, MappedColumn, fields_offered, mapping_of
from jiaxin.domain.permissions import Permission
from jiaxin.domain.rulebooks.reading import Rulebook, read
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import Crumb

BLANK = 3  # empty columns at the end of the form
_PARTS = ("place", "heading", "field", "text", "only", "fixed", "take", "form", "mask", "codes", "required", "reason")


@dataclass(frozen=True, slots=True)
class Line:
    """A version in the history: `said` what it changes, `state` where it stands."""

    version: str
    label: str
    code: str
    valid_from: date
    state: str
    word: str
    by: str
    said: tuple[str, ...]


@door(Permission.RULES_DRAFT)
@require_safe
def mappings(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.RULES_DRAFT)
    now = {one.version for one in exchange.mappings_on(clock.today())}
    books, signed = exchange.mapping_books(), {one.version: one for one in scoring.in_force(clock.today()) if one.kind == KIND}
    waiting = [(one, read(raw)) for one in scoring.drafts_waiting() if one.kind == KIND and (raw := scoring.draft_bytes(one.digest))]
    posts = who.posts({one.drafted_by for one, _ in waiting} | {name for one in signed.values() for name in (one.drafted_by, one.promulgated_by)})
    lines = []
    for one, book in waiting:
        lines.append(Line(book.version, book.label, str(book.data["subject"]), book.valid_from, "wait", "等待签发", posts.get(one.drafted_by, one.drafted_by), _said(book, books)))
    for book in sorted(books, key=lambda b: (b.valid_from, b.version), reverse=True):
        hand = signed.get(book.version)
        by = f"{posts.get(hand.drafted_by, hand.drafted_by)}起草，{posts.get(hand.promulgated_by, hand.promulgated_by)}签发" if hand else "随系统附带"
        state, word = ("ok", "适用中") if book.version in now else ("wait", "未到日期") if book.valid_from > clock.today() else ("none", "已被取代")
        lines.append(Line(book.version, book.label, str(book.data["subject"]), book.valid_from, state, word, by, _said(book, books)))
    table = Table("导出对照表", ("版本", "对照表", "状态", "施行", "谁办的", "改了什么"), lambda: [(one.version, one.label, one.word, one.valid_from, one.by, "；".join(one.said)) for one in lines], bool(lines))
    return listed(request, menu_for(request), "office/mappings.html", {"lines": lines, "crumbs": [Crumb("评分规则", reverse("office:rules"))]}, table)


@door(Permission.RULES_DRAFT)
def edit(request: HttpRequest) -> HttpResponse:
    """Columns of a version as a form; what is handed in is checked whole and kept as a draft."""
    require(actor_of(request), Permission.RULES_DRAFT)
    base = request.POST.get("base") or request.GET.get("base", "")
    book = next((one for one in exchange.mapping_books() if one.version == base), None)
    if book is None:
        raise Refused("mapping.unknown", "没有这个版本的对照表", "请从版本列表进入")
    was = mapping_of(book)
    starts = clock.today().isoformat()
    typed = {"version": _next(base), "label": was.label, "from": starts, "sheet": was.sheet, "source": str(book.data.get("source", ""))}
    rows = [_shown(n, one) for n, one in enumerate(was.columns, 1)] + [_shown(len(was.columns) + n, None) for n in range(1, BLANK + 1)]
    why = None
    if request.method == "POST":
        typed |= {name: request.POST.get(name, typed[name]).strip() for name in typed}
        rows = _typed(request)
        try:
            kept = actions.draft(actor_of(request), _made(was.code, typed, rows))
            messages.success(request, f"{kept.version} 已存为草案，请另一人在“评分规则”页签发。")
            return redirect("office:mappings")
        except Refused as refusal:
            why = refusal
    shown = {
        "base": base, "typed": typed, "rows": rows, "why": why, "fields": fields_offered(), "takes": TAKES, "forms": FORMS, "masks": MASKS,
        "crumbs": [Crumb("评分规则", reverse("office:rules")), Crumb("导出对照表", reverse("office:mappings"))],
    }  # fmt: skip
    return framed(request, menu_for(request), "office/mapping_edit.html", shown, status=409 if why else 200)


def _made(code: str, typed: Mapping[str, str], rows: list[dict[str, str]]) -> bytes:
    try:
        starts = date.fromisoformat(typed["from"])
    except ValueError:
        raise Refused("rulebook.from", "施行日期读不懂", "请写成 2027-01-01 这样的日期") from None
    wanted = [one for one in rows if one["heading"]]
    wanted.sort(key=lambda one: int(one["place"]) if one["place"].isdecimal() else 999)
    columns = [
        MappedColumn(
            **{name: one[name] for name in ("heading", "field", "text", "only", "fixed", "form", "mask", "reason")},
            take=one["take"] or "latest", codes=codes_in(one["codes"], one["heading"]), required=bool(one["required"]),
        )
        for one in wanted
    ]  # fmt: skip
    return written(code, typed["version"], typed["label"], starts, typed["sheet"], typed["source"] or "本区导出对照表", columns)


def _shown(place: int, one: MappedColumn | None) -> dict[str, str]:
    if one is None:
        return dict.fromkeys(_PARTS, "") | {"place": str(place)}
    words = {name: str(getattr(one, name)) for name in ("heading", "field", "text", "only", "fixed", "take", "form", "mask", "reason")}
    return words | {"place": str(place), "codes": "\n".join(f"{k}={v}" for k, v in one.codes.items()), "required": "1" if one.required else ""}


def _typed(request: HttpRequest) -> list[dict[str, str]]:
    count = len([name for name in request.POST if re.fullmatch(r"heading-\d+", name)])
    return [{part: request.POST.get(f"{part}-{n}", "").strip() for part in _PARTS} for n in range(count)]


def _said(book: Rulebook, books: list[Rulebook]) -> tuple[str, ...]:
    return tuple(changes(before_of(book, books), mapping_of(book)))


def _next(version: str) -> str:
    head, _, tail = version.rpartition("-")
    return f"{head}-{int(tail) + 1}" if tail.isdecimal() and len(tail) < 4 else f"{version}-2"
