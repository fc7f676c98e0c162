"""档案完整度 — what a worker's file still lacks, and when the next document runs out.

Source  field table of the credit file (信用档案) and the formula of 完整率, in which an expired
        document counts as missing. ASSUMED: all parts weigh the same until the bureau says otherwise.
Silent  about anything that personal life decides (education, photo are asked, never demanded).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.facts import Facts

PARTS = {
    "profile": "基本信息",
    "phone": "手机号",
    "consent": "本人授权",
    "identity": "身份核验",
    "background": "背景核查",
    "health": "健康证明",
    "insurance": "保险",
    "training": "岗前培训",
    "job_types": "工种",
}

# Which to mend first: without these nothing of her is shown; then what a green code asks for; then what makes the file whole.
PRESSING = ("consent", "profile", "identity", "background", "health", "insurance", "phone", "training", "job_types")


@dataclass(frozen=True, slots=True)
class Completeness:
    """missing  codes of `PARTS` that are absent or out of date
    expires_on  the first day on which a document now valid will no longer be
    expires     which part that is
    """

    missing: tuple[str, ...]
    expires_on: date | None = None
    expires: str = ""

    @property
    def share_thousandths(self) -> int:
        return 1000 * (len(PARTS) - len(self.missing)) // len(PARTS)


def completeness(facts: Facts, as_of: date) -> Completeness:
    """What is there and valid on a day. Claims count if `facts` holds them."""
    profile = facts.latest("profile")
    present = {
        "profile": profile is not None,
        "phone": profile is not None and bool(profile.get("phone")),
        "job_types": profile is not None and bool(profile.get("job_types")),
        "consent": any(not e.get("withdrawn_on") for e in facts.of("consent")),
        "identity": any(e.get("result") == "passed" for e in facts.of("identity.check")),
        "background": any(e.get("result") == "passed" for e in facts.of("background.check")),
        "training": bool(facts.of("training")),
    }
    ends: list[tuple[date, str]] = []
    for part, kind, field in (
        ("health", "health.check", "valid_through"),
        ("insurance", "insurance", "insurance_until"),
    ):
        last = max((date.fromisoformat(str(e.get(field))) for e in facts.of(kind) if e.get(field)), default=None)
        present[part] = last is not None and last >= as_of
        if last is not None and last >= as_of:
            ends.append((last, part))
    expires_on, expires = min(ends, default=(None, ""))
    return Completeness(tuple(p for p in PARTS if not present[p]), expires_on, expires)


def pressing(missing: Iterable[str], at_most: int) -> tuple[list[str], list[str]]:
    """(the parts to mend first, the others), both as codes and in that order."""
    ordered = sorted(missing, key=PRESSING.index)
    return ordered[:at_most], ordered[at_most:]
