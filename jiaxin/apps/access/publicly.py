"""对外地址 — the district's own addresses as a stranger reaches them: the certificate, and the days it has left.

Asked by `jiaxin doctor` alone, never while pages start: the proxy in front may start later, and a network that is away is no reason to stay closed.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from config.environment import public_url
from jiaxin.apps.access import limits
from jiaxin.apps.access.weakness import Weakness
from jiaxin.kit import certificates, clock
from jiaxin.kit.certificates import Unreachable, Untrusted

_POINT = "8.1.4.8 a"


def addresses() -> list[str]:
    """Each address that the settings name for visitors, once."""
    named = [settings.DISTRICT.public_url, settings.DISTRICT.site_url, public_url()]
    if settings.REFUSE_WHEN_WEAK:
        named += [f"https://{host}" for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))]
    return list(dict.fromkeys(one.rstrip("/") for one in named if one.startswith("https://")))


def findings() -> Iterator[Weakness]:
    for address in addresses():
        parts = urlsplit(address)
        try:
            held = certificates.shown(parts.hostname or "", parts.port or 443)
        except Unreachable as why:
            yield Weakness("certificate.unreachable", "warning", f"从本机连不上 {address}，没有核对证书（{why}）。", "请在能访问该地址的机器上执行 python -m jiaxin doctor，或核对代理和域名。", _POINT)
            continue
        except Untrusted as why:
            yield Weakness("certificate.untrusted", "error", f"{address} 的证书不被信任（{why}）。", "请向公开受信的机构申请这个域名的证书，连同中间证书装到前置代理。", _POINT)
            continue
        if (days := held.days_left(clock.now())) < limits.CERTIFICATE_DAYS:
            yield Weakness("certificate.ends", "warning", f"{address} 的证书还有 {days} 天到期。", "请续期并重新加载前置代理；能自动续期的，请核对自动续期。", _POINT)
