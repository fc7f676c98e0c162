"""扶持名单 — the computed list as it stands in a case: one line a company, its digest, its total; anybody can check it.

Form    each line canonical JSON (subject, fen, reasons, counts, evidence; of a rule with instalments the plan, which of
        them this list pays, and the case that began it); digest = SHA-256 of the lines joined by newlines.
Unit    fen. `fen` is what this list pays; the instalments of the plan add up to the whole.
Not here  who decides on it (procedures/subsidy), when an instalment falls due (governance/instalments).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.rules import Award


@dataclass(frozen=True, slots=True)
class Line:
    """One company's line.

    heads  digests of the people it was paid for
    plan   instalments, the first first; empty = all at once.  part  which of them this is, from 1
    began  case of the list that paid the first of them; empty = this one
    """

    subject: str
    fen: int
    reasons: tuple[str, ...]
    evidence: tuple[str, ...]
    heads: tuple[str, ...] = ()
    plan: tuple[int, ...] = ()
    part: int = 1
    began: str = ""


def written(awards: Sequence[Award], counts: str) -> list[str]:
    """Lines of a list. Evidence is cut to what the rule counts; of instalments the first is paid."""
    return [_line(_begun(a, counts)) for a in awards]


def _begun(a: Award, counts: str) -> Line:
    evidence, heads = ([e for e in found if e.startswith(f"{counts}:")] for found in (a.evidence, a.heads))
    plan = a.instalments if len(a.instalments) > 1 and a.fen else ()
    reasons = (*a.reasons, _part_said(1, len(plan))) if plan else a.reasons
    return Line(a.subject, plan[0] if plan else a.fen, reasons, tuple(evidence), tuple(h.partition(":")[2] for h in heads) if a.fen else (), plan)


def following(lines: Sequence[tuple[Line, int, str, tuple[str, ...]]]) -> list[str]:
    """A list that pays a later instalment: (first line, which part, case that began it, reasons why it is not paid)."""
    return [_line(Line(one.subject, 0 if closed else one.plan[part - 1], closed or (_part_said(part, len(one.plan)),), one.evidence, (), one.plan, part, began)) for one, part, began, closed in lines]


def _part_said(part: int, parts: int) -> str:
    return f"分 {parts} 期发放，这次是第 {part} 期"


def _line(one: Line) -> str:
    said: dict[str, object] = {"subject": one.subject, "fen": one.fen, "reasons": list(one.reasons), "evidence": list(one.evidence)}
    if one.heads:
        said["heads"] = list(one.heads)
    if one.plan:
        said |= {"plan": list(one.plan), "part": one.part, "began": one.began}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read(lines: Sequence[str]) -> list[Line]:
    """Raises Refused for lines that are not a list."""
    try:
        return [_read(json.loads(one)) for one in lines]
    except (ValueError, KeyError, TypeError):
        raise Refused("support.list", "名单不是系统计算的格式", "请由系统按规则计算名单，不能手工填写") from None


def _read(said: dict[str, Any]) -> Line:
    plan = tuple(map(int, said.get("plan", ())))
    return Line(str(said["subject"]), int(said["fen"]), tuple(said["reasons"]), tuple(said["evidence"]), tuple(said.get("heads", ())), plan, int(said.get("part", 1)), str(said.get("began", "")))


def digest(lines: Sequence[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()


def total(lines: Sequence[str]) -> int:
    """Fen over all lines."""
    return sum(one.fen for one in read(lines))
