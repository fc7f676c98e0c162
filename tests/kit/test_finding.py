"""What is typed finds what was meant: whole before beginning before part, sounds, and one slip, of whatever kind."""

import random

import pytest

from jiaxin.kit.finding import Fit, Lines, fits, plain, strongest
from jiaxin.kit.sounds import initials, spelled

NAMES = ("王小芳", "王晓芳", "汪小芳", "李芳", "李小芳子", "古丽·阿依", "欧阳娜娜", "王 芳", "Wang Fang")


def _found(typed: str, *names: str, part: bool = False) -> dict[str, Fit]:
    told = [plain(one) for one in names or NAMES]
    asked = plain(typed)
    found = fits(asked, spelled(asked), Lines(told), Lines(map(initials, told)), Lines(map(spelled, told)), part)
    return strongest({(names or NAMES)[n]: fit for n, fit in found.items()})


def test_the_best_fit_comes_first_and_each_says_what_it_is() -> None:
    assert list(_found("王小芳").items())[:1] == [("王小芳", Fit.EXACT)]
    assert _found("王小芳")["王晓芳"] is Fit.ALIKE and _found("王小芳")["汪小芳"] is Fit.ALIKE
    assert _found("王小") == {"王小芳": Fit.BEGINNING}, "that others begin alike is left out where one fits as it is typed"
    assert _found("小芳")["李小芳子"] is Fit.PART
    assert _found("wxf").keys() == {"王小芳", "王晓芳", "汪小芳"} and _found("wangxiao")["王小芳"] is Fit.LETTERS


@pytest.mark.parametrize("typed", ["ＷＡＮＧ　ＦＡＮＧ", "wang fang", "WangFang "])
def test_width_case_and_blanks_make_no_difference(typed: str) -> None:
    found = _found(typed)
    assert found["Wang Fang"] is Fit.EXACT and found["王 芳"] is Fit.LETTERS


def test_the_dot_inside_a_long_name_need_not_be_typed() -> None:
    assert _found("古丽阿依") == {"古丽·阿依": Fit.EXACT} == _found("古丽•阿依")


@pytest.mark.parametrize("typed", ["欧阳那那", "欧羊娜娜"])
def test_signs_that_sound_alike_are_found(typed: str) -> None:
    assert _found(typed) == {"欧阳娜娜": Fit.ALIKE}


@pytest.mark.parametrize("typed", ["欧阳娜", "欧阳明娜", "欧阳娜娜娜", "欧娜阳娜", "阳欧娜娜", "阳娜娜"])
def test_one_slip_of_each_kind_is_forgiven_and_two_are_not(typed: str) -> None:
    assert "欧阳娜娜" in _found(typed)
    assert "欧阳娜娜" not in _found("赵钱娜娜") and "欧阳娜娜" not in _found("王明月")


@pytest.mark.parametrize("typed", ["lifan", "lifng", "liffang", "lifagn", "kifang"])
def test_a_slip_in_the_spelling_is_forgiven_too(typed: str) -> None:
    assert _found(typed)["李芳"] in (Fit.LETTERS, Fit.NEARLY)


def test_a_front_and_a_back_nasal_are_one_slip_apart() -> None:
    assert _found("王凌", "王林", "李强") == {"王林": Fit.NEARLY} and _found("王凡", "王芳", "李强") == {"王芳": Fit.OPENING}


def test_companies_are_found_by_a_piece_of_their_name_with_a_slip_in_it() -> None:
    firms = ("样例家安家政服务有限公司", "样例福满家政服务有限公司", "样例美佳保洁有限公司")
    assert _found("福满", *firms, part=True) == {firms[1]: Fit.PART}
    assert _found("样列家安", *firms, part=True) == {firms[0]: Fit.NEARLY}, "lie for li"
    assert _found("样力佳安", *firms, part=True) == {firms[0]: Fit.OPENING}
    assert list(_found("福清家政", *firms, part=True)) == [firms[1]]
    assert _found("完全不同", *firms, part=True) == {}


def _slips(word: str, at: int) -> set[str]:
    return {word[:at] + "x" + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + "x" + word[at:], word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]}


def test_slips_are_found_exactly_as_by_comparing_every_line_with_every_slip() -> None:
    chance = random.Random(7)
    lines = ["".join(chance.choices("abx", k=chance.randint(1, 7))) for _ in range(300)]
    shelf = Lines(lines)
    for _ in range(200):
        typed = "".join(chance.choices("abx", k=chance.randint(2, 7)))
        near = {typed}
        for at in range(len(typed) + 1):
            for sign in "abx":
                near |= {typed[:at] + sign + typed[at:], typed[:at] + sign + typed[at + 1 :]}
            near |= _slips(typed, at) if at < len(typed) else set()
        near = {one for one in near if abs(len(one) - len(typed)) <= 1}
        assert shelf.slipped(typed) == [n for n, one in enumerate(lines) if one in near], typed
        inside = [n for n, one in enumerate(lines) if any(each and each in one for each in near)]
        assert set(shelf.slipped(typed, whole=False)) == set(inside), typed


def test_nothing_is_found_across_two_lines_or_in_an_empty_list() -> None:
    shelf = Lines(["王小", "芳华", ""])
    assert shelf.slipped("小芳") == [] or all("小" in shelf[n] or "芳" in shelf[n] for n in shelf.slipped("小芳"))
    assert list(shelf.having("小芳")) == [] and shelf.slipped("王小芳华") == []
    assert Lines(()).slipped("王小芳") == [] and Lines(()).texts() == [] and [*shelf.whole("")] == []
    assert shelf.texts() == ["王小", "芳华", ""] and len(shelf) == 3
