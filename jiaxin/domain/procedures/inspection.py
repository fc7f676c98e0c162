"""检查 — drawn, assigned to two without a conflict, visited, put right item by item, checked again, published in time.

Source  国市监信发〔2022〕6号; 双随机、一公开: result published within 20 working days.
        Items are put right one by one, each with a picture before and after, a day it is due and a closing day of its own.
Silent  a clean visit records a passed inspection; an issue is published only after she was told and could answer.
        Publication does not end the putting right: what is closed afterwards renews the record, whose time goes on from the first.
Not here  the draw (`inspections`), penalties that follow (records/penalty).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.inspections.rectifying import rectified, refuse_unlike
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.effect import Effect
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.serving import service
from jiaxin.domain.procedures.table import SUBJECT

_LAW = "国市监信发〔2022〕6号；双随机、一公开"
_VISIT = (P.INSPECTION_VISIT,)
_EFFECT = Effect("order", ("basis", "notice_no", "items"), promised="heard_until", measure="=inspection")


def _checks(about: About, step: Step) -> None:
    """Every item is closed by itself, with a day of its own and a picture of how it is now, before the whole is."""
    event = about.events[-1]
    if step.verb == "order":
        refuse_unlike(dict(event.said), event.on)
    if step.verb == "close" and step.records and about.setting.contested:
        raise Refused("inspection.contested", "对检查结果的异议正在核查，现在不能更新结果", "请先办结异议")
    items = rectified(about.events)
    if step.verb in ("fix_item", "close_item"):
        one = next((each for each in items if each.item == event.said.get("item")), None)
        if one is None:
            raise Refused("inspection.item", "整改通知里没有这一项", "请从整改事项中选择")
        if step.verb == "close_item" and one.before and not one.after:
            raise Refused("inspection.no-after", f"“{one.item}”还没有整改后的照片", "请企业报送照片，或复查时拍一张再确认到位")
    if step.verb == "close" and (left := [one.item for one in items if one.closed_on is None]):
        raise Refused("inspection.items-open", f"还有 {len(left)} 项没有逐项确认到位：{left[0]}", "请先逐项复查，再整体办结")


def _records(about: About, step: Step) -> Sequence[Fact]:
    public = next((e for e in about.events if e.verb == "publish"), None)
    if step.verb == "close" and not about.said("renews"):
        return []  # the published result stands no more
    visited = next(e.on for e in about.events if e.verb in ("visit", "clean"))
    clear: dict[str, Value] = {"inspection_no": about.case, "inspected_on": visited.isoformat(), "result": "passed"}
    if step.verb != "clean":
        items = about.said("items")
        clear |= {"result": "issues", "issues_count": len(items) if isinstance(items, list) else 1}
        if fixed := next((e.on for e in about.events if e.verb == "close"), None):
            clear["rectified_on"] = fixed.isoformat()
    made = recorded(about, step, clear, (about.case,), by=public)
    return [made._replace(happened_on=public.on, happened_at=public.at) if public is not None else made]


PROCEDURE = Procedure(
    code="inspection",
    label="检查",
    states={
        "assigned": "待检查",
        "found": "发现问题",
        "ordered": "整改中",
        "reported": "待复查",
        "put_right": "整改完成",
        "clean": "未发现问题",
        "published": "结果已公开，整改中",
        "finished": "结果已公开",
        "cancelled": "已取消",
    },
    records=_records,
    checks=_checks,
    steps=(
        Step("assign", "派发检查", ("",), "assigned", (P.INSPECTION_DRAW,), _LAW, needs=("round", "officers", "committed?")),
        Step("clean", "现场检查，未发现问题", ("assigned",), "clean", _VISIT, _LAW, within="inspection_visit", needs=("findings", "sign", "artefact?"), records="inspection", tells=SUBJECT),
        Step("visit", "现场检查，发现问题", ("assigned",), "found", _VISIT, _LAW, within="inspection_visit", needs=("findings", "sign", "artefact?")),
        Step("order", "责令整改", ("found",), "ordered", _VISIT, _LAW, within="measure_notify", needs=("items", "basis", "notice_no", "before?", "fix_dates?", "fix_by?", "heard_until?"), tells=SUBJECT),
        *service(("ordered", "reported", "put_right"), _VISIT, "order"),
        Step("hear", "陈述申辩", ("ordered",), "ordered", (P.CASE_ANSWER, *_VISIT), _LAW, needs=("statement", "evidence?")),
        Step("fix_item", "报送一项整改", ("ordered",), "ordered", (P.RECTIFY_OWN, *_VISIT), _LAW, needs=("item", "given", "evidence?")),
        Step("close_item", "一项整改到位", ("ordered",), "ordered", _VISIT, _LAW, needs=("item", "result", "evidence?")),
        Step("close_item", "一项整改到位", ("reported",), "ordered", _VISIT, _LAW, within="inspection_recheck", needs=("item", "result", "evidence?")),
        Step("report", "报送整改", ("ordered",), "reported", (P.RECTIFY_OWN, *_VISIT), _LAW, needs=("given", "evidence?")),
        Step("again", "整改未到位", ("reported",), "ordered", _VISIT, _LAW, within="inspection_recheck", needs=("why",), tells=SUBJECT),
        Step("close", "整改到位", ("ordered",), "put_right", _VISIT, _LAW, needs=("result",), tells=SUBJECT),
        Step("publish", "公开结果", ("ordered",), "published", (P.INSPECTION_DRAW,), _LAW, within="inspection_publish", since="visit", records="inspection", effect=_EFFECT, tells=SUBJECT),
        Step("publish", "公开结果", ("put_right",), "finished", (P.INSPECTION_DRAW,), _LAW, within="inspection_publish", since="visit", records="inspection", effect=_EFFECT, tells=SUBJECT),
        Step("fix_item", "报送一项整改", ("published",), "published", (P.RECTIFY_OWN, *_VISIT), _LAW, needs=("item", "given", "evidence?")),
        Step("close_item", "一项整改到位", ("published",), "published", _VISIT, _LAW, needs=("item", "result", "evidence?")),
        Step("close", "整改到位，更新结果", ("published",), "finished", _VISIT, _LAW, needs=("result", "renews?"), records="inspection", tells=SUBJECT),
        Step("end", "没有整改到位，结束督促", ("published",), "finished", (P.INSPECTION_DRAW,), _LAW, needs=("why",), tells=SUBJECT),
        Step("cancel", "取消", ("assigned",), "cancelled", (P.INSPECTION_DRAW,), _LAW, needs=("why",)),
    ),
)  # fmt: skip
