"""Nothing typed is ever fetched: few modules can reach out at all, each to an address of the district's own file."""

import ast

import pytest

from tests.architecture.source import ROOT

_REACHING = ("socket", "http.client", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "urllib3")
_ALLOWED = {
    "jiaxin/apps/access/city.py": "the city's sign-in, named in jiaxin.toml",
    "jiaxin/kit/certificates.py": "the district's own public addresses, asked for by the doctor",
    "jiaxin/kit/resolving.py": "numbers behind the names of jiaxin.toml, asked for when the rules of a server are written",
    "jiaxin/kit/scanning.py": "the scanner of uploads, named in jiaxin.toml",
    "jiaxin/kit/syslog.py": "the log server, named in jiaxin.toml",
    "jiaxin/demo/serving.py": "whether the demo's own pages answer",
    "jiaxin/demo/ports.py": "whether a port of this machine is free",
}


def _reaches(text: str) -> bool:
    for node in ast.walk(ast.parse(text)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)] if isinstance(node, ast.ImportFrom) else []
        if any(name == one or name.startswith(f"{one}.") for name in names for one in _REACHING):
            return True
    return False


def test_only_these_modules_reach_out():
    found = {str(path.relative_to(ROOT)) for path in (ROOT / "jiaxin").rglob("*.py") if _reaches(path.read_text("utf-8"))}
    assert found == set(_ALLOWED)


@pytest.mark.parametrize("text", ["import socket", "from urllib.request import urlopen", "from urllib import request", "import http.client", "import httpx as x"])
def test_every_way_of_reaching_out_is_seen(text: str):
    assert _reaches(text)
