"""Why a bundle is refused as a whole is said in English too: each sentence as the page has it, with its numbers."""

import re

import pytest

from jiaxin.domain.wording import english
from jiaxin.kit.picture_bundles import BOUNDS, SENTENCES
from jiaxin.kit.rewording import Catalogue

_MB = 1 << 20


@pytest.mark.parametrize("code", SENTENCES)
def test_nothing_of_it_stays_chinese(code: str) -> None:
    said, do_this = SENTENCES[code]
    told = Catalogue(english()).text(f"{said.format(limit=BOUNDS.entries, limit_mb=BOUNDS.bytes_unzipped // _MB)}。{do_this}")
    assert told and not re.search("[\u3400-\u9fff]", told), told
