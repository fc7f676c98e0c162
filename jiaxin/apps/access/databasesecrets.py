"""数据库口令 — the password with which a program proves itself to PostgreSQL: drawn here, changed by one command, never in the environment.

It lies in `keys/database`, a password file of libpq (PostgreSQL documentation, “The Password File”), which is read at every new connection:
a running process goes on with the new password without a restart. The server is given a SCRAM-SHA-256 verifier and never the password, so
that it stands in no log of statements. A process between the two steps leaves `keys/database.new`, and the next run of the command goes on from there.
"""

import os
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from jiaxin.apps.access import databaseroles, keyfiles, limits
from jiaxin.apps.access.weakness import Weakness
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock

FILE = "database"
_CHANGED = "# changed "
_ACCOUNTS = (databaseroles.APP, databaseroles.OWNER, databaseroles.AUDITOR)


def path() -> Path:
    return Path(settings.KEYS_FOLDER) / FILE


def rotate(account: str = "") -> str:
    """A new password for the account that the program uses, or for another one where the program is a superuser; the account's name.

    Raises Refused where the database is not PostgreSQL, the account is none of ours, or the new password does not open the door.
    """
    if connection.vendor != "postgresql":
        raise Refused("database.sqlite", "内置数据库没有口令。", "改用 PostgreSQL 后再执行。")
    if account and account not in _ACCOUNTS:
        raise Refused("database.account", f"没有数据库账号 {account}。", f"请写 {'、'.join(_ACCOUNTS)} 中的一个。")
    user = account or str(settings.DATABASES["default"]["USER"])
    resumed = _waiting(user)
    password = resumed or secrets.token_urlsafe(32)
    fresh = path().with_name(f"{FILE}.new")
    if not resumed:
        _write(fresh, user, password)
        _tell_the_server(user, password)
    if not opens(user, password):
        raise Refused("database.password-refused", f"账号 {user} 的新口令没有打开数据库，原来的口令文件没有改动。", "请核对 pg_hba.conf（scram-sha-256）后再执行一次。")
    os.replace(fresh, path())
    return user


def opens(user: str, password: str) -> bool:
    """Whether the database lets this account in with this password, on a connection of its own."""
    try:
        with psycopg.connect(**_where() | {"user": user, "password": password, "passfile": os.devnull}):
            return True
    except psycopg.OperationalError:
        return False


def findings() -> Iterator[Weakness]:
    """A password that nobody changes: in the environment, or older than its days. A client certificate needs none."""
    at = settings.DATABASES["default"]
    options = at.get("OPTIONS") or {}
    if options.get("sslcert") and options.get("sslmode") == "verify-full":
        return
    if at.get("PASSWORD"):
        yield Weakness("database.password-fixed", "warning", "数据库口令写在环境变量里，不会更换。", "执行 python -m jiaxin database-password，再从 JIAXIN_DATABASE 去掉口令并重启；或改用客户端证书（sslcert、sslkey）。", "8.1.4.1")
    changed = changed_on()
    if changed and (age := (clock.today() - changed).days) > limits.DATABASE_PASSWORD_DAYS:
        yield Weakness("database.password-old", "warning", f"数据库口令 {changed} 更换，已 {age} 天，超过 {limits.DATABASE_PASSWORD_DAYS} 天。", "执行 python -m jiaxin database-password，不用停机。", "8.1.4.1")


def changed_on() -> date | None:
    """The day of the last change, as the file says; the oldest where several accounts stand in it."""
    days = [date.fromisoformat(line.removeprefix(_CHANGED).split()[0]) for line in keyfiles.text(path()).splitlines() if line.startswith(_CHANGED)]
    return min(days, default=None)


def in_address(user: str) -> bool:
    """Whether this very process was started with the account's password in its environment."""
    at = settings.DATABASES["default"]
    return bool(at.get("PASSWORD")) and at["USER"] == user


def due_on() -> date | None:
    changed = changed_on()
    return changed + timedelta(days=limits.DATABASE_PASSWORD_DAYS) if changed else None


def _waiting(user: str) -> str:
    """A password of a run that was stopped: only where the server knows it already."""
    for line in keyfiles.text(path().with_name(f"{FILE}.new")).splitlines():
        if not line.startswith("#") and line.split(":")[3] == user and opens(user, password := line.rpartition(":")[2]):
            return password
    return ""


def _write(target: Path, user: str, password: str) -> None:
    kept, lines = keyfiles.text(path()).splitlines(), []
    for head, line in zip(kept[::2], kept[1::2], strict=True):
        if line.split(":")[3] != user:
            lines += [head, line]
    lines += [f"{_CHANGED}{clock.today()} {user}", f"*:*:*:{user}:{password}"]
    keyfiles.replace(target, "\n".join(lines).encode() + b"\n")


def _tell_the_server(user: str, password: str) -> None:
    with connection.cursor() as cursor:
        verifier = cursor.connection.pgconn.encrypt_password(password.encode(), user.encode(), b"scram-sha-256").decode()
        cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(user), sql.Literal(verifier)).as_string(cursor.connection))


def _where() -> dict[str, str]:
    at = settings.DATABASES["default"]
    named = {"host": at.get("HOST"), "port": at.get("PORT"), "dbname": connection.settings_dict["NAME"]}
    return {name: str(value) for name, value in named.items() if value} | {"connect_timeout": "10"} | {k: str(v) for k, v in (at.get("OPTIONS") or {}).items() if k.startswith("ssl")}
