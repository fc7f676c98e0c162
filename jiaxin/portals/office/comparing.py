"""规则比较 — before anybody signs: who gains and who loses, group by group, what it costs, what to expect.

By sex and age only when asked for, as an audit: that opens identity numbers and leaves a receipt for each person.
"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.permissions import Permission
from jiaxin.domain.scoring.comparing import Fared, share_interval
from jiaxin.domain.scoring.explaining import shown
from jiaxin.domain.scoring.gaming import Way, cheapest
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import State

VERDICTS = {
    "ok": (State.OK, "达到八成"),
    "watch": (State.WATCH, "不到八成，可能是偶然"),
    "below": (State.STOP, "不到八成"),
}


@door(Permission.RULES_DRAFT)
@require_safe
def comparing(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.RULES_DRAFT)
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    versions = _versions()
    told: dict[str, object] = {"versions": versions, "before": before, "after": after, "audit": bool(request.GET.get("audit"))}
    if before in versions and after in versions:
        prices = [(version, cheapest(scoring.pack(version), clock.today())) for version in dict.fromkeys((before, after))]
        found = scoring.try_out(actor, scoring.pack(before), scoring.pack(after), clock.today(), bool(request.GET.get("audit")))
        told |= {
            "found": found,
            "moves": [(_grade(a), _grade(b), n) for a, b, n in found.moves if a != b],
            "fared": [(one, shown(one.mean_change), _share(one)) for one in found.fared],
            "fifths": [(one, _percent(one.ratio_mille), _percent(one.low_mille), _percent(one.high_mille), *VERDICTS[one.verdict]) for one in found.fifths],
            "gaps": [(one, shown(one.mean), _signed(one.gap), _signed(one.low), _signed(one.high)) for one in found.gaps],
            "games": _games(prices),
            "subsidy": f"{found.subsidy_before:,} 元 → {found.subsidy_after:,} 元",
        }  # fmt: skip
    return framed(request, menu_for(request), "office/comparing.html", told)


def _games(prices: list[tuple[str, list[Way]]]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(start, grade, [(what it costs under a version, what is bought)]) for each version."""
    rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for _, ways in prices:
        for one in ways:
            cost = "刷不到" if one.yuan is None else "不用花钱" if not one.yuan else f"{one.yuan:,} 元"
            rows.setdefault((one.start, one.grade), []).append((cost, "；".join(one.steps)))
    return [(start, grade, told) for (start, grade), told in rows.items()]


def _versions() -> list[str]:
    known = [one.version for one in scoring.in_force(clock.today()) if one.kind == "scoring"]
    return [*known, *(one.version for one in scoring.drafts_waiting() if one.kind == "scoring")]


def _share(one: Fared) -> str:
    low, high = share_interval(one.favoured_after, one.members)
    return f"{_percent(1000 * one.favoured_after // one.members)}（{_percent(low)}–{_percent(high)}）"


def _grade(code: str) -> str:
    return "未评" if code == "NR" else code


def _signed(points: int) -> str:
    return f"+{shown(points)}" if points > 0 else shown(points)


def _percent(mille: int) -> str:
    return f"{mille // 10}.{mille % 10}%"
