"""规则比较 in the office: a draft is tried on everybody before it is signed; only who drafts may; an audit leaves receipts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiaxin.apps.registry import actions as registry
from jiaxin.apps.scoring import actions as rules
from jiaxin.apps.scoring import queries
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Role
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.rulebook import scoring_rules
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


def test_a_base_that_is_no_rulebook_is_told_whatever_was_typed(drafted):
    clerk = desk(Role.BUREAU_CLERK)
    for typed in ("worker-1999", "a/../b", "</a><b>", "'\"--"):
        for answer in (clerk.get("/office/rules/draft", {"base": typed}), clerk.post("/office/rules/draft", {"base": typed, "version": "x"})):
            assert answer.status_code == 409 and "规则文件" in answer.content.decode(), typed
            assert "</a><b>" not in answer.content.decode()


def test_a_draft_is_written_in_a_form_tried_and_signed_by_another(drafted, settings):
    clerk, chief = desk(Role.BUREAU_CLERK), desk(Role.BUREAU_ADMIN)
    form = clerk.get("/office/rules/draft?base=worker-2026").content.decode()
    assert "评价均值" in form and 'value="worker-2027"' in form
    said = {"base": "worker-2026", "version": "worker-2028", "label": "2028年规则", "from": "2030-01-01"}
    refused = clerk.post("/office/rules/draft", said | {"points:worker.rating-mean": "12.5"})
    assert refused.status_code == 409 and "不是整数" in refused.content.decode()
    assert "12.5" in refused.content.decode(), "what was typed is still there"
    assert clerk.post("/office/rules/draft", said | {"points:worker.rating-mean": "12", "grade:A": "88"}).status_code == 302
    kept = queries.pack("worker-2028")
    rules_of = scoring_rules(kept)
    assert rules_of.grades[0].at_least == 88_000
    assert next(i.points for i in rules_of.items if i.indicator.code == "worker.rating-mean") == 12_000
    assert "# 服务员信用评分" in kept.raw.decode(), "comments are kept"
    with pytest.raises(Refused, match="untried"):
        rules.promulgate(SIGNATORY, kept.digest, "D")
    assert clerk.post(f"/office/rules/{kept.digest}/try").status_code == 302
    assert "试算 1 个" in chief.get("/office/rules").content.decode()
    rules.promulgate(SIGNATORY, kept.digest, registry.place(settings.DISTRICT.name))
    assert queries.rulebook("worker-2028").raw == kept.raw
    signed = chief.get("/office/rules").content.decode()
    assert "未到日期" in signed and "已由新版代替" not in signed
    told = clerk.get(f"/office/score/{drafted}").content.decode()
    assert "规则要换了" not in told, "farther ahead than the account looks"


def test_a_whole_file_is_handed_in_and_a_bad_one_is_explained(drafted):
    clerk = desk(Role.BUREAU_CLERK)
    raw = clerk.get("/office/rules/text/worker-2026").content
    assert raw == packaged("worker-2026").raw
    better = raw.replace(b'version = "worker-2026"', b'version = "worker-2029"').replace(b"months = 24, full_h", b"months = 36, full_h")
    sent = {"base": "worker-2026", "file": SimpleUploadedFile("worker-2029.toml", better)}
    assert clerk.post("/office/rules/draft", sent).status_code == 302
    assert queries.pack("worker-2029").raw == better
    broken = {"base": "worker-2026", "file": SimpleUploadedFile("x.toml", better.replace(b"points = 8", b"points = 8.5", 1))}
    answer = clerk.post("/office/rules/draft", broken)
    assert answer.status_code == 409 and "没有存下" in answer.content.decode()


def test_whoever_drafted_takes_it_back_and_nobody_signs_it_then(drafted):
    clerk, chief = desk(Role.BUREAU_CLERK), desk(Role.BUREAU_ADMIN)
    said = {"base": "worker-2026", "version": "worker-2030", "label": "2030年规则", "from": "2030-01-01"}
    assert clerk.post("/office/rules/draft", said | {"grade:A": "90"}).status_code == 302
    kept = queries.pack("worker-2030")
    other = next(one for one in queries.drafts_waiting() if one.version == "worker-2027")
    assert "撤回后不再等待签发" in clerk.get("/office/rules").content.decode(), "it is asked before it is done"
    assert clerk.post(f"/office/rules/{other.digest}/withdraw").status_code == 409, "not hers"
    assert clerk.post(f"/office/rules/{kept.digest}/withdraw").status_code == 302
    page = clerk.get("/office/rules").content.decode()
    assert "已撤回的草案" in page and kept.digest not in [one.digest for one in queries.drafts_waiting()]
    assert [(one.version, one.digest) for one in queries.drafts_withdrawn()] == [("worker-2030", kept.digest)]
    for refused in (lambda: rules.promulgate(SIGNATORY, kept.digest, "D"), lambda: rules.draft(DRAFTER, kept.raw)):
        with pytest.raises(Refused, match="withdrawn"):
            refused()
    assert clerk.post(f"/office/rules/{kept.digest}/withdraw").status_code == 409, "once is enough"
    assert chief.get("/office/rules").status_code == 200


def test_a_file_that_lacks_a_table_is_told_where_and_stays_unkept(drafted):
    clerk = desk(Role.BUREAU_CLERK)
    raw = packaged("worker-2026").raw.replace(b'version = "worker-2026"', b'version = "worker-2031"').replace(b"[evidence]", b"[proof]")
    answer = clerk.post("/office/rules/draft", {"base": "worker-2026", "file": SimpleUploadedFile("worker-2031.toml", raw)})
    assert answer.status_code == 409 and "缺少 evidence" in answer.content.decode()
    assert "worker-2031" not in [one.version for one in queries.drafts_waiting()]


def test_every_kind_that_is_signed_here_has_a_name_on_the_list(drafted):
    rules.draft(DRAFTER, packaged("incentives-2026").raw.replace(b'version = "incentives-2026"', b'version = "incentives-2031"'))
    page = desk(Role.BUREAU_ADMIN).get("/office/rules").content.decode()
    assert " · 扶持规则 · " in page and " · incentives · " not in page


def test_a_day_far_away_is_refused_and_not_an_error(drafted):
    clerk = desk(Role.BUREAU_CLERK)
    for typed in ("as_of=9999-12-31", "as_of=0001-01-01", "known_at=9999-12-31"):
        answer = clerk.get(f"/office/score/{drafted}?{typed}")
        assert answer.status_code == 409 and "2200-12-31" in answer.content.decode(), typed


def test_on_a_past_day_only_who_had_a_score_then_is_compared(drafted, capsys):
    assert run(["compare", "worker-2026", "worker-2027", "--as-of", "2001-01-01"]) == 0
    assert "参加比较 0 个" in capsys.readouterr().out
    assert run(["compare", "worker-2026", "没有这个文件.toml"]) == 2
    assert "找不到文件" in capsys.readouterr().err
