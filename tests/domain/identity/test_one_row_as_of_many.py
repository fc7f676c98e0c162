"""A row alone has the keys, levels and answers that it has among many; who is written down by a form of address is found."""

import numpy as np
import pytest

from jiaxin.domain.identity import candidates, comparing, keys
from jiaxin.domain.identity.columns import Columns, columns
from jiaxin.domain.identity.crowd import commonness, count
from jiaxin.domain.identity.reading import read
from jiaxin.domain.identity.resolving import resolve
from tools.linkage import rosters


@pytest.fixture(scope="module")
def many() -> Columns:
    drawn = rosters.rows(901, 1500)
    return columns(read([row.cells[name] for name in rosters.COLUMNS[3:]]) for row in drawn)


def test_the_keys_of_a_row_are_its_part_of_all_keys(many):
    of_all: dict[int, set[tuple[int, int]]] = {at: set() for at in range(len(many))}
    for keyed in keys.keys(many):
        for row, mark in zip(keyed.rows.tolist(), keyed.marks.tolist(), strict=True):
            of_all[row].add((keyed.kind, mark))
    for at in range(0, len(many), 7):
        alone = {(k.kind, mark) for k in keys.keys(many.take(np.array([at]))) for mark in k.marks.tolist()}
        assert alone == of_all[at]


def test_a_pair_compares_alone_as_among_many(many):
    common = commonness(many, count(many))
    left, right = candidates.pairs(keys.keys(many))
    together = comparing.levels(many, common, left, right)
    assert len(left) > 500
    for at in range(0, len(left), 97):
        assert comparing.levels(many, common, left[at : at + 1], right[at : at + 1]).tolist() == [together[at].tolist()]


def person(name: str, **cells: str) -> list[str]:
    told = {"sex": "女", "id_no": "", "birth": "1983-05-07", "phone": "", "native": "", "job": "", "company": ""} | cells
    return [name, *told.values()]


def test_a_form_of_address_is_hers_or_a_question_never_a_new_person_unasked():
    rows = [
        person("许娟红", id_no="990421********4362", native="河南省六安市大乡县", company="巧手安心家政有限公司", phone="12004464031"),
        person("红姐", company="巧手安心家政有限公司", phone="12024892768"),
        person("许女士", birth="", native="六安市大乡县", company="巧手安心家政"),
        person("方雪", birth="1997-03-20"),
    ]
    c = columns(map(read, rows))
    left, right = candidates.pairs(keys.keys(c))
    assert {(0, 1), (0, 2)} <= set(zip(left.tolist(), right.tolist(), strict=True))
    found = resolve(c)
    assert found.cluster[0] == found.cluster[1] or (0, 1) in {tuple(sorted(pair)) for pair in found.questions()}
    assert found.cluster[3] == 3
