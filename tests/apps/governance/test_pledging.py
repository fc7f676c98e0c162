"""A pledge from the signature to a breach found by two hands, and what the public then reads."""

from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from jiaxin.apps.governance import actions, queries
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance
from jiaxin.domain.permissions import Actor, Role
from jiaxin.domain.pledges import broken
from tests.apps.governance.acting import CHIEF, CLERK, at, finding, serve
from tests.cast import CAST

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(tmp_path: Path):
    with override_settings(DATA=tmp_path), at("2026-03-02"):
        yield registry.enrol_companies([(CAST.company.credit_code, CAST.company.name)])[CAST.company.credit_code]


def manager(firm: str) -> Actor:
    return Actor("manager", Role.COMPANY_MANAGER, firm)


def test_a_signature_binds_once_to_the_wording_in_force(firm: str) -> None:
    with pytest.raises(Refused, match=r"pledge\.signer"):
        actions.sign_pledge(manager(firm), " ", b"\x89PNG")
    case = actions.sign_pledge(manager(firm), "样一二", b"\x89PNG")
    one = queries.pledge_of(firm)
    assert (one.present, one.signed_on, one.case, one.version) == (True, date(2026, 3, 2), case, "pledge-2026")
    with pytest.raises(Refused, match=r"pledge\.signed"):
        actions.sign_pledge(manager(firm), "样一二", b"\x89PNG")
    with pytest.raises(Refused, match="access"):
        actions.sign_pledge(CLERK, "样一二", b"\x89PNG")
    assert queries.case(case).events[0].said["sign"] != b"\x89PNG", "the drawing itself is sealed elsewhere"


def test_who_has_not_signed_cannot_break_a_promise_and_a_breach_names_its_clause(firm: str) -> None:
    said = {"measure": "pledge_breach", "basis": "承诺书第8条", "why": "拖欠工资", "ground": "breach", "clause": "fair_to_workers"}
    with pytest.raises(Refused, match=r"pledge\.unsigned"):
        actions.open_case(CLERK, "measure", firm, "b", said, organisation=firm)
    actions.sign_pledge(manager(firm), "样一二", b"\x89PNG")
    with pytest.raises(Refused, match=r"pledge\.no-clause"):
        actions.open_case(CLERK, "measure", firm, "b", said | {"clause": ""}, organisation=firm)


def test_a_breach_is_told_heard_decided_by_another_and_then_counted(firm: str) -> None:
    actions.sign_pledge(manager(firm), "样一二", b"\x89PNG")
    said = Provenance("bureau", Channel.SYSTEM, "clerk")
    clear = {"complaint_no": "工1", "topic": "wages", "received_on": "2026-05-02"}
    ledger_actions.append([Fact("complaint", firm, date(2026, 5, 2), said, ("工1",), clear)])
    finding(firm)
    with at("2026-06-01"):
        (row,) = [one for one in queries.pledges() if one.touched]
        assert (row.subject, row.touched[0].clause.code) == (firm, "fair_to_workers")
        why = {"measure": "pledge_breach", "basis": "承诺书第8条", "why": "拖欠工资", "ground": "breach", "clause": "fair_to_workers"}
        case = actions.open_case(CLERK, "measure", firm, "b", why | {"entries": list(row.touched[0].entries)}, organisation=firm)
        actions.take_step(CLERK, case, "notify")
        serve(case)
        assert queries.pledge_of(firm).broken == ()
    with at("2026-06-20"):
        actions.take_step(CHIEF, case, "decide", {"why": "证据充分", "until_on": "2026-12-20"})
        assert queries.pledge_of(firm).broken == ("善待员工",)
        assert broken(ledger.facts_about(firm, opened=False), date(2026, 6, 20)) == ("fair_to_workers",)
        told = {one.clause.code: one for one in queries.pledge_fulfilment().clauses}
        assert (told["fair_to_workers"].broken, told["fair_to_workers"].permille) == (1, None), "one company alone is never a public rate"
