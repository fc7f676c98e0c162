"""阶梯提出 — an upheld complaint that reaches a rung of the ladder becomes a proposed measure with a clock, at once.

Nobody has to remember who was complained about before. It proposes and no more: notice, the time to answer and a decision by
other hands follow, or she is spared with a reason.
Silent  one proposal for the newest finding that counts: what an officer has proposed already, or what was spared, is not
        proposed again, and nothing is when an old finding falls out of the window. Households have no rung.
        Nothing is proposed for a finding that is older than the rules say when it arrives: history typed in later is a hint.
Not here  which measure a rung is (domain/procedures/ladder), the lower star of a company (stars).
"""

from datetime import timedelta
from hashlib import sha256

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.governance.stepping import open_case
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.domain.procedures.ladder import rung, upheld
from jiaxin.kit import clock

FOLLOWER = "ladder"
_MOVES = ("complaint.finding", "objection.mark")  # a finding counts again when the objection to it is settled


def propose_by_ladder() -> int:
    """Follow the log: propose what the ladder calls for since. Returns how many."""
    start, end = ledger.followed(FOLLOWER), ledger.checkpoint().size
    if start == end:
        return 0
    touched = [e.fact.subject for kind in _MOVES for e in ledger.entries_of(kind, start, end)]
    made = sum(_proposed(subject) for subject in dict.fromkeys(registry.resolve_many(touched).values()))
    ledger_actions.follow(FOLLOWER, end)
    return made


def _proposed(subject: str) -> int:
    today = clock.today()
    counted = upheld(ledger.facts_about(subject, opened=False), today)
    measure = rung(len(counted), today)
    firm, line = registry.companies([subject]).get(subject), registry.file_lines([subject]).get(subject)
    if not measure or (firm is None and line is None):
        return 0
    newest = max(counted, key=lambda e: (e.fact.happened_on, e.position))
    ladder = rules_on(today).data["ladder"]
    if newest.fact.happened_on < today - timedelta(days=int(ladder["propose_days"])):
        return 0
    about = f"ladder-{sha256(newest.id.encode()).hexdigest()[:24]}"
    if Case.objects.filter(procedure="measure", about=about).exists() or newest.id in _relied_on(subject):
        return 0
    said: dict[str, Value] = {
        "measure": measure, "basis": str(ladder["source"]), "why": f"{ladder['months']} 个月内认定有责的投诉 {len(counted)} 件",
        "ground": "findings", "entries": [e.id for e in counted],
    }  # fmt: skip
    open_case(Actor.job("ladder"), "measure", subject, about, said, organisation=subject if firm else "", street=line.street if line else "")
    return 1


def _relied_on(subject: str) -> set[str]:
    """Entries that measures about this subject, whoever proposed them, rest on already."""
    said = CaseEvent.objects.filter(case__procedure="measure", case__subject=subject, verb="propose").order_by("case_id").values_list("said", flat=True)
    return {str(entry) for one in said for entry in (one.get("entries") or ())}
