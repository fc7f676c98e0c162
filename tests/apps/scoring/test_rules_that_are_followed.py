"""A rule pack that nothing would follow cannot be drafted or signed at the desk; those that are followed can."""

import pytest

from jiaxin.apps.scoring import actions
from jiaxin.apps.scoring.models import RulebookDraft
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import packaged, packaged_versions, read
from jiaxin.kit import clock
from tests.factories.street import DRAFTER, SIGNATORY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", packaged_versions())
def test_every_kind_is_followed_or_refused_with_how_it_is_changed(version: str) -> None:
    book, raw = packaged(version), packaged(version).raw.replace(f'version = "{version}"'.encode(), f'version = "{version}-own"'.encode(), 1)
    assert actions.draft(DRAFTER, book.raw).digest == book.digest, "what ships is in force as it is"
    if book.kind in actions.FOLLOWED:
        assert actions.draft(DRAFTER, raw).version == f"{version}-own"
        return
    with pytest.raises(Refused, match=r"rulebook\.packaged") as why:
        actions.draft(DRAFTER, raw)
    assert "扶持规则" in why.value.do_this and not RulebookDraft.objects.filter(version=f"{version}-own").exists()


def test_a_draft_kept_from_before_is_not_signed() -> None:
    book = read(packaged("stars-2026").raw + b"# mine\n")
    RulebookDraft.objects.create(pk=book.digest, kind=book.kind, version=book.version, raw=book.raw, drafted_by=DRAFTER.id, drafted_at=clock.now())
    with pytest.raises(Refused, match=r"rulebook\.packaged"):
        actions.promulgate(SIGNATORY, book.digest, "D" * 16)


def test_rules_of_support_that_lack_a_number_are_not_drafted() -> None:
    raw = b'kind = "incentives"\nversion = "x"\nlabel = "x"\nfrom = 2026-01-01\n[[rule]]\ncode = "a"\nlabel = "a"\nshape = "top"\ncounts = "file_score"\nsource = "x"\n'
    with pytest.raises(Refused, match=r"incentive\.shape"):
        actions.draft(DRAFTER, raw)
