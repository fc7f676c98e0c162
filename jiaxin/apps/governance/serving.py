"""送达登记 — what the machines know of a notice becomes its proof: the receipt of the message, the moment she opened the case.

Not here  what counts as proof (procedures/serving), service on paper (an officer's step), sending (notices).
"""

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.reading import histories_and_messages, own_ids
from jiaxin.apps.governance.stepping import take_step
from jiaxin.apps.notices import actions as notices_actions
from jiaxin.apps.notices import queries as notices
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.procedure import procedure, procedures
from jiaxin.domain.procedures.table import Step

_AT_ONCE = 200


def note_service() -> int:
    """Write the proof into every matter whose notice has reached its person by now. Returns how many."""
    awaited = {code: {step.origins[0] for step in rules.steps if step.serves} for code, rules in procedures().items()}
    rows = Case.objects.filter(closed=False, procedure__in=[code for code, states in awaited.items() if states]).order_by("opened_at", "id")
    return sum(_note(row) for row in rows if row.state in awaited[row.procedure])


def opened_by_her(actor: Actor, case_id: str) -> None:
    """She, her company or whoever brought the case opens it in her portal: the messages to her about it are read, and a notice among them is served."""
    row = Case.objects.filter(pk=case_id).first()
    own = own_ids(actor)
    if row is None or not (own | ({actor.organisation} - {""})) & {row.subject, row.party}:
        return
    told = [m for messages in histories_and_messages([row])[row.id][1].values() for m in messages]
    for message in told:
        notices_actions.mark_read(actor, message, own)
    if told and not row.closed:
        _note(row)


def _note(row: Case) -> int:
    step = _awaiting(row)
    if step is None:
        return 0
    events, told = histories_and_messages([row])[row.id]
    if any(e.verb == step.verb for e in events):
        return 0
    notice = max((n for n, e in enumerate(events, 1) if e.verb == step.since), default=0)
    proof = notices.proof_of(told.get(notice, []), row.subject)
    if proof is None:
        return 0
    take_step(Actor.job("service"), row.id, step.verb, {"proof": proof.kind, "receipt": proof.said})
    return 1


def _awaiting(row: Case) -> Step | None:
    return next((step for step in procedure(row.procedure).steps if step.serves and row.state in step.origins), None)
