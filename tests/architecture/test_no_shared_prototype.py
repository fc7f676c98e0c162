"""Our scripts cannot be made to change what all objects share (prototype pollution, OWASP ASVS 5.0, 15.3.6).

That takes two steps by names from outside: into an object, and there a name set (`a[x][y] = …`), or a merge that goes down by itself.
Neither stands in a script of ours; a name set on one object alone changes no other.
"""

import re

import pytest

from tests.architecture.source import ROOT

SCRIPTS = sorted((ROOT / "jiaxin/portals").glob("*/front/*.js"))
_NUMBER = r"(?:\d+|[ijn]|at|size|\w+\s*[-+*&%>]+\s*\w+)"
_TWO_DEEP = re.compile(rf"\w\[(?!{_NUMBER}\])[^\]]+\]\[(?!{_NUMBER}\])[^\]]+\]\s*=(?![=>])")
_SHARED = re.compile(r"__proto__|\.prototype\b|\bsetPrototypeOf\b|constructor\s*\[|\[\s*[\"']constructor[\"']\s*\]")
_MERGING = re.compile(r"\b(?:deepmerge|mergeDeep|lodash|\$\.extend|jQuery\.extend)\b")


def _reaching(text: str) -> list[str]:
    return [found[0] for rule in (_TWO_DEEP, _SHARED, _MERGING) for found in rule.finditer(text)]


def test_no_script_reaches_what_all_objects_share() -> None:
    assert len(SCRIPTS) > 15
    wrong = [f"{path.relative_to(ROOT)}: {one}" for path in SCRIPTS for one in _reaching(path.read_text("utf-8"))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("text", ["kept[name][field] = value", "all[one.key][one.state] = 1", "x.__proto__.y = 1", "Object.setPrototypeOf(a, b)", "a[\"constructor\"]", "mergeDeep(a, JSON.parse(b))"])
def test_each_way_is_seen(text: str) -> None:
    assert _reaching(text)
