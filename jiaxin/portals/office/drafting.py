"""起草规则 — a new version of a scoring pack from the one in force: change some numbers, or hand in a whole file.

A draft is kept exactly as handed in, tried on everybody before anybody may sign it, and signed by somebody else.
"""

import re
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Permission
from jiaxin.domain.rulebooks.drafting import Number, numbers, revised
from jiaxin.domain.scoring.indicator import indicators
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of, framed

MOST_BYTES = 200_000


@door(Permission.RULES_DRAFT)
def draft(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.RULES_DRAFT)
    versions = sorted((one.version for one in scoring.in_force(clock.today()) if one.kind == "scoring"), reverse=True)  # workers first
    base = request.POST.get("base") or request.GET.get("base") or (versions[0] if versions else "")
    if base and base not in versions:
        raise Refused("rulebook.unknown", f"没有 {base} 这个规则文件", "请从随附的规则文件中选择")
    told: dict[str, object] = {"versions": versions, "base": base}
    if base:
        book = scoring.rulebook(base)
        found = numbers(book, {code: one.label for code, one in indicators().items()})
        starts = _new_year(clock.today())
        typed = {"version": _next(base), "label": re.sub(r"20\d\d年", f"{starts[:4]}年", book.label), "from": starts}
        if request.method == "POST":
            typed |= {name: request.POST.get(name, typed[name]) for name in typed}
            try:
                return _kept(request, base, found)
            except Refused as why:
                told["why"] = why
        told |= {"typed": typed, "groups": _groups(found, request)}
    return framed(request, menu_for(request), "office/drafting.html", told, status=409 if "why" in told else 200)


@door(Permission.RULES_DRAFT)
@require_safe
def text(request: HttpRequest, version: str) -> HttpResponse:
    """The exact bytes of a pack in force, to be edited elsewhere and handed in."""
    require(actor_of(request), Permission.RULES_DRAFT)
    answer = HttpResponse(scoring.rulebook(version).raw, content_type="application/toml")
    answer["Content-Disposition"] = f'attachment; filename="{version}.toml"'
    return answer


@door(Permission.RULES_DRAFT)
@require_POST
def try_draft(request: HttpRequest, digest: str) -> HttpResponse:
    beside = actions.try_draft(actor_of(request), digest, clock.today())
    version = next(one.version for one in scoring.drafts_waiting() if one.digest == digest)
    messages.success(request, f"{version} 已在全区试算，结果记在草案上。")
    return redirect(f"/office/rules/compare?before={beside}&after={version}")


@door(Permission.RULES_DRAFT)
@require_POST
def withdraw(request: HttpRequest, digest: str) -> HttpResponse:
    version = actions.withdraw_draft(actor_of(request), digest)
    messages.success(request, f"{version} 的草案已撤回，不再等待签发。")
    return redirect("office:rules")


def _kept(request: HttpRequest, base: str, found: list[Number]) -> HttpResponse:
    book = actions.draft(actor_of(request), _handed_in(request) or _filled_in(request, base, found))
    messages.success(request, f"{book.version} 已存为草案。请试算后交另一人签发。")
    return redirect("office:rules")


def _handed_in(request: HttpRequest) -> bytes:
    handed = request.FILES.get("file")
    if handed is None:
        return b""
    if (handed.size or 0) > MOST_BYTES:
        raise Refused("rulebook.too-large", "规则文件超过 200 KB", "请确认上传的是规则文件")
    return bytes(handed.read())


def _filled_in(request: HttpRequest, base: str, found: list[Number]) -> bytes:
    changed = {}
    for one in found:
        typed = request.POST.get(one.name, "").strip()
        try:
            changed[one.name] = int(typed) if typed else one.value
        except ValueError:
            raise Refused("rulebook.whole", f"“{one.label}”填了“{typed}”，不是整数", "分值和界限都写整数") from None
    try:
        starts = date.fromisoformat(request.POST.get("from", ""))
    except ValueError:
        raise Refused("rulebook.from", "施行日期读不懂", "请写成 2027-01-01 这样的日期") from None
    return revised(scoring.rulebook(base), request.POST.get("version", ""), request.POST.get("label", ""), starts, changed)


def _groups(found: list[Number], request: HttpRequest) -> list[tuple[str, list[tuple[Number, str]]]]:
    """By dimension, each number with what was typed for it."""
    groups: dict[str, list[tuple[Number, str]]] = {}
    for one in found:
        groups.setdefault(one.group, []).append((one, request.POST.get(one.name, str(one.value))))
    return list(groups.items())


def _next(version: str) -> str:
    head, _, year = version.rpartition("-")
    return f"{head}-{int(year) + 1}" if year.isdigit() else f"{version}-2"


def _new_year(today: date) -> str:
    return date(today.year + 1, 1, 1).isoformat()
