"""`jiaxin.toml` in the data folder: which district this installation serves. One installation, one district."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from jiaxin.domain.procedures.clocks import styles
from jiaxin.kit.crypto import Digest, Suite
from jiaxin.kit.crypto.pkcs11 import KeyDevice, Mechanism
from jiaxin.kit.scanning import Scanner
from jiaxin.kit.syslog import Receiver

FILE = "jiaxin.toml"


@dataclass(frozen=True, slots=True)
class District:
    """region_code  six digits of the district (GB/T 2260); 349912 is nobody's, for demo and tests
    public_url   what the printed codes begin with; never changed once cards are printed
    objection_clocks  which set of limits an objection runs by (`clocks-shanghai-2017`, `clocks-shenzhen-2023`);
                 empty = the one that the rules of procedure name
    log_hash     `sha256` or `sm3`: of the logs that others can check; chosen at the founding, kept for ever
    site_url     where families confirm entry and ask to see more; empty = these two are not offered on look-up pages
    """

    name: str = "样例区"
    region_code: str = "349912"
    public_url: str = "http://127.0.0.1:8001"
    site_url: str = "http://127.0.0.1:8000"
    hotline: str = "12345"
    objection_clocks: str = ""
    log_hash: str = "sha256"


@dataclass(frozen=True, slots=True)
class CityIdentity:
    """A city's unified identity, by OpenID Connect. The issuer is an https address; the secret lies in the keys folder."""

    issuer: str
    client_id: str
    label: str = "市统一身份认证"


def city_identity(folder: Path) -> CityIdentity | None:
    """From [identity] in the same file; none where it does not stand there."""
    path = folder / FILE
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("identity") if path.exists() else None
    if said is None:
        return None
    known = {f.name for f in fields(CityIdentity)}
    if set(said) - known or not {"issuer", "client_id"} <= set(said):
        raise SystemExit(f"{path.name}: [identity] holds issuer and client_id, and may hold label; it holds {', '.join(sorted(said))}")
    return CityIdentity(**said)


def log_receiver(folder: Path) -> Receiver | None:
    """From [logs] in the same file, `receiver = "host:6514"`; certificates lie in the keys folder. None where it does not stand there.

    keys/log-authority.pem   who vouches for the receiver, where it is not one of the system's own authorities
    keys/log-identity.pem    our certificate and its key, where the receiver asks who sends
    """
    path = folder / FILE
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("logs") if path.exists() else None
    if said is None:
        return None
    host, _, port = str(said.get("receiver", "")).rpartition(":")
    if set(said) != {"receiver"} or not host or not port.isdigit():
        raise SystemExit(f'{path.name}: [logs] holds receiver = "host:port" and nothing else')
    authority, identity = (folder / "keys" / name for name in ("log-authority.pem", "log-identity.pem"))
    return Receiver(host, int(port), authority if authority.exists() else None, identity if identity.exists() else None)


def scanner(folder: Path) -> Scanner | None:
    """From [scanner] in the same file: who looks at every file before it is taken in. None where it does not stand there.

    address       path of clamd's socket, or "host:port"
    silent        `refuse` (where nothing is said): what nobody looked at is not taken in. `pass`: it is, and an alarm rings
    wait_seconds  how long an upload waits for it, 0 to 60
    """
    path = folder / FILE
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("scanner") if path.exists() else None
    if said is None:
        return None
    where, silent, wait = str(said.get("address", "")), said.get("silent", "refuse"), said.get("wait_seconds", 0)
    host, _, port = where.rpartition(":")
    whole = where.startswith("/") or (host and port.isdigit())
    if not whole or set(said) - {"address", "silent", "wait_seconds"} or silent not in ("refuse", "pass") or not isinstance(wait, int) or not 0 <= wait <= 60:
        raise SystemExit(f'{path.name}: [scanner] holds address = "/path" or "host:port", and may hold silent = "refuse" or "pass" and wait_seconds = 0 to 60')
    return Scanner(where if where.startswith("/") else (host, int(port)), silent, wait)


def breached_passwords(folder: Path) -> Path:
    """Where the compact list of breached passwords lies: [passwords] `breached = "/path"` in the same file, else in the data folder."""
    path = folder / FILE
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("passwords", {}) if path.exists() else {}
    if set(said) - {"breached"} or not isinstance(said.get("breached", ""), str):
        raise SystemExit(f'{path.name}: [passwords] holds breached = "/path" and nothing else')
    return folder / str(said.get("breached", "breached-passwords"))


def key_device(folder: Path) -> KeyDevice | None:
    """From [keys] in the same file: a device that holds the key-encryption key. None, and the file keys/kek, where it does not stand there.

    library      path of the maker's PKCS#11 library
    token, key   label of the token, and how labels of our keys begin (`jiaxin-kek` where nothing is said)
    sm4          the maker's numbers `{ seal, generate, key_type }` of SM4-GCM, of making an SM4 key, and of the type of such keys;
                 without it AES-256-GCM of the standard
    The PIN lies in keys/device-pin.
    """
    path = folder / FILE
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("keys") if path.exists() else None
    if said is None:
        return None
    sm4 = said.pop("sm4", None)
    whole = {"library", "token"} <= set(said) <= {"library", "token", "key"} and all(isinstance(one, str) and one for one in said.values())
    if not whole or (sm4 is not None and (set(sm4) != {"seal", "generate", "key_type"} or not all(isinstance(one, int) for one in sm4.values()))):
        raise SystemExit(f"{path.name}: [keys] holds library and token, and may hold key and sm4 = {{ seal, generate, key_type }}")
    return KeyDevice(**said, mechanism=Mechanism(Suite.SM4GCM, key_bytes=16, **sm4) if sm4 else Mechanism())


def district(folder: Path) -> District:
    """The district of a data folder; the fictional one where no file says otherwise."""
    path = folder / FILE
    if not path.exists():
        return District()
    said = tomllib.loads(path.read_text(encoding="utf-8")).get("district", {})
    known = {f.name for f in fields(District)}
    if strange := sorted(set(said) - known):
        raise SystemExit(f"{path.name}: unknown keys {', '.join(strange)}; known are {', '.join(sorted(known))}")
    found = District(**said)
    if found.objection_clocks not in ("", *styles()):
        raise SystemExit(f"{path.name}: objection_clocks is one of {', '.join(styles())}; it is {found.objection_clocks}")
    if found.log_hash not in tuple(Digest):
        raise SystemExit(f"{path.name}: log_hash is one of {', '.join(Digest)}; it is {found.log_hash}")
    return found
