"""A worker whose card is before the public, and her at her own phone."""

from datetime import date
from pathlib import Path

import pytest

from jiaxin import pipeline
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.kit import clock as the_clock
from tests.cast import CAST


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: object, clock):
    settings.DATA = tmp_path
    settings.KEYS_FOLDER = tmp_path / "keys"
    with the_clock.set_clock(clock):
        yield


@pytest.fixture
def her(db: None) -> str:
    person = CAST.worker
    (one,) = registry.enrol([registry.Claimed(person.name, person.id_number, person.phone)])
    said = Provenance("herself", Channel.COUNTER, "worker:1")
    clear = {"job_types": ["cleaning"], "collected_on": "2026-11-20"}
    ledger.append(
        [Fact("profile", one.subject, date(2026, 11, 20), said, (), clear, {"name": person.name}, Standing.ORIGINAL)]
    )
    registry.issue_codes([one.subject])
    pipeline.advance()
    return one.subject
