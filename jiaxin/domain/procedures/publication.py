"""公示 — a minor item of public credit information is published after all; general and severe ones are by the law itself.

Source  《信用修复管理办法》（国家发展改革委令第36号）: minor items in principle not published, if really needed three months
        at the longest, counted from the day of the document; at the end it stops by itself.
Silent  without a document and its basis there is no item: a complaint or a rating cannot be opened here.
Not here  the item itself (records/penalty), repair before the end (repair).
"""

from collections.abc import Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Fact
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.effect import Effect, Taken, lasting, together
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.serving import service
from jiaxin.domain.procedures.table import SUBJECT
from jiaxin.domain.records.kind import Shelf

_LAW = "《信用修复管理办法》（国家发展改革委令第36号）"
_EFFECT = Effect(
    "notify", ("entry", "basis", "document_no", "notice_no"), promised="heard_until", measure="=publication", counted="decided_on"
)


def _checks(about: About, step: Step) -> None:
    if step.verb == "propose" and about.said("penalty_class") != "minor":
        raise Refused("publication.by-law", "一般和严重失信信息依法直接公示，不必另行决定", "只有轻微失信信息需要公示决定")


def _records(about: About, step: Step) -> Sequence[Fact]:
    past = [Taken(e.verb, e.on, e.said) for e in about.events]
    said = together(past)
    force = lasting(_EFFECT, said, past[-1].on)
    entry = str(said["entry"])
    clear = {"of": entry, "document_no": str(said["document_no"]), "basis": str(said["basis"]), "until_on": str(force.until_on)}
    return [recorded(about, step, clear, (entry,))]


PROCEDURE = Procedure(
    code="publication",
    label="轻微失信信息公示",
    shelf=Shelf.PUBLIC,
    states={
        "proposed": "拟公示",
        "notified": "已告知，听取陈述",
        "published": "公示中",
        "kept": "不予公示",
        "stopped": "已到期停止",
    },
    records=_records,
    checks=_checks,
    steps=(
        Step("propose", "提出公示", ("",), "proposed", (P.PUBLICATION_PROPOSE,), _LAW, needs=("entry", "penalty_class", "decided_on", "basis", "document_no", "why")),
        Step("notify", "发出告知书", ("proposed",), "notified", (P.PUBLICATION_PROPOSE,), _LAW, within="measure_notify", needs=("notice_no", "heard_until?"), tells=SUBJECT),
        *service(("notified",), (P.PUBLICATION_PROPOSE,), "notify"),
        Step("hear", "陈述申辩", ("notified",), "notified", (P.CASE_ANSWER, P.PUBLICATION_PROPOSE), _LAW, needs=("statement", "evidence?")),
        Step("publish", "决定公示", ("notified",), "published", (P.PUBLICATION_DECIDE,), _LAW, within="measure_decide", needs=("why", "until_on?"), unlike=("propose",), records="penalty.publication", effect=_EFFECT, tells=SUBJECT),
        Step("keep", "不予公示", ("proposed", "notified"), "kept", (P.PUBLICATION_DECIDE,), _LAW, needs=("why",), tells=SUBJECT),
        Step("stop", "到期停止", ("published",), "stopped", (P.JOB_RUN,), _LAW, lifts=True, by_itself=True, tells=SUBJECT),
    ),
)  # fmt: skip
