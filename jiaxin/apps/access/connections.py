"""可连接的地址 — where this installation may connect, from its own settings; and the units of systemd that let it connect nowhere else.

The list is that of the source: each module that can reach out (`REACHING`, the same list that a test holds the source to) with the addresses that
`jiaxin.toml` and the environment give it. The filter of systemd.resource-control(5) looks at both directions, so whoever may call us (the proxy)
stands in it as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from jiaxin.domain.errors import Refused
from jiaxin.kit import resolving

ROOT = Path(__file__).resolve().parents[3]
OFFICE, WINDOW, WORK = "jiaxin-office", "jiaxin-window", "jiaxin-work"
_LOCAL = ("localhost", "127.0.0.1", "::1", "")


@dataclass(frozen=True, slots=True)
class Place:
    """One address outside this machine: what it is for, its name or number, its port, and which units need it."""

    what: str
    host: str
    port: int
    units: tuple[str, ...]


def _city() -> Iterator[Place]:
    if settings.CITY_IDENTITY:
        parts = urlsplit(settings.CITY_IDENTITY.issuer)
        yield Place("统一身份认证", parts.hostname or "", parts.port or 443, (OFFICE,))


def _logs() -> Iterator[Place]:
    if settings.LOG_RECEIVER:
        yield Place("日志服务器", settings.LOG_RECEIVER.host, settings.LOG_RECEIVER.port, (WORK,))


def _scanner() -> Iterator[Place]:
    if settings.SCANNER and not isinstance(settings.SCANNER.address, str):
        yield Place("查毒程序", *settings.SCANNER.address, (OFFICE,))


def _nowhere() -> Iterator[Place]:
    """Run from the console only (the doctor's call of the own addresses, the writing of these rules), by no unit."""
    yield from ()


REACHING: Mapping[str, Callable[[], Iterator[Place]]] = {
    "jiaxin/apps/access/city.py": _city,
    "jiaxin/kit/syslog.py": _logs,
    "jiaxin/kit/scanning.py": _scanner,
    "jiaxin/kit/certificates.py": _nowhere,
    "jiaxin/kit/resolving.py": _nowhere,
}


def places() -> list[Place]:
    """Everything outside this machine that a unit may connect to: the database, and what each reaching module is given."""
    at = settings.DATABASES["default"]
    found = [one for given in REACHING.values() for one in given()]
    if not at["ENGINE"].endswith("sqlite3") and not str(at["HOST"]).startswith("/"):
        found.insert(0, Place("数据库", str(at["HOST"]), int(at["PORT"] or 5432), (OFFICE, WORK)))
    return [one for one in found if one.host not in _LOCAL]


def units() -> dict[str, str]:
    """File name → text, one for each of the three processes. Raises Refused for a name that nobody knows: a rule without it would cut it off."""
    known = dict[str, list[str]]()
    for one in places():
        known[one.host] = resolving.addresses_of(one.host)
        if not known[one.host]:
            raise Refused("connections.unknown", f"解析不出 {one.host}（{one.what}）的地址。", "请核对 jiaxin.toml 和本机的域名解析后再生成。")
    return {f"{name}.service": _unit(name, command, known) for name, command in _COMMANDS.items()}


_COMMANDS = {
    OFFICE: "granian --interface wsgi --http 1 --no-ws --port 8000 config.wsgi:application",
    WINDOW: "granian --interface rsgi --http 1 --no-ws --port 8001 jiaxin.portals.consumer.app:app",
    WORK: "python -m jiaxin work",
}


def _unit(name: str, command: str, known: Mapping[str, list[str]]) -> str:
    allowed = ["# this machine", "IPAddressAllow=localhost"]
    if name != WORK:
        outside = [str(one) for one in settings.TRUSTED_PROXIES if not one.is_loopback]
        allowed += ["# proxies in front", *(f"IPAddressAllow={one}" for one in outside)] if outside else []
    for one in places():
        if name in one.units:
            allowed += [f"# {one.what} {one.host}:{one.port}", *(f"IPAddressAllow={number}" for number in known[one.host])]
    devices = [] if settings.KEY_DEVICE else ["PrivateDevices=yes"]
    return "\n".join([
        "# written by python -m jiaxin connections; written anew whenever jiaxin.toml or a number behind a name changes", "[Unit]", f"Description={name}", "After=network-online.target", "Wants=network-online.target", "",
        "[Service]", "User=jiaxin", f"WorkingDirectory={ROOT}", "EnvironmentFile=/etc/jiaxin.env", f"ExecStart={ROOT}/.venv/bin/{command}", "Restart=always",
        "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", *devices, f"ReadWritePaths={settings.DATA}", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
        "IPAddressDeny=any", *allowed, "", "[Install]", "WantedBy=multi-user.target", "",
    ])  # fmt: skip
