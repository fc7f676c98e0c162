"""`jiaxin.toml` in the data folder: which district this installation serves. One installation, one district."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from jiaxin.domain.procedures.clocks import styles
from jiaxin.kit.syslog import Receiver

FILE = "jiaxin.toml"


@dataclass(frozen=True, slots=True)
class District:
    """region_code  six digits of the district (GB/T 2260); 349912 is nobody's, for demo and tests
    public_url   what the printed codes begin with; never changed once cards are printed
    objection_clocks  which set of limits an objection runs by (`clocks-shanghai-2017`, `clocks-shenzhen-2023`);
                 empty = the one that the rules of procedure name
    site_url     where families confirm entry and ask to see more; empty = these two are not offered on look-up pages
    """

    name: str = "样例区"
    region_code: str = "349912"
    public_url: str = "http://127.0.0.1:8001"
    site_url: str = "http://127.0.0.1:8000"
    hotline: str = "12345"
    objection_clocks: str = ""


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
    return found
