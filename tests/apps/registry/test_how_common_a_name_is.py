"""The register counts the people of a name as a batch does, also where an older register counted rows."""

import numpy as np
import pytest

from jiaxin.apps.access import vault
from jiaxin.apps.registry import likeness
from jiaxin.apps.registry.models import Commonness
from jiaxin.domain.identity import keys
from jiaxin.domain.identity.columns import columns
from jiaxin.domain.identity.crowd import commonness, count
from jiaxin.domain.identity.reading import read
from tools.linkage import rosters

pytestmark = [pytest.mark.django_db, pytest.mark.crypto]


def rows(seed: int, size: int) -> list[list[str]]:
    return [[row.cells[name] for name in rosters.COLUMNS[3:]] for row in rosters.rows(seed, size)]


def test_asked_one_by_one_a_name_is_as_common_as_among_all_at_once():
    c = columns(map(read, rows(902, 400)))
    of_all = commonness(c, count(c)).name
    filed, last = c.take(np.arange(380)), range(380, 400)
    for part in (np.arange(200), np.arange(200, 380)):
        subjects = [f"0902{at:012d}" for at in part.tolist()]
        vault.ensure_keys(set(subjects))
        likeness.put(filed.take(part), subjects, [f"e{at:06d}" for at in part.tolist()])
    alone = commonness(filed, count(filed)).name
    for at in range(0, 380, 19):  # filed again: a number that is known adds nobody
        found = int(likeness._commonness(c.take(np.array([at]))).name[0])
        assert found - int(alone[at]) in (0, 1)
    for at in last:
        grown = commonness(c.take(np.append(np.arange(380), at)), count(c.take(np.append(np.arange(380), at)))).name[-1]
        assert int(likeness._commonness(c.take(np.array([at]))).name[0]) == int(grown) <= max(int(of_all[at]), 1)


def test_a_name_whose_rows_were_counted_stays_as_common_as_they_say():
    row = columns([read(["许娟红", "女", "", "", "", "", "", ""])])
    mark = likeness._blinded(200, keys.name_marks(row)[0])
    Commonness.objects.create(mark=int(mark[0]), count=40)
    assert likeness._commonness(row).name.tolist() == [40]
