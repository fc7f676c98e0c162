"""提出投诉 — against whom: the code that was scanned, a company's name or credit code. The complainant stays unnamed to the other side."""

from collections.abc import Mapping
from hashlib import sha256

from django.http import HttpRequest

from jiaxin.apps.governance import actions
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.kit import ids


def accused(request: HttpRequest, actor: Actor, topics: Mapping[str, str]) -> str:
    """Opens the complaint of a form with `against`, `topic`, `text`, `wish`. Returns the case."""
    against, topic, text = (request.POST.get(name, "").strip() for name in ("against", "topic", "text"))
    if topic not in topics:
        raise Refused("complaint.topic", "没有选择投诉类别", "请从列表中选择")
    subject, organisation = _found(against)
    said = {"topic": topic, "text": text[:2000]}
    if wish := request.POST.get("wish", "").strip():
        said["wish"] = wish[:500]
    opened = actions.open_case(actor, "complaint", subject, ids.new_id(), said, organisation=organisation, party=actor.subject)
    actions.flag_complaint(opened)
    return opened


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
