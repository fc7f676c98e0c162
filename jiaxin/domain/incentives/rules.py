"""守信激励 — who is eligible for how much, by a rule that is data, with the reason of each yes and each no.

Shapes  per head with a minimum and a cap; tiers by a count; the first so many of a ranking; once only; instalments;
        gates; a budget that is shared pro rata when it is too small.
Unit    yuan in the rule, whole fen in the result; a shared budget is spent to the fen (largest remainder).
Source  each rule of `rulebooks/incentives-*.toml` names its own.
Not here  where counts and gates come from (facts, gathered by the caller), the way from list to payment (procedures/subsidy).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NotRequired, TypedDict

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook

FEN = 100
Tier = TypedDict("Tier", {"from": int, "yuan": int})


class Rule(TypedDict):
    """A rule as it stands in the pack; which of the optional numbers it has depends on its shape."""

    code: str
    label: str
    source: str
    shape: str  # per_head | tiers | top
    counts: str
    each_yuan: NotRequired[int]
    at_least: NotRequired[int]
    cap_yuan: NotRequired[int]
    first: NotRequired[int]
    tiers: NotRequired[list[Tier]]
    gates: NotRequired[list[str]]
    once: NotRequired[bool]
    instalments: NotRequired[int]


_NEEDS = {"per_head": {"each_yuan"}, "tiers": {"tiers"}, "top": {"each_yuan", "first"}}


@dataclass(frozen=True, slots=True)
class Applicant:
    """One who may be eligible. A gate that is absent from `gates` is closed: what is not known is not assumed.

    evidence  what each count rests on, for the trace from a yuan to the record
    """

    subject: str
    counts: Mapping[str, int]
    gates: Mapping[str, bool]
    had_before: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """数额与理由. `instalments` add up to `fen`."""

    subject: str
    fen: int
    reasons: tuple[str, ...]
    instalments: tuple[int, ...] = ()
    rule: str = ""
    digest: str = ""
    evidence: tuple[str, ...] = ()


def computed(book: Rulebook, code: str, applicants: Sequence[Applicant], budget_yuan: int | None = None) -> list[Award]:
    """Every applicant with an amount, zero included, in the order given."""
    rule = rule_of(book, code)
    said = {one["code"]: str(one["said"]) for one in book.data.get("gate", ())}
    ranked = _first(rule, applicants) if rule["shape"] == "top" else frozenset()
    awards = [_one(rule, one, said, ranked) for one in applicants]
    if budget_yuan is not None:
        awards = _within(awards, budget_yuan * FEN)
    parts = int(rule.get("instalments", 1))
    return [
        replace(a, instalments=_parts(a.fen, parts), rule=code, digest=book.digest, evidence=one.evidence)
        for a, one in zip(awards, applicants, strict=True)
    ]


def rule_of(book: Rulebook, code: str) -> Rule:
    """One rule of a pack. Raises Refused for an unknown one, or one whose shape lacks a number it needs."""
    book.must_be("incentives")
    rule: Rule | None = next((one for one in book.data["rule"] if one["code"] == code), None)
    if rule is None:
        raise Refused("incentive.unknown", f"{book.version} 里没有“{code}”这条扶持规则", "请从规则文件中选择")
    if missing := _NEEDS.get(str(rule.get("shape")), {"shape"}) - set(rule):
        raise Refused("incentive.shape", f"扶持规则“{code}”缺少 {'、'.join(sorted(missing))}", "请在规则文件里补上")
    return rule


def of_companies(book: Rulebook) -> list[Rule]:
    """Rules that count over a company, not over a single worker."""
    book.must_be("incentives")
    return [one for one in book.data["rule"] if one["shape"] != "top"]


def missing_for_next(book: Rulebook, code: str, one: Applicant) -> tuple[int, int] | None:
    """(how many more, yuan of the next tier): the preview for a company; None where there is no next tier."""
    rule = rule_of(book, code)
    have = one.counts.get(rule["counts"], 0)
    ahead = [(t["from"] - have, t["yuan"]) for t in rule.get("tiers", ()) if t["from"] > have]
    return min(ahead, default=None)


def _one(rule: Rule, one: Applicant, said: Mapping[str, str], ranked: frozenset[str]) -> Award:
    closed = [said.get(gate, gate) for gate in rule.get("gates", ()) if not one.gates.get(gate, False)]
    if rule.get("once") and one.had_before:
        closed.append("已经享受过一次")
    if closed:
        return Award(one.subject, 0, tuple(closed))
    have = one.counts.get(rule["counts"], 0)
    yuan, why = _amount(rule, have, one.subject in ranked)
    return Award(one.subject, yuan * FEN, (why,))


def _amount(rule: Rule, have: int, among_first: bool) -> tuple[int, str]:
    if rule["shape"] == "tiers":
        reached = [t for t in rule["tiers"] if t["from"] <= have]
        if not reached:
            return 0, f"人数 {have}，未达到最低一档"
        best = max(reached, key=lambda t: t["from"])
        return best["yuan"], f"人数 {have}，达到 {best['from']} 人档"
    each = rule["each_yuan"]
    if rule["shape"] == "top":
        return (each, "排名在前列") if among_first else (0, "排名未进入前列")
    least, cap = rule.get("at_least", 0), rule.get("cap_yuan")
    if have < least:
        return 0, f"数量 {have}，少于 {least}"
    full = have * each
    if cap is not None and full > cap:
        return cap, f"{have} × {each} 元，按上限 {cap} 元"
    return full, f"{have} × {each} 元"


def _first(rule: Rule, applicants: Sequence[Applicant]) -> frozenset[str]:
    """The first so many with open gates; equals at the edge are all in or all out, so that order decides nothing."""
    name, places = rule["counts"], rule["first"]
    open_ones = [a for a in applicants if all(a.gates.get(gate, False) for gate in rule.get("gates", ()))]
    marks = sorted((a.counts.get(name, 0) for a in open_ones), reverse=True)
    if len(marks) <= places:
        return frozenset(a.subject for a in open_ones)
    edge = marks[places - 1]
    chosen = [a.subject for a in open_ones if a.counts.get(name, 0) > edge]
    at_edge = [a.subject for a in open_ones if a.counts.get(name, 0) == edge]
    return frozenset(chosen + (at_edge if len(chosen) + len(at_edge) <= places else []))


def _within(awards: Sequence[Award], budget: int) -> list[Award]:
    """Pro rata when the budget is too small; spent to the fen by largest remainder, ties by subject."""
    total = sum(a.fen for a in awards)
    if total <= budget:
        return list(awards)
    shares = [a.fen * budget // total for a in awards]
    rest = sorted(range(len(awards)), key=lambda n: (-(awards[n].fen * budget % total), awards[n].subject))
    for n in rest[: budget - sum(shares)]:
        shares[n] += 1
    note = "预算不足，按比例发放"
    return [replace(a, fen=s, reasons=(*a.reasons, note)) if a.fen else a for a, s in zip(awards, shares, strict=True)]


def _parts(fen: int, parts: int) -> tuple[int, ...]:
    return tuple(fen // parts + (n < fen % parts) for n in range(parts))
