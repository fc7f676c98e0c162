"""日志服务器 stand-in: receives syslog over TLS on the loopback as RFC 5425 has it, with a certificate made for the test."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jiaxin.kit.syslog import Receiver


@dataclass
class LogServer:
    """`lines` as received; `broken`: reads and hangs up in the middle instead of to the end."""

    receiver: Receiver
    lines: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    broken: bool = False


@contextmanager
def log_server(folder: Path, name: str = "localhost") -> Iterator[LogServer]:
    """`name`: to whom the certificate was given."""
    chain, authority = _certificate(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = LogServer(Receiver("localhost", listening.getsockname()[1], authority))
        thread = threading.Thread(target=_serve, args=(listening, context, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(listening: socket.socket, context: ssl.SSLContext, server: LogServer) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        try:
            with context.wrap_socket(plain, server_side=True) as tls:
                server.versions.add(str(tls.version()))
                if server.broken:
                    tls.recv(100)
                    tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # close by a reset
                    continue
                data = b""
                while some := tls.recv(65_536):
                    data += some
                server.lines += _read(data)
                tls.unwrap()
        except OSError:
            continue


def _read(data: bytes) -> list[str]:
    lines = []
    while data:
        length, _, rest = data.partition(b" ")
        lines.append(rest[: int(length)].decode())
        data = rest[int(length) :]
    return lines


def _certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """(certificate with its key, certificate alone: it vouches for itself)."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder().subject_name(called).issuer_name(called).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    alone, both = folder / f"{name}.pem", folder / f"{name}-with-key.pem"
    alone.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    both.write_bytes(alone.read_bytes() + secret)
    return both, alone
