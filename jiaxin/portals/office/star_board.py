"""星级评定 — how many of those who could apply did, and why the others do not; how far assessors agree, round by round."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.permissions import Permission
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.rounds import Agreed, Marker
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.members import without_members
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import State

STATES = {"applied": (State.OK, "已申报"), "passed": (State.NONE, "说明了原因"), "silent": (State.WAIT, "还没有说")}
ROUND = ("来源", "轮次", "两人都评的申报", "一致性（κ，‰）", "平均相差（分）", "需第三人看", "偏离的评审")


@door(Permission.STAR_REVIEW)
@require_safe
def uptake(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found, at, companies = governance.star_uptake(actor)
    rows = [(one, *STATES[one.state]) for one in companies]
    share = "—" if found.permille is None else f"{found.permille // 10}.{found.permille % 10}%"
    shown = {"no_members": without_members(actor), "found": found, "share": share, "rows": rows, "counted_at": at, "today": clock.today(), "source": star_rules(clock.today()).data["reasons"]["source"]}
    told = [(one.name, one.star, word, one.reason) for one, _, word in rows]
    return listed(request, menu_for(request), "office/star_uptake.html", shown, Table("星级申报率", ("企业", "够得上几星", "状态", "没有申报的原因"), lambda: told, bool(told)))


@door(Permission.STAR_REVIEW)
@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    found = governance.marking_agreement(actor_of(request))
    rounds = [*(_round("星级评审", one) for one in found.assessors), *(_round("第三方评估", one) for one in found.evaluators)]
    markers = [*(_marker("星级评审", one) for one in found.assessor_markers), *(_marker("第三方评估", one) for one in found.evaluator_markers)]
    blind = star_rules(clock.today()).data["blind"]
    shown = {"rounds": rounds, "markers": markers, "blind": blind}
    return listed(request, menu_for(request), "office/star_agreement.html", shown, Table("评审一致性", ROUND, lambda: rounds, bool(rounds)))


def _round(source: str, one: Agreed) -> tuple[str, str, int, str, str, int, str]:
    kappa = "各项相同" if one.kappa_mille is None else str(one.kappa_mille)
    return source, one.round, one.pairs, kappa, _tenths(one.apart_tenths), one.third, "、".join(f"{who}（{points:+d} 分）" for who, points in one.outliers)


def _marker(source: str, one: Marker) -> tuple[str, str, int, str, State, str]:
    """Whoever has too few pairs is not called anything."""
    state, word = (State.WATCH, "长期偏离") if one.outlier else (State.OK, "相近") if one.enough else (State.NONE, "件数还少")
    return source, one.who, one.pairs, ("+" if one.mean_tenths > 0 else "") + _tenths(one.mean_tenths), state, word


def _tenths(value: int) -> str:
    return f"{'−' if value < 0 else ''}{abs(value) // 10}.{abs(value) % 10}"
