"""查毒关口 — the one gate through which every file comes in: by a form, inside JSON, as a whole body, or from the console.

Where the district names no scanner, everything passes as it is. Where it names one, nothing that was found infected is read or kept,
and nothing passes unseen in silence: a scanner that does not answer rings, and the upload is refused unless the setting lets it pass.
"""

import base64
import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import UnreadablePostError

from jiaxin.apps.access import alarms
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock, scanning
from jiaxin.kit.scanning import Scanner, Silent

INFECTED, UNSEEN = "file.infected", "file.not-scanned"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_AGAIN_SECONDS = 1.0
_WRAPPED = ";base64,"


def request(asked: HttpRequest) -> None:
    """Everything a request brings. Raises Refused; nothing was read by then but into memory and nameless files."""
    if settings.SCANNER is None or asked.method in ("GET", "HEAD", "OPTIONS"):
        return
    for name, pieces in _brought(asked):
        look(name, pieces)


def look(name: str, data: Iterable[bytes]) -> None:
    """One file. Raises Refused where something was found, or where nobody looked and the district demands it."""
    scanner: Scanner | None = settings.SCANNER
    if scanner is None:
        return
    pieces = list(data)  # lies in memory or in a nameless file anyway; asked again where the scanner was away
    until = time.monotonic() + scanner.wait_seconds
    while True:
        try:
            virus = scanning.found_in(scanner, pieces)
            break
        except Silent as why:
            if time.monotonic() + _AGAIN_SECONDS > until:
                return _unseen(name, scanner, why)
            time.sleep(_AGAIN_SECONDS)
    if virus:
        raise Refused(INFECTED, f"“{name}”里查出病毒（{virus}），没有收下，也没有保存。", "请在电脑上查杀病毒后，换一份干净的文件再上传；同一台电脑上的其他文件也请一并检查。")


def _unseen(name: str, scanner: Scanner, why: Silent) -> None:
    passed = scanner.silent == "pass"
    said = "查毒程序没有回应，上传的文件未经查毒就收下了" if passed else "查毒程序没有回应，上传的文件暂不接收"
    alarms.sound(alarms.Sign("scanner", "scanner", f"{said}（{why}）"[:200], clock.now()))
    if not passed:
        raise Refused(UNSEEN, f"查毒程序暂时没有回应，“{name}”没有收下。", "请过几分钟再上传；一直这样的，请联系本区系统管理员。")


def _brought(asked: HttpRequest) -> Iterator[tuple[str, Iterable[bytes]]]:
    kind = (asked.content_type or "").lower()
    try:
        if kind not in _FORMS:
            if asked.body:
                yield "来件", [asked.body]
                if "json" in kind:
                    yield from _wrapped(_json(asked.body))
            return
        for _, files in asked.FILES.lists():
            for file in files:
                yield file.name or "未命名", file.chunks()
                file.seek(0)
        for _, values in asked.POST.lists():
            yield from _wrapped(list(values))
    except (RequestDataTooBig, UnreadablePostError):
        return  # whoever reads it next is told the same and answers for it


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None  # no JSON; the view says so


def _wrapped(said: Any) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Files inside text: what a phone sends as a data address, at whatever depth."""
    waiting = [said]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str) and one.startswith("data:") and _WRAPPED in one:
            try:
                yield "照片", [base64.b64decode(one.partition(_WRAPPED)[2])]
            except ValueError:  # letters beyond ASCII are no `binascii.Error`
                continue  # nothing that anybody could open
