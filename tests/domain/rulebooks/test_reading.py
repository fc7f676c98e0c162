import pytest

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import assumptions, packaged, packaged_versions, read

HEAD = b'kind = "x"\nversion = "x-1"\nlabel = "x"\nfrom = 2026-01-01\n'


@pytest.mark.parametrize("version", packaged_versions())
def test_every_packaged_rule_file_reads_and_cites(version: str) -> None:
    assert packaged(version).version == version


def test_a_number_without_a_source_is_refused() -> None:
    with pytest.raises(Refused, match=r"rulebook\.no-source"):
        read(HEAD + b"[a]\nmonths = 3\n")
    assert read(HEAD + b'[a]\nmonths = 3\nsource = "a law"\n').data["a"]["months"] == 3


def test_an_admitted_assumption_is_listed() -> None:
    book = read(HEAD + b'[a]\nassumed = true\n[[a.b]]\ncode = "c"\ndays = 9\n')
    assert [(one.where, one.numbers) for one in assumptions(book)] == [("a.b[c]", ("days=9",))]


def test_a_fraction_is_refused() -> None:
    with pytest.raises(Refused, match=r"rulebook\.fraction"):
        read(HEAD + b'[a]\nshare = 0.5\nsource = "x"\n')


@pytest.mark.parametrize("name", [b"kind", b"version", b"label", b"from"])
def test_a_file_without_its_header_is_refused(name: bytes) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(name)]
    with pytest.raises(Refused, match=r"rulebook\.header"):
        read(b"\n".join(lines))


def test_one_changed_byte_is_another_rule_book() -> None:
    assert read(HEAD).digest != read(HEAD + b"\n").digest
    assert read(HEAD).digest == read(HEAD).digest
