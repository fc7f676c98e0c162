"""双随机抽取 — first the list is fixed and its digest published, then a public number comes, then anyone can draw again.

The committed list names every firm with its class and weight, how many are taken of each class at random and how many by
risk. The seed comes from a number made public later, or from four departments that each committed to a value before.
Classes  A ≤ 5 %, B 5–20 %, C 21–60 %, D 61–100 % (信用大庆 2024-11-06); least rounded up, most rounded down.
Unit     weights are whole numbers; the random share ignores them, so its rates are unbiased.
Not here where weights come from (risk), the visit itself (procedures/inspection).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Context
from hashlib import sha256

from jiaxin.domain.errors import Refused

_EXACT = Context(prec=40)


@dataclass(frozen=True, slots=True)
class Firm:
    subject: str
    klass: str  # A | B | C | D
    weight: int = 1  # of risk, at least 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What is committed. `at_random` and `by_risk`: how many of each class; `number` names the public number awaited."""

    round: str
    firms: tuple[Firm, ...]
    at_random: Mapping[str, int]
    by_risk: Mapping[str, int]
    number: str

    @property
    def whole(self) -> bool:
        """Whether everybody on the list is taken, so that nothing of it is left to a lot."""
        return sum(self.at_random.values()) + sum(self.by_risk.values()) == len(self.firms)

    def bytes(self) -> bytes:
        """Equal plans, equal bytes: firms in order of id, keys sorted."""
        firms = sorted([f.subject, f.klass, f.weight] for f in self.firms)
        said = {"round": self.round, "firms": firms, "random": dict(self.at_random), "risk": dict(self.by_risk), "number": self.number}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @property
    def digest(self) -> str:
        return sha256(self.bytes()).hexdigest()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who is inspected: the random share and the risk share apart."""

    at_random: tuple[str, ...]
    by_risk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """抽取公告 — everything a stranger needs to draw again."""

    plan: Plan
    committed_digest: str
    committed_at: datetime
    number: str
    number_at: datetime | None  # None = everybody on the list is inspected: no number was waited for
    drawn: Drawn


def bounds(count: int, least_percent: int, most_percent: int) -> tuple[int, int]:
    """The least (rounded up) and the most (rounded down) firms of a class of so many."""
    return -(-count * least_percent // 100), count * most_percent // 100


def seed_of(number: str, digest: str) -> bytes:
    return sha256(f"{digest}|{number}".encode()).digest()


def joint_number(commitments: Mapping[str, str], revealed: Mapping[str, str]) -> str:
    """One number from several departments: each had committed to SHA-256 of its value. Raises Refused for one who lied."""
    for who, digest in commitments.items():
        if sha256(revealed.get(who, "").encode()).hexdigest() != digest:
            raise Refused("draw.reveal", f"{who}公布的数与承诺的不符", "请由该部门公布原来承诺的数，或重新承诺")
    return sha256("|".join(f"{w}:{revealed[w]}" for w in sorted(commitments)).encode()).hexdigest()


def draw(plan: Plan, number: str) -> Drawn:
    """The draw. Every class by itself: first the random share, from those left the risk share by weight."""
    seed = seed_of(number, plan.digest)
    at_random: list[str] = []
    by_risk: list[str] = []
    for klass in sorted({f.klass for f in plan.firms}):
        firms = [f for f in plan.firms if f.klass == klass]
        wanted = plan.at_random.get(klass, 0), plan.by_risk.get(klass, 0)
        if sum(wanted) > len(firms):
            raise Refused("draw.too-many", f"{klass} 类只有 {len(firms)} 家，抽不出 {sum(wanted)} 家", "请减少抽取数")
        order = sorted(firms, key=lambda f: _lot(seed, "random", f.subject))
        at_random += [f.subject for f in order[: wanted[0]]]
        if wanted[1]:
            rest = sorted(order[wanted[0] :], key=lambda f: (_wait(seed, f), f.subject))
            by_risk += [f.subject for f in rest[: wanted[1]]]
    return Drawn(tuple(at_random), tuple(by_risk))


def pairs(plan: Plan, number: str, inspectors: Sequence[str], conflicts: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, str]]:
    """Two inspectors for each firm drawn, by lot, never one with a conflict of interest there."""
    seed, found = seed_of(number, plan.digest), {}
    drawn = draw(plan, number)
    for firm in (*drawn.at_random, *drawn.by_risk):
        first, second = sorted(_free(firm, inspectors, conflicts), key=lambda i: _lot(seed, firm, i))[:2]
        found[firm] = (first, second)
    return found


def refuse_unpaired(plan: Plan, inspectors: Sequence[str], conflicts: Mapping[str, frozenset[str]]) -> None:
    """Before a list is fixed. Raises Refused where a firm on it could be drawn and have no two inspectors without a conflict."""
    for firm in plan.firms:
        _free(firm.subject, inspectors, conflicts)


def _free(firm: str, inspectors: Sequence[str], conflicts: Mapping[str, frozenset[str]]) -> list[str]:
    free = [i for i in inspectors if firm not in conflicts.get(i, frozenset())]
    if len(free) < 2:
        raise Refused("draw.no-pair", f"{firm} 没有两名无利害关系的检查人员", "请增加检查人员，或请邻区支援")
    return free


def faults(one: Published, roster: Sequence[str] = ()) -> list[str]:
    """What is wrong with a published draw, as anyone can find out; empty when it is honest.

    roster  the firms that should have been on the list, from the public register
    """
    wrong = []
    if one.plan.digest != one.committed_digest:
        wrong.append("名单或权重与事先公布的摘要不符")
    if one.number_at is not None and one.committed_at >= one.number_at:
        wrong.append("名单是在随机数公布之后才固定的")
    if missing := sorted(set(roster) - {f.subject for f in one.plan.firms}):
        wrong.append(f"名单里少了 {len(missing)} 家登记在册的企业")
    if draw(one.plan, one.number) != one.drawn:
        wrong.append("按公布的名单和随机数重算，结果不同")
    return wrong


def _lot(seed: bytes, use: str, subject: str) -> bytes:
    return sha256(seed + f"|{use}|{subject}".encode()).digest()


def _wait(seed: bytes, firm: Firm) -> object:
    """Waiting time of an exponential clock that runs `weight` times as fast: the shortest are drawn, exactly by weight."""
    u = int.from_bytes(_lot(seed, "risk", firm.subject)[:16], "big") + 1
    part = _EXACT.divide(_EXACT.create_decimal(u), _EXACT.create_decimal(2**128 + 1))
    return _EXACT.divide(-_EXACT.ln(part), _EXACT.create_decimal(firm.weight))
