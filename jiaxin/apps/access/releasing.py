"""导出审批 — what one officer may not take alone: asked with a purpose, decided by another, good for a day and for one file.

The request keeps the choice as it was filled in, sealed, and its blind index: what is taken in the end is what was asked
for, not more rows of it, and once. Asking for more pages of a list works the same way; those are good until they lapse.

Source  GB/T 35273-2020 7.1 (approval inside before bulk download); ASVS 5.0 2.3.5 (a second person for bulk export)
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, Sum

from jiaxin.apps.access import limits, refusals, vault
from jiaxin.apps.access.models import ExportAsk
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Reach, Thing, may, may_ever, reach_of
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id

LIST = "list"  # reference of receipts that pages of lists leave
OWN, BACK, SECOND = "own", "back", "second"
PAGES = "翻看人员列表"
MOST_PERSONS = 2_000  # of one request for more pages
_OWNER, _PLACE = "export-asks", b"export-ask:form"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file about people that is about to leave.

    rows      persons or rows on it
    fields    classes of what stands on it
    register  persons on the register, of which the day's share is taken
    budget    OWN people of the actor's company, BACK what goes to whom it came from or concerns; empty: anybody's
    """

    what: str
    purpose: str
    rows: int
    fields: frozenset[FieldClass]
    register: int = 0
    budget: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file was asked for: the address, the form as filled in, and the request that was granted, if there is one."""

    path: str = ""
    form: tuple[tuple[str, str], ...] = ()
    approval: str = ""


NOT_ASKED = Asked()  # by something without a form: it takes what needs nobody's approval, or asks


@dataclass(frozen=True, slots=True)
class AskView:
    """导出申请 as it is shown. `state`: waiting, granted, refused, used, lapsed."""

    id: str
    at: datetime
    actor: str
    organisation: str
    what: str
    purpose: str
    rows: int
    fields: tuple[str, ...]
    path: str
    good_until: datetime
    state: str
    decided_at: datetime | None
    decided_by: str
    reason: str


def today() -> datetime:
    """Where the day began in China, of whose rows and persons a budget speaks."""
    return clock.now().astimezone(clock.CHINA).replace(hour=0, minute=0, second=0, microsecond=0)


def ask(actor: Actor, out: Outgoing, asked: Asked) -> str:
    """申请: a second officer shall look at it. The same request again is the one that waits already."""
    choice = _choice(actor, out, asked)
    waiting = ExportAsk.objects.filter(actor=actor.id, choice=choice, used_at=None, good_until__gt=clock.now()).filter(Q(decided_at=None) | Q(granted=True))
    for one in waiting.filter(rows__gte=out.rows).order_by("-at"):
        return str(one.pk)
    vault.ensure_keys([_OWNER])
    (sealed,) = vault.seal_many([(_OWNER, json.dumps(asked.form).encode(), _PLACE)])
    one = ExportAsk.objects.create(
        id=new_id(), at=clock.now(), actor=actor.id, organisation=actor.organisation, what=out.what[:32], purpose=out.purpose[:64], rows=out.rows,
        fields=" ".join(sorted(out.fields)), path=asked.path, form=sealed, choice=choice, good_until=clock.now() + timedelta(hours=limits.ASKS_GOOD_HOURS),
    )  # fmt: skip
    return str(one.pk)


def ask_pages(actor: Actor, purpose: str, persons: int) -> str:
    """申请多看: so many more persons on pages of lists, until the request lapses."""
    _require(actor, Permission.EXPORT_ASK, Thing.of(actor))
    if not 1 <= persons <= MOST_PERSONS:
        raise Refused("export.persons", f"人数应在 1 到 {MOST_PERSONS:,} 之间。", "请按要办的事填写人数。")
    return ask(actor, Outgoing(PAGES, purpose, persons, frozenset({FieldClass.BASIC})), Asked())


def decide(actor: Actor, ask_id: str, grant: bool, reason: str) -> None:
    """批准或不批准, with the reason that stays with it. Not by whoever asks; not after it lapsed."""
    one = _named(ask_id)
    _require(actor, Permission.EXPORT_DECIDE, Thing(organisation=one.organisation, made_by=one.actor, kind="export"))
    if len(reason.strip()) < 2:
        raise Refused("export.no-reason", "没有写理由。", "请写明为什么批准或不批准。")
    now = clock.now()
    changed = ExportAsk.objects.filter(pk=ask_id, decided_at=None, good_until__gt=now).update(
        decided_at=now, decided_by=actor.id, granted=grant, reason=reason.strip()[:100]
    )
    if not changed:
        raise Refused("export.decided", "这份申请已经办过或过期了。", "请刷新页面查看。")


def granted(actor: Actor, out: Outgoing, asked: Asked) -> ExportAsk:
    """The request that lets this file out. Raises Refused where none does, in the words of what is wrong with it."""
    one = ExportAsk.objects.filter(pk=asked.approval, actor=actor.id).first()
    if one is None or bytes(one.choice) != _choice(actor, out, asked):
        raise Refused("export.other", "批准的不是这一份。", "请从“导出审批”里打开已批准的申请，再生成文件。")
    state = _state(one)
    if state != "granted":
        raise Refused(f"export.{state}", {"used": "这份申请已经用过了。", "lapsed": "这份申请过期了。"}.get(state, "这份申请还没有批准。"), "请重新申请，或等另一位同事批准。")
    if out.rows > one.rows:
        raise Refused("export.more", f"批准的是 {one.rows:,} 行，现在是 {out.rows:,} 行。", "请重新申请。")
    return one


def use(actor: Actor, out: Outgoing, asked: Asked) -> None:
    """Take what was granted, once."""
    if not asked.approval:
        raise Refused("export.second", "这份文件须由另一位同事批准。", "请在页面上申请导出。")
    one = granted(actor, out, asked)
    if not ExportAsk.objects.filter(pk=one.pk, used_at=None).update(used_at=clock.now()):
        raise Refused("export.used", "这份申请已经用过了。", "请重新申请。")


def granted_persons(actor: Actor) -> int:
    """How many more persons on pages of lists others have granted, of requests that have not lapsed."""
    rows = ExportAsk.objects.filter(actor=actor.id, path="", granted=True, good_until__gt=clock.now())
    return int(rows.aggregate(n=Sum("rows"))["n"] or 0)


def own(actor: Actor, limit: int = 50) -> list[AskView]:
    return [_view(one) for one in ExportAsk.objects.filter(actor=actor.id).order_by("-at")[:limit]]


def to_decide(actor: Actor) -> list[AskView]:
    """What waits for this officer to say yes or no, what lapses first at the top."""
    if not may_ever(actor.role, Permission.EXPORT_DECIDE):
        return []
    rows = ExportAsk.objects.filter(decided_at=None, good_until__gt=clock.now()).exclude(actor=actor.id).order_by("good_until")
    return [_view(one) for one in (rows if _everywhere(actor) else rows.filter(organisation=actor.organisation))]


def decided(actor: Actor, limit: int = 50) -> list[AskView]:
    """What this officer has decided, latest first."""
    return [_view(one) for one in ExportAsk.objects.filter(decided_by=actor.id).order_by(F("decided_at").desc())[:limit]]


def seen(actor: Actor, ask_id: str) -> AskView:
    """One request, for who asked and who may decide. Raises Refused for anybody else, as if it were not there."""
    one = _named(ask_id)
    if one.actor != actor.id and not (may_ever(actor.role, Permission.EXPORT_DECIDE) and (_everywhere(actor) or one.organisation == actor.organisation)):
        raise Refused(refusals.ABSENT, "没有找到这份申请。", "请从“导出审批”进入。")
    return _view(one)


def form_of(actor: Actor, ask_id: str) -> tuple[tuple[str, str], ...]:
    """What was filled in, for whoever filled it in."""
    one = _named(ask_id)
    (text,) = vault.open_many([(_OWNER, bytes(one.form), _PLACE)]) if one.actor == actor.id else (None,)
    return tuple((name, value) for name, value in json.loads(text)) if text else ()


def _everywhere(actor: Actor) -> bool:
    return reach_of(actor.role, Permission.EXPORT_DECIDE) is Reach.DISTRICT


def _named(ask_id: str) -> ExportAsk:
    one = ExportAsk.objects.filter(pk=ask_id).first()
    if one is None:
        raise Refused(refusals.ABSENT, "没有找到这份申请。", "请从“导出审批”进入。")
    return one


def _choice(actor: Actor, out: Outgoing, asked: Asked) -> bytes:
    """Blind index of what was asked for: a name may stand in the form."""
    told = [actor.id, out.what, out.purpose, sorted(out.fields), asked.path, *_in_order(asked.form)]
    return vault.blind_index("export-ask", json.dumps(told, ensure_ascii=False))


def _in_order(form: Iterable[tuple[str, str]]) -> list[list[str]]:
    return sorted([name, value] for name, value in form)


def _state(one: ExportAsk) -> str:
    if one.used_at is not None:
        return "used"
    if one.decided_at is not None and not one.granted:
        return "refused"
    if one.good_until <= clock.now():
        return "lapsed"
    return "waiting" if one.decided_at is None else "granted"


def _view(one: ExportAsk) -> AskView:
    return AskView(
        one.pk, one.at, one.actor, one.organisation, one.what, one.purpose, one.rows, tuple(one.fields.split()), one.path, one.good_until,
        _state(one), one.decided_at, one.decided_by, one.reason,
    )  # fmt: skip


def _require(actor: Actor, permission: Permission, thing: Thing) -> None:
    answer = may(actor, permission, thing)
    if answer is not True:
        refusals.record(actor, permission, thing, answer)
        raise refusals.refusal(answer)
