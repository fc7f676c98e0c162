"""一并下结论 — many doubts of one company and one kind: how many they are and whom they concern is read once more, then one finding for all.

Each keeps a step and a notice of its own, as if it had been found alone. Found false, a record is said so one by one: that opens
an inspection with notice and time to be heard, which is no matter of a heap.
"""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from jiaxin.apps.access.actions import meet, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.intake import actions
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.doubts.kinds import KINDS, WHOSE
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.doubting import TABS
from jiaxin.portals.shared.doubt_words import BADGES, called
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import Crumb

_LEADS = {"genuine": "settled", "put_right": "settled", "ask": "asked"}  # under which tab they lie afterwards
_SAID = {
    "genuine": "已对 {n} 条记录结论：真实。要改，在“已有结论”里选“重新核查”。",
    "ask": "已对 {n} 条记录结论，企业会收到通知和期限。要改，在“等企业答复”里重新下结论。",
    "put_right": "已对 {n} 条记录结论：已更正。要改，在“已有结论”里选“重新核查”。",
    "unclear": "已对 {n} 条记录结论：再核。",
    "reopen": "{n} 条已回到待核查。",
}


@door(Permission.DOUBT_DECIDE)
@require_POST
def together(request: HttpRequest) -> HttpResponse:
    """From the list: the page that says what is about to be done. From that page: done, or what is wrong with it, with all that was typed."""
    actor, said = actor_of(request), request.POST
    require(actor, Permission.DOUBT_DECIDE, Thing.of(actor))
    found, wrong = _chosen(actor, said), None
    steps = intake.findings_together(found)
    if not found or not steps:
        messages.error(request, "请先勾选同一家企业、同一种疑点的记录。")
        return redirect(_back(said))
    if "sure" in said:
        verb = said.get("finding", "")
        try:
            if gone := len(set(said.getlist("doubt"))) - len(found):
                raise Refused("doubt.moved", f"有 {gone} 条已经不在清单里，可能别人刚办过", "下面是剩下的，请再核对一次")
            done = actions.decide_doubts(actor, [one.id for one in found], verb, said.get("why", ""), said.get("whose", "both"))
        except Refused as why:
            if why.code.startswith("access."):
                raise
            wrong = why
        else:
            messages.success(request, _SAID[verb].format(n=len(done)))
            return redirect(_back(said, _LEADS.get(verb, "")))
    names = called(actor, found, "核查记录疑点", LIST, meet)
    shown = {
        "rows": [(one, names.get(one.subject, ""), names.get(one.other, ""), BADGES[one.state]) for one in found], "count": len(found), "kind": found[0].kind,
        "firm": registry.companies([found[0].company]).get(found[0].company), "findings": steps, "whose": WHOSE if any(one.verb == "ask" for one in steps) else {},
        "asks": any(one.verb == "ask" for one in steps), "people": len({s for one in found for s in (one.subject, one.other)}), "wrong": wrong, "typed": said,
        "kept": [(name, said.get(name, "")) for name in ("tab", "firm", "kind") if said.get(name)], "back": _back(said), "crumbs": (Crumb("记录疑点", reverse("office:doubts")),),
    }  # fmt: skip
    answer = framed(request, menu_for(request), "office/doubts_together.html", shown, status=409 if wrong else 200)
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


def _chosen(actor: Actor, said: QueryDict) -> list[intake.Doubt]:
    """Those that were ticked, or with `every` all under the filters of the list, the most urgent first; none beyond this actor's reach."""
    tab, firm, code = said.get("tab", ""), said.get("firm", ""), said.get("kind", "")
    if not firm or code not in KINDS:
        return []
    listed = intake.doubts(actor, TABS[tab if tab in TABS else ""][1], firm, code)
    ticked = set(said.getlist("doubt"))
    return [one for one in listed if "every" in said or one.id in ticked][: intake.MOST_DOUBTS_TOGETHER]


def _back(said: QueryDict, tab: str | None = None) -> str:
    """The list, under the same filters; under the tab where they lie now."""
    kept = {"tab": said.get("tab", "") if tab is None else tab, "firm": said.get("firm", ""), "kind": said.get("kind", "")}
    asked = urlencode({name: value for name, value in kept.items() if value})
    return reverse("office:doubts") + (f"?{asked}" if asked else "")
