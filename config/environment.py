"""The only place that reads the environment."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

Network = IPv4Network | IPv6Network
ROOT = Path(__file__).resolve().parent.parent
_OF_CONNECTION = {"sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "connect_timeout"}  # of libpq


def data_folder() -> Path:
    """Where this district keeps everything: database, cards, files, keys."""
    return Path(os.environ.get("JIAXIN_DATA", ROOT / "data")).resolve()


def crypto_suite() -> str:
    """`aes256gcm` (default) or `sm4gcm`: how new values are sealed; both are always readable."""
    return os.environ.get("JIAXIN_SUITE", "aes256gcm")


def databases(folder: Path) -> dict[str, dict[str, Any]]:
    """`JIAXIN_DATABASE=postgresql://user:password@host:port/name?sslmode=verify-full&sslrootcert=/…/ca.pem`, or SQLite in the data folder."""
    address = os.environ.get("JIAXIN_DATABASE", "")
    if not address:
        return {"default": sqlite(folder / "district.sqlite3")}
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SystemExit(f"JIAXIN_DATABASE: {parts.scheme} is not supported; use postgresql://… or leave it empty")
    kept = _password_file(folder, unquote(parts.username or ""))
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": "" if kept else unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": _of_connection(parts.query) | kept,
        }
    }


def _password_file(folder: Path, user: str) -> dict[str, str]:
    """`keys/database`, where it holds this account: libpq reads it at every new connection (access/databasesecrets). It stands above what the address says."""
    path = folder / "keys" / "database"
    held = path.exists() and any(line.startswith(f"*:*:*:{user}:") for line in path.read_text("ascii").splitlines())
    return {"passfile": str(path)} if held else {}


def _of_connection(query: str) -> dict[str, str]:
    said = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    if foreign := sorted(said.keys() - _OF_CONNECTION):
        raise SystemExit(f"JIAXIN_DATABASE: {', '.join(foreign)} is not understood; after the question mark may stand {', '.join(sorted(_OF_CONNECTION))}")
    return said


def sqlite(path: Path) -> dict[str, Any]:
    """WAL, every commit on disk, writers queue instead of failing. Pages of 8 kB halve what a chunk of facts dirties."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-57344; PRAGMA wal_autocheckpoint=8000;",
        },
    }


def hosts() -> list[str]:
    """The names this server answers to. Without any it would answer to nobody."""
    return [one.strip() for one in os.environ.get("JIAXIN_HOSTS", "").split(",") if one.strip()]


def proxies() -> tuple[Network, ...]:
    """`JIAXIN_PROXIES`, separated by commas: whose word about a visitor's address counts. This machine itself, where nothing is said."""
    named = os.environ.get("JIAXIN_PROXIES", "127.0.0.0/8,::1")
    try:
        return tuple(ip_network(one.strip()) for one in named.split(",") if one.strip())
    except ValueError as why:
        raise SystemExit(f"JIAXIN_PROXIES: {why}; write addresses or networks, for example 10.0.0.5,10.1.0.0/24") from None


def public_url() -> str:
    """Where families reach the look-up pages, as printed in every code. https turns on HSTS."""
    return os.environ.get("JIAXIN_PUBLIC_URL", "http://localhost:8001").rstrip("/")
