"""责任书的打印 — the letter of a street and year, from the scheme it was issued under and the last counting that was kept."""

from django.conf import settings

from jiaxin.apps.governance import queries as matters
from jiaxin.apps.oversight import snapshots
from jiaxin.apps.oversight.assessing import late_tasks, letter_case
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.errors import Refused
from jiaxin.domain.figures.pack import Pack
from jiaxin.domain.figures.responsibility_letter import Letter, responsibility_letter
from jiaxin.domain.figures.street_assessment import assessment_rules
from jiaxin.domain.procedures.clocks import working_days
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA


def letter_pack(street: str, year: int) -> Pack:
    """Raises Refused where no letter was issued to the street for the year. Once scored it shows the counting of the score."""
    case = letter_case(street, year)
    if case is None:
        raise Refused("letter.none", f"{year} 年度还没有给这个街道下达责任书", "请先在街道考核页面下达")
    said = {name: value for e in case.events for name, value in e.said.items()}
    counting = _counting(case, str(said.get("snapshot", "")))
    issued, signed = case.opened_at.astimezone(CHINA).date(), next((e for e in case.events if e.verb == "sign"), None)
    today = clock.today()
    one = Letter(
        registry.regions("street", today).get(street, street), year, issued, str(signed.said["signer"]) if signed else "", signed.on if signed else None,
        assessment_rules(issued), counting.at(street), late_tasks(counting.counted.on).get(street, 0), counting.counted.on, counting.digest,
        (working_days("window.street_objection", issued), working_days("street_answer", issued)),
    )  # fmt: skip
    return responsibility_letter(one, f"{settings.DISTRICT.name}商务局")


def _counting(case: matters.CaseView, scored_on: str) -> snapshots.Counting:
    """That of the score; before it the last one kept, which is of today or yesterday; and where none was, one is kept now."""
    if scored_on:
        return snapshots.kept(scored_on)
    last = snapshots.kept_ones(1)
    return snapshots.kept(last[0][0]) if last else snapshots.keep()
