"""本人答复 — which statement about a spell her answer settles.

A spell is told apart by company and beginning. Her answer covers every statement of that spell up to the one she
was shown; what anybody says afterwards is new, and waits for her again. Of several answers the last one counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiaxin.domain.facts import Entry, Standing

SPELL = "employment"
ANSWER = "employment.answer"
CONFIRMED, DENIED, LEFT = "confirmed", "denied", "left"

Spelled = tuple[str, str]  # company, beginning as it was said


@dataclass(frozen=True, slots=True)
class Answer:
    """Her word about a spell, up to a position of the ledger."""

    word: str  # confirmed | denied | left
    covers: int
    standing: Standing
    entry: Entry


def spelled(entry: Entry) -> Spelled:
    return entry.fact.company, str(entry.fact.clear.get("started_on") or "")


def answers(entries: Iterable[Entry]) -> Mapping[Spelled, list[Answer]]:
    """Her answers by spell, in order of position. `entries` as the ledger holds them, statements and answers alike."""
    found: dict[Spelled, list[Answer]] = {}
    held = list(entries)
    said = [e for e in held if e.fact.kind == ANSWER]
    if not said:
        return found
    positions = {e.id: e.position for e in held}
    for entry in said:
        covers = positions.get(str(entry.fact.clear["of"]), entry.position)
        answer = Answer(str(entry.fact.clear["answer"]), covers, entry.fact.standing, entry)
        found.setdefault(spelled(entry), []).append(answer)
    return found


def answered(given: Mapping[Spelled, list[Answer]], entry: Entry) -> Answer | None:
    """Her answer to this statement; None while she has said nothing to it."""
    about = given.get(spelled(entry), ()) if given else ()
    return next((one for one in reversed(about) if entry.position <= one.covers), None)
