"""行业措施 — reminder, warning, pause of stars and recommendation, lower star, breach of pledge: told, heard, decided, ended.

Industry self-discipline with its own words; a district cannot create a legal blacklist.
Source  《上海市社会信用条例》第27条, 《深圳经济特区社会信用条例》第18、59、66、67、69条; ladder of the rules of procedure.
Silent  a withdrawn honour stands until the decision; the decision takes it out of the record, its revocation puts it back.
        First, minor and put right in time: spared, with reasons (第67条).
Not here  which measure the number of upheld complaints suggests (`ladder`), penalties of authorities.
"""

import json
from collections.abc import Sequence
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact, Value
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.pledges import BREACH, clause_named, pledge_rules
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.effect import Effect, Taken, answer_through, lasting, served, together
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.serving import service
from jiaxin.domain.procedures.table import SUBJECT
from jiaxin.domain.records.kind import Shelf

WITHDRAWN = "award_withdrawn"
_LAW = "《上海市社会信用条例》第27条；《深圳经济特区社会信用条例》第66、69条"
_SPARED = "《深圳经济特区社会信用条例》第67条"
_EFFECT = Effect("notify", ("measure", "basis", "document_no", "notice_no"), promised="heard_until")


def _checks(about: About, step: Step) -> None:
    """A breach names its clause, a withdrawal its honour. A consequence that rests on numbers needs them to be sure: chance must not punish anybody."""
    if step.verb == "propose" and about.said("measure") == BREACH:
        clause_named(str(about.said("clause") or ""), pledge_rules(about.events[-1].on))
    named = {bool(about.said("honour")), bool(about.said("honour_stood"))}
    if step.verb == "propose" and named != {about.said("measure") == WITHDRAWN}:
        raise Refused("measure.honour", "撤销荣誉称号要写明是哪一项荣誉；其他措施不涉及荣誉", "请从现有的荣誉里选择一项，或改选措施")
    if step.verb != "propose" or about.said("ground") != "numbers":
        return
    least = int(rules_on(about.events[-1].on).data["evidence"]["at_least_mille"])
    sure = about.said("certainty")
    if not isinstance(sure, int) or sure < least or not about.said("estimate"):
        raise Refused("measure.not-sure", f"以数字为由的措施须有 {least // 10}% 以上的把握", "请改为提醒，或等资料充分后再提出")


def _records(about: About, step: Step) -> Sequence[Fact]:
    if step.records == "correction":
        entry = str(about.said("entry"))
        undone = recorded(about, step, {"of": entry, "reason": "revoked"}, (entry,))
        return [undone, *_given_back(about, step)]
    past = [Taken(e.verb, e.on, e.said) for e in about.events]
    _, proof = served(_EFFECT, past)
    through = answer_through(_EFFECT, past[:-1], about.setting.calendar, about.setting.style)
    said = together(past)
    force = lasting(_EFFECT, said, past[-1].on)
    clear: dict[str, Value] = {name: str(said[name]) for name in ("measure", "basis", "document_no", "notice_no")}
    clear |= {"notified_on": proof.on.isoformat() if proof else "", "heard_through": str(through), "from_on": force.from_on.isoformat()}
    if force.until_on is not None:
        clear["until_on"] = force.until_on.isoformat()
    if said.get("clause"):
        clear["clause"] = str(said["clause"])
    if said.get("star"):
        clear["star"] = int(str(said["star"]))
    taken = recorded(about, step, clear, (str(said["document_no"]),))
    if said["measure"] != WITHDRAWN:
        return [taken]
    honour = str(said["honour"])
    return [taken, recorded(about, step, {"of": honour, "reason": "revoked"}, (honour,), kind="correction")]


def _given_back(about: About, step: Step) -> list[Fact]:
    """The honour as it stood, where its withdrawal was revoked: a correction is not itself corrected."""
    stood = about.said("honour_stood")
    if not isinstance(stood, str):
        return []
    clear: dict[str, Value] = json.loads(stood)
    name, on = str(clear["honour_name"]), str(clear["awarded_on"])
    return [recorded(about, step, clear, (name, on), kind="honour")._replace(happened_on=date.fromisoformat(on), happened_at=None)]


PROCEDURE = Procedure(
    code="measure",
    label="行业措施",
    shelf=Shelf.INDUSTRY,
    states={
        "proposed": "拟采取措施",
        "notified": "已告知，听取陈述",
        "in_force": "措施执行中",
        "spared": "不采取措施",
        "ended": "已到期停止",
        "revoked": "已撤销",
    },
    records=_records,
    checks=_checks,
    steps=(
        Step("propose", "提出措施", ("",), "proposed", (P.MEASURE_PROPOSE,), _LAW, needs=("measure", "basis", "why", "ground", "certainty?", "estimate?", "entries?", "star?", "clause?", "honour?", "honour_stood?")),
        Step("notify", "发出告知书", ("proposed",), "notified", (P.MEASURE_PROPOSE,), _LAW, within="measure_notify", needs=("notice_no", "heard_until?"), tells=SUBJECT),
        *service(("notified",), (P.MEASURE_PROPOSE,), "notify"),
        Step("hear", "陈述申辩", ("notified",), "notified", (P.CASE_ANSWER, P.MEASURE_PROPOSE), _LAW, needs=("statement", "evidence?")),
        Step("decide", "作出决定", ("notified",), "in_force", (P.MEASURE_DECIDE,), _LAW, within="measure_decide", needs=("document_no", "why", "until_on?"), unlike=("propose", "notify"), records="measure", effect=_EFFECT, tells=SUBJECT),
        Step("spare", "不采取措施", ("proposed", "notified"), "spared", (P.MEASURE_DECIDE,), _SPARED, within="measure_decide", needs=("why",), tells=SUBJECT),
        Step("revoke", "撤销决定", ("in_force",), "revoked", (P.MEASURE_DECIDE,), _LAW, needs=("entry", "document_no", "why"), records="correction", lifts=True, tells=SUBJECT),
        Step("end", "到期停止", ("in_force",), "ended", (P.JOB_RUN,), _LAW, lifts=True, by_itself=True, tells=SUBJECT),
    ),
)  # fmt: skip
