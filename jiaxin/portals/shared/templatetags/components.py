"""The components, one tag each; /design shows them all. Loaded everywhere, no `load` line needed.

A tag takes plain words or the frozen values of `parts`; the markup is in templates/shared/parts/.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from jiaxin.kit import clock
from jiaxin.portals.shared.parts import Action, Column, Crumb, Detail, Entry, Filter, Moment, Remark, State, Tab
from jiaxin.portals.shared.watermarking import drawing

register = template.Library()
PARTS = "shared/parts"
SHAPES = {
    State.OK: ("circle-check", gettext_lazy("正常")),
    State.WATCH: ("alert-triangle", gettext_lazy("注意")),
    State.STOP: ("square-x", gettext_lazy("停止")),
    State.WAIT: ("clock", gettext_lazy("等待")),
    State.NONE: ("circle-dashed", gettext_lazy("暂无")),
}
SEVERITIES = {
    "error": (State.STOP, gettext_lazy("必须修改")),
    "warning": (State.WATCH, gettext_lazy("请核对")),
    "info": (State.NONE, gettext_lazy("提示")),
}
MESSAGE_STATES = {"success": State.OK, "warning": State.WATCH, "error": State.STOP}


@cache
def _sprite() -> str:
    """Address of the file with all drawings; a menu alone asks for it forty times."""
    return static("shared/icons.svg")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A drawing from the sprite. Without a label it is an ornament and readers skip it."""
    address = f"{_sprite()}#{name}"
    if label:
        return format_html('<svg class="jx-icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="jx-icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.simple_tag(takes_context=True)
def watermark(context: Mapping[str, Any]) -> SafeString:
    """水印 over the element of class jx-marked that it stands in: who looks, and when."""
    return format_html('<img class="jx-watermark" src="{}" alt="">', drawing(context["request"].actor, clock.now()))


@register.inclusion_tag(f"{PARTS}/badge.html")
def badge(state: str, text: str = "") -> dict[str, Any]:
    """状态标签: shape + word + colour."""
    shape, word = SHAPES[State(state)]
    return {"state": State(state).value, "shape": shape, "text": text or word}


@register.inclusion_tag(f"{PARTS}/page_header.html")
def page_header(
    title: str, lead: str = "", actions: Iterable[Action] = (), crumbs: Iterable[Crumb] = (), note: str = "", lang: str = ""
) -> dict[str, Any]:
    """页头: where we are, what this is, what can be done here. lang: of a title that is an official paper's own."""
    return {"title": title, "lead": lead, "actions": list(actions), "crumbs": list(crumbs), "note": note, "lang": lang}


@register.inclusion_tag(f"{PARTS}/action.html")
def action(one: Action) -> dict[str, Any]:
    return {"one": one}


@register.inclusion_tag(f"{PARTS}/navigation.html", takes_context=True)
def navigation(context: Mapping[str, Any]) -> dict[str, Any]:
    entries: Sequence[Entry] = context.get("navigation", ())
    return {"entries": entries, "here": context.get("here", "")}


@register.inclusion_tag(f"{PARTS}/table_head.html", takes_context=True)
def table_head(context: Mapping[str, Any], columns: Iterable[Column]) -> dict[str, Any]:
    """表头: each sortable heading is a plain link; a second click turns the order round."""
    request = context.get("request")
    asked = request.GET.get("sort", "") if request else ""
    heads = []
    for column in columns:
        direction = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(asked, "") if column.sort else ""
        turned = f"-{column.sort}" if direction == "ascending" else column.sort
        heads.append({"column": column, "direction": direction, "href": _with(request, sort=turned, page="")})
    return {"heads": heads}


@register.inclusion_tag(f"{PARTS}/empty.html")
def empty(title: str, lead: str = "", action: Action | None = None, icon: str = "inbox") -> dict[str, Any]:
    """空状态: says why there is nothing and what to do next."""
    return {"title": title, "lead": lead, "action": action, "drawing": icon}


@register.inclusion_tag(f"{PARTS}/pagination.html", takes_context=True)
def pagination(context: Mapping[str, Any], page: Page) -> dict[str, Any]:
    request = context.get("request")
    numbers = [
        {"number": number, "href": _with(request, page=number) if isinstance(number, int) else ""}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "before": _with(request, page=page.number - 1),
        "after": _with(request, page=page.number + 1),
    }


@register.inclusion_tag(f"{PARTS}/filter_bar.html", takes_context=True)
def filter_bar(context: Mapping[str, Any], filters: Iterable[Filter], found: int | None = None) -> dict[str, Any]:
    """筛选栏: a GET form, so that a filtered list has an address that can be sent on."""
    request = context.get("request")
    return {
        "filters": list(filters),
        "found": found,
        "path": request.path if request else "",
        "sort": _asked(request, "sort"),
    }


@register.inclusion_tag(f"{PARTS}/field.html")
def field(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """表单项: label, control, hint and the error that names the next step."""
    hint = hint or bound.help_text
    parts = {"hint": hint, "error": bound.errors}
    described = " ".join(f"{bound.id_for_label}-{part}" for part, there in parts.items() if there)
    kind = getattr(bound.field.widget, "input_type", "")
    shape = (
        "form-check-input" if kind in ("checkbox", "radio") else "form-select" if kind == "select" else "form-control"
    )
    attributes = {"class": shape}
    if bound.errors:
        attributes = {"class": f"{shape} is-invalid", "aria-invalid": "true"}
    if described:
        attributes["aria-describedby"] = described
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attributes),
        "hint": hint,
        "checkbox": kind == "checkbox",
    }


@register.inclusion_tag(f"{PARTS}/drop_zone.html")
def drop_zone(
    name: str, label: str, accept: str = "", hint: str = "", limit_mb: int = 0, error: str = "", multiple: bool = False
) -> dict[str, Any]:
    """上传区: a file input first; dragging is a comfort on top. Stands inside the page's own form."""
    return {"name": name, "label": label, "accept": accept, "hint": hint, "limit_mb": limit_mb, "error": error, "multiple": multiple}


@register.inclusion_tag(f"{PARTS}/progress.html")
def progress(
    label: str,
    done: int,
    total: int,
    remaining_seconds: int | None = None,
    poll: str = "",
    cancel: str = "",
    said: str = "",
    unit: str = "",
) -> dict[str, Any]:
    """进度: the fragment asks `poll` for itself every second until an answer comes without `poll`.

    unit  what `done` and `total` count; without one they are a share and are not read out as things
    """
    return {
        "label": label,
        "done": f"{done:,}",
        "total": f"{total:,}",
        "unit": unit,
        "percent": min(100, done * 100 // total) if total else 0,
        "remaining": _in_words(remaining_seconds),
        "poll": poll,
        "cancel": cancel,
        "said": said,
    }


@register.inclusion_tag(f"{PARTS}/findings.html")
def findings(remarks: Iterable[Remark], title: str = "") -> dict[str, Any]:
    """问题清单: where, what is wrong, what to do."""
    lines = [
        {"remark": one, "state": SEVERITIES[one.severity][0].value, "word": SEVERITIES[one.severity][1]}
        for one in remarks
    ]
    return {"lines": lines, "title": title}


@register.inclusion_tag(f"{PARTS}/timeline.html")
def timeline(moments: Iterable[Moment]) -> dict[str, Any]:
    """来龙去脉: newest first; every line says where it came from."""
    return {"moments": list(moments)}


@register.inclusion_tag(f"{PARTS}/stat.html")
def stat(label: str, value: Any, unit: str = "", note: str = "", href: str = "", state: str = "") -> dict[str, Any]:
    """数字块: one figure with its unit; `note` gives denominator and day."""
    return {"label": label, "value": value, "unit": unit, "note": note, "href": href, "state": state}


@register.inclusion_tag(f"{PARTS}/confirm.html", takes_context=True)
def confirm(
    context: Mapping[str, Any], id: str, title: str, body: str, action: str, verb: str, grave: bool = False
) -> dict[str, Any]:
    """确认框: says what will happen before it happens. Opened by a button with `data-dialog="<id>"`."""
    return {
        "id": id, "title": title, "body": body, "action": action, "verb": verb, "grave": grave,
        "csrf_token": context.get("csrf_token", ""),
    }  # fmt: skip


@register.inclusion_tag(f"{PARTS}/alert.html")
def alert(state: str, text: str, title: str = "", do_this: str = "", closable: bool = False) -> dict[str, Any]:
    """提示条: what happened, and the next step."""
    shape, _word = SHAPES[State(state)]
    return {
        "state": State(state).value, "shape": shape, "text": text, "title": title, "do_this": do_this,
        "closable": closable,
    }  # fmt: skip


@register.inclusion_tag(f"{PARTS}/alerts.html", takes_context=True)
def alerts(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the last action left to say (django.contrib.messages)."""
    messages = context.get("messages") or ()
    return {"lines": [{"state": MESSAGE_STATES.get(m.level_tag, State.WAIT).value, "text": str(m)} for m in messages]}


@register.inclusion_tag(f"{PARTS}/details.html")
def details(lines: Iterable[Detail]) -> dict[str, Any]:
    """资料表: label and value; what is missing says so."""
    return {"lines": list(lines)}


@register.inclusion_tag(f"{PARTS}/tabs.html")
def tabs(items: Iterable[Tab], label: str = "") -> dict[str, Any]:
    """标签页: plain links, so that each tab has an address."""
    return {"items": list(items), "label": label}


def _asked(request: Any, name: str) -> str:
    return str(request.GET.get(name, "")) if request else ""


def _with(request: Any, **changes: Any) -> str:
    """This page's address with some parameters changed, and those set to nothing left out."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in ("", None):
            query[name] = str(value)
    return "?" + query.urlencode()


def _in_words(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < 60:
        return _("约剩 %(n)d 秒") % {"n": max(1, seconds)}
    minutes = -(-seconds // 60)
    return ngettext("约剩 %(n)d 分钟", "约剩 %(n)d 分钟", minutes) % {"n": minutes}
