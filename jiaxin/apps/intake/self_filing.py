"""本人建档 — a worker opens her own file on her own phone: judged by the roster's rules, hers at once.

The phone is the one she proved at sign-in; it is not asked again. A number that is filed already under another phone
opens nothing: she goes to a counter with her card. So that the form is no way to ask who is filed, such meetings are
few a day and each leaves a receipt for the person whose number it is.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import orjson
from django.db import transaction

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import attach_subject, log_read, require, spend
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.intake import captured, claims, evidence, inviting, photos
from jiaxin.apps.intake.consents import HERSELF
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure.purposes import FILING, consent_rules
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing, Value
from jiaxin.domain.field.filing import answers
from jiaxin.domain.permissions import Actor, FieldClass, Permission
from jiaxin.kit import clock
from jiaxin.kit.pictures import NotAPicture, plain

MEETING = "self-file"


def open_file(actor: Actor, said: Mapping[str, object], purposes: Sequence[str], photo: bytes = b"", invited: str = "", tell: bool = False, certificate: bytes = b"") -> str:
    """Her file, opened, confirmed and consented to in one transaction. Returns her subject id.

    `invited`: the code of the link she came by; `tell`: the inviter may learn that somebody came. `certificate`: a photo of
    the certificate she names, kept sealed as evidence of what she confirms; nobody else is shown it.
    Raises Refused with what is in the way, `captured.Faulty` with what is wrong in which answer.
    """
    require(actor, Permission.FILE_OPEN)
    if actor.subject:
        raise Refused("file.there", "您已有档案，不用再建", "请在“我的档案”里查看；内容不对的，请提出异议")
    agreed = [one.code for one in consent_rules(clock.today()).purposes if one.code in purposes]
    if FILING not in agreed:
        raise Refused("file.consent", "没有勾选同意建立信用档案", "请看过说明；不同意的，不用建档，不影响您找工作")
    found = {**answers(said), "phone": access.own_phone(actor)}
    raw = orjson.dumps([found, agreed], option=orjson.OPT_SORT_KEYS)
    one = captured.Captured(found, clock.today(), b"", (), (), raw)
    proof = _plain(found, certificate) if certificate else b""
    with beyond("本人建档：认人和入库"):
        ready = captured.judged(one, signed=False)
        number = str(ready.rows[0]["worker"][1])
        if met := registry.by_id_number(number):
            _met(actor, met)
        with transaction.atomic():
            batch, subject = captured.place(actor, Actor(actor.id, actor.role, HERSELF), one, ready, Channel.PHONE)
            actor = attach_subject(actor, subject)
            kept = [evidence.keep_evidence(actor, subject, proof, "phone")] if proof else []
            claims.confirm(actor, subject, "phone", kept, captured.claims_of(batch, subject))
            ledger.append([_consent(actor, subject, agreed, clock.today())])
            if invited:
                inviting.came(invited, tell)
            if photo:
                photos.attach_photo(actor, subject, photo)
    return subject


def _plain(found: Mapping[str, str], certificate: bytes) -> bytes:
    """The photo without what the camera wrote into it. A photo of nothing she names is not kept."""
    if not found.get("skill_name"):
        raise captured.Faulty([captured.Remark("skill_name", "有证书照片，没有写证书名称", "请照证书上写的填，或不交这张照片")])
    try:
        return plain(certificate)
    except NotAPicture:
        raise captured.Faulty([captured.Remark("certificate", "这个文件不是可以识别的照片", "请重新拍照，或选 JPG、PNG 格式的图片")]) from None


def _met(actor: Actor, subject: str) -> None:
    spend(actor, MEETING)
    log_read(actor, [subject], (FieldClass.BASIC,), "用您的身份证号在手机上建档（未成功）", MEETING)
    raise Refused("file.number-there", "用这个身份证号现在不能在手机上建档", "请核对号码；确实是您本人的，请带身份证到街道窗口办理")


def _consent(actor: Actor, subject: str, purposes: list[str], today: date) -> Fact:
    rules = consent_rules(today)
    clear: dict[str, Value] = {
        "text_version": rules.text_version, "text_digest": rules.digest, "signed_on": today.isoformat(), "method": "phone", "purposes": list(purposes),
    }  # fmt: skip
    return Fact(
        "consent", subject, today, Provenance(HERSELF, Channel.PHONE, actor.id), (rules.text_version, today.isoformat()), clear,
        standing=Standing.PHONE, happened_at=clock.now(),
    )  # fmt: skip
