"""上门登记入库 — what a phone sent as one record: read, judged by the roster's rules, landed and confirmed at once.

She stood there and signed, so what the street says of her is confirmed in the same transaction. One record is one
batch of one row: its source, its checks and its taking back are those of any list.
"""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import orjson

from jiaxin.apps.intake import claims, evidence, keeping, landing, photos, waiting
from jiaxin.apps.intake.judging import SOUND, Stated, judge_book
from jiaxin.apps.intake.models import Batch, Claim
from jiaxin.apps.intake.states import State
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel
from jiaxin.domain.field.filing import MUST, SHEET, answers, labels, one_row
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

TITLE, OWN = "上门登记", "本人建档"
FACE = "face"
_JPEG = "data:image/jpeg;base64,"
_PNG = "data:image/png;base64,"


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault of one answer, for the phone."""

    field: str
    said: str
    do_this: str


class Faulty(Exception):
    """The roster's checks refuse the answers; nothing was kept."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(f"{len(remarks)} remarks")
        self.remarks = tuple(remarks)


@dataclass(frozen=True, slots=True)
class Captured:
    """One record as the phone sent it, opened."""

    answers: Mapping[str, str]
    captured_on: date
    signature: bytes
    photos: tuple[tuple[str, bytes], ...]
    claims: tuple[str, ...]  # what others said of her that she was shown and signed for too
    raw: bytes

    @property
    def digest(self) -> str:
        return sha256(self.raw).hexdigest()


def read(said: Mapping[str, Any]) -> Captured:
    """Raises Refused with a sentence for the phone, for what cannot be read."""
    rules = field_rules(clock.today())
    found, pictures, shown = said.get("answers"), said.get("photos", []), said.get("claims", [])
    if not isinstance(found, dict) or not isinstance(pictures, list) or not _texts(shown):
        raise Refused("field.unreadable", "没有读懂这份登记", "请在手机上打开这份登记，保存后重新上传")
    if len(pictures) > rules.photos_at_most:
        raise Refused("field.photos", f"一份登记最多 {rules.photos_at_most} 张照片", "请删去多余的照片后重新上传")
    kept = []
    for one in pictures:
        if not isinstance(one, dict) or not _texts([one.get("kind"), one.get("data")]):
            raise Refused("field.unreadable", "没有读懂照片", "请重新拍照后上传")
        data = _bytes(one["data"], _JPEG, b"\xff\xd8\xff", "照片")
        if len(data) > rules.photo_bytes:
            raise Refused("field.photo-size", f"一张照片超过 {rules.photo_bytes // 1000} KB", "请重新拍照，手机会自动压缩")
        kept.append((str(one["kind"]), data))
    raw = orjson.dumps([found, said.get("captured_on"), said.get("signature"), pictures, shown], option=orjson.OPT_SORT_KEYS)
    return Captured(answers(found), day(said.get("captured_on")), signature(said.get("signature")), tuple(kept), tuple(shown), raw)


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows ready to land, how the sheet was understood, and what the row says of the person."""

    rows: list[dict[str, Any]]
    mapping: list[dict[str, Any]]
    said: dict[str, Any]


def judged(one: Captured, signed: bool = True) -> Judged:
    """Raises Faulty with what is wrong in which answer."""
    missing = [Remark(name, f"没有填写{labels()[name]}", "请补上后再上传") for name in MUST if not one.answers.get(name)]
    if missing:
        raise Faulty(missing)
    book = one_row(one.answers, TITLE, one.captured_on.isoformat(), signed)
    messages = [
        orjson.loads(orjson.dumps(m, option=orjson.OPT_NON_STR_KEYS))
        for m in judge_book(book, clock.today().isoformat(), SHEET, {})
    ]
    chunk = next((m for m in messages if m["is"] == "rows"), {"rows": [], "facts": Stated().text(), "findings": []})
    faults = [Remark(f[3], f[6], f[7]) for f in chunk["findings"] if f[5] == "error"]
    code = one.answers.get("company_credit_code")
    if code and not faults and registry.company_by_code(code) is None:
        faults.append(Remark("company_credit_code", "本区没有登记这家企业", "请从列表选择；没有的先留空，由企业自己登记"))
    if faults or not chunk["rows"] or chunk["rows"][0]["status"] not in SOUND:
        raise Faulty(faults or [Remark("", "这份登记没有可以入库的内容", "请核对姓名和身份证号")])
    rows = keeping.put_together(chunk["rows"], chunk["facts"])
    said: dict[str, Any] = next(({**f.clear, **f.sealed} for f in rows[0]["facts"] if f.kind == "profile"), {})
    return Judged(rows, [m["sheet"] for m in messages if m["is"] == "sheet"], said)


def land(actor: Actor, by: Actor, one: Captured, ready: Judged) -> tuple[str, str]:
    """Land and confirm by her signature. `by` captured it, `actor` acts now (the street, where it had to decide).

    Returns (batch, subject). In the caller's transaction, beyond the reach of who asks.
    """
    batch, subject = place(actor, by, one, ready, Channel.FIELD)
    _confirm(actor, by, subject, batch, one)
    return batch, subject


def place(actor: Actor, by: Actor, one: Captured, ready: Judged, channel: Channel) -> tuple[str, str]:
    """Land as a batch of one row; what it says waits to be confirmed. Returns (batch, subject)."""
    rows = ready.rows
    batch = Batch(
        id=new_id(), sheet_kind=SHEET, organisation=by.organisation, channel=channel.value, actor=by.id,
        filename=f"{TITLE if channel is Channel.FIELD else OWN} {one.captured_on.isoformat()}", file_sha256=one.digest, file_bytes=len(one.raw), as_of=clock.today(),
        state=State.ACCEPTING, mapping=ready.mapping, counts={"rows": {rows[0]["status"]: 1}}, chunks=1, rows_seen=1, rows_expected=1,
        made_at=clock.now(), started_at=clock.now(), accepted_at=clock.now(), accepted_by=actor.id, file_gone_at=clock.now(),
    )  # fmt: skip
    batch.save(force_insert=True)
    if not landing.land(batch, rows) or batch.counts["facts"].get("questions"):
        raise Refused("field.identity", "这个身份证号在档案里是另一个名字", "请核对身份证原件；确实无误的，请联系街道由商务局判断")
    subject = registry.by_id_number(rows[0]["worker"][1]) or ""
    batch.state = State.ACCEPTED
    batch.save(update_fields=["state"])
    waiting.forget(batch.id)
    return batch.id, subject


def _confirm(actor: Actor, by: Actor, subject: str, batch: str, one: Captured) -> None:
    """Her signature under what was written of her, and under what she was shown besides."""
    own = claims_of(batch, subject)
    own += [c for kind, data in one.photos if kind == FACE and (c := photos.keep_photo(by, subject, data, Channel.FIELD))]
    own += claims.awaiting().filter(subject=subject, id__in=one.claims).order_by("id").values_list("id", flat=True)
    if not own:
        return
    names = [evidence.keep_evidence(actor, subject, one.signature, "field")]
    names += [evidence.keep_evidence(actor, subject, data, "field") for kind, data in one.photos if kind != FACE]
    claims.confirm(actor, subject, "field", names, own)


def signature(text: object) -> bytes:
    """What a pen drew on the glass. Raises Refused where nothing was drawn."""
    return _bytes(text, _PNG, b"\x89PNG", "签名")


def claims_of(batch: str, subject: str) -> list[str]:
    return list(Claim.objects.filter(batch=batch, subject=subject).order_by("id").values_list("id", flat=True))


def _bytes(text: object, prefix: str, start: bytes, what: str) -> bytes:
    if not isinstance(text, str) or not text.startswith(prefix):
        raise Refused("field.unreadable", f"没有读到{what}", f"请重新采集{what}后上传")
    try:
        data = base64.b64decode(text.removeprefix(prefix), validate=True)
    except ValueError:  # letters beyond ASCII are no `binascii.Error`
        data = b""
    if not data.startswith(start):
        raise Refused("field.unreadable", f"没有读到{what}", f"请重新采集{what}后上传")
    return data


def day(text: object) -> date:
    try:
        found = date.fromisoformat(str(text))
    except ValueError:
        raise Refused("field.day", "没有读到采集日期", "请核对手机的日期后重新保存") from None
    if found > clock.today():
        raise Refused("field.day", f"采集日期 {found} 晚于今天", "请核对手机的日期后重新保存")
    return found


def _texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)
