"""公示公告 — lists of support and draws, open to everybody: read, object, draw again. Companies only; no person is named."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiaxin.apps.access.doors import public
from jiaxin.apps.access.queries import organisation_names
from jiaxin.apps.governance import queries as governance
from jiaxin.domain.errors import Refused
from jiaxin.domain.inspections.commitment import plan_text
from jiaxin.domain.pledges import pledge_rules, text_digest
from jiaxin.domain.procedures.award import marks
from jiaxin.domain.procedures.award import shown as shown_mean
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.kit import clock
from jiaxin.portals.shared import cases
from jiaxin.portals.shared.drawn import result_lines, way
from jiaxin.portals.shared.framing import list_answer
from jiaxin.portals.shared.money import yuan
from jiaxin.portals.shared.star_words import prospect_shown

_SCRIPT = Path(__file__).resolve().parents[3] / "tools" / "verify" / "jiaxin_verify_draw.py"
_WHY = "公示面向公众，任何人都可以查看"


@public(_WHY)
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    labels = {r.code: r.label for r in governance.support_rules(clock.today())}
    rows, found = [], governance.announced()
    called = cases.names(c for c in found if c.procedure == "star-rating")
    for one in found:
        said = {k: v for e in one.events for k, v in e.said.items()}
        if one.procedure in ("project", "award"):
            rows.append((one, f"{one.label} {said['round']}"))
        elif one.procedure == "star-rating":
            rows.append((one, f"{called[one.id]} {said['star']} 星"))
        elif one.procedure == "draw":
            rows.append((one, str(said["round"]) if said.get("cause") else f"双随机抽查 {said['round']}"))
        else:
            rows.append((one, labels.get(str(said.get("rule")), "扶持资金")))
    return render(request, "access/notices.html", {"rows": rows, "standards": governance.standards(public=True), "district": settings.DISTRICT.name})


@public(_WHY)
@require_safe
def support(request: HttpRequest, case_id: str) -> HttpResponse:
    one = _open(case_id, "subsidy")
    lines = [(line, yuan(line.fen)) for line in governance.support_lines(case_id) if line.fen]
    said = {k: v for e in one.events for k, v in e.said.items()}
    rule = next((r for r in governance.support_rules(one.opened_at.astimezone(clock.CHINA).date()) if r.code == said["rule"]), None)
    shown = {
        "one": one, "lines": lines, "rule": rule, "total": yuan(sum(line.fen for line, _ in lines)), "digest": said["committed"],
        "since": next((e.on for e in one.events if e.verb == "announce"), None), "until": governance.notice_until(case_id), "hotline": settings.DISTRICT.hotline,
    }  # fmt: skip
    return render(request, "access/notice_support.html", shown)


@public(_WHY)
@require_safe
def project(request: HttpRequest, case_id: str) -> HttpResponse:
    """A company chosen for a project or an honour, or rated: what for, by which conditions or marks, until when anybody may object."""
    one = _open(case_id, "project", "award", "star-rating")
    said = {k: v for e in one.events for k, v in e.said.items()}
    met, amount, star = said.get("conditions"), said.get("amount"), str(said.get("star", ""))
    given = marks(one.events) if one.procedure == "award" else []
    shown = {
        "one": one, "round": said.get("round") or f"{star} 星级家政企业", "source": procedure(one.procedure).opening.source, "name": cases.names([one])[one.id], "conditions": met if isinstance(met, list) else [],
        **(prospect_shown(one) if star else {"prospect": None}), "jury": (shown_mean(given), len(given)) if given else None, "amount": yuan(amount) if isinstance(amount, int) else "", "until": governance.notice_until(case_id), "hotline": settings.DISTRICT.hotline,
    }  # fmt: skip
    return render(request, "access/notice_project.html", shown)


@public(_WHY)
@require_safe
def pledge(request: HttpRequest) -> HttpResponse:
    """The text, how many signed, and how each clause is kept. No company is named."""
    book, found = pledge_rules(clock.today()), governance.pledge_fulfilment()
    lines = [(one, "不公布" if one.permille is None else f"{one.permille // 10}.{one.permille % 10}%") for one in found.clauses]
    shown = {"book": book, "found": found, "lines": lines, "digest": text_digest(book), "today": clock.today(), "district": settings.DISTRICT.name}
    return render(request, "access/notice_pledge.html", shown)


@public(_WHY)
@require_safe
def standard(request: HttpRequest, case_id: str) -> HttpResponse:
    """A standard that is out for opinions, or adopted."""
    one = governance.standard(case_id, public=True)
    until = governance.notice_until(case_id)
    return render(request, "access/notice_standard.html", {"one": one, "until": until, "hotline": settings.DISTRICT.hotline})


@public(_WHY)
@require_safe
def draw(request: HttpRequest, case_id: str) -> HttpResponse:
    _open(case_id, "draw")
    one = governance.draw_shown(case_id)
    drawn, names = one.drawn, organisation_names(set(one.bound))
    found = governance.draw_results(one)
    results = found.results if found else {}
    if request.GET.get("as") == "xlsx":
        lines = [(one.names.get(code, ""), code, way(one, code), results.get(code, "检查未结束")) for code in one.pairs]
        return list_answer(one.name, ("企业", "信用代码", "抽法", "检查结果"), lines, "检查结果")
    shown = {
        "public": len(results), "taken": len(one.pairs), "within": working_days("inspection_publish", one.fixed_at.astimezone(clock.CHINA).date()),
        "offices": [(code, names.get(code, code), digest, one.told.get(code, "")) for code, digest in sorted(one.bound.items())],
        "one": one, "firms": [(f, one.names.get(f.subject, "")) for f in sorted(one.plan.firms, key=lambda f: f.subject)],
        "at_random": [(c, one.names.get(c, ""), results.get(c, "")) for c in drawn.at_random] if drawn else [], "by_risk": [(c, one.names.get(c, ""), results.get(c, "")) for c in drawn.by_risk] if drawn else [],
        "result_lines": result_lines(found, one.whole) if found and found.public else [],
    }  # fmt: skip
    return render(request, "access/notice_draw.html", shown)


@public(_WHY)
@require_safe
def draw_list(request: HttpRequest, case_id: str) -> HttpResponse:
    """The committed list, byte for byte: its SHA-256 is the digest."""
    _open(case_id, "draw")
    answer = HttpResponse(plan_text(governance.draw_shown(case_id).plan), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="list.json"'
    return answer


@public("重算用的程序，任何人都可以下载")
@require_safe
def draw_script(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(_SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="jiaxin_verify_draw.py"'
    return answer


def _open(case_id: str, *procedures: str) -> governance.CaseView:
    found = next((one for one in governance.announced() if one.id == case_id and one.procedure in procedures), None)
    if found is None:
        raise Refused("access.absent", "没有找到这份公示。", "请从公示公告进入。")
    return found
