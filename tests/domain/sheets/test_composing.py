"""From a sound row to drafts that the ledger will take."""

from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.validating import validate
from jiaxin.domain.sheets.checking import check
from jiaxin.kit.sheets.cells import open_workbook
from tests.domain.sheets.other_offices import AS_OF, FIXTURES
from tests.factories.records import from_draft


def drafts_of(name):
    with open_workbook(FIXTURES / name) as book:
        checking = check(book, AS_OF)
        return [(row, checking.drafts(row)) for row in checking.rows() if row.status in ("ok", "warning")]


def test_every_draft_of_every_sound_row_is_a_fact_its_kind_allows():
    for name in ("01-template-order.xlsx", "04-dates-and-spaces.xlsx", "09-certificates.xlsx", "12-training.xlsx"):
        found = [draft for _, drafts in drafts_of(name) for draft in drafts]
        assert found
        for draft in found:
            validate(from_draft(draft))


def test_a_full_row_becomes_one_fact_for_each_thing_it_says():
    row, drafts = next(
        (r, d)
        for r, d in drafts_of("01-template-order.xlsx")
        if r.values["skill_number"] and r.values["insurance_kind"]
    )
    by_kind = {draft.kind: draft for draft in drafts}
    assert {
        "profile",
        "employment",
        "health.check",
        "skill.certificate",
        "insurance",
    } <= by_kind.keys()
    health = by_kind["health.check"]
    assert health.clear["health_class"] in kind("health.check").field("health_class").choices
    assert health.happened_on.isoformat() == row.values["health_checked_on"]
    assert health.clear["valid_through"][:4] == str(health.happened_on.year + 1)
    assert "id_number" in by_kind["profile"].sealed and "id_number" not in by_kind["profile"].clear
    assert by_kind["profile"].columns["id_number"] == "D"
    assert "company.registration" not in by_kind, "a roster names her company; it does not register it"
