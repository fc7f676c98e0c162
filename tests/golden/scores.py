"""A thousand invented subjects per rule pack, and the digests their assessments had when the pack was committed.

What is invented follows from hashes, not from a library's chance, so that it is the same on every machine and for
every later version. A digest that changes means that arithmetic or a pack was edited: old scores could then not be
made again. Add a new version instead.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from jiaxin.domain.facts import Entry, Facts, Value
from jiaxin.domain.rulebooks.reading import packaged_versions
from jiaxin.domain.scoring.context import Context
from jiaxin.domain.scoring.engine import Assessment, assess
from jiaxin.domain.scoring.rulebook import scoring_rules
from tests.domain.established import entry

FOLDER = Path(__file__).parent
COUNT = 1000
SHORT = 24  # hexadecimal digits kept of each digest
START = date(2024, 3, 1)
KINDS = {
    "worker": ("profile", "consent", "identity.check", "health.check", "insurance", "training", "skill.certificate")
    + ("order",) * 6
    + ("rating",) * 5
    + ("complaint.finding", "praise", "honour", "background.check", "visit"),
    "company": ("penalty", "pledge", "inspection", "company.registration", "premises", "star.rating", "honour")
    + ("complaint.finding",) * 2,
}
LATER = ("measure",)  # drawn for the packs that read them alone: what was drawn for the older ones stays


def versions() -> list[str]:
    """Packs for scores; not every table in that folder is a pack."""
    return [one for one in packaged_versions() if one.startswith(("worker-", "company-"))]


def file_of(version: str) -> Path:
    return FOLDER / f"{version}.txt"


def made(version: str) -> list[str]:
    """The lines of a pack's file: grade, points and digest of each invented subject."""
    return [f"{one.grade} {one.points} {one.digest[:SHORT]}" for one in assessments(version)]


def assessments(version: str) -> Iterator[Assessment]:
    rules = scoring_rules(version)
    for n in range(COUNT):
        lot = Lot(f"{version}/{n}")
        as_of = START + timedelta(days=730 + lot.below(400))
        given = {name: lot.below(1 + _most(name)) for name in rules.given if lot.below(5)}
        context = Context(given, {name: f"v{lot.below(3)}" for name in given})
        more = tuple(kind for kind in LATER if kind in rules.kinds)
        yield assess(_history(lot, KINDS[rules.subject] + more, f"S{n:015d}"), context, rules, as_of)


class Lot:
    """Numbers drawn from hashes of a name."""

    def __init__(self, name: str) -> None:
        self._name, self._drawn = name, 0

    def below(self, bound: int) -> int:
        self._drawn += 1
        return int.from_bytes(sha256(f"{self._name}/{self._drawn}".encode()).digest()[:6], "big") % bound

    def day(self) -> str:
        return (START + timedelta(days=self.below(1150))).isoformat()

    def one_of(self, *these: Value) -> Value:
        return these[self.below(len(these))]


def _history(lot: Lot, kinds: tuple[str, ...], whose: str) -> Facts:
    told: list[Entry] = []
    whole = kinds[:7] * (lot.below(4) > 0)  # most have one of each paper, valid or not
    for n in range(len(whole) + 3 + lot.below(48)):
        kind = whole[n] if n < len(whole) else kinds[lot.below(len(kinds))]
        family = f"F{lot.below(9):015d}" if kind in ("order", "rating") else ""
        fields = {name: value for name, value in _fields(lot, kind).items() if value is not None}
        told.append(entry(kind, lot.day(), whose, n + 1, counterparty=family, **fields))
    return Facts(whose, tuple(told))


def _fields(lot: Lot, kind: str) -> dict[str, Value]:
    ends = lot.day() if lot.below(2) else None
    match kind:
        case "consent":
            return {"signed_on": lot.day(), "withdrawn_on": lot.day() if not lot.below(6) else None}
        case "identity.check" | "background.check":
            return {
                "result": lot.one_of("passed", "passed", "passed", "abnormal"),
                "checked_on": lot.day(),
                "valid_through": ends,
            }
        case "health.check":
            return {"health_class": "general", "health_checked_on": lot.day(), "valid_through": ends}
        case "insurance":
            return {"insurance_from": lot.day(), "insurance_until": ends}
        case "training":
            return {"training_hours_hundredths": 100 * lot.below(90)}
        case "skill.certificate":
            return {"skill_level": 1 + lot.below(5)}
        case "order":
            return {
                "status": lot.one_of("done", "done", "done", "broken_off", "cancelled"),
                "repeat": lot.below(2) == 1,
            }
        case "rating":
            return {"stars": lot.one_of(1, 3, 4, 5, 5, 5), "verified": lot.below(4) > 0}
        case "complaint.finding":
            return {"upheld": lot.below(2) == 1, "severity": lot.one_of("general", "heavier", "serious", None)}
        case "honour":
            return {"honour_level": lot.one_of("national", "province", "city", "district"), "valid_through": ends}
        case "penalty":
            return {"penalty_class": lot.one_of("minor", "general", "general", "severe")}
        case "measure":
            return {"measure": lot.one_of("pledge_breach", "pledge_breach", "warning"), "from_on": lot.day(), "until_on": ends}
        case "pledge":
            return {"signed_on": lot.day(), "breached_on": lot.day() if not lot.below(4) else None}
        case "inspection":
            return {"result": lot.one_of("passed", "issues", "failed"), "rectified_on": ends}
        case "company.registration":
            return {
                "capital_fen": 10_000 * lot.below(90_000),
                "operating_mode": lot.one_of("employee", "agency", "mixed"),
            }
        case "premises":
            return {"area_m2": lot.below(200), "valid_through": ends}
        case "star.rating":
            return {"star": 1 + lot.below(5), "valid_through": ends}
    return {}


def _most(name: str) -> int:
    return {"code-colour": 2, "company-grade": 5, "workers-filed": 60, "company-complaints-per-10000": 300}.get(
        name, 5000 if "rating-milli" in name else 300 if "half" in name else 1000
    )
