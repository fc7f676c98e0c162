"""亮码 — what happens with a code between her, an office and a family: stopped, lost, replaced; more shown; entry confirmed."""

from jiaxin.apps.access.actions import log_read, require, require_one
from jiaxin.apps.notices.actions import tell
from jiaxin.apps.registry import actions as registry
from jiaxin.apps.registry import queries as codes
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing
from jiaxin.domain.procedures.procedure import procedure
from jiaxin.domain.values.spoken import spoken

_SAID = {"suspend": "停用", "restore": "恢复使用", "lose": "挂失", "replace": "换新", "retire": "注销"}


def take(actor: Actor, thing: Thing, verb: str, why: str) -> str:
    """停用、恢复、挂失、注销 her present code; she is told. Returns its new state."""
    present = codes.state_of_code(thing.owner)
    if not present:
        raise Refused("code.none", "此人目前没有在用的码", "请先确认建档，确认后自动发码")
    require_one(actor, procedure("one-code").step(verb, present).who, thing)
    state = registry.move_code(actor, thing.owner, verb, why)
    _tell(actor, thing.owner, verb)
    return state


def replace_card(actor: Actor, thing: Thing, why: str) -> str:
    """挂失补换: the present code is over at once and a new one takes its place; she is told. Returns the new code."""
    require(actor, Permission.CODE_ISSUE, thing)
    made = registry.replace_code(actor, thing.owner, why)
    _tell(actor, thing.owner, "replace")
    return made


def hear(actor: Actor, typed: str, purpose: str) -> tuple[str, str]:
    """口述码: (subject, state of the code) of eight digits read over a telephone; the look is recorded before it is answered."""
    require(actor, Permission.CODE_HEAR)
    subject, state = codes.subject_of_digits(spoken(typed))
    if not subject:
        raise Refused("spoken.unknown", "没有这个口述码", "请对方照着卡片再念一遍；仍不对，先别让人进门")
    log_read(actor, [subject], [FieldClass.BASIC], purpose)
    return subject, state


def _tell(actor: Actor, subject: str, verb: str) -> None:
    log_read(actor, [subject], [FieldClass.CONTACT], f"信用码{_SAID[verb]}，通知本人")
    person = codes.people([subject]).get(subject)
    tell(actor, "code.changed", {"what": _SAID[verb]}, subject=subject, phone=person.phone if person else "")
