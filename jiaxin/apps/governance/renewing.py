"""结果更新 — which published result a case renews once all is put right, as long as that result still stands.

Silent  a result that was corrected since, by an objection for one, is not written anew by what came after it.
Not here  when a result may be published or renewed (procedures/inspection).
"""

from jiaxin.apps.governance.models import Case, CaseEvent
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.facts import Value


def renewed(case: Case, verb: str) -> dict[str, Value]:
    """What a closing says of the result it renews, whatever a form said: its entry, empty where none stands."""
    if (case.procedure, verb, case.state) != ("inspection", "close", "published"):
        return {}
    rows = CaseEvent.objects.filter(case=case, verb="publish").order_by("number").values_list("recorded", flat=True)
    published = {str(one) for row in rows for one in row}
    standing = {e.id for e in ledger.facts_about(case.subject, opened=False, with_restricted=True).entries}
    return {"renews": min(published & standing, default="")}
