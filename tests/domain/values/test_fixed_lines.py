"""固定电话 — a company may be called on one; a text message goes to none."""

import pytest

from jiaxin.domain.values import phone


@pytest.mark.parametrize(("number", "reached"), [("16512340001", True), ("12012340001", True), ("0553-8812345", False), ("400-123-4567", False), ("", False)])
def test_a_text_message_goes_to_no_fixed_line(number: str, reached: bool) -> None:
    assert phone.rings(number) == (number if reached else "")
