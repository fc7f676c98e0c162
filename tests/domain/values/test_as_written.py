"""What is taken as it is written is what the whole reader would have made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaxin.domain.values.identity_number import check_character
from jiaxin.domain.values.readers import AS_WRITTEN, READERS, Manner, reader
from jiaxin.domain.values.text import _FILLERS, _NOTHING, FAILED

MANNERS = (Manner(), Manner(nothing=False), Manner(words=(("XXXXXX", "123456"),)))
SIGNS = st.text(st.sampled_from("0123456789123451ABXYSxyé王阿姨待补测试数据村号室同上无－１Ａ　 .-/'=\"*?#·"), max_size=24)
NUMBERS = st.builds(
    lambda area, day, rest: (first := f"{area}{day}{rest:03d}") + check_character(first),
    st.sampled_from(("990102", "340102", "110101", "000000")),
    st.sampled_from(("19700101", "19900230", "11111111", "20001399")),
    st.integers(0, 999),
)
USUAL = st.one_of(
    SIGNS,
    NUMBERS,
    st.from_regex(r"1[0-9]{10}", fullmatch=True),
    st.from_regex(r"[YSX][0-9]{20,22}", fullmatch=True),
    st.from_regex(r"[A-Z]{0,6}[0-9X]{1,16}", fullmatch=True),
    st.sampled_from(sorted(_FILLERS | _NOTHING | FAILED)),
    st.sampled_from("0123456789xX?").flatmap(lambda sign: st.integers(1, 22).map(lambda times: sign * times)),
)


@pytest.mark.parametrize("code", sorted(AS_WRITTEN))
@given(text=USUAL)
def test_taken_as_written_is_what_the_whole_reader_says(code, text):
    for manner in MANNERS:
        assert reader(code, manner)(text) == READERS[code](manner)(text)
        if AS_WRITTEN[code](text):
            assert READERS[code](manner)(text) == (text, ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("id_number", "340104196803154027"),
        ("phone", "16000000001"),
        ("skill_number", "S000034000001254000001"),
        ("address", "样例县样例村12号"),
        ("code_text", "PYL202600000001"),
    ],
)
def test_the_usual_is_taken_as_written(code, text):
    assert AS_WRITTEN[code](text)
