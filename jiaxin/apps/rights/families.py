"""家庭的信息 — what is kept about a family account, and its copy. It is little: a phone, what it complained of, what it was told.

Orders that companies report under the same phone lie under an id of their own; the phone she has proved to hold leads to it.
What a family looks up, scans and rates at the door needs no account and is tied to none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.notices import queries as notices
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights.copying import ALL, looks, own_words
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.kit import clock

_BASES = {"complaint": "《消费者权益保护法》第39条；本人提出", "message": "《个人信息保护法》第13条（为本人办理事项）"}
_PHONE_BASIS = "《个人信息保护法》第13条（本人登录）"


@dataclass(frozen=True, slots=True)
class FamilyData:
    """`phone` as she signed in; `matters`: those she brought or that are about her; `in_orders`: ids under which companies' orders name her phone."""

    phone: str
    matters: tuple[governance.CaseView, ...]
    messages: tuple[notices.Told, ...]
    in_orders: tuple[str, ...]
    looks: tuple[access.Look, ...]


def kept_about_family(actor: Actor) -> FamilyData:
    if actor.subject:  # an account that has never said anything has no id yet: it reads its own phone and nothing else
        require(actor, Permission.RIGHTS_DEMAND, Thing.of(actor))
    subjects = in_orders_of(actor)
    with beyond("家庭凭已验证的手机号：看谁查过她"):
        looks = [look for one in (actor.subject, *subjects) if one for look in access.who_looked(one)]
    messages = notices.messages_of(actor.subject, ALL) if actor.subject else []
    matters = governance.cases_of(actor) if actor.subject else []
    return FamilyData(access.own_phone(actor), tuple(matters), tuple(messages), subjects, tuple(sorted(looks, key=lambda one: one.at, reverse=True)))


def in_orders_of(actor: Actor) -> tuple[str, ...]:
    """Ids of households filed with the phone that somebody has proved to hold."""
    index = access.phone_index(actor)
    with beyond("家庭凭已验证的手机号：找订单里的同一号码"):
        return tuple(one for one in registry.households_with_phone(index) if one != actor.subject) if index else ()


def family_copy(actor: Actor) -> Mapping[str, Any]:
    """查阅复制: everything kept about the account, in the shape of a worker's copy."""
    held, today = kept_about_family(actor), clock.today().isoformat()

    def line(label: str, at: str, source: str, basis: str, said: Mapping[str, str]) -> dict[str, Any]:
        return {"种类": label, "发生": at[:10], "登记": at, "来源": source, "依据": basis, "内容": dict(said)}

    records = [line(one.label, one.opened_at.isoformat(), "本人" if one.party == actor.subject else "办理单位", _BASES["complaint"], {"状态": one.state_label, **own_words(actor, one)}) for one in held.matters]
    records += [line("消息", one.at.isoformat(), "本区平台", _BASES["message"], {"内容": one.text}) for one in held.messages]
    if held.in_orders:
        records.append(line("订单里的手机号", today, "家政公司", "《个人信息保护法》第13条（订立、履行合同）", {"说明": "家政公司报来的订单里有您的手机号，订单本身记在服务员名下"}))
    with beyond("家庭凭已验证的手机号：看谁查过她"):
        seen = looks(*filter(None, (actor.subject, *held.in_orders)))
    made: dict[str, Any] = {"导出日期": today, "身份": {"手机号": held.phone} if held.phone else {}, "记录": records, "依据": _PHONE_BASIS}
    return made | ({"谁查了我": seen} if seen else {})
