"""红码复核 — nothing adverse is shown as red before a person has looked at it and she has been told and heard.

Source  《深圳经济特区社会信用条例》第39条 (tell the subject before publishing a bad evaluation); PIPL Art. 24;
        5 working days to be heard as in the notice stage of a penalty. ASSUMED: the limits of review and decision.
Not here  the colour (validity), delivery of the notice (notices), objection afterwards.
"""

from collections.abc import Sequence

from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.effect import Effect
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.serving import service
from jiaxin.domain.procedures.table import SUBJECT

_LAW = "《深圳经济特区社会信用条例》第39条；《个人信息保护法》第24条"


def _records(about: About, step: Step) -> Sequence[Fact]:
    outcome = "upheld" if step.verb == "uphold" else "dismissed"
    entry = str(about.said("entry"))
    clear = {"of": entry, "outcome": outcome, "notice_no": str(about.said("notice_no") or "")}
    return [recorded(about, step, clear, (about.case,))]


PROCEDURE = Procedure(
    code="red-review",
    label="红码复核",
    states={"proposed": "核查中", "notified": "已告知本人", "upheld": "维持，亮红码", "dismissed": "不成立"},
    records=_records,
    steps=(
        Step("propose", "提出复核", ("",), "proposed", (P.RED_PROPOSE,), _LAW, needs=("entry",)),
        Step(
            "notify",
            "告知本人并听取陈述",
            ("proposed",),
            "notified",
            (P.RED_PROPOSE, P.RED_DECIDE),
            _LAW,
            within="red_notify",
            needs=("notice_no", "heard_until"),
            tells=SUBJECT,
        ),
        *service(("notified",), (P.RED_PROPOSE, P.RED_DECIDE), "notify"),
        Step(
            "hear", "记录本人陈述", ("notified",), "notified", (P.RED_PROPOSE, P.RED_DECIDE), _LAW, needs=("statement",)
        ),
        Step(
            "uphold",
            "复核维持",
            ("notified",),
            "upheld",
            (P.RED_DECIDE,),
            _LAW,
            within="red_decide",
            needs=("why",),
            records="red.review",
            unlike=("propose",),
            not_before="heard_until",
            effect=Effect("notify", ("entry", "notice_no", "why"), promised="heard_until", measure="=red"),
        ),
        Step(
            "dismiss",
            "复核不成立",
            ("proposed", "notified"),
            "dismissed",
            (P.RED_DECIDE,),
            _LAW,
            within="red_decide",
            needs=("why",),
            records="red.review",
            unlike=("propose",),
        ),
    ),
)
