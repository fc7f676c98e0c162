"""同图核查 — pictures kept under two persons, and what somebody found who looked at them. Nobody is punished here.

A finding is kept with the likeness and goes with it; a case against a company is opened where such cases are.
"""

from dataclasses import dataclass
from datetime import date

from jiaxin.apps.access.actions import require
from jiaxin.apps.intake.models import PictureMark
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.papers.rules import paper_rules
from jiaxin.domain.permissions import Actor, Permission
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA

FINDINGS = {"chance": "不是同一张，只是相像", "mistaken": "放错了人，请交来的单位更正", "copied": "确系冒用他人图片", "unclear": "无法判断"}


@dataclass(frozen=True, slots=True)
class TwinPicture:
    """The same picture kept of `subject` and of `twin`, first found on `on`. `finding` is empty until somebody looked."""

    id: int
    subject: str
    twin: str
    kind: str
    kind_label: str
    on: date
    finding: str
    found_by: str
    found_on: date | None


def twin_pictures(decided: bool = False) -> list[TwinPicture]:
    """The newest first; both persons under the ids they are filed under now."""
    rows = PictureMark.objects.exclude(twin="").order_by("-made_at", "-id")
    rows = rows.exclude(finding="") if decided else rows.filter(finding="")
    now = registry.resolve_many(sorted({one for row in rows for one in (row.subject, row.twin)}))
    kinds = paper_rules(clock.today()).kinds
    return [
        TwinPicture(
            row.pk, now[row.subject], now[row.twin], row.kind, kinds[row.kind].label if row.kind in kinds else "", row.made_at.astimezone(CHINA).date(),
            FINDINGS.get(row.finding, ""), row.found_by, row.found_at.astimezone(CHINA).date() if row.found_at else None,
        )
        for row in rows
        if now[row.subject] != now[row.twin]
    ]  # fmt: skip


def twins_waiting() -> int:
    """How many pairs of pictures nobody has looked at."""
    return len(twin_pictures())


def twin_picture(id: int) -> TwinPicture | None:
    return next((one for one in (*twin_pictures(), *twin_pictures(decided=True)) if one.id == id), None)


def find_twin(actor: Actor, id: int, finding: str) -> None:
    """What somebody found who compared both; it may be found anew."""
    require(actor, Permission.SUSPICION_DECIDE)
    if finding not in FINDINGS:
        raise Refused("twin.finding", "没有选择核查结论", "请选择一项")
    if not PictureMark.objects.filter(pk=id).exclude(twin="").update(finding=finding, found_by=actor.id, found_at=clock.now()):
        raise Refused("access.absent", "没有找到这条线索。", "请从列表进入。")
