"""建档进度 — the league table of streets, all over the same kind of base, to be read, printed and taken along."""


from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.figures.forecast import Forecast
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.permissions import Actor, Permission, Reach, may_ever, reach_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.streets_drawn import street_sheet
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = (
    "街道", "摸底人数", "摸底日期", "底数来源", "已建档", "建档率", "完整率", "核验率", "绿码率", "待本人确认", "近几周每周新建档", "年底预测", "预测下限", "预测上限",
    "每周需新建档", "能否达标",
)  # fmt: skip
REACHES = {"yes": "ok", "no": "stop", "unsure": "watch", "silent": "none"}
LABELS = ("建档率", "完整率", "核验率", "绿码率")


@door(Permission.COVERAGE_VIEW)
@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    found = _found(actor_of(request))
    shown = {
        "tiles": _tiles(found), "may_list": may_ever(actor_of(request).role, Permission.WORKER_LIST),
        "sheet": street_sheet(_tiles_of_streets(found)) if found.comparable.base else None, "ahead": _ahead(found) if found.comparable.base else [], "rules": figure_rules(found.on), "target": _percent(figure_rules(found.on).target_permille),
        "line": _percent(figure_rules(found.on).line_permille), "lines": [(one, list(zip(LABELS, _shares(one), map(_percent, _shares(one)), strict=True))) for one in found.streets],
        "definitions": oversight.DEFINITIONS,
        "missing": found.missing[:9],
        "most": max((count for _, count in found.missing), default=1),
    }
    return framed(request, menu_for(request), "office/coverage.html", shown)


@door(Permission.COVERAGE_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    found = _found(actor_of(request))
    return list_answer("建档进度", HEADINGS, [(*_cells(one), *_ahead_cells(ahead[one.code] if one.code in ahead and (one.code or one is found.district) else None)) for ahead in (_forecasts(found),) for one in (*found.streets, found.district)], "建档进度")


def _found(actor: Actor) -> oversight.Coverage:
    """A company sees its own; everybody else the whole district, because the comparison is the point."""
    own = reach_of(actor.role, Permission.COVERAGE_VIEW) is Reach.ORGANISATION
    return oversight.coverage(clock.today(), company=(actor.organisation or "-") if own else "")


def _forecasts(found: oversight.Coverage) -> dict[str, Forecast]:
    return oversight.forecasts({one.code: (one.filed, one.base.count if one.base else None) for one in found.streets if one.code}, found.on)


def _ahead(found: oversight.Coverage) -> list[tuple[str, Forecast, str, str, str]]:
    """(name, forecast, state, middle, interval), the widest gap between needed and recent pace first; the district at the top."""
    ahead = _forecasts(found)
    names = {"": "有底数的街道合计"} | {one.code: one.name for one in found.streets if one.code}
    if len(ahead) < 2:
        return []
    rows = [(names[code], one, REACHES[one.reaches], _percent(one.middle), f"{_percent(one.low)} 至 {_percent(one.high)}" if one.middle is not None else "") for code, one in ahead.items()]
    return sorted(rows, key=lambda row: (row[0] != names[""], row[1].needed is None, -(row[1].needed or 0) * len(row[1].weekly or (0,)) + sum(row[1].weekly), row[0]))


def _ahead_cells(one: Forecast | None) -> list[str | int | None]:
    if one is None:
        return [""] * 6
    return [one.pace if one.weekly else "", _percent(one.middle), _percent(one.low), _percent(one.high), one.needed, one.why]


def _tiles_of_streets(found: oversight.Coverage) -> dict[str, tuple[str, str, str, str, str]]:
    """Code → (name, rate, state, word, address) of each street, by code: neighbours in the code are often neighbours on the ground."""
    rules = figure_rules(found.on)
    tiles = {}
    for one in sorted((one for one in found.streets if one.code), key=lambda s: s.code):
        share = one.coverage
        if share is None:
            state, word = "none", "没有底数"
        elif share > 1000:
            state, word = "watch", "多于底数，请重新摸底"
        elif share >= rules.target_permille:
            state, word = "ok", "已达标"
        elif share >= rules.line_permille:
            state, word = "wait", "过省线"
        else:
            state, word = "watch", "低于省线"
        tiles[one.code] = (one.name, _percent(share) or "—", state, word, f"{reverse('office:workers')}?street={one.code}")
    return tiles


def _tiles(found: oversight.Coverage) -> list[tuple[str, str, str, str, str]]:
    """(label, figure, unit, note, state); the rate is over streets with a base alone, and says so."""
    base, rate = found.comparable.base, _percent(found.comparable.coverage)
    over = f"{found.comparable.filed} ÷ {base.count} 人，底数最早 {base.on}" if base else "还没有摸底底数"
    return [
        ("建档率", rate.rstrip("%") or "—", "%" if rate else "", over, ""),
        ("已建档", f"{found.district.filed:,}", "人", f"截至 {found.on}", ""),
        ("完整率", _percent(found.district.completeness).rstrip("%") or "—", "%", "过期的按没有计算", ""),
        ("核验率", _percent(found.district.verified_share).rstrip("%") or "—", "%", "公安核验一致", ""),
        ("待本人确认", f"{found.district.awaiting:,}", "人", "不计入已建档", "wait" if found.district.awaiting else ""),
    ]


def _shares(one: oversight.Street) -> tuple[int | None, int | None, int | None, int | None]:
    return one.coverage, one.completeness, one.verified_share, one.green_share


def _percent(share: int | None) -> str:
    return "" if share is None else f"{share // 10}.{share % 10}%"


def _cells(one: oversight.Street) -> list[str | int | None]:
    base = one.base
    return [
        one.name, base.count if base else None, base.on.isoformat() if base else "", base.source if base else "", one.filed,
        *map(_percent, _shares(one)), one.awaiting,
    ]  # fmt: skip
