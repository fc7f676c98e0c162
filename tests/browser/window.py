"""A small card file with every state a family may meet, and the consumer process in front of it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.request import urlopen

from jiaxin.apps.publication.actions import CompanyPublication, Publication, printing, reprinting
from jiaxin.apps.publication.cardfile import key_of
from jiaxin.domain.disclosure import CodeState, CompanyCard, PublishedPenalty, Withheld, Withholding, disclose_worker
from tests.domain.disclosure import cast
from tests.free_ports import free_port

ROOT = Path(__file__).resolve().parents[2]
TODAY = date.today()  # noqa: DTZ011 - the process under test looks at the real clock
__all__ = ["CODES", "FIRM", "KEYS", "WITHDRAWN", "Publication", "build", "reprinting", "serving"]
STATES = ("green", "yellow", "grey", "red", "withdrawn", "lost", "stale", "photo")
CODES = {name: f"SAMPLE{name.upper():A<20}" for name in STATES}
KEYS = {name: key_of(code) for name, code in CODES.items()}
WITHDRAWN = Withheld(Withholding.WITHDRAWN, TODAY)
FIRM = CompanyCard(
    name=cast.FIRM.name, credit_code=cast.FIRM.credit_code, mode="employee", status="active", star=4,
    established_on=date(2016, 5, 9), workers=128, valid_code_percent=91, orders=5230, upheld=3,
    pledge_signed_on=date(2026, 3, 15), pledge_breached=False,
    penalties=(
        PublishedPenalty(
            "样例市监罚〔2026〕17号", "样例区市场监督管理局", "《反不正当竞争法》第二十条", "general",
            date(2026, 5, 8), date(2027, 5, 7),
        ),
    ),
    as_of=TODAY, good_until=TODAY + timedelta(days=7),
)  # fmt: skip


def _days(count: int) -> str:
    return (TODAY + timedelta(days=count)).isoformat()


def publications(photo: bytes | None = None) -> list[Publication]:
    """One code per state. Dates hang on today, so that the pages are alive whenever the tests run."""
    good = [
        cast.identity(on=_days(-46)), cast.health("general", _days(-300), _days(64)),
        cast.insurance(_days(-200), _days(165)),
    ]  # fmt: skip
    without = ("identity.check", "health.check", "insurance", "order")
    orders = [cast.order(n, _days(-3 * n - 1)) for n in range(86)]
    plain = cast.worker(*good, *orders, without=without)
    expired = cast.worker(good[0], cast.health("general", _days(-380), _days(-16)), good[2], *orders, without=without)
    waiting = cast.worker(
        cast.profile("欧阳娜娜", ["育婴"]), good[1], without=(*without, "profile", "skill.certificate")
    )
    firm, colour = cast.FIRM, cast.Colour

    def shown(facts: cast.Facts, state: str, star: int | None = 4, code: CodeState = CodeState.ISSUED, face: str = ""):
        return disclose_worker(facts, firm, colour(state), star, face, TODAY, code)

    withdrawn = cast.worker(*good, cast.consent(_days(-40), _days(-1)), without=(*without, "consent"))
    bare = disclose_worker(waiting, None, colour("grey"), None, "", TODAY)
    old = disclose_worker(plain, firm, colour("green"), 4, "", TODAY - timedelta(days=30))
    digest = sha256(photo or b"").hexdigest() if photo else ""
    return [
        Publication(KEYS["green"], shown(plain, "green", face=digest), photo),
        Publication(KEYS["photo"], shown(plain, "green"), None),
        Publication(KEYS["yellow"], shown(expired, "yellow", None)),
        Publication(KEYS["grey"], bare),
        Publication(KEYS["red"], shown(plain, "red", None)),
        Publication(KEYS["withdrawn"], shown(withdrawn, "green")),
        Publication(KEYS["lost"], shown(plain, "green", code=CodeState.LOST)),
        Publication(KEYS["stale"], old),
    ]


def build(data: Path, photo: bytes | None = None, old: Mapping[str, Sequence[tuple[str, str]]] | None = None) -> None:
    """Writes the sample card file and a few companies. old: whose codes of an older platform lead where (Publication.old_codes)."""
    with printing(data, "样例区") as press:
        press.cards(publications(photo), now=int(time.time()), position=1)
        others = [
            ("样例邻里帮家政服务有限公司", "91340299MA00TEST1X", None, 42),
            ("样例安心到家（样例区）家庭服务中心", "92340299MA00TEST2X", 5, 9),
            ("样例好月嫂母婴护理有限公司", "91340299MA00TEST3X", 3, 67),
        ]
        rest = [_like(FIRM, *one) for one in others]
        press.old_codes(old or {})
        press.companies([CompanyPublication(one) for one in (FIRM, *rest)], now=int(time.time()))


def _like(firm: CompanyCard, name: str, code: str, star: int | None, workers: int) -> CompanyCard:
    return replace(firm, name=name, credit_code=code, star=star, workers=workers, penalties=())


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The consumer process on a free port, as the district would run it; yields its address."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--no-ws", "--http", "1", "--log-level", "warning", "jiaxin.portals.consumer.app:app",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"JIAXIN_DATA": str(data)})
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"the consumer process ended with {process.returncode}")
        try:
            with urlopen(f"{address}/healthz", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the consumer process did not answer within a minute")
