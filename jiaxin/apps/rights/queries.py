"""What somebody has demanded about her own data, and what came of it. Read only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiaxin.apps.access.actions import require
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.rights.models import Demand
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.kit import clock

STATES = {"asked": "正在办理", "erased": "已删除", "frozen": "已封存，只保留法律要求的部分"}


@dataclass(frozen=True, slots=True)
class DemandView:
    state: str
    word: str
    asked_at: datetime
    due_on: date
    answered_at: datetime | None
    kept: tuple[str, ...]


def demands_of(subject: str) -> list[DemandView]:
    rows = Demand.objects.filter(subject=subject).order_by("-id")
    return [DemandView(r.state, STATES[r.state], r.asked_at, r.due_on, r.answered_at, tuple(r.kept)) for r in rows]


def overdue() -> int:
    """Demands past their day: for the board and the alarm."""
    return Demand.objects.filter(state="asked", due_on__lt=clock.today()).count()


def copy_of(actor: Actor, subject: str) -> dict[str, Any]:
    """查阅复制: everything held about her, in words, as she may take it with her (PIPL Art. 45)."""
    require(actor, Permission.FILE_OWN, Thing(owner=subject))
    person = registry.people([subject]).get(subject)
    entries = record.history_of_many([subject])[subject]
    return {
        "导出日期": clock.today().isoformat(),
        "身份": {"姓名": person.name, "身份证号": person.id_number, "手机号": person.phone} if person else {},
        "记录": [_told(entry) for entry in entries],
    }


def _told(entry: Entry) -> dict[str, Any]:
    one = kind(entry.fact.kind)
    said = {f.label: words for f in one.fields if (words := spoken(f, entry.get(f.name)))}
    return {
        "种类": one.label, "发生": entry.fact.happened_on.isoformat(), "登记": entry.recorded_at.isoformat(),
        "来源": entry.fact.provenance.source, "依据": one.source, "内容": said,
    }  # fmt: skip
