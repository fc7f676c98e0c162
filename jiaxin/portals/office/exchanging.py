"""跨区互换 — peers and how far the letters are, a file in and a file out, what is held, what is proposed, what has to be looked at."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access.doors import door
from jiaxin.apps.exchange import actions, queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.exchange.judging import REASONS
from jiaxin.domain.exchange.rules import exchange_rules
from jiaxin.domain.permissions import Permission, may_ever
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.framing import actor_of
from jiaxin.portals.shared.listing import Table, listed, minute

PEERS = ("代码", "名称", "状态", "寄出", "对方未读", "收到", "等前面的信", "待处理", "待核实")
HELD = ("编号", "寄出方", "第几封", "种类", "写信时间", "收到时间", "原因")
ITEMS = ("编号", "收到时间", "记录", "状态")
MOST_BYTES = 64 * 1024 * 1024
LISTS = ("purposes", "may_send", "may_ask")


@door(Permission.LETTER_HANDLE)
@require_safe
def peers(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found, (code, keys) = queries.peers(actor), queries.own_keys(actor)
    shown = {"peers": found, "changes": queries.changes(actor), "held": len(queries.held(actor)), "code": code, "keys": keys, "rules": exchange_rules(clock.today()), "signing": keys.signing.hex(), "box": keys.box.hex(), "me": actor.id, "may_decide": may_ever(actor.role, Permission.PEER_DECIDE)}
    table = Table("对接单位", PEERS, lambda: [(p.code, p.name, _stands(p), p.sent, p.unread, p.got, p.waiting, p.held, p.doubted) for p in found], bool(found))
    return listed(request, menu_for(request), "office/exchange.html", shown, table)


@door(Permission.LETTER_HANDLE)
@require_safe
def peer(request: HttpRequest, code: str) -> HttpResponse:
    actor = actor_of(request)
    one, items = queries.peer(actor, code), queries.items(actor, code)
    shown = {"one": one, "items": items, "letters": queries.letters(actor, code), "changes": queries.changes(actor, code), "rules": exchange_rules(clock.today()), "me": actor.id, "may_decide": may_ever(actor.role, Permission.PEER_DECIDE), "today": clock.today()}
    table = Table("来自对方的记录", ITEMS, lambda: [(i.claim, minute(i.made_at), "、".join(i.kinds), i.state_label) for i in items], bool(items))
    return listed(request, menu_for(request), "office/exchange_peer.html", shown, table)


@door(Permission.LETTER_HANDLE)
@require_safe
def held(request: HttpRequest) -> HttpResponse:
    found = queries.held(actor_of(request))
    table = Table("待处理来信", HELD, lambda: [(o.id, o.name, o.number, o.kind, minute(o.written_at), minute(o.at), o.reason) for o in found], bool(found))
    return listed(request, menu_for(request), "office/exchange_held.html", {"rows": found}, table)


@door(Permission.LETTER_HANDLE)
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    try:
        if file is None or (file.size or 0) > MOST_BYTES:
            raise Refused("exchange.file", "没有选文件，或文件太大", "请选对方交来的互换文件，不超过 64 MB")
        taken = actions.receive(actor_of(request), file.read())
    except Refused as why:
        return _refused(request, why, "office:exchange")
    messages.success(request, f"收下 {taken.applied} 封，原已收过 {taken.known} 封，等前面的信 {taken.waiting} 封。")
    if taken.held:
        reasons = "；".join(REASONS.get(reason, reason) for reason in dict.fromkeys(taken.held))
        messages.warning(request, f"{len(taken.held)} 封待处理：{reasons}。")
        return redirect("office:exchange-held")
    return redirect("office:exchange-peer", taken.peer) if taken.peer else redirect("office:exchange")


@door(Permission.LETTER_HANDLE)
@require_POST
def send(request: HttpRequest, code: str) -> HttpResponse:
    """The file for a peer. Its content is sealed to that peer; nobody here can open it again."""
    try:
        data = actions.bundle(actor_of(request), code)
    except Refused as why:
        return _refused(request, why, "office:exchange-peer", code)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="letters-{code}.json"'
    return answer


@door(Permission.LETTER_HANDLE)
@require_POST
def settle(request: HttpRequest, letter: str, verb: str) -> HttpResponse:
    actor = actor_of(request)
    try:
        if verb == "aside":
            actions.put_aside(actor, letter, request.POST.get("why", ""))
            messages.success(request, "已搁置。信封和原因留存，正文已删除。")
        elif verb in ("again", "late"):
            verdict = actions.look_again(actor, letter, late=verb == "late")
            (messages.warning if verdict.reason else messages.success)(request, f"仍待处理：{REASONS[verdict.reason]}。" if verdict.reason else "已按顺序收下。")
        else:
            raise Refused("access.absent", "没有这一步。", "请从页面上的按钮办理。")
    except Refused as why:
        return _refused(request, why, "office:exchange-held")
    return redirect("office:exchange-held")


@door(Permission.LETTER_HANDLE)
@require_POST
def review(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """One item, or all of a peer that wait."""
    try:
        if verb not in ("stands", "untrue"):
            raise Refused("access.absent", "没有这一步。", "请从页面上的按钮办理。")
        done = actions.review(actor_of(request), code, verb == "stands", request.POST.getlist("claim"))
    except Refused as why:
        return _refused(request, why, "office:exchange-peer", code)
    messages.success(request, f"已恢复 {done} 项。" if verb == "stands" else f"已撤除 {done} 项。")
    return redirect("office:exchange-peer", code)


@door(Permission.PEER_PROPOSE)
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    typed = request.POST
    said = {name: typed.getlist(name) if name in LISTS else typed.get(name, "") for name in typed if name not in ("peer", "what", "csrfmiddlewaretoken")}
    actor, peer, what = actor_of(request), typed.get("peer", "").strip(), typed.get("what", "")
    back = ("office:exchange-peer", peer) if peer in {one.code for one in queries.peers(actor)} else ("office:exchange",)
    try:
        actions.propose_peer(actor, peer, what, said)
    except Refused as why:
        return _refused(request, why, *back)
    messages.success(request, "已提出，等另一位同事批准后生效。")
    return redirect(*back)


@door(Permission.PEER_DECIDE)
@require_POST
def decide(request: HttpRequest, change: str, verb: str) -> HttpResponse:
    return _decided(request, change, verb, ("approve", "refuse"))


@door(Permission.PEER_PROPOSE)
@require_POST
def withdraw(request: HttpRequest, change: str) -> HttpResponse:
    return _decided(request, change, "withdraw", ("withdraw",))


def _decided(request: HttpRequest, change: str, verb: str, verbs: tuple[str, ...]) -> HttpResponse:
    try:
        if verb not in verbs:
            raise Refused("access.absent", "没有这一步。", "请从页面上的按钮办理。")
        actions.decide_peer(actor_of(request), change, verb, request.POST.get("digest", ""))
    except Refused as why:
        return _refused(request, why, "office:exchange")
    messages.success(request, {"approve": "已批准，现在生效。", "refuse": "已记下不批准。", "withdraw": "已撤回。"}[verb])
    return redirect("office:exchange")


def _stands(one: queries.PeerView) -> str:
    return "停止信任" if not one.trusted else "停收" if one.stopped else "没有有效公钥" if one.without_key else "正常"


def _refused(request: HttpRequest, why: Refused, page: str, *arguments: str) -> HttpResponse:
    if why.code.startswith("access."):
        raise why
    messages.error(request, f"{why.said}。{why.do_this}")
    return redirect(page, *arguments)
