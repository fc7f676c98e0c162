"""How common a name is counts people; doubtful rows are held against all that is known of a person."""

import numpy as np
import pytest

from jiaxin.domain.identity import profiles
from jiaxin.domain.identity.asking import Filed, Outcome, ask
from jiaxin.domain.identity.aspects import LEVELS, Aspect, Birth, Company, Name, Phone
from jiaxin.domain.identity.columns import columns
from jiaxin.domain.identity.crowd import commonness, count
from jiaxin.domain.identity.reading import read
from jiaxin.domain.identity.resolving import resolve
from jiaxin.domain.identity.weighing import shipped
from jiaxin.domain.values.identity_number import check_character
from tools.linkage import rosters, training


def number(order: int, born: str = "19830507", area: str = "990421") -> str:
    first = f"{area}{born}{order:03d}"
    return first + check_character(first)


def person(name: str, **cells: str) -> list[str]:
    told = {"sex": "女", "id_no": "", "birth": "", "phone": "", "native": "", "job": "", "company": ""} | cells
    return [name, *told.values()]


def counted(rows: list[list[str]]) -> int:
    c = columns(map(read, rows))
    return int(commonness(c, count(c)).name[0])


def test_a_name_is_as_common_as_the_people_who_carry_it():
    one, two = number(122), number(244)
    assert counted([person("许娟红", id_no=one)] * 6) == 1
    assert counted([person("许娟红", id_no=one)] * 3 + [person("许娟红", id_no=two)] * 3) == 2
    assert counted([person("许娟红", id_no=one)] + [person("许娟红")] * 4) == 3  # a row without a number is half a person
    assert counted([person("许娟红")]) == 1


def test_of_many_comparisons_the_best_known_level_of_each_aspect_counts():
    weights = shipped()
    said = np.zeros((4, len(LEVELS)), np.uint8)
    said[0, Aspect.NAME], said[0, Aspect.PHONE] = Name.SAME, Phone.OTHER
    said[1, Aspect.NAME], said[1, Aspect.PHONE] = Name.ONE_LOST, Phone.OWN
    said[1, Aspect.BIRTH] = Birth.FAR  # the only one that says anything of the day
    said[2:, Aspect.COMPANY] = Company.OTHER, Company.UNKNOWN
    both = profiles.together(said, np.array([0, 2]), weights)
    assert (both[0, Aspect.NAME], both[0, Aspect.PHONE], both[0, Aspect.BIRTH]) == (Name.SAME, Phone.OWN, Birth.FAR)
    assert both[1, Aspect.COMPANY] == Company.OTHER


def test_a_claim_is_weaker_by_those_who_cannot_both_be_right():
    one, other = np.array([0, 0]), np.array([1, 2])
    scores = np.array([3.0, 3.0])
    assert profiles.rivalry(one, other, scores) == pytest.approx(np.log1p(np.exp(3.0)))
    alone = profiles.rivalry(one[:1], other[:1], scores[:1])
    assert alone.tolist() == [0.0]
    # where the two rivals may be one person themselves, neither takes from the other
    assert profiles.rivalry(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([3.0, 3.0, 1.0])).tolist() == [0.0, 0.0, 0.0]


def test_a_row_that_fits_two_people_equally_joins_neither():
    place = {"native": "河南省六安市大乡县", "company": "巧手安心家政有限公司"}
    one = person("许娟红", id_no=number(122), birth="1983-05-07", phone="12004464031", **place)
    other = person("许娟红", id_no=number(244, "19790912"), birth="1979-09-12", phone="12024892768", **place)
    row = person("许娟红", **place)
    alone = resolve(columns(map(read, [one, row]))).cluster
    assert alone[0] == alone[1]
    between = resolve(columns(map(read, [one, other, row])))
    assert between.cluster[2] == 2
    assert {(0, 2), (1, 2)} <= {tuple(sorted(pair)) for pair in between.questions()}
    c = columns(map(read, [one, other, row]))
    asked, filed = c.take(np.array([2])), c.take(np.array([0, 1]))
    counts = commonness(c, count(c)).take(np.array([2]))
    answer = ask(asked, counts, Filed(filed, ["A", "B"], np.zeros(2, np.bool_)))
    assert answer.outcome is Outcome.QUESTION
    assert {near.subject for near in answer.candidates} == {"A", "B"}
    one_filed = ask(asked, counts, Filed(filed.take(np.array([0])), ["A"], np.zeros(1, np.bool_)))
    assert (one_filed.outcome, one_filed.subject) == (Outcome.SAME, "A")


def test_two_genuine_numbers_are_never_one_person_however_alike_the_rest():
    alike = {"birth": "1983-05-07", "phone": "12004464031", "native": "河南省六安市大乡县", "company": "巧手安心家政有限公司"}
    rows = [person("许娟红", id_no=number(122), **alike), person("许娟红", id_no=number(124), **alike), person("许娟红", **alike)]
    found = resolve(columns(map(read, rows))).cluster
    assert found[0] != found[1]


def test_training_draws_districts_of_their_own_and_reporting_ones_stay_as_they_were():
    plain = rosters.rows(901, 400)
    assert not any(row.mistakes & set(rosters.MORE_RATES) for row in plain)
    more = rosters.rows(901, 4000, 1.0, rosters.RATES | rosters.MORE_RATES)
    assert {m for row in more for m in row.mistakes} >= set(rosters.MORE_RATES)
    with pytest.raises(AssertionError):
        training.draw(rosters.REPORTING_SEEDS[0], 10, 1.0)
