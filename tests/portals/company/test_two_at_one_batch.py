"""批次 — two people at the same batch: what one of them did is never written over by the other, and a long comparison says it is cut."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from jiaxin.apps.intake import actions, comparing
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.intake.models import Batch
from jiaxin.apps.intake.states import State
from jiaxin.domain.errors import Refused
from tests.portals.walking import landed, manager, own_data, signed_in, upload  # noqa: F401 - a fixture among them

pytestmark = pytest.mark.django_db


def crossed(monkeypatch, meanwhile: State) -> None:
    """Between the look at the batch and the write, somebody else moves it on."""
    looked = actions._batch

    def look(batch_id: str) -> Batch:
        found = looked(batch_id)
        Batch.objects.filter(id=batch_id).update(state=meanwhile)
        return found

    monkeypatch.setattr(actions, "_batch", look)


@pytest.mark.parametrize(
    ("do", "meanwhile", "code"),
    [
        (actions.cancel, State.ACCEPTING, "batch.too-late-to-cancel"),
        (actions.check_again, State.ACCEPTING, "batch.not-checked"),
        (actions.accept, State.CANCELLED, "batch.not-checked"),
    ],
)
def test_the_first_of_two_holds_and_the_second_is_told(monkeypatch, do, meanwhile, code) -> None:
    batch_id = upload(signed_in(manager()), "01-template-order.xlsx").rpartition("/")[2]
    crossed(monkeypatch, meanwhile)
    with pytest.raises(Refused) as told:
        do(manager(), batch_id)
    assert told.value.code == code and told.value.do_this
    assert Batch.objects.get(id=batch_id).state == meanwhile


def test_a_comparison_with_more_changes_than_fit_says_how_many_are_not_listed(monkeypatch) -> None:
    client = signed_in(manager())
    landed(client)
    source = load_workbook("tests/fixtures/rosters/01-template-order.xlsx")
    heading = next(cell for row in source.active.iter_rows() for cell in row if cell.value in ("现住址", "*现住址", "居住地址", "现居住地址"))
    for row in range(heading.row + 1, heading.row + 5):
        source.active.cell(row, heading.column).value = f"样例新村{row}号"
    out = BytesIO()
    source.save(out)
    batch_id, _ = actions.receive(manager(), "搬家.xlsx", out.getvalue())
    actions.work()
    whole = intake.comparison(manager(), batch_id)
    assert whole is not None and len(whole.changes) >= 3 and whole.unlisted == 0
    monkeypatch.setattr(comparing, "SHOWN", 1)
    cut = intake.comparison(manager(), batch_id)
    assert cut is not None and (len(cut.changes), cut.unlisted, cut.changed) == (1, len(whole.changes) - 1, whole.changed)
    page = client.get(f"/company/batches/{batch_id}/comparison").text
    assert f"还有 {cut.unlisted} 处变化没有列出" in page
