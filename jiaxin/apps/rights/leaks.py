"""泄露处置 — from a found fragment to whoever took that copy, and to everybody on it, on the clock of the rules.

Where no list leaked but an account was in wrong hands (a stolen password, a screen that was photographed), its receipts say whom it met in
that time, its programs' receipts included; nobody has to be found by hand.

The fragment is compared and not kept: of it remain how many codes were found in how many. A drill takes its fragment
from a copy somebody really took, tells nobody, and shows whether the way from the fragment to the copy still works.

Source  PIPL Art. 57: remedy at once, tell the authority and the persons; hours in `rulebooks/rights-*.toml`
"""

import re
from datetime import datetime, timedelta

from django.db import transaction

from jiaxin.apps.access.actions import log_read, require, sound_leak_overdue
from jiaxin.apps.access.queries import actor_named, drill_fragment, met_by, on_export, trace_leak
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights.models import Leak
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing
from jiaxin.domain.permissions.field_classes import FIELD_WORDS
from jiaxin.domain.rulebooks.reading import packaged_for
from jiaxin.kit import clock
from jiaxin.kit.bulk import chunks
from jiaxin.kit.ids import new_id

_WORDS = re.compile(r"[\s,;，；、\t|]+")
_THING = Thing(kind="leak")
AT_ONCE = 500


def opened(actor: Actor, fragment: str, said: str, drill: bool = False) -> str:
    """发现泄露: trace the fragment and start the clocks. Returns the id of the case."""
    require(actor, Permission.LEAK_HANDLE, _THING)
    if drill and not fragment.strip():
        fragment, said = drill_fragment(), said.strip() or "演练：系统从一份导出中抽取十分之一"
    if not said.strip() or not fragment.strip():
        raise Refused("leak.nothing", "没有写在哪里发现，或没有贴上片段。", "请写明发现地点，并把片段（整行或核对码一列）贴进来。")
    found = trace_leak(_WORDS.split(fragment))
    one = Leak(
        drill=drill, export=found.export, recipient=found.actor, organisation=found.organisation, purpose=found.purpose, taken_at=found.at,
        found=found.found, of=found.of, chance=f"{found.chance:.1e}", persons=len(on_export(found.export)),
    )  # fmt: skip
    return _begun(actor, one, said)


@beyond("泄露后须知道涉及谁")
def opened_of_account(actor: Actor, username: str, since: datetime, until: datetime, said: str) -> str:
    """账号被他人使用: everybody whom an account met in a time, by its receipts. Starts the clocks; returns the id of the case."""
    require(actor, Permission.LEAK_HANDLE, _THING)
    if not said.strip():
        raise Refused("leak.nothing", "没有写怎样发现的。", "请写明时间和经过，不写任何人的姓名号码。")
    if since >= until:
        raise Refused("leak.time", "开始时间不早于结束时间。", "请填写账号可能被他人使用的起止时间。")
    whose = actor_named(username.strip())
    one = Leak(recipient=whose.id, organisation=whose.organisation, looked_from=since, looked_until=until, found=0, of=0, chance="", persons=len(met_by(whose.id, since, until)))
    return _begun(actor, one, said)


def _begun(actor: Actor, one: Leak, said: str) -> str:
    hours, now = packaged_for("rights", clock.today()).data, clock.now()
    one.id, one.opened_at, one.opened_by, one.said = new_id(), now, actor.id, said.strip()[:200]
    one.authority_by = now + timedelta(hours=hours["leak_authority_within_hours"]["value"])
    one.persons_by = now + timedelta(hours=hours["leak_persons_within_hours"]["value"])
    one.save(force_insert=True)
    return str(one.pk)


def concerned(one: Leak) -> dict[str, frozenset[str]]:
    """Everybody whom it concerns, with the classes of what is out: who stands on the copy, or whom the account met in that time."""
    if one.looked_from and one.looked_until:
        return met_by(one.recipient, one.looked_from, one.looked_until)
    return on_export(one.export)


def told_authority(actor: Actor, leak: str, how: str) -> None:
    """已报告主管部门: by what document or call."""
    require(actor, Permission.LEAK_HANDLE, _THING)
    found(leak)
    if not how.strip():
        raise Refused("leak.how", "没有写怎样报告的。", "请写明文号或接报人和时间。")
    if not Leak.objects.filter(pk=leak, authority_at=None, closed_at=None).update(authority_at=clock.now(), authority_how=how.strip()[:200]):
        raise Refused("leak.told", "已经报告过主管部门。", "请刷新页面查看。")


@beyond("泄露后须告知名单上的每一个人")
def told_persons(actor: Actor, leak: str) -> int:
    """告知本人: everybody whom it concerns, on her page and by text message. How many were told, without those who were erased since;
    a drill counts and tells nobody."""
    require(actor, Permission.LEAK_HANDLE, _THING)
    with transaction.atomic():
        one = found(leak, lock=True)
        if one.persons_at is not None or one.closed_at is not None:
            raise Refused("leak.told", "已经告知过本人。", "请刷新页面查看。")
        subjects = concerned(one)
        reached = len(subjects) if one.drill else 0
        for some in chunks([] if one.drill else list(subjects), AT_ONCE):
            job = Actor.job("leak")
            log_read(job, some, [FieldClass.CONTACT], "泄露告知：给您发短信", one.pk)
            for subject, person in registry.people(some).items():
                words = {"day": _day_of(one), "what": kinds_of(subjects[subject])}
                notices.tell(job, "leak.account" if one.looked_from else "leak.person", words, subject=subject, phone=person.phone)
                reached += 1
        one.persons_at, one.persons_told = clock.now(), reached
        one.save(update_fields=["persons_at", "persons_told"])
    return reached


def kinds_of(classes: frozenset[str]) -> str:
    """What of her is out, in words (PIPL Art. 57: the kinds of information)."""
    return "、".join(FIELD_WORDS[one] for one in FieldClass if one in classes) or FIELD_WORDS[FieldClass.BASIC]


def _day_of(one: Leak) -> str:
    at = one.taken_at or one.looked_from
    return f"{at.astimezone(clock.CHINA):%Y-%m-%d}" if at else ""


def closed(actor: Actor, leak: str, measures: str) -> None:
    """结案: what was done about it; not before authority and persons are told, where there is somebody to tell."""
    require(actor, Permission.LEAK_HANDLE, _THING)
    one = found(leak)
    if not measures.strip():
        raise Refused("leak.measures", "没有写处置措施。", "请写明停用了哪个账号、追回了什么、怎样防止再发生。")
    if one.authority_at is None or (one.persons_at is None and one.persons):
        raise Refused("leak.untold", "还没有报告主管部门或告知本人，不能结案。", "请先完成上面两步。")
    Leak.objects.filter(pk=leak, closed_at=None).update(closed_at=clock.now(), closed_by=actor.id, measures=measures.strip()[:400])


def found(leak: str, lock: bool = False) -> Leak:
    rows = Leak.objects.select_for_update() if lock else Leak.objects
    one = rows.filter(pk=leak).first()
    if one is None:
        raise Refused("access.absent", "没有这个泄露事件。", "请从列表进入。")
    return one


def late_of(one: Leak, now: datetime) -> tuple[str, ...]:
    """Duties of an open case past their hour, in words. Where nobody is known to stand on the copy, nobody can be told."""
    duties = [(one.authority_at, one.authority_by, "报告主管部门")]
    if one.persons:
        duties.append((one.persons_at, one.persons_by, "告知本人"))
    return tuple(word for at, by, word in duties if at is None and by < now and one.closed_at is None)


def watch() -> int:
    """An alarm for each duty past its hour. The job process calls this."""
    now, late = clock.now(), 0
    for one in Leak.objects.filter(closed_at=None, authority_by__lt=now):
        if waits := late_of(one, now):
            sound_leak_overdue(one.pk, "、".join(waits))
            late += 1
    return late
