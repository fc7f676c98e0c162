"""诚信家政企业 — an honour: call, entry, gates, a jury that does not see each other, public notice, conferred for a term.

Source  shape of 《上海市社会信用条例》第11条; the district's rules of awards. ASSUMED: days of entry, jury and notice; how
        many jurors and which mean are enough ([award] of the rules of procedure).
Silent  nobody reads a juror's mark before the jury is closed, and whoever closes it types no mark: the mean decides.
        It is withdrawn only through a measure (award_withdrawn), with notice and time to answer; its decision takes
        the honour out of the record.
Not here  the call and its conditions (incentives/projects), the honour on the card (disclosure).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.incentives.projects import refuse_unmet
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.procedure import About, Event, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT

_RULE = "本区表彰办法；《上海市社会信用条例》第11条"


def _checks(about: About, step: Step) -> None:
    if step.verb == "enter":
        said = about.said("conditions")
        refuse_unmet(str(line) for line in (said if isinstance(said, list) else []))
    jury = rules_on(about.events[-1].on).data["award"]
    if step.verb == "vote":
        _points(about.events[-1], int(jury["top"]))
    if step.verb == "judge":
        given = marks(about.events)
        if len(given) < int(jury["members"]):
            raise Refused("award.jury", f"只有 {len(given)} 位评委评过分，至少要 {jury['members']} 位", "请等评委评完再汇总")
        if mean(given) < int(jury["pass_points"]):
            raise Refused("award.points", f"评委平均 {shown(given)} 分，不到 {jury['pass_points']} 分", "请办理“未入选”并写明理由")


def _points(event: Event, top: int) -> int:
    typed = str(event.said.get("points", ""))
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(top)) and int(typed) <= top):
        raise Refused("award.mark", f"评分“{typed[:20]}”不对", f"请填 0 到 {top} 的整数")
    return int(typed)


def marks(events: Iterable[Event]) -> list[int]:
    """The jurors' marks, in the order in which they were given."""
    return [int(str(e.said["points"])) for e in events if e.verb == "vote" and "points" in e.said]


def mean(given: Sequence[int]) -> Fraction:
    return Fraction(sum(given), len(given))


def shown(given: Sequence[int]) -> str:
    """The mean of the marks to a tenth, rounded down, so that a mean below the line never reads as the line."""
    tenths = int(mean(given) * 10)
    return f"{tenths // 10}.{tenths % 10}"


def _records(about: About, step: Step) -> Sequence[Fact]:
    on = about.events[-1].on.isoformat()
    name = str(about.said("round"))
    clear: dict[str, Value] = {"honour_name": name, "honour_level": "district", "awarded_on": on, "valid_through": about.said("valid_through")}
    return [recorded(about, step, clear, (name, on))]


PROCEDURE = Procedure(
    code="award",
    label="表彰",
    states={"entered": "已报名", "gated": "条件符合", "judged": "评议通过", "announced": "公示中", "conferred": "已授予", "refused": "未入选", "dropped": "已撤回"},
    records=_records,
    checks=_checks,
    steps=(
        Step("enter", "报名", ("",), "entered", (P.STAR_APPLY,), _RULE, needs=("round", "conditions", "evidence?")),
        Step("gate", "条件核对通过", ("entered",), "gated", (P.STAR_REVIEW,), _RULE, within="award_entry", needs=("result",)),
        Step("vote", "评委评分", ("gated",), "gated", (P.STAR_REVIEW, P.STAR_ASSESS), _RULE, blind="judged", at_most=9, needs=("points", "why?"), unlike=("vote",)),
        Step("judge", "汇总评委评分，通过", ("gated",), "judged", (P.STAR_REVIEW,), _RULE, within="award_jury", unlike=("gate",)),
        Step("announce", "公示", ("judged",), "announced", (P.STAR_REVIEW,), _RULE, within="award_jury", tells=SUBJECT),
        Step("contest", "登记公示异议", ("announced",), "announced", (P.STAR_REVIEW,), _RULE, needs=("text",)),
        Step("confer", "授予", ("announced",), "conferred", (P.STAR_AWARD,), _RULE, opens_after="window.award_notice", within="award_jury", needs=("valid_through",), unlike=("gate", "judge"), records="honour", tells=SUBJECT),
        Step("refuse", "未入选", ("entered", "gated", "judged", "announced"), "refused", (P.STAR_REVIEW, P.STAR_AWARD), _RULE, needs=("why",), tells=SUBJECT),
        Step("drop", "撤回报名", ("entered", "gated"), "dropped", (P.STAR_APPLY,), _RULE),
    ),
)  # fmt: skip
