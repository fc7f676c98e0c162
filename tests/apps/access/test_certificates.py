"""The doctor connects to the district's addresses as a browser does: an authority nobody knows is refused, one of the system's store is accepted (ASVS 5.0, 12.2.2)."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from jiaxin.apps.access import limits, publicly
from jiaxin.kit import certificates
from tests.free_ports import free_port


def made(folder: Path, name: str = "localhost", days: int = 90) -> tuple[Path, Path]:
    """(chain and key of a server, the authority that vouches for it), made for this test."""
    now, authority_key, key = datetime.now(UTC), ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody's authority")])

    def signed(subject: x509.Name, public: ec.EllipticCurvePublicKey, until: datetime, *extensions: tuple[x509.ExtensionType, bool]) -> x509.Certificate:
        draft = x509.CertificateBuilder().subject_name(subject).issuer_name(authority).public_key(public).serial_number(x509.random_serial_number())
        draft = draft.not_valid_before(now - timedelta(days=2)).not_valid_after(until)
        for extension, critical in extensions:
            draft = draft.add_extension(extension, critical)
        return draft.sign(authority_key, hashes.SHA256())

    usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
    root = signed(authority, authority_key.public_key(), now + timedelta(days=400), (x509.BasicConstraints(True, 0), True), (usage, True))
    server = signed(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), key.public_key(), now + timedelta(days=days, hours=1), (x509.SubjectAlternativeName([x509.DNSName(name)]), False))
    pem = serialization.Encoding.PEM
    chain, root_file = folder / "server.pem", folder / "authority.pem"
    chain.write_bytes(server.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    root_file.write_bytes(root.public_bytes(pem))
    return chain, root_file


@contextmanager
def served(chain: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)

    def serve() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as tls:
                    tls.recv(1)
            except OSError:
                continue

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def at(settings, monkeypatch):
    def address(port: int, name: str = "localhost") -> None:
        settings.DISTRICT = replace(settings.DISTRICT, public_url=f"https://{name}:{port}", site_url=f"https://{name}:{port}/")
        monkeypatch.setattr(publicly, "public_url", lambda: "http://localhost:8001")

    return address


def found() -> list[tuple[str, str]]:
    return [(one.code, one.grade) for one in publicly.findings()]


def test_an_authority_nobody_knows_is_refused_and_one_of_the_store_accepted(tmp_path, at, monkeypatch):
    chain, root = made(tmp_path)
    with served(chain) as port:
        at(port)
        assert found() == [("certificate.untrusted", "error")]
        monkeypatch.setenv("SSL_CERT_FILE", str(root))  # where OpenSSL looks for the system's store
        assert found() == []
        held = certificates.shown("localhost", port)
        assert held.issuer == "nobody's authority" and held.days_left(datetime.now(UTC)) == 90


@pytest.mark.parametrize(("name", "days", "expected"), [
    ("elsewhere.example", 90, [("certificate.untrusted", "error")]), ("localhost", -1, [("certificate.untrusted", "error")]),
    ("localhost", limits.CERTIFICATE_DAYS - 1, [("certificate.ends", "warning")]), ("localhost", limits.CERTIFICATE_DAYS, []),
])  # fmt: skip
def test_another_name_a_past_day_and_a_day_soon(tmp_path, at, monkeypatch, name, days, expected):
    chain, root = made(tmp_path, name, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    with served(chain) as port:
        at(port)
        assert found() == expected


def test_an_address_nobody_answers_is_told_and_no_error(at):
    at(free_port())
    assert found() == [("certificate.unreachable", "warning")]


def test_what_is_asked_is_what_visitors_use(settings, at):
    at(8443, "jz.example.cn")
    assert publicly.addresses() == ["https://jz.example.cn:8443"]
    settings.REFUSE_WHEN_WEAK, settings.ALLOWED_HOSTS = True, ["xinyong.example.cn", "*"]
    assert publicly.addresses() == ["https://jz.example.cn:8443", "https://xinyong.example.cn"]


@pytest.mark.django_db
def test_the_doctor_tells_it(at, monkeypatch, capsys):
    from jiaxin.portals.console import doctor

    monkeypatch.setattr("jiaxin.portals.console.district.open_district", lambda data: None)
    at(free_port())
    doctor.run(["--json"])
    assert "certificate.unreachable" in capsys.readouterr().out
    doctor.run(["--json", "--offline"])
    assert "certificate.unreachable" not in capsys.readouterr().out
