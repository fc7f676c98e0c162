"""Names as the public reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.disclosure import mask_name


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张秀英", "张*英"),
        ("张英", "张*"),
        ("欧阳娜娜", "欧阳**"),
        ("欧阳娜", "欧阳*"),
        ("张李秀英", "张**英"),
        ("阿依古丽·买买提", "阿**·买**"),
        (" 张 秀 英 ", "张*英"),
        ("Maria", "M**"),
        ("张", "*"),
        ("", "*"),
    ],
)
def test_a_name_is_masked_as_the_rule_says(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(min_size=2).filter(lambda t: len(t.strip()) > 1 and "*" not in t))
def test_no_name_survives_its_mask(name: str) -> None:
    assert name.strip() not in mask_name(name)
    assert "*" in mask_name(name)
