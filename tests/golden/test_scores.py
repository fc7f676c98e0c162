"""Every build makes the scores of the builds before it."""

import pytest

from tests.golden import scores


@pytest.mark.parametrize("version", scores.versions())
def test_a_thousand_old_scores_come_out_as_they_were(version: str) -> None:
    kept = scores.file_of(version).read_text("utf-8").splitlines()
    made = scores.made(version)
    assert len(kept) == len(made) == scores.COUNT
    different = [f"{n}: was {was}, is {now}" for n, (was, now) in enumerate(zip(kept, made, strict=True)) if was != now]
    assert not different, f"{version} was edited; leave it and add a new version: {different[:5]}"


@pytest.mark.parametrize("version", scores.versions())
def test_the_invented_are_of_every_kind(version: str) -> None:
    grades = {line.split()[0] for line in scores.file_of(version).read_text("utf-8").splitlines()}
    assert len(grades) >= 4 and "NR" in grades
