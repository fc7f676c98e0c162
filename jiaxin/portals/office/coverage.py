"""建档进度 — the league table of streets, all over the same kind of base, to be read, printed and taken along."""


from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access.doors import door
from jiaxin.apps.oversight import queries as oversight
from jiaxin.domain.permissions import Actor, Permission, Reach, reach_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed, list_answer

HEADINGS = (
    "街道", "摸底人数", "摸底日期", "底数来源", "已建档", "建档率", "完整率", "核验率", "绿码率", "待本人确认",
)  # fmt: skip
LABELS = ("建档率", "完整率", "核验率", "绿码率")


@door(Permission.COVERAGE_VIEW)
def coverage(request: HttpRequest) -> HttpResponse:
    found = _found(actor_of(request))
    shown = {
        "tiles": _tiles(found),
        "lines": [(one, list(zip(LABELS, _shares(one), map(_percent, _shares(one)), strict=True))) for one in found.streets],
        "definitions": oversight.DEFINITIONS,
        "missing": found.missing[:9],
        "most": max((count for _, count in found.missing), default=1),
    }
    return framed(request, menu_for(request), "office/coverage.html", shown)


@door(Permission.COVERAGE_VIEW)
def export(request: HttpRequest) -> HttpResponse:
    found = _found(actor_of(request))
    return list_answer("建档进度", HEADINGS, [_cells(one) for one in (*found.streets, found.district)], "建档进度")


def _found(actor: Actor) -> oversight.Coverage:
    """A company sees its own; everybody else the whole district, because the comparison is the point."""
    own = reach_of(actor.role, Permission.COVERAGE_VIEW) is Reach.ORGANISATION
    return oversight.coverage(clock.today(), company=(actor.organisation or "-") if own else "")


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
