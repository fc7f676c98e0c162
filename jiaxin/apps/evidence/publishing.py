"""立检查点 — what a log has become since its last checkpoint goes into tiles, and a new checkpoint is signed.

In this order, so that being killed anywhere harms nothing: tiles, the list of checkpoints, `checkpoint`
itself, the follower row. Tiles that lie there without a checkpoint are found again and must be the same.

Nothing is signed that contradicts what was signed before: neither a log that has become shorter (an old
copy of the database put back), nor one whose rows do not give its root, nor one whose clock runs back.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from jiaxin.apps.access import limits, signing
from jiaxin.apps.evidence.logs import Log
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock, notes
from jiaxin.kit.notes import PLAIN, TIMED, Checkpoint, Note
from jiaxin.kit.tiles import Contradiction, TileWriter

LEAVES, SECONDS = 1_000, 3_600  # a checkpoint after so many leaves, or so long after the last one
BACKWARDS = 5  # seconds a clock may be put back before we stop signing
HISTORY = "checkpoints"


def due(log: Log) -> bool:
    """Whether a checkpoint is wanted: 1,000 leaves, an hour with news, or a day that has ended."""
    size, last = log.head().size, log.latest()
    if last is None:
        return size > 0
    before, then, now = last.checkpoint().size, log.signed_at(last), clock.now()
    if size - before >= LEAVES or datetime.fromtimestamp(then, clock.CHINA).date() < now.astimezone(clock.CHINA).date():
        return True
    return size != before and now.timestamp() - then >= SECONDS


def overdue(log: Log) -> int | None:
    """For how many hours a log that grew has no new checkpoint, where that is too long."""
    last = log.latest()
    if last is None or log.head().size == last.checkpoint().size:
        return None
    hours = int(clock.now().timestamp() - log.signed_at(last)) // 3600
    return hours if hours >= limits.CHECKPOINT_OVERDUE_HOURS else None


def publish(log: Log) -> Note | None:
    """Tiles up to the end of the log and a signed checkpoint; nothing of an empty log or when another process is at it."""
    if not log.head().size and not log.latest():
        return None
    log.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    with _alone(log.folder) as alone:
        return _publish(log) if alone else None


def _publish(log: Log) -> Note:
    last, now = log.latest(), int(clock.now().timestamp())
    before = last.checkpoint() if last else Checkpoint(log.origin, 0, b"")
    if before.origin != log.origin:
        raise Refused(
            "evidence.other-log",
            f"{log.label}的公开文件属于另一本日志（{before.origin}），本区的是 {log.origin}。",
            "请核对 jiaxin.toml 中的行政区划代码和 log_hash；一本日志从头到尾只用一个名称和一种算法。",
        )
    then, head = log.signed_at(last) if last else 0, log.head()
    if ledger.followed(f"evidence:{log.name}") > before.size:
        raise Refused(
            "evidence.lost",
            f"{log.label}的公开文件比数据库旧，可能已丢失或被替换。",
            f"请从备份恢复 {log.folder}，不要新建。",
        )
    if head.size < before.size:
        raise Refused(
            "evidence.rolled-back",
            f"{log.label}只有 {head.size} 条，而已签发的检查点有 {before.size} 条：数据库被换成了旧的。",
            "请恢复最新的备份；无法恢复时，须由两人登记后另立新日志。",
        )
    if now < then - BACKWARDS:
        raise Refused(
            "evidence.clock",
            f"系统时钟比上一个检查点早（{datetime.fromtimestamp(then, UTC):%Y-%m-%d %H:%M:%S} UTC）。",
            "请校准时钟后再签发。",
        )
    try:
        writer = TileWriter(log.folder, before.size, log.algorithm)
        writer.add(log.leaves(before.size, head.size))
    except (Contradiction, FileNotFoundError) as why:
        raise Refused(
            "evidence.tiles", f"{log.label}的哈希块文件有误：{why}。", "请从备份恢复公开文件，并用验证程序逐条核对。"
        ) from why
    if (writer.size, writer.root()) != (head.size, head.root) or (head.size == before.size and head.root != before.root):
        raise Refused(
            "evidence.contradicts",
            f"{log.label}第 {before.size + 1} 条至第 {head.size} 条与其根哈希不符，数据库被改动过。",
            "请用验证程序逐条核对，找出被改动的条目。",
        )
    writer.close()
    note = _signed(log, Checkpoint(log.origin, head.size, head.root), now)
    append(log.folder / HISTORY, json.dumps(str(note), ensure_ascii=False))
    _replace(log.folder / "checkpoint", str(note))
    ledger_actions.follow(f"evidence:{log.name}", head.size)
    return note


def _signed(log: Log, point: Checkpoint, now: int) -> Note:
    return Note(point.text, tuple(log.key(kind).line(signing.sign, point.text, now) for kind in (PLAIN, TIMED)))


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """One process at a time; the lock is the kernel's and is gone with its process."""
    with (folder / ".lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def append(path: Path, line: str) -> None:
    """One line more at the end of a file that only grows."""
    with path.open("ab+") as out:
        torn = out.tell() and (out.seek(-1, os.SEEK_END), out.read(1))[1] != b"\n"
        out.write((b"\n" if torn else b"") + line.encode() + b"\n")  # half a line of a killed process stands alone
        out.flush()
        os.fsync(out.fileno())


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}")
    with draft.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


def history(log: Log) -> list[Note]:
    """Every checkpoint ever signed, oldest first."""
    path = log.folder / HISTORY
    found = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else []:
        try:
            found.append(notes.read(json.loads(line)))
        except ValueError:
            continue  # the half line of a killed process: its checkpoint was never out
    return found
