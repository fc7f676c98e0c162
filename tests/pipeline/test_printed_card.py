"""One worker's card: printed as a PDF, read back from the page, judged by what a verifier carries."""

from datetime import date
from pathlib import Path

import pytest

from jiaxin import pipeline
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.publication import codes as publication
from jiaxin.apps.publication.cardfile import KEYS_FILE, STATUS_FILE
from jiaxin.apps.publication.printing import read_back
from jiaxin.apps.registry import actions as registry
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.onecode import keylist
from jiaxin.domain.onecode.verdict import Reason, Verdict, judge
from jiaxin.domain.permissions import Actor, Role, Thing
from jiaxin.kit import clock as the_clock
from jiaxin.kit.crypto.schemes import accepts
from tests.cast import CAST

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]
CLERK = Actor("clerk", Role.BUREAU_CLERK, fresh=True)


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


def judged(address: str, folder: Path) -> Verdict:
    publication.carry(moved=True)
    keys = keylist.read((folder / "cards" / KEYS_FILE).read_text())
    status = (folder / "cards" / STATUS_FILE).read_bytes()
    return judge(address, keys, status, int(the_clock.now().timestamp()), accepts)


@pytest.mark.parametrize("suite", ["aes256gcm", "sm4gcm"])
@pytest.mark.parametrize("layout", ["cr80", "a4"])
def test_a_printed_card_is_read_back_and_judged_genuine(layout: str, suite: str, her: str, tmp_path: Path, settings) -> None:
    settings.CRYPTO_SUITE = suite
    made = publication.print_cards(CLERK, list(pipeline.bearers([her]).values()), [Thing(owner=her)], layout)
    assert read_back(made.pdf) == [list(made.addresses)]
    assert b"NotoSansCJK" in made.pdf, "the Chinese font is embedded"
    found = judged(made.addresses[0], tmp_path)
    assert found.genuine and found.payload is not None and found.payload.name == "王*芳"
    registry.move_code(CLERK, her, "suspend", "样例")
    assert judged(made.addresses[0], tmp_path).reason is Reason.PAUSED
    registry.move_code(CLERK, her, "lose", "样例")
    assert judged(made.addresses[0], tmp_path).reason is Reason.OVER


def test_a_code_on_her_phone_lives_for_a_minute(her: str, tmp_path: Path, clock) -> None:
    herself = Actor("worker:1", Role.WORKER, subject=her)
    address = publication.live_code(herself, pipeline.bearers([her])[her])
    assert judged(address, tmp_path).genuine
    clock.forward(seconds=61)
    assert judged(address, tmp_path).reason is Reason.LIVE_OVER
