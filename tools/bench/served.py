"""A small demo district, built in a folder and served on the loopback, and a visitor with a cookie jar."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SERVE = """
import sys
from pathlib import Path
from jiaxin.demo.serving import District
district = District(Path(sys.argv[1]), int(sys.argv[2]))
district.start()
print("open", flush=True)
sys.exit(district.watch(print))
"""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    where: str

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")


class Visitor:
    """Somebody at a browser, as far as requests go. Forms carry the token of the page they stand on."""

    def __init__(self, pages: str) -> None:
        self.pages, self.jar = pages, CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    @property
    def cookies(self) -> str:
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def get(self, path: str) -> Answer:
        return self._asked(urllib.request.Request(self._at(path), headers={"Accept": "text/html"}))

    def post(self, path: str, on: str, words: dict[str, str], file: tuple[str, bytes] | None = None) -> Answer:
        """Send a form of the page `on` to `path`."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(on).text)
        words = {"csrfmiddlewaretoken": found.group(1) if found else "", **words}
        body, kind = urllib.parse.urlencode(words).encode(), "application/x-www-form-urlencoded"
        if file is not None:
            body, kind = _multipart(words, file)
        asked = urllib.request.Request(self._at(path), body, {"Content-Type": kind, "Accept": "text/html", "Referer": self._at(on)})
        return self._asked(asked)

    def sign_in(self, username: str, password: str) -> None:
        answer = self.post("/sign-in/", "/sign-in/", {"login": username, "password": password})
        if "/sign-in" in answer.where:
            raise RuntimeError(f"{username} could not sign in")

    def sign_in_by_phone(self, phone: str, role: str = "worker") -> None:
        """The code is read from the page that stands in for text messages."""
        self.post("/sign-in/phone/", "/sign-in/phone/", {"phone": phone, "role": role})
        code = re.search(r"(?<!\d)\d{6}(?!\d)", re.sub(r"<[^>]+>", " ", self.get("/outbox/").text))
        self.post("/sign-in/code/", "/sign-in/code/", {"code": code.group() if code else ""})

    def _at(self, path: str) -> str:
        return path if "://" in path else self.pages + urllib.parse.quote(path, safe="/?=&%-.")

    def _asked(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.read(), answer.url)
        except urllib.error.HTTPError as answer:
            return Answer(answer.code, answer.read(), answer.url)


def built(folder: Path, workers: int, days: int) -> None:
    words = [sys.executable, "-m", "jiaxin", "demo", "--no-serve", "--data", str(folder), "--workers", str(workers), "--days", str(days)]
    subprocess.run(words, cwd=ROOT, env=_environment(folder), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serving(folder: Path, log: Path, scratch: Path) -> Iterator[tuple[str, str]]:
    """(address of the pages, address of the window); what the processes print goes to `log`, their temporary files to `scratch`."""
    scratch.mkdir(exist_ok=True)
    port = _two_free_ports()
    with log.open("wb") as out:
        words = [sys.executable, "-c", _SERVE, str(folder), str(port)]
        env = _environment(folder) | {"TMPDIR": str(scratch)}
        process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True)
        try:
            _until(lambda: b"open" in log.read_bytes(), 60, "the district did not open")
            yield f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {"JIAXIN_DATA": str(folder), "JIAXIN_DATABASE": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}


def _until(holds, seconds: float, otherwise: str) -> None:  # type: ignore[no-untyped-def]  # any test of a state
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise RuntimeError(otherwise)
        time.sleep(0.1)


def _two_free_ports() -> int:
    for port in range(18_400, 19_400, 2):
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", port))
                other.bind(("127.0.0.1", port + 1))
                return port
            except OSError:
                continue
    raise RuntimeError("no free port")


def _multipart(words: dict[str, str], file: tuple[str, bytes]) -> tuple[bytes, str]:
    mark, (name, data) = uuid.uuid4().hex, file
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in words.items()]
    head = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    return b"".join([*parts, head.encode(), data, f"\r\n--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
