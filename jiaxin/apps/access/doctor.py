"""体检 — what is weak in this installation, in sentences; on errors production refuses to start."""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from jiaxin.apps.access import databasesecrets, doctoring, doors, keyfiles, limits
from jiaxin.apps.access.rowborders import WALLED
from jiaxin.apps.access.weakness import Weakness as Weakness
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock

_EXAMPLE_WORDS = ("development", "insecure", "change", "example", "test", "secret")
_SECRET_CHARACTERS = 50
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
LOGS_WAIT = "logs.waiting"  # nothing has reached the log server; the job process delivers
DISTRICT_FILE = "jiaxin.toml"


def findings() -> list[Weakness]:
    """Everything weak, errors first."""
    found = [*_settings(), *_key_files(), *_doors(), *_logs(), *_database(), *doctoring.findings()]
    return sorted(found, key=lambda weakness: (weakness.grade, weakness.code))


def refuse_when_weak(mends: Collection[str] = ()) -> None:
    """Called where pages start to be served and where jobs start. A profile that insists ends here when anything is an error.

    mends: codes of what this very process puts right by starting.
    """
    if settings.REFUSE_WHEN_WEAK and (errors := [one for one in findings() if one.grade == "error" and one.code not in mends]):
        lines = [f"  {one.said}{one.do_this}" for one in errors]
        raise SystemExit("\n".join(["有下列问题，拒绝启动：", *lines, "改正后用 python -m jiaxin doctor 复查"]))


def _settings() -> Iterator[Weakness]:
    if settings.DEBUG:
        yield Weakness(
            "settings.debug", "error", "调试模式开着，出错页面会泄露内部信息。", "在设置中关闭 DEBUG。", "8.1.4.4"
        )
    key = settings.SECRET_KEY
    if len(key) < _SECRET_CHARACTERS or any(word in key.lower() for word in _EXAMPLE_WORDS):
        yield Weakness(
            "settings.secret",
            "error",
            "会话签名密钥是示例值或太短。",
            f"生成至少 {_SECRET_CHARACTERS} 个字符的随机密钥。",
            "8.1.4.1",
        )
    if not settings.ALLOWED_HOSTS:
        yield Weakness(
            "settings.hosts-none",
            "error",
            "没有写明本机的域名。",
            "设置环境变量 JIAXIN_HOSTS，例如 JIAXIN_HOSTS=xinyong.example.cn。",
            "8.1.4.2",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Weakness(
            "settings.hosts", "error", "允许任何主机名访问。", "在 ALLOWED_HOSTS 中写明本区域名。", "8.1.4.2"
        )
    if not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_SSL_REDIRECT):
        yield Weakness(
            "settings.http", "error", "允许不加密的 http 访问。", "启用 https，并恢复安全的 Cookie 设置。", "8.1.4.8 a"
        )
    if not settings.SESSIONS_LIMITED:
        yield Weakness("settings.sessions", "error", "没有限制同一账号同时登录的设备数。", "在设置中恢复 SESSIONS_LIMITED = True。", "8.1.4.1 b")
    if settings.OUTBOX_PAGE:
        yield Weakness(
            "settings.outbox",
            "error",
            "短信信箱页面对所有人开放，验证码可被看到。",
            "关闭 OUTBOX_PAGE 并接入短信网关。",
        )
    if "MD5" in settings.PASSWORD_HASHERS[0]:
        yield Weakness(
            "settings.hasher", "error", "口令以弱算法保存。", "把 scrypt 放在 PASSWORD_HASHERS 第一位。", "8.1.4.1"
        )


def _key_files() -> Iterator[Weakness]:
    folder = Path(settings.KEYS_FOLDER)
    if not folder.exists():
        yield Weakness("keys.none", "warning", "密钥目录还没有建立。", "首次使用时自动建立；请安排备份和保管。")
        return
    if folder.stat().st_mode & 0o077:
        yield Weakness(
            "keys.folder", "error", "密钥目录可被本机其他用户进入。", f"执行 chmod 700 {folder}。", "8.1.4.8 b"
        )
    for name in ("kek", "index", "log") if settings.KEY_DEVICE is None else ("index", "log"):
        try:
            if not keyfiles.read(folder / name):
                yield Weakness(
                    "keys.missing", "warning", f"密钥文件 {name} 不存在。", "新建的区可忽略；否则请立即恢复。"
                )
        except Refused as why:
            yield Weakness("keys.open", "error", why.said, why.do_this, "8.1.4.8 b")
    database = settings.DATABASES["default"]["NAME"]
    if isinstance(database, Path) and database.exists() and database.stat().st_mode & 0o077:
        yield Weakness(
            "database.file", "warning", "数据库文件可被本机其他用户读取。", f"执行 chmod 600 {database}。", "8.1.4.8 b"
        )


def _doors() -> Iterator[Weakness]:
    for route in doors.without_permission():
        yield Weakness(
            "doors.none",
            "error",
            f"网址 /{route} 没有声明权限。",
            "为视图加上 @door 或 @public。",
            "8.1.4.2",
        )


def _logs() -> Iterator[Weakness]:
    if settings.LOG_RECEIVER is None:
        yield Weakness(
            "logs.elsewhere",
            "warning",
            "安全日志只留在本机，谁接管了本机就能一并改掉。",
            f'在 {DISTRICT_FILE} 中写 [logs]，receiver = "日志服务器:6514"（syslog over TLS，RFC 5425）。',
            "8.1.4.3 c",
        )
        return
    from jiaxin.apps.access import shipping  # keeps tables, which are there once the applications are loaded

    try:
        since = shipping.waits_since()
    except DatabaseError:
        return  # a new installation, looked at before its tables are made
    if since is not None and clock.now() - since > timedelta(minutes=limits.SHIPPING_OVERDUE_MINUTES):
        yield Weakness(
            LOGS_WAIT,
            "error",
            f"安全日志自 {since.astimezone(clock.CHINA):%Y-%m-%d %H:%M} 起没有送达 {settings.LOG_RECEIVER.host}。",
            "请检查日志服务器、网络和 keys 目录中的证书；未送达的不会丢失，恢复后自动补送。",
            "8.1.4.3 c",
        )


def _rows() -> Iterator[Weakness]:
    """What the account of the program may do on PostgreSQL beyond what it needs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity) ORDER BY 1"
        )
        open_tables = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT polrelid::regclass::text FROM pg_policy WHERE polname = 'within_scope'")
        without = sorted(WALLED - {row[0] for row in cursor.fetchall()})
        cursor.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
        may_make = bool(cursor.fetchone()[0])
        cursor.execute("SELECT has_table_privilege(current_user, 'access_read', 'UPDATE, DELETE')")
        may_change = bool(cursor.fetchone()[0])
    if open_tables or without:
        yield Weakness(
            "database.rows",
            "error",
            f"行级安全没有全部开启（{'、'.join((*open_tables, *without))}）。",
            "运行 python -m jiaxin database-roles。",
            "8.1.4.2 f",
        )
    if may_make or may_change:
        yield Weakness(
            "database.grants",
            "error",
            "应用使用的数据库账号能改表结构或改访问记录。",
            "运行 python -m jiaxin database-roles，并让应用使用 jiaxin_app 账号。",
            "8.1.4.2 d",
        )


def _line(database: Mapping[str, Any]) -> Iterator[Weakness]:
    """To a PostgreSQL on another machine goes everything: encrypted, and to the one whose certificate bears the name we call."""
    host, mode = str(database.get("HOST") or ""), str((database.get("OPTIONS") or {}).get("sslmode") or "")
    if not host or host.startswith("/") or host in _THIS_MACHINE or mode == "verify-full":
        return
    yield Weakness(
        "database.line",
        "error",
        f"数据库在另一台机器（{host}），连接没有核对对方证书（sslmode={mode or '未写'}），内容可能被看到或被冒充。",
        "在 JIAXIN_DATABASE 末尾写 ?sslmode=verify-full&sslrootcert=/…/ca.pem，并让数据库启用 ssl。",
        "8.1.4.8 a",
    )


def _database() -> Iterator[Weakness]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            if int(cursor.fetchone()[0]) < 2:
                yield Weakness(
                    "database.durability",
                    "error",
                    "断电会丢失已确认的数据。",
                    "恢复 PRAGMA synchronous=FULL。",
                    "8.1.4.9",
                )
            cursor.execute("PRAGMA secure_delete")
            if int(cursor.fetchone()[0]) != 1:
                yield Weakness(
                    "database.residue",
                    "warning",
                    "删除的内容仍留在文件里。",
                    "恢复 PRAGMA secure_delete=ON。",
                    "8.1.4.10",
                )
            return
        yield from _line(settings.DATABASES["default"])
        yield from databasesecrets.findings()
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        superuser, bypasses = cursor.fetchone()
        if superuser or bypasses:
            yield Weakness(
                "database.role",
                "error",
                "应用使用的数据库账号权限过大（超级用户或可绕过行级安全）。",
                "为应用单独建立没有 SUPERUSER 和 BYPASSRLS 的账号。",
                "8.1.4.2",
            )
        yield from _rows()
        for name, wanted in (("fsync", "on"), ("full_page_writes", "on"), ("data_checksums", "on")):
            cursor.execute(f"SHOW {name}")
            if cursor.fetchone()[0] != wanted:
                yield Weakness(
                    f"database.{name}", "error", f"数据库参数 {name} 未开启。", f"把 {name} 设为 {wanted}。", "8.1.4.9"
                )
        cursor.execute("SHOW synchronous_commit")
        if cursor.fetchone()[0] == "off":
            yield Weakness(
                "database.durability", "error", "断电会丢失已确认的数据。", "把 synchronous_commit 设为 on。", "8.1.4.9"
            )
