"""星级评定 — application, document review, site visit, two assessors who do not see each other, public notice, plaque.

Source  DB15/T 3738-2024; 安徽省家政星级评定 (申报—初审—现场—公示—授牌).
        The star announced follows from the marks and the gates (stars/awarding); none is typed.
Silent  while a measure stops stars, none is applied for, announced or awarded; what was applied for before waits.
        A lower star during its validity is a measure with due process (measure), never a new rating.
        Neither assessor reads the other's sheet before both are in.
Not here  what the application is filled with (stars/application), how marks become a star (stars/awarding), agreement of assessors (stars/agreement).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.measures import STAR
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Event, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT
from jiaxin.domain.records.kind import Shelf
from jiaxin.domain.stars.agreement import read
from jiaxin.domain.stars.application import star_rules
from jiaxin.domain.stars.awarding import refuse_star
from jiaxin.domain.stars.visiting import read_site, visit_rules

_LAW = "DB15/T 3738-2024；本区星级评定办法"


def _checks(about: About, step: Step) -> None:
    event = about.events[-1]
    if step.verb == "visit":
        read_site(_lines(event), visit_rules(event.on))
    if step.verb in ("mark", "mark_again"):
        given = event.said.get("sheet")
        sheet = read([str(line) for line in given] if isinstance(given, list) else [], star_rules(about.events[0].on))
        if str(event.said["points"]) != str(sum(sheet.values())):
            raise Refused("stars.sum", f"总分写的是 {event.said['points']}，各部分加起来是 {sum(sheet.values())}", "请由系统合计")
    if step.verb == "announce":
        refuse_star(about.events)


def _lines(event: Event) -> list[str]:
    said = event.said.get("site_marks")
    return [str(line) for line in said] if isinstance(said, list) else []


def _records(about: About, step: Step) -> Sequence[Fact]:
    on = about.events[-1].on.isoformat()
    clear: dict[str, Value] = {"star": int(str(about.said("star"))), "rated_on": on, "valid_through": about.said("valid_through")}
    return [recorded(about, step, clear, (on,))]


PROCEDURE = Procedure(
    code="star-rating",
    label="星级评定",
    shelf=Shelf.INDUSTRY,
    states={
        "applied": "已申报",
        "returned": "待补材料",
        "reviewed": "材料已审",
        "visited": "已现场核查",
        "marked_once": "一位评审已评分",
        "marked": "两位评审已评分",
        "announced": "公示中",
        "awarded": "已授牌",
        "refused": "未通过",
        "dropped": "已撤回",
    },
    records=_records,
    checks=_checks,
    steps=(
        Step("apply", "申报", ("",), "applied", (P.STAR_APPLY,), _LAW, benefit=STAR, needs=("star", "sheet?", "evidence?")),
        Step("return", "退回补充", ("applied",), "returned", (P.STAR_REVIEW,), _LAW, within="star_review", needs=("items",), tells=SUBJECT),
        Step("supply", "补充材料", ("returned",), "applied", (P.STAR_APPLY,), _LAW, needs=("given",)),
        Step("review", "材料通过", ("applied",), "reviewed", (P.STAR_REVIEW,), _LAW, within="star_review", needs=("result",), tells=SUBJECT),
        Step("visit", "现场核查", ("reviewed",), "visited", (P.STAR_REVIEW, P.STAR_ASSESS), _LAW, within="star_assess", needs=("visit_no", "officers", "signer", "site_marks", "findings", "sign", "visitor_sign", "artefact")),
        Step("mark", "第一位评审评分", ("visited",), "marked_once", (P.STAR_ASSESS,), _LAW, within="star_assess", blind="marked", needs=("sheet", "points")),
        Step("mark_again", "第二位评审评分", ("marked_once",), "marked", (P.STAR_ASSESS,), _LAW, within="star_assess", unlike=("mark",), blind="marked", needs=("sheet", "points")),
        Step("announce", "公示", ("marked",), "announced", (P.STAR_REVIEW,), _LAW, within="star_decide", benefit=STAR, needs=("star", "grounds"), tells=SUBJECT),
        Step("contest", "登记公示异议", ("announced",), "announced", (P.STAR_REVIEW,), _LAW, needs=("text",)),
        Step("award", "授牌", ("announced",), "awarded", (P.STAR_AWARD,), _LAW, opens_after="window.star_notice", within="star_decide", benefit=STAR, unlike=("announce", "mark", "mark_again"), needs=("valid_through", "plaque"), records="star.rating", tells=SUBJECT),
        Step("refuse", "不通过", ("applied", "reviewed", "marked", "announced"), "refused", (P.STAR_AWARD,), _LAW, needs=("basis", "why"), tells=SUBJECT),
        Step("drop", "撤回申报", ("applied", "returned", "reviewed"), "dropped", (P.STAR_APPLY,), _LAW),
    ),
)  # fmt: skip
