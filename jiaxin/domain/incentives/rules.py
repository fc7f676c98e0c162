"""守信激励 — who is eligible for how much, by a rule that is data, with the reason of each yes and each no.

Shapes  per head with a minimum and a cap; tiers by a count; the first so many of a ranking; once only; instalments;
        gates; a budget that is shared pro rata when it is too small.
Unit    yuan in the rule, whole fen in the result; a shared budget is spent to the fen (largest remainder).
Source  each rule of `rulebooks/incentives-*.toml` names its own.
Not here  where counts and gates come from (facts, gathered by the caller), the way from list to payment (procedures/subsidy).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    instalment_months: NotRequired[int]  # between one and the next; a year where nothing is said


_NEEDS = {"per_head": {"each_yuan"}, "tiers": {"tiers"}, "top": {"each_yuan", "first"}}


@dataclass(frozen=True, slots=True)
class Applicant:
    """One who may be eligible. A gate that is absent from `gates` is closed: what is not known is not assumed.

    had_before      an earlier list of the same rule has paid: ever, where the rule pays once; this year, where it pays the first of a ranking
    counted_before  of each count, how many an earlier list of the same rule and year has paid for already
    fen_before      what earlier lists of the same rule and year have paid
    evidence  what each count rests on that was not paid for before, for the trace from a yuan to the record
    heads     digests of the people behind it, so that a later list knows them again without naming them
    """

    subject: str
    counts: Mapping[str, int]
    gates: Mapping[str, bool]
    had_before: bool = False
    evidence: tuple[str, ...] = ()
    counted_before: Mapping[str, int] = field(default_factory=dict)
    fen_before: int = 0
    heads: tuple[str, ...] = ()


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
    heads: tuple[str, ...] = ()


def computed(book: Rulebook, code: str, applicants: Sequence[Applicant], budget_yuan: int | None = None) -> list[Award]:
    """Every applicant with an amount, zero included, in the order given."""
    rule = rule_of(book, code)
    said = gate_words(book)
    ranked = _first(rule, applicants) if rule["shape"] == "top" else frozenset()
    awards = [_one(rule, one, said, ranked) for one in applicants]
    if budget_yuan is not None:
        awards = within(awards, budget_yuan * FEN)
    return [
        replace(a, instalments=instalments(a.fen, rule), rule=code, digest=book.digest, evidence=one.evidence, heads=one.heads)
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


def rules(book: Rulebook) -> list[Rule]:
    """Every rule of a pack, in its order."""
    book.must_be("incentives")
    return list(book.data["rule"])


def missing_for_next(book: Rulebook, code: str, one: Applicant) -> tuple[int, int] | None:
    """(how many more, yuan of the next tier): the preview for a company; None where there is no next tier."""
    rule = rule_of(book, code)
    have = one.counts.get(rule["counts"], 0)
    ahead = [(t["from"] - have, t["yuan"]) for t in rule.get("tiers", ()) if t["from"] > have]
    return min(ahead, default=None)


def shut(one: Applicant, rule: Rule, said: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Gates of the rule that are closed for this applicant, in words; and that it pays once, where it has."""
    words = said or {}
    closed = [words.get(gate, gate) for gate in rule.get("gates", ()) if not one.gates.get(gate, False)]
    return (*closed, "已经享受过一次") if rule.get("once") and one.had_before else tuple(closed)


def gate_words(book: Rulebook) -> dict[str, str]:
    """Gate → what is said where it is closed."""
    return {one["code"]: str(one["said"]) for one in book.data.get("gate", ())}


def _one(rule: Rule, one: Applicant, said: Mapping[str, str], ranked: frozenset[str]) -> Award:
    if closed := shut(one, rule, said):
        return Award(one.subject, 0, closed)
    if rule["shape"] == "top" and one.had_before:
        return Award(one.subject, 0, ("今年的名单已经发过",))
    fen, why = _amount(rule, one, one.subject in ranked)
    return Award(one.subject, fen, (why,))


def _amount(rule: Rule, one: Applicant, among_first: bool) -> tuple[int, str]:
    """Fen, and why. What earlier lists of the year have paid is not paid again."""
    have = one.counts.get(rule["counts"], 0)
    if rule["shape"] == "tiers":
        return _tier(rule, have, one.fen_before)
    each = rule["each_yuan"]
    if rule["shape"] == "top":
        return (each * FEN, "排名在前列") if among_first else (0, "排名未进入前列")
    if have < (least := rule.get("at_least", 0)):
        return 0, f"数量 {have}，少于 {least}"
    before = one.counted_before.get(rule["counts"], 0)
    fresh, cap = have - before, rule.get("cap_yuan")
    said = f"{fresh} × {each} 元" + (f"（共 {have}，其中 {before} 今年已经发过）" if before else "")
    full = fresh * each * FEN
    if cap is None or full + one.fen_before <= cap * FEN:
        return full, said
    left = max(0, cap * FEN - one.fen_before)
    return left, f"{said}，按上限 {cap} 元" + (f"，今年已发 {money(one.fen_before)} 元" if one.fen_before else "")


def _tier(rule: Rule, have: int, before: int) -> tuple[int, str]:
    reached = [t for t in rule["tiers"] if t["from"] <= have]
    if not reached:
        return 0, f"人数 {have}，未达到最低一档"
    best = max(reached, key=lambda t: t["from"])
    said = f"人数 {have}，达到 {best['from']} 人档"
    if not before:
        return best["yuan"] * FEN, said
    return max(0, best["yuan"] * FEN - before), f"{said}，今年已发 {money(before)} 元，只补差额"


def money(fen: int) -> str:
    """Yuan without a decimal where there is none."""
    yuan, rest = divmod(fen, FEN)
    return f"{yuan}.{rest:02}" if rest else str(yuan)


def _first(rule: Rule, applicants: Sequence[Applicant]) -> frozenset[str]:
    """The first so many with open gates; equals at the edge are all in or all out, so that order decides nothing.

    Places that an earlier list of the year has paid are taken.
    """
    name, places = rule["counts"], rule["first"] - sum(a.had_before for a in applicants)
    open_ones = [a for a in applicants if not a.had_before and all(a.gates.get(gate, False) for gate in rule.get("gates", ()))]
    marks = sorted((a.counts.get(name, 0) for a in open_ones), reverse=True)
    if places < 1:
        return frozenset()
    if len(marks) <= places:
        return frozenset(a.subject for a in open_ones)
    edge = marks[places - 1]
    chosen = [a.subject for a in open_ones if a.counts.get(name, 0) > edge]
    at_edge = [a.subject for a in open_ones if a.counts.get(name, 0) == edge]
    return frozenset(chosen + (at_edge if len(chosen) + len(at_edge) <= places else []))


def within(awards: Sequence[Award], budget: int) -> list[Award]:
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


def instalments(fen: int, rule: Rule) -> tuple[int, ...]:
    """The amount in the parts in which the rule pays it."""
    parts = int(rule.get("instalments", 1))
    return tuple(fen // parts + (n < fen % parts) for n in range(parts))
