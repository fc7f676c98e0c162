"""来处 — from which network address a request comes, for counters and for nothing else: no address is kept.

What a browser says of itself decides nothing. A proxy in front of the program, named in the settings, appends the address
that it saw; so the list is read from its end, and the first one that is no proxy of ours is who asked. Without a proxy of
ours at the other end of the connection the list is not read at all.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_HOME_BITS = 64  # of IPv6, what one household or one machine has to itself (RFC 6177)


def counted_from(request: HttpRequest) -> str:
    """Under which address a counter keeps this request; empty where the server told none. IPv6: the whole network of it."""
    near = request.META.get("REMOTE_ADDR", "")
    told = request.META.get("HTTP_X_FORWARDED_FOR", "")
    for hop in reversed(told.split(",")):
        if not _ours(near) or not _address(hop.strip()):
            break
        near = hop.strip()
    found = _address(near)
    if found is not None and found.version == 6:
        return str(ip_network((found, _HOME_BITS), strict=False))
    return near


def _ours(address: str) -> bool:
    found = _address(address)
    return found is not None and any(found in network for network in settings.TRUSTED_PROXIES)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
