"""What an officer has to do by a day lies in a list where it is found, and not only behind its address."""

from jiaxin.domain.permissions import Role, may_ever
from jiaxin.domain.procedures.procedure import procedures
from jiaxin.portals.office.cases import LISTED

ELSEWHERE = {
    "record-doubt": "its own list (记录疑点)",
    "red-review": "its own list (红码复核)",
    "one-code": "the person's own page, where a code is issued and replaced",
    "batch-undo": "the batch's own page, finished by the job",
}


def test_every_procedure_with_a_clock_for_officers_is_in_the_list_of_matters_or_has_a_list_of_its_own() -> None:
    staff = [role for role in Role if role.is_staff]
    timed = {code for code, rules in procedures().items() for s in rules.steps if s.within and any(may_ever(role, p) for role in staff for p in s.who)}
    assert timed - set(LISTED) == set(ELSEWHERE)
