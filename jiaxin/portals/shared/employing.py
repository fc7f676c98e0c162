"""用工存疑的说法 — doubts about a list of workers as lines of a page: who, where in the workbook, what to do.

A name is opened only where its reader may see the person's file; of somebody who denied, or never answered, the
company reads where in its own workbook she stands, and no more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from jiaxin.apps.access.actions import log_read, meet
from jiaxin.apps.access.queries import LIST
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.employment.ghosts import WORDS, Doubt, Doubtful, Wording
from jiaxin.domain.permissions import Actor, Permission, Role, fields_of
from jiaxin.domain.permissions.matrix import REVIEWERS
from jiaxin.portals.shared import exporting
from jiaxin.portals.shared.framing import actor_of, list_answer
from jiaxin.portals.shared.parts import State
from jiaxin.portals.shared.purposes import purpose_of

STATES = {Doubt.DENIED: State.STOP, Doubt.UNANSWERED: State.WAIT, Doubt.TWICE: State.WATCH, Doubt.IDLE: State.WATCH}
HEADINGS = ("核对码", "存疑", "姓名", "登记的起始日期", "名册位置", "自何日起", "说明", "建议办理")
_OWN = (Role.COMPANY_MANAGER, Role.COMPANY_CLERK)


@dataclass(frozen=True, slots=True)
class Line:
    """One doubt. `subject` is empty where the reader may not open her file."""

    doubt: Doubt
    wording: Wording
    state: State
    subject: str
    name: str
    started_on: str
    where: str
    since: date


def lines(actor: Actor, found: Sequence[Doubtful], purpose: str, reference: str = "") -> list[Line]:
    """Under one receipt for those whose names are opened. A page of a list spends of the day's persons of whoever is not their company."""
    files = registry.file_lines(list({one.listed.subject for one in found}))
    may = [s for s, line in files.items() if not line.withdrawn and (line.confirmed or actor.role in (*_OWN, *REVIEWERS))]
    if may and reference == LIST and actor.role not in _OWN:
        meet(actor, may, registry.count("worker"))
    if may:
        log_read(actor, may, fields_of(actor.role, Permission.EMPLOYMENT_CHECK), purpose, reference)
    people = registry.people(may)
    origins = intake.origins({one.listed.spell.batch for one in found} - {""})
    made = []
    for one in found:
        spell, subject = one.listed.spell, one.listed.subject
        origin = origins.get(spell.batch)
        made.append(
            Line(
                one.doubt,
                WORDS[one.doubt],
                STATES[one.doubt],
                subject if subject in people else "",
                mask_name(people[subject].name) if subject in people else "姓名不显示",
                spell.started_on,
                f"{origin.filename} {origin.cell(spell.sheet, spell.row)}".strip() if origin else "不是由名册登记",
                one.since,
            )
        )
    return made


def export(request: HttpRequest, name: str, found: Sequence[Doubtful]) -> HttpResponse:
    """The doubts as a workbook, after saying what for; each row carries the code of this copy."""
    purpose = purpose_of(request)
    out = exporting.outgoing(request, Permission.EMPLOYMENT_CHECK, "用工核对", f"导出用工核对表：{purpose}", len(found))
    if waiting := exporting.held(request, out):
        return waiting
    told = cells(lines(actor_of(request), found, out.purpose))
    codes = exporting.let_out(request, out).codes
    return list_answer(name, HEADINGS, [(code, *row) for code, row in zip(codes, told, strict=True)], "用工核对")


def cells(found: Sequence[Line]) -> list[tuple[str, ...]]:
    return [
        (one.wording.label, one.name, one.started_on or "未登记", one.where, one.since.isoformat(), one.wording.said, one.wording.do_this)
        for one in found
    ]


def tally(found: Sequence[Doubtful]) -> list[tuple[Doubt, str, int]]:
    """How many of each, gravest first, those without any too."""
    counts = Counter(one.doubt for one in found)
    return [(doubt, wording.label, counts[doubt]) for doubt, wording in WORDS.items()]
