"""本人补交 — she hands in a paper from her phone with a photo of it; an officer compares, then it stands in her file.

What she typed waits sealed under her own key, and so does the photo; a fault keeps nothing. Accepted it is a fact of
hers with the photo as evidence (L1: an officer has seen a photo, not the paper). Sent back, the photo is gone at once
and what she typed stays for her to mend. One form is one paper, sent once or ten times: it carries its own key.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson
from django.db import IntegrityError, transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake import evidence, keeping
from jiaxin.apps.intake.captured import Faulty, Remark
from jiaxin.apps.intake.consents import HERSELF, consent_of
from jiaxin.apps.intake.judging import Stated, judge_book
from jiaxin.apps.intake.models import OwnPaper
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.field.filing import row_of
from jiaxin.domain.field.own_papers import OwnPaper as Form
from jiaxin.domain.field.own_papers import answered, paper
from jiaxin.domain.field.rules import field_rules
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Reach, Thing, reach_of
from jiaxin.domain.procedures.own_paper import PROCEDURE
from jiaxin.domain.procedures.procedure import Event, Progress, permitted
from jiaxin.kit import clock
from jiaxin.kit.pictures import NotAPicture, plain

TITLE = "本人补交"
WAITING, RETURNED = "waiting", "returned"
_KEY = re.compile(r"[a-z2-7]{16}\Z")


@dataclass(frozen=True, slots=True)
class Handed:
    """One paper as a page shows it. `lines`: what she typed, only for who may read it now; `until`: the last day it is kept."""

    key: str
    word: str
    label: str
    subject: str
    sent_at: datetime
    state: str
    state_label: str
    why: str
    until: date
    open: bool
    lines: tuple[tuple[str, str], ...] = ()


def hand_in(actor: Actor, key: str, word: str, said: Mapping[str, object], photo: bytes) -> None:
    """Keep one paper until an officer has looked. Raises `Faulty` with what is wrong in which answer."""
    subject = actor.subject
    require(actor, Permission.PAPER_HAND_IN, Thing(owner=subject))
    form, rules = paper(word), field_rules(clock.today())
    if not _KEY.match(key):
        raise Refused("paper.key", "这一页打开得太久了", "请回到“我的证件”重新打开")
    _agreed(subject, form)
    found = answered(form, said)
    judged(subject, form, found)
    if not photo:
        raise Faulty([Remark("photo", "没有证件的照片", "请拍一张，字要看得清")])
    try:
        picture = plain(photo)
    except NotAPicture:
        raise Faulty([Remark("photo", "这个文件不是可以识别的照片", "请重新拍照，或选 JPG、PNG 格式的图片")]) from None
    try:
        with transaction.atomic():
            row = OwnPaper.objects.select_for_update().filter(key=key, subject=subject).first()
            if row is not None and row.state == WAITING:
                return  # sent twice: it is here already
            if OwnPaper.objects.filter(subject=subject, state=WAITING).count() >= rules.papers_open:
                raise Refused("paper.many", f"已有 {rules.papers_open} 份在等核对", "请等这些核对完再交")
            step = permitted(PROCEDURE, Progress(row.state if row else "", None, closed=False), _event(actor, "submit"))
            line = registry.file_lines([subject]).get(subject)
            fresh = row or OwnPaper(key=key, subject=subject)
            fresh.word, fresh.state, fresh.sent_at, fresh.sent_by, fresh.why = word, step.to, clock.now(), actor.id, ""
            fresh.street = line.street if line else ""
            vault.ensure_keys([subject])
            fresh.sealed = vault.seal_many([(subject, orjson.dumps(found), _bound(key))])[0]
            fresh.photo = evidence.keep_evidence(actor, subject, picture, "phone")
            fresh.save(force_insert=row is None)
    except IntegrityError:
        raise Refused("paper.key", "这一页已经用过了", "请回到“我的证件”重新打开") from None


def judged(subject: str, form: Form, found: Mapping[str, str]) -> keeping.Said:
    """What the paper says, read by the rules of the sheet that holds such papers. Raises `Faulty`."""
    missing = [Remark(ask.name, f"没有填写{ask.label}", "请照证件上写的填") for ask in form.answers if ask.must and not found.get(ask.name)]
    if missing:
        raise Faulty(missing)
    with beyond("本人补交证件：按本人姓名和号码判读"):
        person = registry.people([subject]).get(subject)
        profile = record.facts_about(subject).latest("profile")
    if person is None:
        raise Refused("access.absent", "没有找到您的档案", "请先建档")
    who = {"name": person.name, "id_number": person.id_number}
    if form.sheet != "training":
        trades = profile.get("job_types") if profile else []
        who |= {"phone": person.phone, "job_types": "、".join(map(str, trades)) if isinstance(trades, list) else ""}
    book = row_of(form.sheet, {**who, **{ask.name: found.get(ask.name, "") for ask in form.answers}}, TITLE)
    messages = [orjson.loads(orjson.dumps(m, option=orjson.OPT_NON_STR_KEYS)) for m in judge_book(book, clock.today().isoformat(), form.sheet, {})]
    chunk = next((m for m in messages if m["is"] == "rows"), {"rows": [], "facts": Stated().text(), "findings": []})
    asked = {ask.name for ask in form.answers}
    if faults := [Remark(f[3] if f[3] in asked else "", f[6], f[7]) for f in chunk["findings"] if f[5] == "error"]:
        raise Faulty(faults)
    told = [one for row in keeping.put_together(chunk["rows"], chunk["facts"]) for one in row.get("facts", ()) if one.kind == form.code]
    if not told:
        raise Faulty([Remark("", "没有读到可以入档的内容", "请照证件上写的填")])
    return told[0]


def decide(actor: Actor, key: str, verb: str, why: str = "") -> None:
    """入档 or 退回 with a reason. She is told that something moved; what, stands on her page."""
    row = _found(key)
    require(actor, Permission.PAPER_DECIDE, _thing(row))
    if verb not in ("take", "send-back"):
        raise Refused("procedure.unknown", "没有这个办理选项", "请从页面上的按钮办理")
    with transaction.atomic():
        row = OwnPaper.objects.select_for_update().get(key=key)
        step = permitted(PROCEDURE, Progress(row.state, None, closed=False), _event(actor, verb, why))
        if verb == "take":
            form = paper(row.word)
            log_read(actor, [row.subject], _classes(form), "本人补交的证件入档", key)
            with beyond("本人补交证件：入档"):
                _agreed(row.subject, form)
                told = judged(row.subject, form, _opened(row))
                ledger.append([_fact(row, told)])
            row.sealed = b""
        else:
            evidence.drop_evidence([row.photo])
            row.photo = ""
        row.state, row.why, row.decided_by, row.decided_at = step.to, why.strip()[:200], actor.id, clock.now()
        row.save()
        notices.tell(actor, "paper.decided", {"step": PROCEDURE.states[step.to]}, subject=row.subject)


def withdraw(actor: Actor, key: str) -> None:
    """她不交了: photo and answers are gone."""
    require(actor, Permission.PAPER_HAND_IN, Thing(owner=actor.subject))
    with transaction.atomic():
        row = OwnPaper.objects.select_for_update().filter(key=key, subject=actor.subject).first()
        if row is None:
            raise Refused("access.absent", "没有找到这份证件。", "请从“我的证件”里选择。")
        _emptied(row, permitted(PROCEDURE, Progress(row.state, None, closed=False), _event(actor, "withdraw")).to)


def expire_due(today: date) -> int:
    """Papers nobody decided, or she did not mend, in time: photo and answers are gone, and her page says so."""
    limit = clock.now() - timedelta(days=field_rules(today).paper_days)
    due = list(OwnPaper.objects.filter(state__in=(WAITING, RETURNED), sent_at__lt=limit).order_by("sent_at", "key"))
    for row in due:
        _emptied(row, PROCEDURE.step("expire", row.state).to)
    return len(due)


def forget(subjects: Sequence[str]) -> None:
    """What an erased person handed in: nothing of it stays."""
    rows = OwnPaper.objects.filter(subject__in=list(subjects))
    evidence.drop_evidence([name for name in rows.values_list("photo", flat=True) if name])
    rows.delete()


def of_hers(actor: Actor) -> list[Handed]:
    """Her own, the newest first; no values."""
    return [_view(row) for row in OwnPaper.objects.filter(subject=actor.subject).order_by("-sent_at", "key")[:50]] if actor.subject else []


def to_mend(actor: Actor, key: str) -> dict[str, str]:
    """What she typed in a paper that came back to her."""
    require(actor, Permission.PAPER_HAND_IN, Thing(owner=actor.subject))
    row = OwnPaper.objects.filter(key=key, subject=actor.subject, state=RETURNED).first()
    return _opened(row) if row else {}


def listed(actor: Actor, waiting: bool = True) -> list[Handed]:
    """Within the reach of who asks, what waits longest first, else the newest first. No values: a list opens nothing."""
    require(actor, Permission.PAPER_DECIDE, Thing.of(actor))
    rows = OwnPaper.objects.filter(state=WAITING).order_by("sent_at", "key") if waiting else OwnPaper.objects.exclude(state=WAITING).order_by("-sent_at", "key")
    if reach_of(actor.role, Permission.PAPER_DECIDE) is not Reach.DISTRICT:
        rows = rows.filter(street=actor.street or "-")
    return [_view(row) for row in rows[:500]]


def beside(actor: Actor, key: str) -> tuple[Handed, str, bytes]:
    """(the paper with what she typed, her name, the photo), with a receipt; what is decided opens nothing."""
    row = _found(key)
    require(actor, Permission.PAPER_DECIDE, _thing(row))
    if row.state != WAITING:
        return _view(row), "", b""
    form = paper(row.word)
    log_read(actor, [row.subject], _classes(form), "核对本人补交的证件", key)
    with beyond("核对本人补交的证件"):
        found = _opened(row)
        person = registry.people([row.subject]).get(row.subject)
    lines = tuple((ask.label, found[ask.name]) for ask in form.answers if found.get(ask.name))
    return _view(row, lines), person.name if person else "", evidence.kept_evidence(row.subject, row.photo) or b""


def _fact(row: OwnPaper, told: keeping.Said) -> Fact:
    said = Provenance(HERSELF, Channel.PHONE, row.sent_by, evidence=(row.photo,))
    return Fact(told.kind, row.subject, told.happened_on, said, tuple(told.key), told.clear, told.sealed, Standing.PHONE)


def _classes(form: Form) -> tuple[FieldClass, ...]:
    return (FieldClass.BASIC, FieldClass.CONTACT, *((FieldClass.HEALTH,) if form.purpose == "health" else ()))


def _agreed(subject: str, form: Form) -> None:
    state = consent_of(subject)
    if not state.confirmed:
        raise Refused("paper.unconfirmed", "您还没有确认档案", "请先在“我的档案”里核对并确认")
    if state.withdrawn:
        raise Refused("paper.stopped", "您的档案已停止展示，现在不能补交", "请先在“我的档案”里恢复展示")
    if form.purpose and form.purpose in state.refused:
        raise Refused("paper.purpose", f"您没有同意处理{form.label}", "愿意的话，请先在“我的授权”里同意这一项")


def _emptied(row: OwnPaper, state: str) -> None:
    evidence.drop_evidence([row.photo] if row.photo else [])
    row.state, row.sealed, row.photo = state, b"", ""
    row.save()


def _found(key: str) -> OwnPaper:
    found = OwnPaper.objects.filter(key=key).first()
    if found is None:
        raise Refused("access.absent", "没有找到这份证件。", "请从列表进入。")
    return found


def _thing(row: OwnPaper) -> Thing:
    return Thing(owner=row.subject, street=row.street, made_by=row.sent_by, kind="own-paper")


def _opened(row: OwnPaper) -> dict[str, str]:
    text = vault.open_many([(row.subject, bytes(row.sealed), _bound(row.key))])[0] if row.sealed else None
    return {name: str(value) for name, value in orjson.loads(text).items()} if text is not None else {}


def _view(row: OwnPaper, lines: tuple[tuple[str, str], ...] = ()) -> Handed:
    until = row.sent_at.astimezone(clock.CHINA).date() + timedelta(days=field_rules(clock.today()).paper_days)
    open_ = row.state in (WAITING, RETURNED)
    return Handed(row.key, row.word, paper(row.word).label, row.subject, row.sent_at, row.state, PROCEDURE.states[row.state], row.why, until, open_, lines)


def _event(actor: Actor, verb: str, why: str = "") -> Event:
    return Event(verb, actor.id, clock.now(), clock.today(), actor.organisation, {"why": why.strip()} if why.strip() else {})


def _bound(key: str) -> bytes:
    return b"intake_own_paper:" + key.encode()
