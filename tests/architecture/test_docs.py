"""Docs lead somewhere: links resolve, the changelog keeps its form, decisions keep theirs."""

import re

import pytest

from tests.architecture.source import ROOT, files, named, text

PAGES = [path for path in files() if path.suffix == ".md" and not named(path).startswith("tests/")]
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
ENTRIES = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_in_docs_resolve(page: object) -> None:
    assert isinstance(page, type(ROOT))
    broken = [to for to in LINK.findall(text(page)) if "://" not in to and not (page.parent / to).exists()]
    assert not broken, f"{named(page)} points to nothing: {broken}"


def test_the_changelog_keeps_its_form() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    releases = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", changelog, re.M)
    assert releases[0] == ("Unreleased", "")
    assert all(day for version, day in releases[1:]), "a release has a day"
    assert set(re.findall(r"^### (.+)$", changelog, re.M)) <= ENTRIES
    assert [line for line in changelog.splitlines() if line.startswith("- ") and not line.rstrip().endswith(".")] == []


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_says_why_what_then_and_what_enforces_it(page: object) -> None:
    assert isinstance(page, type(ROOT))
    headings = re.findall(r"^## (.+)$", text(page), re.M)
    assert headings == ["Context", "Decision", "Consequences", "Enforced by"]
    assert re.search(r"^> \S", text(page), re.M), "the decision is one sentence that can be quoted"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_a_newcomer_reads_the_two_commands_first(name: str) -> None:
    page = (ROOT / name).read_text("utf-8")
    assert page.index("make demo") < 2500
    assert page.index("make test") < 2500
