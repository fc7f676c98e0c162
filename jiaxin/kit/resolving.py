"""地址解析 — the network addresses behind a name, asked of the system's resolver when the rules of a server are written."""

import socket


def addresses_of(host: str) -> list[str]:
    """Every IPv4 and IPv6 address, in order; empty for a name that nobody knows."""
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):
        return []
