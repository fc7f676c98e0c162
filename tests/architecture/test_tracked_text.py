"""What may stand in no file: hosts of package registries, paths of one machine, how the work was organised."""

import re

import pytest

from tests.architecture.source import files, named, text

# One letter of each stands in brackets so that this file does not contain what it forbids.
REGISTRIES = [r"[p]ypi\.org", r"[p]ythonhosted\.org", r"[r]egistry\.npmjs", "[n]pmmirror", r"[p]roxy\.golang\.org"]
MACHINES = ["/[w]ork/", "/[r]oot/", "/[h]ome/[a-z]", "/opt/[w]heels", "/opt/[p]ypi"]
ORGANISING = ["[w]orktree", "[s]ubagent", r"\b[i]ssue #?\d", "[C]laude", "[A]nthropic", "[C]hatGPT", r"\b[a]s an AI\b"]
FORBIDDEN = re.compile("|".join([*REGISTRIES, *MACHINES, *ORGANISING]))


def test_no_file_names_a_registry_a_machine_or_how_the_work_was_organised() -> None:
    found = {
        named(path): sorted({match.group() for match in FORBIDDEN.finditer(text(path))})
        for path in files()
        if FORBIDDEN.search(text(path))
    }
    assert not found, found


@pytest.mark.parametrize("parts", [("/wo", "rk/x"), ("https://py", "pi.org/simple"), ("see iss", "ue 12")])
def test_a_planted_word_is_found(parts: tuple[str, str]) -> None:
    assert FORBIDDEN.search("".join(parts))


def test_nothing_is_left_for_later_in_a_comment() -> None:
    later = re.compile(r"\b([T]ODO|[F]IXME|[X]XX)\b")
    found = [named(p) for p in files() if p.suffix in {".py", ".js", ".mjs", ".css", ".html"} and later.search(text(p))]
    assert not found, f"do it or drop it: {found}"
