"""一张图片怎么办 — whose it is said to be, and what then still has to be asked before it can land.

Asked once more when it lands: a person may have left, and a record may have come or gone, since the bundle was checked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jiaxin.apps.intake.models import Paper
from jiaxin.apps.intake.paper_states import PaperState
from jiaxin.apps.intake.twins import Twins
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.facts import Entry, Standing
from jiaxin.domain.papers.file_names import FileName
from jiaxin.domain.papers.rules import PaperRules
from jiaxin.domain.papers.whose import Own, whose
from jiaxin.domain.permissions import Permission, Role, field_class, fields_of

PHOTO = "photo"


@dataclass(slots=True)
class Desk:
    """What deciding needs of a company: its people of today who have not withdrawn, opened; the register's pictures."""

    organisation: str
    lines: Mapping[str, registry.FileLine]
    people: Sequence[Own]
    rules: PaperRules
    twins: Twins
    pictured: set[str] = field(default_factory=set)  # who has a photo in this bundle already


def desk_of(organisation: str, rules: PaperRules) -> Desk:
    """Opens the identities of all its people: the caller leaves a receipt."""
    lines = {line.subject: line for line in registry.file_lines_of(organisation) if not line.withdrawn}
    people = registry.people(list(lines))
    own = [Own(s, p.name, p.id_number) for s, p in sorted(people.items())]
    return Desk(organisation, lines, own, rules, Twins())


def read(desk: Desk, paper: Paper, said: FileName) -> None:
    """What its name says; then whatever else has to be known."""
    if said.not_collected:
        refuse(paper, "id-card")
        return
    paper.kind = said.kinds[0] if len(said.kinds) == 1 else ""
    found = whose(said, desk.people)
    paper.subject, paper.candidates = found.subject, list(found.candidates) or ([found.subject] if found.subject else [])
    if found.asked:
        ask(paper, found.asked)
    elif not paper.kind:
        ask(paper, "kinds" if said.kinds else "kind")
    else:
        settle(desk, paper, said)


def settle(desk: Desk, paper: Paper, said: FileName) -> str:
    """The person and the kind are known: is there anything left to ask? Returns who else has the same picture."""
    line = desk.lines.get(paper.subject)
    if line is None:
        refuse(paper, "gone")
        return ""
    code = desk.rules.kinds[paper.kind].record
    if field_class(code, "") not in fields_of(Role.COMPANY_MANAGER, Permission.FILE_VIEW, line.refused):
        refuse(paper, "purpose")
        return ""
    twin = desk.twins.other(paper.subject, paper.kind, bytes(paper.likeness), bytes(paper.exact))
    if twin and not paper.sure:
        ask(paper, "same")
    elif paper.kind == PHOTO:
        if paper.subject in desk.pictured and not paper.sure:
            ask(paper, "second")
        else:
            paper.state, paper.why = PaperState.MATCHED, ""
            desk.pictured.add(paper.subject)
    else:
        _to_record(desk, paper, said, code)
    return twin


def records_for(subject: str, code: str, organisation: str) -> list[Entry]:
    """What such a picture may prove: what stands, and what this organisation itself said and she has not answered yet."""
    found = record.facts_about(subject, with_claims=True).of(code)
    return [e for e in found if e.fact.standing is not Standing.CLAIMED or e.fact.provenance.source == organisation]


def proved(found: Sequence[Entry], said: FileName) -> tuple[Entry | None, bool]:
    """The record meant, and whether somebody must say which. Neither where there is none yet."""
    exact = [e for e in found if str(e.get("skill_number") or "-").upper() in said.proofs or str(e.get("health_checked_on") or "-") in said.days]
    if len(exact) == 1:
        return exact[0], False
    if len(found) == 1 and not said.proofs:
        return found[0], False
    return None, bool(found)


def ask(paper: Paper, why: str) -> None:
    paper.state, paper.why = PaperState.ASKED, why


def refuse(paper: Paper, why: str) -> None:
    paper.state, paper.why = PaperState.REFUSED, why


def _to_record(desk: Desk, paper: Paper, said: FileName, code: str) -> None:
    found = records_for(paper.subject, code, desk.organisation)
    if paper.record not in {e.id for e in found}:
        one, doubtful = proved(found, said)
        if doubtful:
            ask(paper, "record")
            return
        paper.record = one.id if one else ""
    paper.state, paper.why = PaperState.MATCHED, ""
