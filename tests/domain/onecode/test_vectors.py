"""Cards that are in people's pockets go on being judged as on the day they were printed."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from jiaxin.domain.onecode import keylist
from jiaxin.domain.onecode.verdict import Reason, judge
from jiaxin.kit.crypto.schemes import accepts

FILE = Path("tests/fixtures/onecode/vectors.json")
CASES: list[dict[str, Any]] = json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_vector_keeps_its_verdict(case: dict[str, Any]) -> None:
    keys = keylist.read(case["keys"]) if case["keys"] else None
    status = b64decode(case["status"]) if case["status"] else None
    found = judge(case["text"], keys, status, case["now"], accepts)
    shown = found.payload.name if found.payload else None
    assert (found.reason, found.list_age, shown) == (case["reason"], case["age"], case["shown"])


def test_the_vectors_know_every_reason_and_both_suites() -> None:
    assert {case["reason"] for case in CASES} == {None, *Reason}
    assert len(Reason) <= 12
    for suite in ("ed25519", "sm2"):
        good = {case["name"] for case in CASES if case["reason"] is None}
        assert f"{suite}: card of the previous format and key" in good
