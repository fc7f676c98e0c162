"""指定课程 — the course that goes with a reminder: assigned, reminded of, fulfilled by the record of the training.

Unit    working days from the day it is assigned; hours in hundredths.
Source  本区行业自律规则; 《上海市社会信用条例》第27条 (by analogy). ASSUMED: days, hours and what a lapse leads to ([ladder] course).
Silent  not having learned in time changes nothing by itself: the next measure of the ladder is proposed, with its own notice,
        time to answer and decision. What is disputed fulfils nothing; a duty whose reminder is revoked is lifted.
Not here  the reminder itself (measure), courses on offer (course).
"""

from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.table import SUBJECT

HERSELF, HEAD = "worker", "company"  # who attends
ATTENDS = {HERSELF: "本人", HEAD: "企业负责人"}
_LAW = "本区行业自律规则；《上海市社会信用条例》第27条（比照）"
_JOB, _PROPOSE, _DECIDE = (P.JOB_RUN,), (P.MEASURE_PROPOSE,), (P.MEASURE_DECIDE,)
_RUNNING, _DAYS = ("assigned", "reminded"), "ladder.course_days"


def carries_course(entry: Entry, on: date) -> bool:
    """Whether a measure on the record brings a course with it."""
    return str(entry.get("measure")) == str(rules_on(on).data["ladder"]["course"]["measure"])


def fits_course(name: str, on: date) -> bool:
    """Whether a course of this name is one that fulfils a duty, by the words of the rules."""
    return any(word in name for word in rules_on(on).data["ladder"]["course"]["recognised"])


def fulfilling(facts: Facts, since: date, on: date) -> Entry | None:
    """The first training on her record that fulfils a duty assigned on a day; None while there is none."""
    least = int(rules_on(since).data["ladder"]["course"]["hours_hundredths"])
    fitting = [
        e for e in facts.of("training")
        if since <= e.fact.happened_on <= on and fits_course(str(e.get("training_name") or ""), since) and e.get("passed") is not False and _hours(e) >= least
        and e.fact.standing is not Standing.CLAIMED and e.id not in facts.disputed
    ]  # fmt: skip
    return min(fitting, key=lambda e: (e.fact.happened_on, e.position), default=None)


def _hours(entry: Entry) -> int:
    found = entry.get("training_hours_hundredths")
    return found if isinstance(found, int) else 0


def _checks(about: About, step: Step) -> None:
    if step.verb == "confirm" and about.said("attends") == HERSELF:
        raise Refused("course-duty.record", "服务员的课程由培训记录完成，不由人登记", "请把培训记录报送入库，系统会自动办结")


PROCEDURE = Procedure(
    code="course-duty",
    label="指定课程",
    states={"assigned": "待学完", "reminded": "已提醒，待学完", "lapsed": "到期没有学完", "done": "已学完", "excused": "已免学", "lifted": "已取消", "closed": "到期结束"},
    checks=_checks,
    steps=(
        Step("assign", "指定课程", ("",), "assigned", _JOB, _LAW, needs=("entry", "attends", "why"), tells=SUBJECT),
        Step("remind", "提醒学习", ("assigned",), "reminded", _JOB, _LAW, since="assign", opens_after="ladder.course_remind", by_itself=True, tells=SUBJECT),
        Step("fulfil", "培训记录已入库，学完", _RUNNING, "done", _JOB, _LAW, within=_DAYS, since="assign", needs=("entry",), tells=SUBJECT),
        Step("fulfil", "培训记录已入库，补学完", ("lapsed",), "done", _JOB, _LAW, needs=("entry",), tells=SUBJECT),
        Step("confirm", "登记企业负责人学完", _RUNNING, "done", _PROPOSE, _LAW, within=_DAYS, since="assign", needs=("evidence", "remark?"), tells=SUBJECT),
        Step("confirm", "登记企业负责人补学完", ("lapsed",), "done", _PROPOSE, _LAW, needs=("evidence", "remark?"), tells=SUBJECT),
        Step("excuse", "免学", (*_RUNNING, "lapsed"), "excused", _DECIDE, _LAW, needs=("why",), tells=SUBJECT),
        Step("lift", "提醒已撤销，课程取消", (*_RUNNING, "lapsed"), "lifted", _JOB, _LAW, needs=("remark",), tells=SUBJECT),
        Step("lapse", "到期没有学完", _RUNNING, "lapsed", _JOB, _LAW, since="assign", opens_after=_DAYS, by_itself=True, tells=SUBJECT),
        Step("close", "到期结束", ("lapsed",), "closed", _JOB, _LAW, opens_after="ladder.course_close", by_itself=True),
    ),
)  # fmt: skip
