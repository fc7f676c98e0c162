"""双随机 — fix the list, draw with a number that became public later, hand each firm to two inspectors by lot.

Nothing here chooses: class follows from the grade, weight from past inspections, firm and pair from list and number.
Not here  the arithmetic (domain/inspections), the visit (procedures/inspection).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView
from jiaxin.apps.governance.viewing import case as case_of
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as places
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts
from jiaxin.domain.history import in_force
from jiaxin.domain.inspections import risk
from jiaxin.domain.inspections.commitment import plan_in, plan_text
from jiaxin.domain.inspections.draw import Drawn, Firm, Plan, Published, draw, faults, pairs
from jiaxin.domain.inspections.rules import bounds_of, class_of, rules_on, shares
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock

PLACE = "双随机抽查"  # the record of draws lies under a place of its own: no score follows it
_LOW = frozenset({"C", "D"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Before the list is fixed: classes with their number of firms and the bounds of how many are taken."""

    classes: tuple[tuple[str, int, int, int], ...]  # class, firms, least, most


@dataclass(frozen=True, slots=True)
class Round:
    """One draw as anybody may see it. `wrong` is what drawing again has found; empty = honest."""

    case: str
    name: str
    state: str
    plan: Plan
    digest: str
    fixed_at: datetime
    awaited: str
    number: str
    public_at: datetime | None
    drawn: Drawn | None
    pairs: Mapping[str, tuple[str, str]]
    names: Mapping[str, str]  # credit code → name
    wrong: tuple[str, ...]


def draw_standing() -> Standing:
    """How many firms of each class there are, by the grades of today."""
    book = rules_on(clock.today())
    counts = Counter(klass for _, klass, _ in _firms())
    return Standing(tuple((k, counts[k], *bounds_of(k, counts[k], book)) for k in ("A", "B", "C", "D")))


def commit_round(actor: Actor, name: str, wanted: Mapping[str, int], awaited: str, officers: Sequence[str], conflicts: Sequence[str]) -> str:
    """Fix the list and enter its digest in the record. Returns the case.

    awaited    which public number will be used, and that it is not known yet
    officers   inspectors by name; conflicts  lines of 姓名：信用代码
    """
    if len(set(officers)) < 2:
        raise Refused("draw.officers", "检查人员不足两名", "请至少填写两名检查人员，每行一名")
    _conflicts(conflicts, officers)
    firms = _firms()
    book = rules_on(clock.today())
    at_random, by_risk = shares({k: n for k, n in wanted.items() if n}, Counter(k for _, k, _ in firms), book)
    found = risk.weights([p for _, _, p in firms], _past(), book)
    plan = Plan(name, tuple(Firm(code, klass, weight) for (code, klass, _), weight in zip(firms, found, strict=True)), at_random, by_risk, awaited)
    said = {"round": name, "plan": plan_text(plan), "committed": plan.digest, "awaited": awaited, "officers": list(dict.fromkeys(officers))}
    if conflicts:
        said["conflicts"] = list(conflicts)
    return open_case(actor, "draw", places.place(PLACE), f"draw-{name}", said)


def draw_round(actor: Actor, case: str, number: str, public_at: datetime) -> int:
    """Draw with the public number, and open the inspection of each firm drawn. Returns how many."""
    with transaction.atomic():
        take_step(actor, case, "draw", {"seed": number, "public_at": public_at.isoformat()})
        one = draw_shown(case)
        if one.drawn is None or one.wrong:
            raise Refused("draw.wrong", "；".join(one.wrong) or "没有抽取结果", "请核对名单和随机数")
        subjects = {c.credit_code: c.subject for c in registry.companies().values()}
        for code, pair in one.pairs.items():
            said = {"round": one.name, "officers": "、".join(pair), "committed": one.digest}
            open_case(actor, "inspection", subjects[code], f"{case}-{code}", said, organisation=subjects[code])
    return len(one.pairs)


def draw_shown(case: str) -> Round:
    """The draw, made again while it is read."""
    one = case_of(case)
    if one.procedure != "draw":
        raise Refused("access.absent", "没有找到这次抽查。", "请核对网址。")
    said = {k: v for e in one.events for k, v in e.said.items()}
    plan, number = plan_in(str(said["plan"])), str(said.get("seed") or "")
    fixed = one.events[0].at
    public = datetime.fromisoformat(str(said["public_at"])) if said.get("public_at") else None
    drawn = draw(plan, number) if number else None
    officers = [str(o) for o in said["officers"]] if isinstance(said["officers"], list) else []
    lines = said.get("conflicts")
    found = pairs(plan, number, officers, _conflicts([str(c) for c in lines] if isinstance(lines, list) else [], officers)) if drawn else {}
    wrong = faults(Published(plan, str(said["committed"]), fixed, number, public, drawn)) if drawn and public else []
    if drawn and not _in_record(one, number, str(said["committed"])):
        wrong.append("与记入账本的名单摘要或随机数不符")
    names = {c.credit_code: c.name for c in registry.companies().values()}
    return Round(case, str(said["round"]), one.state, plan, str(said["committed"]), fixed, str(said["awaited"]), number, public, drawn, found, names, tuple(wrong))


def _in_record(one: CaseView, number: str, digest: str) -> bool:
    facts = ledger.facts_about(one.subject, opened=False).of("inspection.draw")
    mine = [e for e in facts if e.fact.provenance.batch == one.id]
    return any(e.get("stage") == "committed" and e.get("list_digest") == digest for e in mine) and any(
        e.get("stage") == "drawn" and e.get("public_number") == number for e in mine
    )


def _firms() -> list[tuple[str, str, risk.Profile]]:
    """(credit code, class, profile) of every company on the register, by code."""
    firms, today = registry.companies(), clock.today()
    grades = scoring.scores_of(list(firms))
    book = rules_on(today)
    facts = ledger.facts_about_many(list(firms), as_of=today, opened=False)
    made = []
    for subject, one in firms.items():
        grade = grades[subject].grade if subject in grades else ""
        made.append((one.credit_code, class_of(grade, book), risk.profile(facts[subject], grade in _LOW, today)))
    return sorted(made)


def _past() -> dict[risk.Profile, tuple[int, int]]:
    """Profile as it was the day before each inspection on record → (inspected, of them with issues)."""
    seen: dict[risk.Profile, list[int]] = defaultdict(lambda: [0, 0])
    for subject, history in ledger.history_of_many(list(registry.companies()), opened=False).items():
        now = in_force(subject, history, as_of=clock.today())
        for entry in now.of("inspection"):
            before = Facts(subject, tuple(e for e in now.entries if e.fact.happened_on < entry.fact.happened_on), None, now.disputed)
            one = risk.profile(before, False, entry.fact.happened_on)
            seen[one][0] += 1
            seen[one][1] += entry.get("result") != "passed"
    return {profile: (n, bad) for profile, (n, bad) in seen.items()}


def _conflicts(lines: Sequence[str], officers: Sequence[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        who, _, code = line.replace(":", "：").partition("：")
        if who.strip() not in officers or not code.strip():
            raise Refused("draw.conflict", f"看不懂利害关系这一行：{line}", "请按“姓名：企业信用代码”填写，姓名须在检查人员里")
        found[who.strip()].add(code.strip())
    return {who: frozenset(codes) for who, codes in found.items()}
