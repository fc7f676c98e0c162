"""提出投诉 — against whom: the code that was scanned, a company's name or credit code, or the family of an order of one's own.

The complainant stays unnamed to the other side. At the counter or on the line an officer files it for whoever owns the phone,
so that she is told, can rate the handling and have it reopened like anybody else.
"""

import re
from collections.abc import Mapping
from hashlib import sha256

from django.http import HttpRequest

from jiaxin.apps.access import actions as access
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance import actions
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.calendar import add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Thing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.kit import clock, ids
from jiaxin.portals.shared.signing import picture

_PHONE = re.compile(r"^1[3-9]\d{9}$")
_ORDERS = 30


def accused(request: HttpRequest, actor: Actor, topics: Mapping[str, str]) -> str:
    """Opens the complaint of a form with `against`, `topic`, `text`, `wish`. Returns the case."""
    against, topic, text = (request.POST.get(name, "").strip() for name in ("against", "topic", "text"))
    if topic not in topics:
        raise Refused("complaint.topic", "没有选择投诉类别", "请从列表中选择")
    order = request.POST.get("order", "").strip()
    subject, organisation = (_family_of(actor, order), "") if order else _found(against)
    said = {"topic": topic, "text": text[:2000]}
    if file := request.FILES.get("evidence"):
        said["evidence"] = registering.keep_file(subject, picture(file))
    if wish := request.POST.get("wish", "").strip():
        said["wish"] = wish[:500]
    opened = actions.open_case(actor, "complaint", subject, ids.new_id(), said, organisation=organisation, party=actor.subject)
    actions.flag_complaint(opened)
    return opened


def families(subject: str) -> list[tuple[str, str]]:
    """(entry, words) of a worker's orders of the last year, the newest first: whom she may complain about as a family."""
    since = add_months(clock.today(), -12)
    orders = [e for e in record.facts_about(subject).of("order") if e.fact.counterparty and e.fact.happened_on >= since]
    service = kind("order").field("service")
    orders.sort(key=lambda e: (e.fact.happened_on, e.position), reverse=True)
    return [(e.id, f"{e.fact.happened_on} {spoken(service, e.get('service')) if e.get('service') else '服务'}") for e in orders[:_ORDERS]]


def _family_of(actor: Actor, entry: str) -> str:
    if entry not in dict(families(actor.subject)):
        raise Refused("complaint.order", "没有找到这个订单", "请从自己最近一年的订单里选")
    return _who_can_answer(actor, next(str(e.fact.counterparty) for e in record.facts_about(actor.subject).of("order") if e.id == entry))


@beyond("投诉雇主家庭：由订单里的手机号找到能答复的人")
def _who_can_answer(actor: Actor, home: str) -> str:
    """The family under which whoever signs in with the phone of the order answers: a company's order names it under an id of its own."""
    access.log_read(Actor.job("cases"), [home], [FieldClass.CONTACT], "投诉雇主家庭，找到答复的人")
    person = registry.people([home]).get(home)
    if person is None or not person.phone:
        return home
    try:
        return access.family_by_phone(actor, person.phone, Thing.of(actor), registering.open_household)
    except Refused as why:
        if why.code != "account.closed":
            raise
        return home  # nobody signs in there any more: it is served and heard on paper


def complainant(actor: Actor, phone: str, who: str, thing: Thing) -> str:
    """The subject of whoever complains at the counter or on the line. Raises Refused for a number that is none, or nobody's."""
    if not _PHONE.match(phone):
        raise Refused("complaint.phone", "投诉人手机号不对", "请填 11 位手机号；不愿留号码的，请留空，或改用匿名举报")
    if who == "worker":
        found = registry.by_phone(phone)
        if len(found) != 1:
            raise Refused("complaint.nobody", "没有找到用这个手机号建档的服务员" if not found else "这个手机号对应几份档案", "请核对号码；没有建档的，请留空，把联系方式写在经过里")
        return found[0]
    return access.family_by_phone(actor, phone, thing, registering.open_household)


def _found(typed: str) -> tuple[str, str]:
    """(subject, organisation) of a code or its address, a credit code, or the one company of that name."""
    code = typed.rstrip("/").rpartition("/")[2].partition("#")[0].strip()
    if worker := registry.subject_of_code(sha256(code.encode()).digest())[0]:
        return worker, ""
    firm = registry.company_by_code(typed.upper())
    named = registry.company_named(typed) if firm is None and len(typed) >= 2 else []
    firm = firm or (named[0] if len(named) == 1 else None)
    if firm is None:
        why = "有几家企业的名称都含这几个字" if len(named) > 1 else "没有找到这个信用码或企业"
        raise Refused("complaint.whom", why, "请扫服务员的码复制网址，或填写企业全称、统一社会信用代码")
    return firm.subject, firm.subject
