"""规则比较 in the office: a draft is tried on everybody before it is signed; only who drafts may; an audit leaves receipts."""

import pytest

from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.domain.permissions import Role
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.portals.console.rulebook import run
from tests.factories.street import DRAFTER, SIGNATORY
from tests.portals.office.officers import desk, district
from tests.portals.walking import own_data  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(settings):
    rules.set_up(DRAFTER, SIGNATORY, registry.place(settings.DISTRICT.name), ["worker-2026", "company-2026"])
    _, subject = district()
    text = packaged("worker-2026").raw.decode().replace('version = "worker-2026"', 'version = "worker-2027"')
    rules.draft(DRAFTER, text.replace("at_least = 70", "at_least = 72").encode())
    return subject


def test_a_draft_is_tried_before_it_is_signed(drafted):
    officer = desk(Role.BUREAU_CLERK)
    assert "请选两版规则" in officer.get("/office/rules/compare").content.decode()
    page = officer.get("/office/rules/compare?before=worker-2026&after=worker-2027&audit=1")
    assert page.context["found"].members == 1
    assert "八成检验" in page.content.decode()
    assert "造假要花多少钱" in page.content.decode() and "五星评价" in page.content.decode()
    assert desk(Role.ASSOCIATION, organisation="association").get("/office/rules/compare").status_code == 403


def test_two_packs_of_different_subjects_are_not_compared(drafted, capsys):
    assert run(["compare", "worker-2026", "worker-2027"]) == 0
    assert "参加比较 1 个" in capsys.readouterr().out
    assert run(["game", "worker-2027"]) == 0
    assert "五星评价" in capsys.readouterr().out
    assert run(["compare", "worker-2026", "company-2026"]) == 2
    assert "不是同一类对象" in capsys.readouterr().err
