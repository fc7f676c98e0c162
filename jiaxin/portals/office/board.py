"""监测指标 — every figure of the district on one page; each opens to its definition, division, day, rows and trend."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.figures import ALL, DEFINITIONS, Figure, percent
from jiaxin.domain.figures.definitions import GROUPS
from jiaxin.domain.figures.rules import FigureRules, figure_rules
from jiaxin.domain.permissions import Permission
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.charts import bars, trend
from jiaxin.portals.shared.framing import actor_of, framed, list_answer
from jiaxin.portals.shared.parts import Crumb

HEADINGS = ("查询号", "范围", "指标", "数值", "分子", "分母", "统计日", "快照号")
TREND_DAYS = 365


@door(Permission.BOARD_VIEW)
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.BOARD_VIEW)
    found = oversight.counted_now()
    at = found.at()
    rules = figure_rules(found.counted.on)
    groups = [(label, [_tile(at[d.code], rules) for d in DEFINITIONS.values() if d.group == group and d.code in at]) for group, label in GROUPS.items()]
    shown = {
        "groups": [(label, tiles) for label, tiles in groups if tiles], "found": found, "digest": found.digest[:16],
        "sizes": _sizes(found), "line": percent(rules.line_permille), "rules": rules,
    }  # fmt: skip
    return framed(request, menu_for(request), "office/board.html", shown)


@door(Permission.BOARD_VIEW)
@require_safe
def figure(request: HttpRequest, figure: str) -> HttpResponse:
    require(actor_of(request), Permission.BOARD_VIEW)
    found, rows = _rows(figure)
    whole = next((one for one in rows if one.place.code == ALL), rows[0])
    rules = figure_rules(found.counted.on)
    past = oversight.trend(figure, ALL, clock.today() - timedelta(days=TREND_DAYS))
    share, target = whole.definition.is_share, rules.line_permille if figure == "coverage" else None
    values = [(day, value) for day, f in past if (value := f.share if share else f.part) is not None]
    streets = [f for f in rows if f.place.kind in ("street", "rest")]
    counted = [(f.place.name, value, f.said) for f in streets if (value := f.share if share else f.part) is not None]
    shown = {
        "one": whole, "about": whole.definition.under(rules), "found": found, "rules": rules,
        "crumbs": [Crumb("监测指标", reverse("office:board"))],
        "streets": streets, "sizes": [f for f in rows if f.place.kind == "size"],
        "trend": trend(values, share, target), "bars": bars(counted, share, target), "label": whole.definition.label, "target": "省线",
        "line": percent(rules.line_permille) if figure == "coverage" else "",
    }  # fmt: skip
    return framed(request, menu_for(request), "office/figure.html", shown)


@door(Permission.BOARD_VIEW)
@require_safe
def export(request: HttpRequest, figure: str) -> HttpResponse:
    require(actor_of(request), Permission.BOARD_VIEW)
    found, rows = _rows(figure)
    cells = [(f.id, f.place.name, f.definition.label, f.said, f.part, f.whole, f.on.isoformat(), found.digest[:16]) for f in rows]
    return list_answer(DEFINITIONS[figure].label, HEADINGS, cells, DEFINITIONS[figure].label)


def _rows(code: str) -> tuple[oversight.Counting, list[Figure]]:
    found = oversight.counted_now()
    rows = found.of(code)
    if not rows:
        raise Http404
    rank = {"district": 0, "street": 1, "rest": 2, "size": 3}
    return found, sorted(rows, key=lambda f: (rank[f.place.kind], f.share is None, -(f.share or 0), -f.part, f.place.code))


def _tile(one: Figure, rules: FigureRules) -> tuple[str, str, str, str, str, str]:
    """(label, figure, unit, note, address, state)."""
    share = one.definition.is_share
    below = one.code == "coverage" and one.share is not None and one.share < rules.line_permille
    late = one.code == "overdue" and one.part
    note = one.how if share else f"截至 {one.on}"
    said = one.said.rstrip("%") or "—"
    return one.definition.label, said, one.definition.unit if one.said else "", note, reverse("office:figure", args=[one.code]), "watch" if below or late else ""


def _sizes(found: oversight.Counting) -> list[tuple[str, dict[str, Figure]]]:
    sizes: dict[str, tuple[str, dict[str, Figure]]] = {}
    for one in found.counted.figures:
        if one.place.kind == "size":
            sizes.setdefault(one.place.code, (one.place.name, {}))[1][one.code] = one
    return list(sizes.values())
