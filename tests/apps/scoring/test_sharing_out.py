"""Everybody's score by several processes: the same bytes in the same order, and a death that is told."""

import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest

from jiaxin.apps.scoring import crew, projection
from jiaxin.apps.scoring.models import AssessmentRow, StandingAssessment
from jiaxin.apps.scoring.rescoring import outcomes
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import packaged
from jiaxin.domain.scoring.batch import slices
from jiaxin.domain.scoring.context import Context, packed
from jiaxin.domain.scoring.outcome import Outcome
from tools.bench.fact_files import TODAY, write

WORKERS, BOOK = 300, packaged("worker-2026")
GIVEN = dict.fromkeys((f"W{n:015d}" for n in range(WORKERS)), packed(Context({"code-colour": 2}, {"code-colour": "v1"})))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    return write(tmp_path_factory.mktemp("facts"), WORKERS, 20)


def made(files: Sequence[Path], processes: int) -> list[Outcome]:
    return list(chain.from_iterable(outcomes(files, BOOK, TODAY, GIVEN, processes=processes)))


def dies(_: object) -> list[Outcome]:
    os._exit(9)


@pytest.mark.django_db
def test_two_processes_make_the_bytes_of_one_in_its_order(files: Sequence[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(files, 1)
    monkeypatch.setattr(slices, "ROWS", 40)
    assert [one.subject for one in whole] == sorted(GIVEN)
    assert made(files, 2) == made(files, 1) == whole
    projection.keep(whole, GIVEN, TODAY, 1)
    kept = AssessmentRow.objects.order_by("id").values_list("subject", "digest", "document")
    assert [(subject, digest, bytes(said)) for subject, digest, said in kept] == [(o.subject, o.digest, o.document) for o in whole]
    assert {bytes(row.given) for row in StandingAssessment.objects.order_by("key")} == set(GIVEN.values())


def test_a_process_that_dies_is_told_and_leaves_nothing_running(files: Sequence[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "outcomes", dies)
    with pytest.raises(Refused, match=r"rescore\.process-died"):
        made(files, 2)


def test_few_are_made_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "ProcessPoolExecutor", dies)
    with crew.crew(crew.WORTH_IT - 1) as work:
        assert list(work([])) == []
