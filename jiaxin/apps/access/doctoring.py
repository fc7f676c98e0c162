"""体检：人、时钟和演练 — what is weak in how an installation is kept, beside how it is set up (doctor)."""

import ctypes
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from jiaxin.apps.access import flaws, keyfiles, limits, rootkeys
from jiaxin.apps.access.weakness import Weakness
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import MATRIX, Role
from jiaxin.kit import breached, clock, scanning
from jiaxin.kit.crypto import Digest, digest

DRILLED = "drilled"  # in the folder of keys: the day of the last drill
DRILLED_BOX = "drilled-box"  # and the digest of the box that was opened in it
BOX = "recovery.box"
BACKED_UP = "backed-up"  # the moment of the last backup that was made whole
LOCKED_ON = Path(__file__).resolve().parents[3] / "requirements" / "locked-on"  # written by `make lock`
_UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)
_STRUCT_BYTES = 512  # more than struct timex of any Linux; modes = 0 only asks


def findings() -> Iterator[Weakness]:
    yield from _second_factor()
    yield from _clock()
    yield from _drill()
    yield from _backup()
    yield from _device()
    yield from _wrapping()
    yield from _tokens()
    yield from _hash()
    yield from _store()
    yield from _locks()
    yield from _scanner()
    yield from _breached()


def _second_factor() -> Iterator[Weakness]:
    if not settings.SECOND_FACTOR_REQUIRED:
        yield Weakness("settings.second-factor", "error", "没有要求工作人员使用第二步验证。", "在设置中恢复 SECOND_FACTOR_REQUIRED = True。", "8.1.4.1 d")
        return
    from allauth.mfa.models import Authenticator  # keeps tables, which are there once the applications are loaded

    from jiaxin.apps.access.models import Account

    administrators = sorted({role.value for row in MATRIX.values() if row.duty for role in row.reach if role is not Role.SYSTEM} | {Role.BUREAU_ADMIN.value})
    try:
        secured = set(Authenticator.objects.values_list("user_id", flat=True))
        without = [one.username for one in Account.objects.filter(role__in=administrators, is_active=True).order_by("username") if one.pk not in secured and one.has_usable_password()]
    except DatabaseError:
        return  # a new installation, looked at before its tables are made
    if without:  # no error: they may do nothing but set one up, and for that pages have to be served
        yield Weakness("accounts.second-factor", "warning", f"管理员账号没有第二步验证：{'、'.join(without)}。", "请本人登录添加通行密钥或验证器；不用的账号请停用。", "8.1.4.1 d")


def _clock() -> Iterator[Weakness]:
    if clock_is_kept() is False:
        yield Weakness("clock.unsynchronised", "warning", "本机时钟没有与时间服务器同步，期限、验证器和日志的时间都不可靠。", "启用 chrony 或 systemd-timesyncd。", "8.1.4.3 b")


def clock_is_kept() -> bool | None:
    """Whether the kernel holds its clock to be synchronised; None where it cannot be asked."""
    try:
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.create_string_buffer(_STRUCT_BYTES))
    except (AttributeError, OSError):
        return None
    return None if state < 0 else state != _UNSYNCHRONISED


def _drill() -> Iterator[Weakness]:
    folder = Path(settings.KEYS_FOLDER)
    if not (folder / "recovery").exists():
        return
    said = keyfiles.text(folder / DRILLED)
    if not said or clock.today() - date.fromisoformat(said) > timedelta(days=limits.DRILL_EVERY_DAYS):
        last = f"密钥恢复演练每 {limits.DRILL_EVERY_DAYS} 天一次，上次是 {said}。" if said else "还没有做过密钥恢复演练。"
        yield Weakness("keys.drill", "warning", last, "两位分片保管人在场执行 python -m jiaxin keys drill。", "8.1.10.13")
    drilled = keyfiles.text(folder / DRILLED_BOX)
    if drilled and drilled != digest_of_box(folder):
        yield Weakness("keys.box-new", "warning", "上次演练之后密钥有变动，恢复盒已重新封存，另处保管的副本是旧的。", "请把 keys/recovery.box 另存一份，再执行 python -m jiaxin keys drill。", "8.1.10.13")


def _backup() -> Iterator[Weakness]:
    """A district in service that cannot be brought back, or not from yesterday."""
    if not (Path(settings.KEYS_FOLDER) / "recovery").exists():
        if settings.REFUSE_WHEN_WEAK:
            yield Weakness("keys.no-ceremony", "warning", "还没有举行密钥仪式，不能备份；本机坏了，全部信息都找不回来。", "两人在场执行 python -m jiaxin keys ceremony，再安排每天备份。", "8.1.4.9 a")
    elif said := backup_overdue():
        yield Weakness("backup.old", "warning", said, "请检查定时任务，立即执行 python -m jiaxin backup 文件，并另存到别处。", "8.1.4.9 a")


def backup_overdue() -> str:
    """In words; empty while the last backup is young enough, and before the ceremony, when none can be made."""
    folder = Path(settings.KEYS_FOLDER)
    if not (folder / "recovery").exists():
        return ""
    said = keyfiles.text(folder / BACKED_UP)
    if not said:
        return "还没有做过备份。"
    at = datetime.fromisoformat(said)
    late = clock.now() - at > timedelta(days=limits.BACKUP_EVERY_DAYS)
    return f"上次备份是 {at.astimezone(clock.CHINA):%Y-%m-%d %H:%M}，已超过 {limits.BACKUP_EVERY_DAYS} 天。" if late else ""


def digest_of_box(folder: Path) -> str:
    """SHA-256 of the sealed box, in hexadecimal; empty where there is none."""
    path = folder / BOX
    return digest(path.read_bytes(), Digest.SHA256).hex() if path.exists() else ""


def _device() -> Iterator[Weakness]:
    """A device for the key-encryption key, where the settings name one: does it answer, does it keep the key to itself?"""
    if settings.KEY_DEVICE is None:
        return
    try:
        pin, found = keyfiles.text(Path(settings.KEYS_FOLDER) / rootkeys.PIN), rootkeys.in_device()
    except Refused as why:
        yield Weakness("keys.device", "error", why.said, why.do_this, "8.1.4.8 b")
        return
    if not pin:
        yield Weakness("keys.device-pin", "error", "没有密码设备的口令文件 keys/device-pin。", "把口令写入该文件并执行 chmod 600。", "8.1.4.8 b")
    if not found:
        yield Weakness("keys.device-empty", "warning", "密码设备里还没有本区的主密钥。", "执行 python -m jiaxin keys rotate，在设备内生成。", "8.1.4.8 b")
    for one in found:
        if not one.kept:
            yield Weakness("keys.device-open", "error", f"密码设备里的主密钥 {one.label} 可以被导出。", "在设备内另生成不可导出的密钥：python -m jiaxin keys rotate。", "8.1.4.8 b")
    if (Path(settings.KEYS_FOLDER) / "kek").exists():
        yield Weakness("keys.file-left", "warning", "已使用密码设备，但主密钥文件 keys/kek 仍在本机。", "全部重新包裹后（python -m jiaxin keys progress），由两人在场移走该文件；旧备份仍需要它。", "8.1.4.8 b")


def _wrapping() -> Iterator[Weakness]:
    from jiaxin.apps.access import rewrapping  # keeps tables, which are there once the applications are loaded

    try:
        days, behind = rewrapping.overdue_days(), rewrapping.behind()
    except DatabaseError:
        return  # a new installation, looked at before its tables are made
    except Refused:
        return  # a device that does not answer, a key file open to others: named already
    if days:
        yield Weakness("keys.overdue", "warning", f"主密钥每 {limits.KEK_EVERY_DAYS} 天更换一次，已超期 {days} 天。", "执行 python -m jiaxin keys rotate。", "8.1.4.8 b")
    if behind:
        yield Weakness("keys.behind", "warning", f"{behind:,} 把个人密钥仍由先前的主密钥或算法包裹。", "执行 python -m jiaxin keys rewrap；正在进行的看 python -m jiaxin keys progress。", "8.1.4.8 b")


def _tokens() -> Iterator[Weakness]:
    from jiaxin.apps.access import tokens  # keeps tables, which are there once the applications are loaded

    try:
        count = tokens.old()
    except DatabaseError:
        return
    if count:
        yield Weakness("tokens.old", "warning", f"{count} 个接口令牌用了 {limits.TOKEN_DAYS} 天以上。", "请在“接口令牌”页面为原单位换发，再停用旧的。", "8.1.4.1 a")


def _hash() -> Iterator[Weakness]:
    from jiaxin.apps.access import readlog  # keeps tables, which are there once the applications are loaded
    from jiaxin.apps.access.models import ReadHead

    try:
        for begun, size in ReadHead.objects.values_list("hash", "size"):
            readlog.same_hash(begun, size)
    except DatabaseError:
        return
    except Refused as why:
        yield Weakness("logs.hash", "error", why.said, why.do_this, "8.1.4.7 b")


def _locks() -> Iterator[Weakness]:
    """How long ago the versions of others' code were chosen, where this installation lies in its checkout."""
    if LOCKED_ON.exists():
        yield from flaws.findings()
        day = date.fromisoformat(LOCKED_ON.read_text("ascii").strip())
        if (age := (clock.today() - day).days) > limits.LOCKS_EVERY_DAYS:
            yield Weakness(
                "locks.old", "warning", f"第三方组件的版本是 {day} 锁定的，已 {age} 天，超过 {limits.LOCKS_EVERY_DAYS} 天。",
                "按 docs/how-to/mend-flaws-of-others.md 查漏洞、重新锁定（make lock）并升级。", "8.1.10.5",
            )  # fmt: skip


def _scanner() -> Iterator[Weakness]:
    """Who looks at uploads for viruses: named, and there."""
    if settings.SCANNER is None:
        yield Weakness("uploads.scanner", "warning", "上传的文件没有查毒。", '在 jiaxin.toml 中写 [scanner]，address = "/run/clamav/clamd.ctl" 或 "主机:3310"（clamd 协议）。', "8.1.4.5")
    elif not scanning.answers(settings.SCANNER):
        then = "上传的文件未经查毒就收下" if settings.SCANNER.silent == "pass" else "上传的文件一律不收"
        yield Weakness("uploads.scanner-silent", "warning", f"查毒程序没有回应，{then}。", "请检查查毒程序是否在运行，以及 jiaxin.toml 的 [scanner] 地址。", "8.1.4.5")


def _breached() -> Iterator[Weakness]:
    """The list of breached passwords, where one was installed or is named: readable?"""
    path = settings.BREACHED_PASSWORDS
    if not path.exists() and path == Path(settings.DATA) / "breached-passwords":
        if settings.REFUSE_WHEN_WEAK:
            yield Weakness("passwords.breached-none", "warning", "没有装入泄露口令表，只拒绝自带的两万个常见口令。", "下载按哈希排序的泄露口令表，执行 python -m jiaxin breached 文件。", "8.1.4.1 a")
        return
    try:
        breached.size(path)
    except breached.Unusable:
        yield Weakness("passwords.breached", "warning", "泄露口令表读不出来，现在只拒绝自带的常见口令。", "重新执行 python -m jiaxin breached 文件，并核对 jiaxin.toml 的 [passwords]。", "8.1.4.1 a")


def _store() -> Iterator[Weakness]:
    """The embedded database has no rows of its own to refuse: fine for a small district that knows it."""
    if connection.vendor != "sqlite" or not settings.REFUSE_WHEN_WEAK:
        return
    from jiaxin.apps.access.models import OwnerKey

    try:
        kept = OwnerKey.objects.count()
    except DatabaseError:
        return
    large = kept > limits.SQLITE_OWNERS
    yield Weakness(
        "database.sqlite", "error" if large else "warning", "正式运行用的是内置数据库 SQLite，没有行级安全，程序账号可改访问记录。",
        f"请改用 PostgreSQL（设置 JIAXIN_DATABASE）；超过 {limits.SQLITE_OWNERS:,} 把个人密钥时不再启动。", "8.1.4.2 f",
    )  # fmt: skip
