"""授权事项 — each purpose is given and taken back by itself; what it was kept for is then shown to nobody."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from jiaxin import pipeline
from jiaxin.apps.access import limits, queries
from jiaxin.apps.access.models import Account
from jiaxin.apps.access.queries import who_looked
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake.queries import comparison, consent_of
from jiaxin.apps.ledger.queries import history_of_many
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import Card, Withheld
from jiaxin.domain.disclosure.purposes import consent_rules
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Role, Thing, fields_of, may
from jiaxin.domain.permissions.matrix import BY_CONSENT, KEPT_FOR, MATRIX, PURPOSES
from jiaxin.kit import clock
from jiaxin.portals.office import score
from tests.portals.office.officers import SOMEBODY, desk, district, fresh
from tests.portals.walking import own_data, signed_in  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def her(own_data) -> Actor:  # noqa: F811 - the fixture is asked for by its name
    _, subject = district()
    return Actor("worker:1", Role.WORKER, subject=subject)


@pytest.fixture
def company(her):
    return signed_in(queries.actor_of(Account.objects.get(username="manager")))


def _card(actor):
    return pipeline.preview(actor.subject, clock.today())


def _take(actor, purpose):
    intake.change_purpose(actor, actor.subject, purpose, agreed=False)
    pipeline.advance()


def test_a_purpose_taken_back_comes_off_and_the_others_stay(her):
    before = _card(her)
    assert isinstance(before, Card) and before.health.on
    _take(her, "health")
    assert not _card(her).health.on and _card(her).identity == before.identity and _card(her).insurance == before.insurance
    assert consent_of(her.subject).refused == {"health"}
    intake.change_purpose(her, her.subject, "health", agreed=True)
    pipeline.advance()
    assert _card(her).health.on and not consent_of(her.subject).refused


def test_a_living_code_of_somebody_who_wants_no_page_says_so(her):
    from jiaxin.apps.publication.cardfile import Reader, key_of

    code = registry.codes([her.subject])[her.subject]
    _take(her, "publication")
    from django.conf import settings

    reader = Reader(settings.DATA)
    try:
        state = reader.card(key_of(code))[0]
    finally:
        reader.close()
    assert state == "withdrawn"
    assert not isinstance(_card(her), Withheld)  # nothing about her at all, and the signature is what says it


def test_offices_see_no_class_whose_purpose_she_took_back(her):
    client, line = desk(Role.BUREAU_CLERK), registry.file_lines([her.subject])[her.subject]
    before = client.get(f"/office/workers/{her.subject}").content.decode()
    assert "健康" in before and not line.refused
    _take(her, "health")
    line = registry.file_lines([her.subject])[her.subject]
    assert FieldClass.HEALTH not in fields_of(Role.BUREAU_CLERK, Permission.FILE_VIEW, line.refused)
    client.get(f"/office/workers/{her.subject}")
    assert "health" not in who_looked(her.subject, 1)[0].fields


def test_who_looks_by_her_consent_alone_is_refused_without_it(her):
    _take(her, "sharing")
    line = registry.file_lines([her.subject])[her.subject]
    thing = Thing(owner=her.subject, consent=line.consent, refused=line.refused)
    answer = may(Actor("c", Role.CIVIL, organisation="civil"), Permission.FILE_VIEW, thing)
    assert not answer and answer.code == "purpose"
    assert may(Actor("b", Role.BUREAU_CLERK, organisation="bureau"), Permission.FILE_VIEW, thing)  # a duty by law


def _roster_with_another_day_of_examination(client):
    """The company sends next month's roster: each of the same people was examined on another day."""
    book = load_workbook("tests/fixtures/rosters/01-template-order.xlsx")
    sheet = book.active
    (column,) = (cell.column for cell in sheet[1] if cell.value == "体检日期")
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, column).value:
            sheet.cell(row, column).value = "2026-11-02"
    out = BytesIO()
    book.save(out)
    answer = client.post("/company/upload", {"file": SimpleUploadedFile("下月.xlsx", out.getvalue())})
    intake.work()
    return answer["Location"]


def test_a_new_roster_is_not_compared_with_what_she_took_back(her, company):
    _take(her, "health")
    where = _roster_with_another_day_of_examination(company)
    changes = comparison(queries.actor_of(Account.objects.get(username="manager")), where.rpartition("/")[2]).changes
    examined = {one.subject for one in changes if one.field == "体检日期"}
    assert examined and her.subject not in examined
    assert "health" not in who_looked(her.subject, 1)[0].fields


def test_the_roster_to_fill_in_leaves_out_what_she_took_back(her, company, monkeypatch):
    monkeypatch.setattr(limits, "OWN_IDENTITY_ROWS_A_DAY", 1_000)  # twice the whole roster

    def filled():
        book = load_workbook(BytesIO(fresh(company).post("/company/template-filled", {"purpose": "核对本企业名册"}).content))
        rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
        (head,) = (row for row in rows if "身份证号" in row)
        return {row[head.index("身份证号")]: row[head.index("体检日期")] for row in rows}

    before = filled()
    _take(her, "health")
    after = filled()
    assert before[SOMEBODY] and not after[SOMEBODY]
    assert {who: day for who, day in before.items() if who != SOMEBODY} == {who: day for who, day in after.items() if who != SOMEBODY}


def test_the_account_of_a_score_does_not_tell_what_she_took_back(her):
    clerk = Actor("c", Role.BUREAU_CLERK, organisation="bureau")

    def told():
        kind, _, refused = score._whose(clerk, her.subject)
        examined = next(e for e in history_of_many([her.subject])[her.subject] if e.fact.kind == "health.check")
        return str(score._teller(clerk, her.subject, kind, refused).moment(examined))

    assert "体检日期" in told()
    _take(her, "health")
    assert "体检日期" not in told()


def test_points_are_kept_for_whoever_agreed_only(her):
    _take(her, "points")
    line = registry.file_lines([her.subject])[her.subject]
    thing = Thing(owner=her.subject, consent=line.consent, refused=line.refused)
    assert not may(Actor("b", Role.BUREAU_CLERK, organisation="bureau"), Permission.POINTS_KEEP, thing)


def test_each_signature_says_which_words_it_is_under(her):
    _take(her, "points")
    (on, version, purposes, _), *_ = consent_of(her.subject).signed
    rules = consent_rules(clock.today())
    assert version == rules.text_version and on == clock.today() and set(purposes) == set(rules.codes) - {"points"}
    from jiaxin.apps.ledger.queries import facts_about

    assert facts_about(her.subject).latest("consent").get("text_digest") == rules.digest


def test_nobody_else_and_nothing_unknown(her):
    with pytest.raises(Refused):
        intake.change_purpose(Actor("x", Role.BUREAU_ADMIN, fresh=True), her.subject, "health", agreed=False)
    with pytest.raises(Refused, match="没有这一项"):
        intake.change_purpose(her, her.subject, "filing", agreed=False)
    intake.withdraw_consent(her, her.subject)
    with pytest.raises(Refused, match="不能单独改"):
        intake.change_purpose(her, her.subject, "health", agreed=False)


def test_every_role_has_a_ground_and_consent_is_never_put_where_it_is_none():
    rules = consent_rules(clock.today())
    codes = set(rules.codes)
    assert set(rules.bases) == set(Role)
    assert {role: basis.needs for role, basis in rules.bases.items() if basis.code == "consent"} == dict(BY_CONSENT)
    assert {basis.needs for basis in rules.bases.values()} - {""} <= codes
    assert {*KEPT_FOR.values(), *BY_CONSENT.values()} | {m[4:] for row in MATRIX.values() for m in row.marks.split() if m.startswith("for:")} == set(PURPOSES)
    assert set(PURPOSES) <= codes
    for role, basis in rules.bases.items():
        assert ("同意" in basis.label) is bool(basis.needs), role
