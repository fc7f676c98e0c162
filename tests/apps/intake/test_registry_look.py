"""在库核对 — what the register says stands on the page before anybody accepts, and is asked again when it lands."""

from collections import Counter
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from jiaxin.apps.intake import actions, keeping, queries, waiting
from jiaxin.apps.intake.models import Batch, BatchFinding, Waiting
from jiaxin.apps.intake.registry_look import Look
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as who
from jiaxin.apps.registry.models import Identity
from jiaxin.domain.permissions import Actor
from tests.factories.rosters import HEADINGS, TRAINING, a_number, a_person, a_training, a_workbook
from tests.portals.walking import manager, own_data, rival  # noqa: F401

pytestmark = pytest.mark.django_db
WANG, LI, ZHAO = a_person("王样样", 11), a_person("李样样", 12), a_person("赵样样", 13)


def checked(actor: Actor, name: str, *rows: tuple[object, ...], headings: tuple[str, ...] = HEADINGS) -> str:
    kind = "training" if headings == TRAINING else "worker-roster"
    batch, _ = actions.receive(actor, f"{name}.xlsx", a_workbook(rows, headings), kind)
    actions.work(only=batch)
    return batch


def landed(actor: Actor, batch: str) -> None:
    actions.accept(actor, batch)
    actions.work(only=batch)


def found(batch: str) -> list[tuple[int, str, str]]:
    """(row, column, code) of what only the register can say."""
    return [(f.row, f.column, f.code) for f in queries.findings(batch) if f.code.startswith("registry-")]


def rows(batch: str) -> dict[str, int]:
    view = queries.batch(batch)
    assert view is not None
    return view.rows


def test_another_name_is_asked_about_before_anybody_accepts_and_not_twice():
    actor = manager()
    landed(actor, checked(actor, "一", WANG))
    batch = checked(actor, "二", ("王改名", *WANG[1:]), LI)
    assert found(batch) == [(2, "A", "registry-name-conflict")]
    assert rows(batch) == {"error": 1, "ok": 1}
    book = load_workbook(BytesIO(actions.returned_workbook(actor, batch)[1]))
    assert [c.value for c in book.worksheets[0][2]][:2] == ["王改名", WANG[1]]
    landed(actor, batch)
    assert found(batch) == [(2, "A", "registry-name-conflict")]
    subject = who.by_id_number(WANG[1])
    assert who.people([subject])[subject].name == "王样样" and who.by_id_number(LI[1])


def test_a_list_that_opens_no_files_says_who_is_not_filed():
    actor = manager()
    landed(actor, checked(actor, "一", WANG, ZHAO))
    batch = checked(
        actor, "培训", a_training("王样样", 11), a_training("李样样", 12), a_training("赵改名", 13), headings=TRAINING
    )
    assert found(batch) == [(3, "B", "registry-unknown"), (4, "A", "registry-name-conflict")]
    landed(actor, checked(actor, "二", LI))
    actions.check_again(actor, batch)
    actions.work(only=batch)
    assert found(batch) == [(4, "A", "registry-name-conflict")], "the register has moved on"


def test_what_becomes_known_between_check_and_landing_is_asked_at_landing():
    actor = manager()
    batch = checked(actor, "一", WANG, LI)
    assert found(batch) == [] and rows(batch) == {"ok": 2}
    registry.enrol([registry.Claimed("王改名", WANG[1], "")])
    landed(actor, batch)
    assert found(batch) == [(2, "A", "registry-name-conflict")]
    assert who.by_id_number(LI[1])


def test_two_companies_with_two_names_for_one_number_are_both_asked_and_neither_lands():
    ours, theirs = manager(), rival()
    first = checked(ours, "甲", WANG, LI, ZHAO)
    second = checked(theirs, "乙", ("王改名", *WANG[1:]), LI)
    assert found(first) == found(second) == [(2, "B", "registry-named-elsewhere")], "equal names are no question"
    assert (rows(first), rows(second)) == ({"ok": 2, "error": 1}, {"ok": 1, "error": 1})
    for batch, other in ((first, "王改名"), (second, "王样样")):
        words = "".join(f.said + f.do_this for f in queries.findings(batch))
        assert other not in words and "王" not in words and "样例" not in words
    landed(ours, first)
    landed(theirs, second)
    assert who.by_id_number(WANG[1]) is None
    assert {who.by_id_number(LI[1]), who.by_id_number(ZHAO[1])} <= set(who.all_of("worker"))
    assert found(first) == found(second) == [(2, "B", "registry-named-elsewhere")]
    assert not Waiting.objects.exists()


def test_a_list_given_up_stands_in_nobodys_way():
    ours, theirs = manager(), rival()
    first = checked(ours, "甲", WANG)
    actions.cancel(ours, first)
    second = checked(theirs, "乙", ("王改名", *WANG[1:]))
    assert found(second) == [] and rows(second) == {"ok": 1}


def test_a_row_put_in_question_unheard_is_held_when_it_lands():
    """Two checks at the very same moment do not see each other; landing does."""
    ours, theirs = manager(), rival()
    first, second = checked(ours, "甲", WANG), checked(theirs, "乙", ("王改名", *WANG[1:]))
    Waiting.objects.update(held=False)
    BatchFinding.objects.all().delete()
    assert rows(first) == rows(second) == {"error": 1}
    (chunk,) = keeping.chunks(first)
    assert waiting.unquestioned(Batch.objects.get(id=first), chunk) == []
    assert found(first) == [(2, "B", "registry-named-elsewhere")]


def test_a_company_nobody_knows_is_said_once_and_its_rows_land():
    actor = manager()
    headings = (*HEADINGS, "企业名称", "统一社会信用代码")
    strange = ("样例新来家政服务有限公司", "91340104MA00TEWT4Y")
    own = ("样例瑞瑞", "91340210XYTG3BRH9M")
    batch = checked(actor, "一", (*WANG, *strange), (*LI, *strange), (*ZHAO, *own), headings=headings)
    assert found(batch) == [(2, "F", "registry-company-unknown"), (4, "E", "registry-company-name")]
    assert rows(batch) == {"warning": 1, "ok": 2}
    landed(actor, batch)
    assert who.count("worker") == 3
    assert found(checked(actor, "二", (*WANG, *strange), headings=headings)) == []


def test_trying_a_file_says_the_same_and_leaves_nothing():
    actor = manager()
    registry.enrol([registry.Claimed("王改名", WANG[1], "")])
    tried = actions.try_file(actor, "一.xlsx", a_workbook([WANG, LI]))
    assert [(f.row, f.column, f.code) for f in tried.findings] == [(2, "A", "registry-name-conflict")]
    assert tried.rows == Counter(ok=1, error=1) and tried.found == 1
    assert not Waiting.objects.exists()


def test_a_file_made_before_marks_were_kept_is_opened_once_and_compared():
    registry.enrol([registry.Claimed("王样样", WANG[1], "")])
    Identity.objects.update(name_mark=None)
    named = [("王样样", WANG[1]), ("王改名", WANG[1]), ("", WANG[1]), ("李样样", LI[1])]
    same = [one and one.same_name for one in who.recognised(named, who.marks_of(named))]
    assert same == [True, False, True, None]


def test_a_chunk_costs_a_few_questions_whatever_its_length():
    actor = manager()
    registry.enrol([registry.Claimed("王样样", a_number(n), "") for n in range(100, 400)])
    chunk = [{"sheet": "", "row": n, "status": "ok", "worker": ["王改名", a_number(n), ""]} for n in range(100, 400)]
    look = Look(actor.organisation, [{"name": "", "columns": {"B": "id_number"}}])
    with CaptureQueriesContext(connection) as asked:
        findings = look.at("worker-roster", chunk)
    assert len(findings) == 300 and {row["status"] for row in chunk} == {"error"}
    assert len(asked) <= 2
    assert not any("sealed" in one["sql"] for one in asked), "names are compared unopened"
