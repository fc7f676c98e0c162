"""Merge and split: an alias, one code in hand, and back again to the byte."""

from random import Random
from typing import Any

import pytest
from django.db import transaction

from jiaxin.apps.access import accounts
from jiaxin.apps.access import queries as access
from jiaxin.apps.registry import actions, merging, queries
from jiaxin.apps.registry.actions import Claimed
from jiaxin.apps.registry.models import Code, Identity, Merge, Subject
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Role
from jiaxin.domain.values.identity_number import check_character

pytestmark = pytest.mark.django_db


def _numbers(count: int) -> list[str]:
    firsts = [f"99020219{70 + at % 30}{at % 12 + 1:02d}01{at + 100:03d}" for at in range(count)]
    return [first + check_character(first) for first in firsts]


def _workers(count: int) -> list[str]:
    made = actions.enrol([Claimed(f"样{'甲乙丙丁戊己庚辛'[at % 8]}", number, f"120{at:08d}") for at, number in enumerate(_numbers(count))])
    return [one.subject for one in made]


def _register() -> dict[str, Any]:
    """Everything that says who is who and which code is whose."""
    return {
        "subjects": sorted(Subject.objects.order_by("id").values_list("id", "kind", "alias_of")),
        "identities": sorted(Identity.objects.order_by("subject").values_list("subject", "id_index", "sealed")),
        "codes": sorted(Code.objects.order_by("key").values_list("key", "subject", "state", "state_since", "reason", "sealed", "status_index")),
    }  # fmt: skip


def test_every_id_leads_to_the_person_and_one_code_stays_in_hand(db):
    kept, other = _workers(2)
    actions.issue_codes([kept, other])
    merging.merge("clerk", kept, other, "核对了两份证件", original_seen=True)
    assert queries.resolve_many([kept, other]) == {kept: kept, other: kept}
    in_hand = [line for lines in queries.codes_of([kept, other]).values() for line in lines if not line.over]
    assert len(in_hand) == 1
    assert queries.codes([kept])


def test_the_code_of_the_other_file_is_kept_where_there_is_no_other(db):
    kept, other = _workers(2)
    code = actions.issue_codes([other])[other]
    made = merging.merge("clerk", kept, other, "核对了两份证件", original_seen=True)
    assert queries.codes([kept]) == {kept: code}
    merging.unmerge("clerk", made, "其实是姐妹")
    assert queries.codes([other]) == {other: code}


def test_who_signs_in_for_either_file_stands_for_the_kept_one_until_the_split(db):
    kept, other, stranger = _workers(3)
    said = {}
    for number, subject in enumerate((kept, other, stranger)):
        account = accounts.of_phone(f"120{number:08d}", Role.WORKER)
        said[subject] = accounts.attach(account.username, subject).id
    made = merging.merge("clerk", kept, other, "核对了两份证件", original_seen=True)
    assert {of: access.actor_named(who).subject for of, who in said.items()} == {kept: kept, other: kept, stranger: stranger}
    merging.unmerge("clerk", made, "其实是姐妹")
    assert {of: access.actor_named(who).subject for of, who in said.items()} == {one: one for one in said}


def test_two_sound_numbers_are_merged_only_by_who_has_seen_the_papers(db):
    kept, other = _workers(2)
    with pytest.raises(Refused) as why:
        merging.merge("clerk", kept, other, "姓名相同")
    assert why.value.code == "merge.two-numbers"


def test_a_code_lost_meanwhile_stays_lost_after_the_split(db):
    kept, other = _workers(2)
    actions.issue_codes([other])
    made = merging.merge("clerk", kept, other, "核对了证件", original_seen=True)
    Code.objects.update(state="lost")
    merging.unmerge("clerk", made, "拆分")
    assert Code.objects.get().state == "lost"
    assert Code.objects.get().subject == other


def test_a_merge_that_others_build_on_comes_apart_last(db):
    one, two, three = _workers(3)
    first = merging.merge("clerk", one, two, "一", original_seen=True)
    second = merging.merge("clerk", three, one, "二", original_seen=True)
    with pytest.raises(Refused):
        merging.unmerge("clerk", first, "先拆这个")
    assert set(queries.resolve_many([one, two, three]).values()) == {three}
    merging.unmerge("clerk", second, "退")
    merging.unmerge("clerk", first, "退")
    assert queries.resolve_many([one, two, three]) == {one: one, two: two, three: three}


def test_random_sequences_of_merges_and_splits_restore_register_and_codes_exactly(db):
    """The bench tools/bench/reversible.py plays a thousand of these."""
    play(seed=4, sequences=12)


def play(seed: int, sequences: int) -> int:
    """Random merges, splits and refused corrections over eight files; all taken back, everything is as before."""
    random = Random(seed)
    workers = _workers(8)
    actions.issue_codes(workers[:5])
    steps = 0
    for _ in range(sequences):
        before = _register()
        open_: list[int] = []
        for _ in range(random.randrange(1, 12)):
            steps += 1
            try:
                with transaction.atomic():
                    if open_ and random.random() < 0.4:
                        at = random.choice(open_)
                        merging.unmerge("clerk", at, "拆分")
                        open_.remove(at)
                    else:
                        one, other = random.sample(workers, 2)
                        open_.append(merging.merge("clerk", one, other, "合并", original_seen=random.random() < 0.9))
            except Refused:
                continue
            _nobody_is_lost(workers)
        for at in reversed(open_):
            merging.unmerge("clerk", at, "全部退回")
        assert _register() == before
    assert Merge.objects.exclude(undone_at=None).count() == Merge.objects.count()
    return steps


def _nobody_is_lost(workers: list[str]) -> None:
    aliases = dict(Subject.objects.order_by("id").values_list("id", "alias_of"))
    assert all(not aliases[stands_for] for stands_for in aliases.values() if stands_for)  # one query resolves
    people = set(queries.resolve_many(workers).values())
    held = [line for lines in queries.codes_of(workers).values() for line in lines if not line.over]
    assert len(held) <= len(people)
    assert {code: s for s, lines in queries.codes_of(workers).items() for code in lines if not code.over and aliases[s]} == {}
