"""One fact, from a cell of a real workbook to a phone. Read it aloud."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from jiaxin import pipeline
from jiaxin.apps.access.readlog import log_hash
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.intake import queries as batches
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.publication.cardfile import Reader, key_of
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit.merkle import tree_root

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
WORKBOOK = "01-template-order.xlsx"


def test_one_fact(company_clerk: Actor, fixtures: Path, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        # 1  the sheet arrives, is hashed and kept
        batch_id, new = intake.receive(company_clerk, WORKBOOK, (fixtures / WORKBOOK).read_bytes())
        assert new

        # 2–4  cells keep their coordinates, headings become fields, checks speak
        intake.work()
        batch = batches.batch(batch_id)
        assert batch is not None and batch.state == "checked", batch and batch.said
        assert (batch.good, batch.bad) == (120, 0)
        assert ledger.checkpoint().size == 0, "nothing is a fact before somebody accepts"

        # 5  someone accepts; good rows land
        intake.accept(company_clerk, batch_id)
        intake.work()
        subject = registry.by_id_number("340210196208189367")
        assert subject is not None

        # 6  each fact has its position and its leaf
        head = ledger.checkpoint()
        entries = ledger.entries_between(0, head.size)
        assert head.root == tree_root([e.leaf for e in entries], log_hash())
        health = next(e for e in entries if e.fact.subject == subject and e.fact.kind == "health.check")
        assert health.fact.standing is Standing.CLAIMED

        # 7–9  the pipeline follows; but what a company says about her is not public before she confirms
        pipeline.advance()
        assert registry.codes([subject]) == {}
        assert Reader(settings.DATA).contents().states == {}

        # she confirms on her phone, and becomes the owner of a code
        herself = Actor(id="worker:1", role=Role.WORKER, subject=subject)
        assert intake.confirm(herself, subject, "phone") == 1
        pipeline.advance()
        code = registry.codes([subject])[subject]

        # 10  the phone shows it
        card = Reader(settings.DATA).card(key_of(code))
        assert card is not None
        import brotli

        page = brotli.decompress(card[3]).decode()
        assert "金*静" in page and "金娜静" not in page and "340210196208189367" not in page
        assert "样例瑞瑞家政服务有限公司" in page

        # and from the line on the phone the way leads back to the cell, the file and the clerk
        said = health.fact.provenance
        assert batches.cell_of(said.batch, said.sheet, said.row, "health_checked_on") == "工作人员登记表!P2"
        assert said.actor == company_clerk.id and batch.file_sha256


def test_the_same_file_sent_twice_is_one_batch_and_lands_once(company_clerk: Actor, fixtures: Path, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        data = (fixtures / WORKBOOK).read_bytes()
        first, _ = intake.receive(company_clerk, WORKBOOK, data)
        again, new = intake.receive(company_clerk, "改了名字.xlsx", data)
        assert (again, new) == (first, False)
        for _ in range(2):
            intake.work()
            intake.accept(company_clerk, first)
        intake.work()
        size = ledger.checkpoint().size
        from jiaxin.apps.intake.models import Batch

        Batch.objects.filter(id=first).update(file_sha256="resaved")  # the same content in other bytes
        second, new = intake.receive(company_clerk, WORKBOOK, data)
        assert new
        intake.work()
        intake.accept(company_clerk, second)
        intake.work()
        assert ledger.checkpoint().size == size, "what is known already is not said twice"


def test_a_batch_taken_back_leaves_no_fact_in_force(company_clerk: Actor, fixtures: Path, tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        batch_id, _ = intake.receive(company_clerk, WORKBOOK, (fixtures / WORKBOOK).read_bytes())
        intake.work()
        intake.accept(company_clerk, batch_id)
        intake.work()
        subject = registry.by_id_number("340210196208189367") or ""
        assert ledger.facts_about(subject, with_claims=True).entries
        intake.undo(company_clerk, batch_id)
        intake.work()
        assert ledger.facts_about(subject, with_claims=True).entries == ()
        assert batches.batch(batch_id).state == "undone"  # type: ignore[union-attr]
        assert ledger.entries_between(0, 1), "corrected, not deleted"
