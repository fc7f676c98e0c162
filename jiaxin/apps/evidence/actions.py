"""证据 — what outsiders need to check the record: tiles and signed checkpoints, kept up by the job process."""

import json

from jiaxin.apps.access.actions import place_receipts, sound_checkpoint_overdue
from jiaxin.apps.access.readlog import LATE
from jiaxin.apps.evidence import publishing
from jiaxin.apps.evidence.logs import LOGS, Log, log_named
from jiaxin.apps.ledger import actions as ledger_actions
from jiaxin.apps.ledger import queries as ledger
from jiaxin.domain.errors import Refused
from jiaxin.kit import clock, notes

COSIGNED = "cosignatures"
_SWEPT = "evidence:swept"
_ALL = 1 << 60


def keep_up() -> tuple[int, list[Refused]]:
    """Place receipts, sign what is due: how much was done (0 = nothing was due), and why something was not signed."""
    done, refused, today = place_receipts(), [], clock.today().toordinal()
    if ledger.followed(_SWEPT) < today:  # once a day: receipts that came to light very late
        done += place_receipts(back=_ALL)
        ledger_actions.follow(_SWEPT, today)
    for log in LOGS.values():
        try:
            if publishing.due(log):
                done += place_receipts(back=LATE)
                done += publishing.publish(log) is not None
        except Refused as why:
            refused.append(why)
        if (hours := publishing.overdue(log)) is not None:
            sound_checkpoint_overdue(log.label, hours)
    return done, refused


def publish(name: str) -> notes.Note | None:
    """A checkpoint now, due or not."""
    place_receipts(back=LATE)
    return publishing.publish(log_named(name))


def add_cosignature(text: str) -> str:
    """Keep what a witness signed beside our own checkpoint. Returns the witness's name."""
    try:
        note = notes.read(text)
        log = next(log for log in LOGS.values() if log.origin == note.checkpoint().origin)
        log.signed_at(note)
    except (notes.Unsound, StopIteration) as why:
        raise Refused("evidence.not-ours", "这份文件不是本区签发的检查点。", "请见证方重新取得检查点再签。") from why
    own = [key.name for key in log.trusted()]
    lines = [line for line in note.lines if line.split()[1] not in own]
    if not lines:
        raise Refused("evidence.no-cosignature", "这份检查点上没有见证方的签名。", "请见证方签名后再交回。")
    _keep(log, note.text, lines)
    return "、".join(dict.fromkeys(line.split()[1] for line in lines))


def _keep(log: Log, text: str, lines: list[str]) -> None:
    path = log.folder / COSIGNED
    known = path.read_text("utf-8").splitlines() if path.exists() else []
    for line in lines:
        kept = json.dumps({"text": text, "line": line}, ensure_ascii=False)
        if kept not in known:
            publishing.append(path, kept)
