"""脚本 — the scripts of the look-up page, made by `make setup`; without them every page still works, online.

`/v.js` verifies codes in the browser; its sentences are put in front of it, so that words have one home. `/sw.js` keeps
the page that can do so without a network, and has a new name whenever page, words or script change.
"""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from jiaxin.domain.onecode.payload import TRADES
from jiaxin.portals.consumer.language import catalogue
from jiaxin.portals.consumer.wording import for_script

BUILT = Path(__file__).resolve().parents[1] / "shared" / "dist" / "consumer"


@cache
def page_script(site: str, lang: str = "") -> bytes:
    """`site` is where families sign in and confirm, empty where the district has not said; `lang` is empty or `en`."""
    spoken: dict[str, object] = dict(for_script())
    if lang:
        spoken = {code: catalogue().text(text) for code, text in for_script().items()}
        spoken["trades"] = {one: catalogue().text(one) for one in TRADES}
    words = json.dumps(spoken | ({"site": site} if site else {}), ensure_ascii=False, separators=(",", ":"))
    return b"var JIAXIN=" + words.encode() + b";" + _built("page.js")


def worker_script(page: str, site: str, lang: str = "") -> bytes:
    version = sha256(page.encode() + page_script(site, lang)).hexdigest()[:12]
    return f'var JIAXIN_VERSION="{version}";'.encode() + _built("sw.js")


def aloud_script() -> bytes:
    """Reads a page of the large views aloud (朗读)."""
    return _built("aloud.js")


def _built(name: str) -> bytes:
    try:
        return (BUILT / name).read_bytes()
    except FileNotFoundError:
        return b""
