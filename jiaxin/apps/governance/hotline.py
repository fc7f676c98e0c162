"""热线转办 — complaints and reports that a hotline's workbook passes on become matters with a clock, once each.

The record of the hotline stands as it landed; here the matter is opened that answers it. What is closed already, too old to
be new, or about nobody who is filed, opens nothing. A second complaint against the same person waits for its own acceptance.
Not here  reading the workbook (domain/sheets/hotline_complaints), how it goes on (procedures/complaint).
"""

from datetime import timedelta

from jiaxin.apps.governance.flagging import flag_complaint
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Entry, Value
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.kit import clock

FOLLOWER = "hotline"


def take_over_hotline() -> int:
    """Follow the log: open a matter for each complaint passed on since. Returns how many."""
    start, end, today = ledger.followed(FOLLOWER), ledger.checkpoint().size, clock.today()
    if start == end:
        return 0
    rules = rules_on(today).data["hotline"]
    since = today - timedelta(days=int(rules["days"]))
    told = [e for e in ledger.entries_of("complaint", start, end) if e.get("channel") in rules["channels"] and e.fact.happened_on >= since]
    made = sum(_taken_over(entry) for entry in told)
    made += sum(_report_of(entry) for entry in ledger.entries_of("report.lead", start, end) if entry.fact.happened_on >= since)
    ledger_actions.follow(FOLLOWER, end)
    return made


def _taken_over(entry: Entry) -> int:
    number, subject = str(entry.get("complaint_no")), registry.resolve_many([entry.fact.subject])[entry.fact.subject]
    facts = ledger.facts_about(subject, opened=False)
    if entry.id not in {e.id for e in facts.entries} or any(e.get("complaint_no") == number for e in facts.of("complaint.finding")):
        return 0  # taken back since, or decided where it came from
    about = f"hotline-{entry.id}"
    if Case.objects.filter(procedure="complaint", about=about).exists():
        return 0
    company = registry.companies([subject]).get(subject)
    line = registry.file_lines([subject]).get(subject)
    said = {"topic": str(entry.get("topic") or "other"), "text": f"热线转办，工单 {number}，内容见档案中的投诉记录", "complaint_no": number}
    opened = open_case(
        Actor.job("hotline"), "complaint", subject, about, said,
        organisation=subject if company else entry.fact.company or (line.company if line else ""), street=line.street if line else "",
    )  # fmt: skip
    flag_complaint(opened)
    return 1


def _report_of(entry: Entry) -> int:
    """The report a lead tells of: about nobody, answered to the hotline under its number."""
    about = f"hotline-{entry.id}"
    facts = ledger.facts_about(entry.fact.subject)
    lead = next((e for e in facts.of("report.lead") if e.id == entry.id), None)
    if lead is None or Case.objects.filter(procedure="report", about=about).exists():
        return 0  # taken back since, or opened already
    number = str(lead.get("report_no"))
    said: dict[str, Value] = {"topic": str(lead.get("report_topic")), "text": str(lead.get("text") or f"热线转办，工单 {number}"), "channel": "hotline", "complaint_no": number}
    if place := lead.get("place"):
        said["place"] = str(place)
    open_case(Actor.job("hotline"), "report", "", about, said)
    return 1
