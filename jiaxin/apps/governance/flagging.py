"""提请注意 — a complaint that looks like one already open, or like an answer to one, is shown to a human and nothing more.

The machine says what it saw; it refuses, delays and decides nothing. A flag is a step of the case (`flag`), read by officers.
Source  rules of procedure ([flags]).
Not here  suspicious ratings (scoring).
"""

from datetime import timedelta

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import outlines
from jiaxin.apps.governance.stepping import take_step
from jiaxin.apps.governance.viewing import case
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.clocks import rules_on
from jiaxin.kit import clock

JOB = "flags"


def flag_complaint(case_id: str) -> tuple[str, ...]:
    """Look at a new complaint beside the earlier ones. Returns what was put before a human."""
    one = case(case_id)
    if one.procedure != "complaint":
        return ()
    since = one.opened_at - timedelta(days=int(rules_on(clock.today()).data["flags"]["days"]))
    earlier = Case.objects.filter(procedure="complaint", opened_at__gte=since, opened_at__lte=one.opened_at).exclude(pk=case_id).order_by("opened_at", "id")
    topic = one.events[0].said.get("topic")
    near = one.opened_at - timedelta(days=int(rules_on(clock.today()).data["flags"]["hotline_days"]))
    hers = [c for c in earlier if c.subject == one.subject]
    lie = outlines(hers)
    about_her = [c.id for c in hers if lie[c.id][0].said.get("topic") == topic and (not one.party or not c.party or c.party == one.party)]
    parties = {c.id: c.party for c in earlier}
    same = [number for number in about_her if one.party and parties[number] == one.party]
    likely = [c.id for c in earlier if c.id in about_her and c.id not in same and c.opened_at >= near]
    back = [c.id for c in earlier if one.party and c.subject == one.party and c.party == one.subject]
    seen = []
    if likely:
        seen.append(f"可能重复：同一被投诉人、同一类别已有 {len(likely)} 件，热线转办的不知道投诉人（{'、'.join(likely[:3])}）")
    if same:
        seen.append(f"可能重复：同一投诉人、同一被投诉人、同一类别已有 {len(same)} 件（{'、'.join(same[:3])}）")
    if back:
        seen.append(f"可能报复：被投诉人先投诉过投诉人 {len(back)} 件（{'、'.join(back[:3])}）")
    if seen:
        take_step(Actor.job(JOB), case_id, "flag", {"suspect": "；".join(seen)})
    return tuple(seen)
