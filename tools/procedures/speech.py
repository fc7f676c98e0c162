"""What officers, families and adversaries may say with a step: complete, incomplete, too early, too long."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from random import Random

from jiaxin.domain.facts import Value
from jiaxin.domain.incentives.lists import digest
from jiaxin.domain.inspections.commitment import plan_text
from jiaxin.domain.inspections.draw import Firm, Plan
from jiaxin.domain.procedures.table import Step
from jiaxin.domain.rulebooks.reading import packaged

MEASURES = ("reminder", "warning", "no_recommendation", "downgrade", "award_withdrawn")


_LIST = ['{"evidence":[],"fen":1,"reasons":["x"],"subject":"x"}']
_MARKS = [f"{part['code']}:1" for part in packaged("evaluation-2026").data["part"]]
_SHEET = [f"{part['code']}:{part['most']}" for part in packaged("stars-2026").data["part"]]
_SITE = [f"{one['code']}:{one['most']}" for one in packaged("star-visit-2026").data["item"]]
_GROUNDS = [f"{level['star']}:{want['code']}:yes:x" for level in packaged("stars-2026").data["level"] for want in level["wants"]]
_PLAN = Plan("x", (Firm("a", "A"), Firm("b", "A")), {"A": 2}, {"A": 0}, "n")


@cache
def plain(name: str, today: date, step: str = "") -> Value:
    """A value that does. One for all who ask: it is said, never changed."""
    if name == "committed":
        return _PLAN.digest if step == "commit" else digest(_LIST)
    if step in ("mark", "mark_again") and name in ("sheet", "points"):
        return list(_SHEET) if name == "sheet" else "100"
    given: dict[str, Value] = {
        "site_marks": list(_SITE), "grounds": list(_GROUNDS),
        "measure": "warning", "penalty_class": "minor", "decided_on": str(today - timedelta(days=20)),
        "duties_done": str(today), "valid_from": str(today), "valid_through": str(today + timedelta(days=365)),
        "until_on": str(today + timedelta(days=30)), "heard_until": str(today + timedelta(days=9)), "items": ["x"],
        "severity": "general", "handed_to": "police", "topic": "quality", "certainty": 960, "star": 3, "amount": 1, "ground": "findings",
        "candidates": list(_LIST), "plan": plan_text(_PLAN), "public_at": f"{today}T03:59:00+00:00", "item": "x", "before": ["x"], "fix_dates": [str(today + timedelta(days=20))], "fix_by": str(today + timedelta(days=20)),
        "proof": "counter", "commitment": sha256(b"x").hexdigest(), "part": "x", "evaluator": "one", "files": ["1:case:x"], "file": "1", "marks": list(_MARKS), "points": "90", "carried": ["1:x"],
    }  # fmt: skip
    return given.get(name, "x")


def variants(step: Step, today: date) -> Iterator[dict[str, Value]]:
    """All kinds of saying it that can matter: each optional there or not, each needed one missing, edges of dates."""
    needed = [n for n in step.needs if not n.endswith("?")]
    optional = [n[:-1] for n in step.needs if n.endswith("?")]
    full = {name: plain(name, today, step.verb) for name in needed}
    yield full
    for name in needed:
        yield {k: v for k, v in full.items() if k != name}
    if "cause" in optional:
        yield {**full, "cause": "x"}
    if step.serves:
        yield {**full, "evidence": "x"}
        yield {**full, "evidence": "x", "proof": "sms"}
    if "heard_until" in (*needed, *optional):
        for days in (0, 9):
            yield {**full, "heard_until": str(today + timedelta(days=days))}
    if "until_on" in (*needed, *optional):
        for days in (0, 30, 4000):
            yield {**full, "until_on": str(today + timedelta(days=days))}
    if "carried" in optional:
        yield {**full, "carried": ["1:x"]}
        yield {**full, "carried": ["1:"]}
    if "measure" in needed:
        for measure in ("reminder", "no_recommendation"):
            yield {**full, "measure": measure}
        yield {**full, "measure": "award_withdrawn"}
        if "honour" in optional:
            yield {**full, "measure": "award_withdrawn", "honour": "x", "honour_stood": "{}"}
    if "ground" in needed:
        yield {**full, "ground": "numbers"}
        yield {**full, "ground": "numbers", "estimate": "x", "certainty": 949}
        yield {**full, "ground": "numbers", "estimate": "x", "certainty": 950}
    if "severity" in needed:
        yield {**full, "severity": "serious"}
        if "handed_to" in optional:
            yield {**full, "severity": "serious", "handed_to": "x"}
            yield {**full, "severity": "serious", "handed_to": "police"}
    if "penalty_class" in needed:
        yield {**full, "penalty_class": "general", "decided_on": str(today - timedelta(days=200))}
        yield {**full, "penalty_class": "severe"}


def anything(step: Step, today: date, draw: Random) -> dict[str, Value]:
    """Mostly right, often enough wrong."""
    said: dict[str, Value] = {}
    for need in step.needs:
        name = need.rstrip("?")
        if (need.endswith("?") and draw.random() < 0.5) or draw.random() < 0.03:
            continue
        if name in ("honour", "honour_stood"):
            continue  # of a withdrawal alone
        said[name] = plain(name, today, step.verb)
        if name in ("heard_until", "until_on") and draw.random() < 0.7:
            said[name] = str(today + timedelta(days=draw.randrange(-3, 1200 if name == "until_on" else 20)))
        elif name == "measure":
            said[name] = draw.choice(MEASURES)
            if said[name] == "award_withdrawn" and draw.random() < 0.9:
                said |= {"honour": "x", "honour_stood": "{}"}
        elif name == "decided_on":
            said[name] = str(today - timedelta(days=draw.randrange(0, 500)))
        elif name == "penalty_class":
            said[name] = draw.choice(("minor", "minor", "general", "severe"))
        elif name == "ground" and draw.random() < 0.3:
            said |= {"ground": "numbers", "estimate": "x", "certainty": draw.randrange(800, 1000)}
    if "certainty" in said and "certainty?" not in step.needs:
        del said["certainty"]
    return said
