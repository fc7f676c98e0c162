"""评分规则 — what is in force, and drafts that wait for the signature of a second person."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as who
from jiaxin.apps.access.doors import door
from jiaxin.apps.registry.actions import place
from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.permissions import Permission, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed
from jiaxin.portals.shared.parts import State

KINDS = {**actions.FOLLOWED, "validity": "亮码颜色", "publication": "公开内容", "intake": "归集", "disclosure": "公开期限"}

HEADINGS = ("版本", "规则", "种类", "状态", "适用", "至", "起草", "签发", "校验码")
NOW = {"applies": (State.OK, "适用中"), "waits": (State.WAIT, "未到日期"), "over": (State.NONE, "已到期"), "replaced": (State.NONE, "已由新版代替")}


@door(Permission.RULES_VIEW)
@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    in_force, drafts, withdrawn = scoring.in_force(clock.today()), scoring.drafts_waiting(), scoring.drafts_withdrawn()
    hands = {name for r in in_force for name in (r.drafted_by, r.promulgated_by)} | {d.drafted_by for d in drafts}
    post = who.posts(hands | {w.withdrawn_by for w in withdrawn})
    shown = {
        "in_force": [
            (r, KINDS.get(r.kind, r.kind), *NOW[r.now], post.get(r.drafted_by, r.drafted_by), post.get(r.promulgated_by, r.promulgated_by))
            for r in in_force
        ],
        "drafts": [
            (d, KINDS.get(d.kind, d.kind), d.drafted_by == actor.id, f"draft-{n}", post.get(d.drafted_by, d.drafted_by))
            for n, d in enumerate(drafts)
        ],
        "withdrawn": [(w, KINDS.get(w.kind, w.kind), post.get(w.withdrawn_by, w.withdrawn_by)) for w in withdrawn],
        "may_draft": may_ever(actor.role, Permission.RULES_DRAFT),
        "may_sign": may_ever(actor.role, Permission.RULES_PROMULGATE),
    }
    return listed(request, menu_for(request), "office/rules.html", shown, Table("评分规则", HEADINGS, lambda: _told(shown)))


def _told(shown: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    yield from ((r.version, r.label, kind, now, r.valid_from, r.valid_until or "", drafter, signer, r.digest) for r, kind, _, now, drafter, signer in shown["in_force"])
    yield from ((d.version, d.label, kind, "等待签发", "", "", drafter, "", d.digest) for d, kind, _, _, drafter in shown["drafts"])
    yield from ((w.version, "", kind, "已撤回", "", "", by, "", w.digest) for w, kind, by in shown["withdrawn"])


@door(Permission.RULES_PROMULGATE)
@require_POST
def promulgate(request: HttpRequest, digest: str) -> HttpResponse:
    book = actions.promulgate(actor_of(request), digest, place(settings.DISTRICT.name))
    messages.success(request, f"{book.version} 已签发，自 {book.valid_from} 起适用。")
    return redirect("office:rules")
