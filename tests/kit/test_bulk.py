"""Many rows at once."""

import pytest
from django.db import IntegrityError

from jiaxin.apps.registry.models import Commonness
from jiaxin.kit.bulk import insert_many

COLUMNS = {"mark": "int8", "count": "int4"}


@pytest.mark.django_db(transaction=True)
def test_of_rows_that_meet_a_conflict_none_is_left():
    insert_many("registry_commonness", COLUMNS, [(1, 1)])
    with pytest.raises(IntegrityError):
        insert_many("registry_commonness", COLUMNS, [(2, 1), (3, 1), (1, 5)])
    assert list(Commonness.objects.values_list("mark", "count")) == [(1, 1)]
