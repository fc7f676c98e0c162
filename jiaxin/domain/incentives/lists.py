"""扶持名单 — the computed list as it stands in a case: one line a company, its digest, its total; anybody can check it.

Form    each line canonical JSON (subject, fen, reasons, counts, evidence); digest = SHA-256 of the lines joined by newlines.
Not here  who decides on it (procedures/subsidy).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.rules import Award


@dataclass(frozen=True, slots=True)
class Line:
    """One company's line."""

    subject: str
    fen: int
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]


def written(awards: Sequence[Award], counts: str) -> list[str]:
    """Lines of a list. Evidence is cut to what the rule counts."""
    return [
        json.dumps(
            {"subject": a.subject, "fen": a.fen, "reasons": list(a.reasons), "evidence": [e for e in a.evidence if e.startswith(f"{counts}:")]},
            ensure_ascii=False, sort_keys=True, separators=(",", ":"),
        )
        for a in awards
    ]  # fmt: skip


def read(lines: Sequence[str]) -> list[Line]:
    """Raises Refused for lines that are not a list."""
    try:
        found = [json.loads(one) for one in lines]
        return [Line(str(o["subject"]), int(o["fen"]), tuple(o["reasons"]), tuple(o["evidence"])) for o in found]
    except (ValueError, KeyError, TypeError):
        raise Refused("support.list", "名单不是系统计算的格式", "请由系统按规则计算名单，不能手工填写") from None


def digest(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


def total(lines: Sequence[str]) -> int:
    """Fen over all lines."""
    return sum(one.fen for one in read(lines))
