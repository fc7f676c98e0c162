"""证书 — what a browser would be shown at an address of https: does the system's own list of authorities vouch for it, for this name, and how long?"""

import socket
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

CONNECT_SECONDS = 5.0


class Unreachable(Exception):
    """Nobody answers at that address, or not by TLS."""


class Untrusted(Exception):
    """Somebody answers, and the certificate is not one that a browser accepts for this name."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A certificate that was accepted. `until`: its last moment."""

    until: datetime
    issuer: str

    def days_left(self, now: datetime) -> int:
        return (self.until - now).days


def shown(host: str, port: int = 443) -> Shown:
    """Connect as a browser does: chain and name are verified against the system's store, TLS 1.2 or newer. Raises Unreachable, Untrusted."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        with socket.create_connection((host, port), CONNECT_SECONDS) as plain, context.wrap_socket(plain, server_hostname=host) as tls:
            held = tls.getpeercert() or {}
    except ssl.SSLCertVerificationError as why:
        raise Untrusted(why.verify_message) from why
    except (OSError, UnicodeError) as why:  # ssl.SSLError is an OSError; UnicodeError: a name that cannot be one
        raise Unreachable(str(why)) from why
    names: Any = held.get("issuer", ())  # pairs within tuples, which typeshed does not tell
    issuer = next((value for part in names for name, value in part if name in ("organizationName", "commonName")), "")
    return Shown(datetime.fromtimestamp(ssl.cert_time_to_seconds(str(held["notAfter"])), UTC), str(issuer))
