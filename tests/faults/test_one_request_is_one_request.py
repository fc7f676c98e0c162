"""The server as it is started in service, asked over raw sockets: whatever a message says of its own length, it is answered once or refused,
and what stands behind it is never taken for a second request (OWASP ASVS 5.0, 4.2.1; RFC 9112, 6 and 11.2)."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT
from tests.free_ports import free_port

PAGE = (ROOT / "docs/how-to/open-a-district.md").read_text("utf-8")
STARTED = {target: words.split() for words, target in re.findall(r"^ +granian (.+?) (\S+:\S+) +#", PAGE, re.M)}
OFFICE, WINDOW = "config.wsgi:application", "jiaxin.portals.consumer.app:app"
HOST = b"Host: localhost\r\n"
HIDDEN = b"GET /sign-in/still HTTP/1.1\r\n" + HOST + b"\r\n"  # what somebody would smuggle in: answered with JSON where it is taken for a request


def _post(*headers: bytes, version: bytes = b"1.1") -> bytes:
    return b"POST /sign-in/still HTTP/" + version + b"\r\n" + HOST + b"".join(one + b"\r\n" for one in headers) + b"\r\n"


CHUNKED = b"Transfer-Encoding: chunked"
MESSAGES = {
    "length and chunks": _post(b"Content-Length: 5", CHUNKED) + b"0\r\n\r\n" + HIDDEN,
    "chunks and length": _post(CHUNKED, b"Content-Length: 4") + b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n0\r\n\r\n",
    "two lengths": _post(b"Content-Length: 0", b"Content-Length: %d" % len(HIDDEN)) + HIDDEN,
    "a list of lengths": _post(b"Content-Length: 0, %d" % len(HIDDEN)) + HIDDEN,
    "a length with a sign": _post(b"Content-Length: +0") + HIDDEN,
    "a length below nought": _post(b"Content-Length: -1") + HIDDEN,
    "a length in hexadecimal": _post(b"Content-Length: 0x0") + HIDDEN,
    "a chunk of no size": _post(CHUNKED) + b"zz\r\n" + HIDDEN + b"\r\n0\r\n\r\n",
    "a chunk below nought": _post(CHUNKED) + b"-1\r\n" + HIDDEN + b"\r\n0\r\n\r\n",
    "a chunk beyond measure": _post(CHUNKED) + b"10000000000000000001\r\n" + HIDDEN,
    "a chunk in the wrong spelling": _post(CHUNKED) + b"0x0\r\n\r\n" + HIDDEN,
    "a chunk without its end": _post(CHUNKED) + b"1\r\nZZ0\r\n\r\n" + HIDDEN,
    "chunks as they should be": _post(CHUNKED) + b"1\r\nZ\r\n0\r\n\r\n",
    "a folded header": _post(b"X: a\r\n " + CHUNKED, b"Content-Length: 5") + b"0\r\n\r\n" + HIDDEN,
    "a folded coding": _post(b"Transfer-Encoding:\r\n chunked") + b"0\r\n\r\n" + HIDDEN,
    "a blank before the colon": _post(b"Transfer-Encoding : chunked", b"Content-Length: 5") + b"0\r\n\r\n" + HIDDEN,
    "a coding nobody knows": _post(b"Transfer-Encoding: xchunked", b"Content-Length: 5") + b"0\r\n\r\n" + HIDDEN,
    "chunks and not last": _post(b"Transfer-Encoding: chunked, identity") + b"0\r\n\r\n" + HIDDEN,
    "two codings": _post(CHUNKED, b"Transfer-Encoding: identity") + b"0\r\n\r\n" + HIDDEN,
    "a coding behind a tab": _post(b"Transfer-Encoding: \x0bchunked", b"Content-Length: 5") + b"0\r\n\r\n" + HIDDEN,
    "chunks in 1.0": _post(CHUNKED, version=b"1.0") + b"0\r\n\r\n" + HIDDEN,
    "chunks in 1.0, kept": _post(b"Connection: keep-alive", CHUNKED, b"Content-Length: 5", version=b"1.0") + b"0\r\n\r\n" + HIDDEN,
    "junk in the first line": b"GET /sign-in/still HTTP/1.1 GET /sign-in/still HTTP/1.1\r\n" + HOST + b"\r\n",
    "a blank in the address": b"GET /sign-in/ still HTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /sign-in/still\r\n\r\n" + HIDDEN,
    "a bare return": b"GET /sign-in/still HTTP/1.1\r\n" + HOST + b"X: a\rGET /sign-in/still HTTP/1.1\r\n\r\n",
    "a zero byte": b"GET /sign-in/still HTTP/1.1\r\n" + HOST + b"X: a\0b\r\n\r\n",
    "another protocol": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """Both processes, each as the page on opening a district says, on ports of this run."""
    folder, ports, running = tmp_path_factory.mktemp("data"), {}, list[subprocess.Popen[bytes]]()
    try:
        for target, words in STARTED.items():
            ports[target] = free_port()
            words = [str(ports[target]) if before == "--port" else word for before, word in zip(["", *words], words, strict=False)]
            environment = {k: v for k, v in os.environ.items() if k != "JIAXIN_DATABASE"} | {"JIAXIN_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
            running.append(subprocess.Popen([sys.executable, "-m", "granian", *words, "--log-level", "critical", target], cwd=ROOT, env=environment))
        for target, port in ports.items():
            _await(port, target)
        yield ports
    finally:
        for one in running:
            one.send_signal(signal.SIGTERM)
        for one in running:
            one.wait(20)


def _await(port: int, what: str) -> None:
    for _ in range(300):
        try:
            if _said(port, b"GET /sign-in/still HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{what} does not answer")


def _said(port: int, message: bytes, seconds: float = 3.0) -> bytes:
    """Everything that comes back until the server closes, or says nothing more for a while."""
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.sendall(message)
        said = b""
        line.settimeout(seconds)
        try:
            while piece := line.recv(65536):
                said += piece
                line.settimeout(max(1.0, seconds / 2))
        except (TimeoutError, ConnectionResetError):
            return said
    return said


def _statuses(said: bytes) -> list[int]:
    return [int(one) for one in re.findall(rb"HTTP/1\.[01] (\d{3}) ", said)]


def test_the_page_starts_two_servers_and_they_are_those_asked() -> None:
    assert set(STARTED) == {OFFICE, WINDOW} and all("--http" in words and "1" in words for words in STARTED.values())


def test_plain_requests_are_answered_each_once(served: dict[str, int]) -> None:
    """So that the counting below counts something: two honest requests on one line are two answers."""
    said = _said(served[OFFICE], HIDDEN + HIDDEN, 10.0)
    assert _statuses(said) == [200, 200] and said.count(b'{"seat": ""}') == 2
    assert len(_statuses(_said(served[WINDOW], HIDDEN + HIDDEN, 10.0))) == 2


@pytest.mark.parametrize("name", MESSAGES)
def test_an_odd_message_is_refused_and_hides_no_second_one(served: dict[str, int], name: str) -> None:
    said = _said(served[OFFICE], MESSAGES[name], 8.0 if name == "chunks and length" else 3.0)
    statuses = _statuses(said)
    assert len(statuses) <= 1 and b'"seat"' not in said, said
    assert all(status in (400, 411, 501, 505) for status in statuses), said


@pytest.mark.parametrize("name", MESSAGES)
def test_nor_does_the_window_take_one_for_two(served: dict[str, int], name: str) -> None:
    statuses = _statuses(_said(served[WINDOW], MESSAGES[name], 3.0))
    assert len(statuses) <= 1 and not {200, 302} & set(statuses)
