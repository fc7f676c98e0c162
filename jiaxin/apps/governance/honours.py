"""荣誉 — those somebody holds, from which a withdrawal names one; and how it stood, should the withdrawal be revoked.

Not here  what is shown of them (domain/disclosure), the way of a withdrawal (procedures/measure).
"""

import json
from collections.abc import Mapping

from jiaxin.apps.governance.models import Case
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Value
from jiaxin.kit import clock


def honours_held(subject: str) -> list[Entry]:
    """Honours in force and not run out, the newest first."""
    today = clock.today()
    found = ledger.facts_about(subject, as_of=today, opened=False).of("honour")
    standing = [one for one in found if str(one.get("valid_through") or today) >= today.isoformat()]
    return sorted(standing, key=lambda one: (one.fact.happened_on, one.position), reverse=True)


def stood(case: Case, said: Mapping[str, Value]) -> dict[str, Value]:
    """What a measure that withdraws an honour says with it. Raises Refused for an honour that is not held.

    Whatever a form said under this name is replaced: only the record says how an honour stood.
    """
    if case.procedure != "measure" or not said.get("honour"):
        return {}
    chosen = next((one for one in honours_held(case.subject) if one.id == said["honour"]), None)
    if chosen is None:
        raise Refused("measure.no-such-honour", "没有这项荣誉，或已经到期、已经撤销", "请从现有的荣誉里选择")
    return {"honour_stood": json.dumps(dict(chosen.fact.clear), ensure_ascii=False, sort_keys=True), "entries": [chosen.id]}
