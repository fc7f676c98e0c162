"""The proxy's configuration that is shipped is as the page beside it says: read here, block by block."""

import re
import ssl
import tomllib
from dataclasses import dataclass, field

import pytest

from tests.architecture.source import ROOT

FILE = ROOT / "docs/how-to/proxy/nginx.conf"
_TOKEN = re.compile(r"""'(?:[^'])*'|"(?:[^"])*"|[{};]|[^\s{};]+""")
_SIZES = {"k": 1024, "m": 1024 * 1024}


@dataclass
class Block:
    words: tuple[str, ...]
    lines: list[tuple[str, ...]] = field(default_factory=list)
    inside: list["Block"] = field(default_factory=list)

    def said(self, name: str) -> list[tuple[str, ...]]:
        return [line[1:] for line in self.lines if line[0] == name]


def _read(text: str) -> Block:
    """Simple directives and blocks of nginx, as it reads them itself. Raises ValueError for what is not closed."""
    top = Block(("main",))
    open_, words = [top], list[str]()
    for token in _TOKEN.findall(re.sub(r"(?m)#.*$", "", text)):
        if token == "{":
            block = Block(tuple(words))
            open_[-1].inside.append(block)
            open_.append(block)
            words = []
        elif token == "}":
            if words or len(open_) == 1:
                raise ValueError(f"before }}: {words}")
            open_.pop()
        elif token == ";":
            open_[-1].lines.append(tuple(words))
            words = []
        else:
            words.append(token.strip("'\""))
    if len(open_) != 1 or words:
        raise ValueError("not closed")
    return top


TOP = _read(FILE.read_text("utf-8"))
SERVERS = TOP.inside
SECURE = [one for one in SERVERS if any("ssl" in line for line in one.said("listen"))]
PLAIN = [one for one in SERVERS if one not in SECURE]


def test_there_is_one_for_each_address_and_one_for_http() -> None:
    assert len(SECURE) == 2 and len(PLAIN) == 1
    assert {name for one in SECURE for name in one.said("server_name")[0]} == set(PLAIN[0].said("server_name")[0])


@pytest.mark.parametrize("server", SECURE, ids=lambda one: one.said("server_name")[0][0])
def test_only_strong_protocols_and_ciphers(server: Block) -> None:
    assert server.said("ssl_protocols") == [("TLSv1.2", "TLSv1.3")]
    assert server.said("ssl_prefer_server_ciphers") == [("on",)] and server.said("ssl_session_tickets") == [("off",)]
    ((listed,),) = server.said("ssl_ciphers")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(listed)
    known = [one for one in context.get_ciphers() if one["protocol"] == "TLSv1.2"]
    assert [one["name"] for one in known] == listed.split(":"), "a name that OpenSSL does not know"
    assert all(one["aead"] and one["kea"] == "kx-ecdhe" and one["strength_bits"] >= 128 for one in known)
    strengths = [one["strength_bits"] for one in known]
    assert strengths == sorted(strengths, reverse=True), "the strongest come first"


@pytest.mark.parametrize("server", SECURE, ids=lambda one: one.said("server_name")[0][0])
def test_what_is_passed_on_and_what_ends_here(server: Block) -> None:
    places = [one for one in server.inside if one.said("proxy_pass")]
    assert places
    for place in places:
        headers = {line[0]: line[1] for line in place.said("proxy_set_header")}
        assert headers["X-Forwarded-Proto"] == "$scheme" and headers["X-Forwarded-For"] == "$remote_addr" and headers["Host"] == "$host"
        assert place.said("proxy_request_buffering") == [("on",)]
    (root,) = [one for one in places if one.words == ("location", "/")]
    (methods,) = [one for one in root.inside if one.words[0] == "limit_except"]
    assert not {"TRACE", "CONNECT"} & set(methods.words) and methods.lines == [("deny", "all")]


@pytest.mark.parametrize("server", SECURE, ids=lambda one: one.said("server_name")[0][0])
def test_what_measures_a_message_is_passed_on_in_one_way(server: Block) -> None:
    """Boundaries (OWASP ASVS 5.0, 4.2.1): odd headers end here, bodies are measured anew, nothing of the visitor's connection goes on."""
    assert server.said("ignore_invalid_headers") == [("on",)] and server.said("underscores_in_headers") == [("off",)]
    for place in (one for one in server.inside if one.said("proxy_pass")):
        headers = {line[0]: line[1] for line in place.said("proxy_set_header")}
        assert place.said("proxy_http_version") == [("1.1",)] and place.said("proxy_request_buffering") == [("on",)]
        assert headers["Connection"] == "" and not {"Transfer-Encoding", "Upgrade", "Content-Length"} & headers.keys()


def test_programs_are_not_led_from_http_to_https() -> None:
    (api,) = [one for one in PLAIN[0].inside if one.words == ("location", "/api/")]
    assert api.said("return") == [("403",)]
    (rest,) = [one for one in PLAIN[0].inside if one.words == ("location", "/")]
    assert rest.said("return")[0][0] == "301" and rest.said("return")[0][1].startswith("https://")


def test_the_largest_upload_fits_and_not_much_more() -> None:
    limits = tomllib.loads((ROOT / "config/limits.toml").read_text("utf-8"))
    largest = max(limits["sheets"]["bytes_in"], limits["papers"]["bytes_in"])
    office = next(one for one in SECURE if any(place.said("proxy_pass") == [("http://127.0.0.1:8000",)] for place in one.inside))
    ((size,),) = office.said("client_max_body_size")
    assert largest < int(size[:-1]) * _SIZES[size[-1]] <= largest * 1.1


def test_no_log_holds_what_stands_behind_the_question_mark() -> None:
    formats = [" ".join(line) for line in TOP.said("log_format")]  # nginx takes it at the top alone
    assert formats and not any(word in line for line in formats for word in ("$request ", '"$request"', "$request_uri", "$args", "$query_string", "$http_referer", "$http_cookie"))
    logs = [line for one in SECURE for line in one.said("access_log")]
    assert sorted(line[-1] for line in logs) == ["jiaxin", "off"]


@pytest.mark.parametrize("text", ["server { listen 80;", "server { listen 80 }", "}"])
def test_what_is_not_closed_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # whichever of its two sentences
        _read(text)
