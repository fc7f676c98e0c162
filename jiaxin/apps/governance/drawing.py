"""双随机 — fix the list, draw with a number that became public later, hand each firm to two inspectors by lot.

专项检查 is the same draw over a list chosen for a cause: so many of it by lot, or the whole of it at once.

Nothing here chooses: class follows from the grade, weight from past inspections, firm and pair from list and number.
Not here  the arithmetic (domain/inspections), the visit (procedures/inspection).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView
from jiaxin.apps.governance.viewing import case as case_of
from jiaxin.apps.ledger import queries as ledger
from jiaxin.apps.registry import actions as places
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.calendar import DAY
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Facts, Value
from jiaxin.domain.history import in_force
from jiaxin.domain.inspections import risk
from jiaxin.domain.inspections.commitment import plan_in, plan_text
from jiaxin.domain.inspections.draw import (
    Drawn,
    Firm,
    Plan,
    Published,
    draw,
    faults,
    joint_number,
    pairs,
    refuse_unpaired,
)
from jiaxin.domain.inspections.rules import bounds_of, class_of, rules_on, shares
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures.draw import offices_in
from jiaxin.domain.procedures.procedure import About
from jiaxin.kit import clock

_DIGEST = re.compile(r"^[0-9a-fA-F]{64}$")
PLACE = "双随机抽查"  # the record of draws lies under a place of its own: no score follows it
SPECIAL = "S"  # the one class of a list that was chosen for a cause: no grade divides it
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
    bound: Mapping[str, str]  # office → digest it bound itself to
    told: Mapping[str, str]  # office → number it told
    told_at: datetime | None  # when the last number was told
    cause: str = ""  # of a special campaign

    @property
    def whole(self) -> bool:
        """A special campaign that inspects everybody on its list."""
        return bool(self.cause) and self.plan.whole

    @property
    def joint(self) -> str:
        """The number the offices have made together; empty until every one of them has told its own."""
        return joint_number(self.bound, self.told) if self.bound and set(self.bound) == set(self.told) else ""


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
    firms = _firms()
    book = rules_on(clock.today())
    at_random, by_risk = shares({k: n for k, n in wanted.items() if n}, Counter(k for _, k, _ in firms), book)
    found = risk.weights([p for _, _, p in firms], _past(), book)
    plan = Plan(name, tuple(Firm(code, klass, weight) for (code, klass, _), weight in zip(firms, found, strict=True)), at_random, by_risk, awaited)
    return _committed(actor, plan, officers, conflicts)


def commit_special(actor: Actor, name: str, cause: str, subjects: Sequence[str], take: int, awaited: str, officers: Sequence[str], conflicts: Sequence[str]) -> str:
    """A special campaign over these companies. Returns the case.

    take   how many of them, by lot with the public number `awaited`; all of them = handed out at once, nothing is waited for
    cause  why these companies and why now: it stands on the public page
    """
    known = registry.companies(list(dict.fromkeys(subjects)))
    if not name.strip() or not cause.strip() or not known or len(known) != len(set(subjects)):
        raise Refused("special.empty", "没有填写专项名称或事由，或没有勾选企业", "例如“春节前收费专项检查”，写一句为什么查，并至少勾选一家")
    if not 1 <= take <= len(known):
        raise Refused("special.take", f"勾选了 {len(known)} 家，要抽 {take} 家", f"请填 1 到 {len(known)}；全部检查的，填 {len(known)}")
    if take < len(known) and not awaited.strip():
        raise Refused("draw.named", "没有写等待哪个公开随机数", "例如“12月1日福彩双色球开奖号码”；全部检查的不用填")
    firms = tuple(Firm(code, SPECIAL) for code in sorted(one.credit_code for one in known.values()))
    plan = Plan(f"专项检查：{name.strip()[:40]}", firms, {SPECIAL: take}, {SPECIAL: 0}, awaited.strip()[:200] if take < len(known) else "名单全部检查")
    with transaction.atomic():
        case = _committed(actor, plan, officers, conflicts, {"cause": cause.strip()[:200]})
        if plan.whole:
            take_step(actor, case, "dispatch")
            _hand_out(actor, case)
    return case


def _committed(actor: Actor, plan: Plan, officers: Sequence[str], conflicts: Sequence[str], more: Mapping[str, Value] | None = None) -> str:
    about, named = f"draw-{plan.round}", list(dict.fromkeys(officers))
    if len(named) < 2:
        raise Refused("draw.officers", "检查人员不足两名", "请至少填写两名检查人员，每行一名")
    if Case.objects.filter(procedure="draw", about=about).exclude(state="dropped").exists():
        raise Refused("draw.same-name", f"已经有一次“{plan.round}”", "请换一个名称，名称要能认出是哪一次")
    refuse_unpaired(plan, named, _conflicts(conflicts, named))
    said: dict[str, Value] = {"round": plan.round, "plan": plan_text(plan), "committed": plan.digest, "awaited": plan.number, "officers": [*named], **(more or {})}
    if conflicts:
        said["conflicts"] = list(conflicts)
    return open_case(actor, "draw", places.place(PLACE), about, said)


def draw_round(actor: Actor, case: str, number: str, public_at: datetime) -> int:
    """Draw with the public number, and open the inspection of each firm drawn. Returns how many."""
    with transaction.atomic():
        take_step(actor, case, "draw", {"seed": number, "public_at": public_at.isoformat()})
        return _hand_out(actor, case)


def _hand_out(actor: Actor, case: str) -> int:
    """Open the inspection of each firm that a round takes. Returns how many."""
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
    return draws_shown([case_of(case)])[0]


def draws_shown(cases: Sequence[CaseView]) -> list[Round]:
    """Several draws, each made again while it is read."""
    names = {c.credit_code: c.name for c in registry.companies().values()}
    facts = ledger.facts_about_many(list(dict.fromkeys(c.subject for c in cases)), opened=False, kinds=("inspection.draw",))
    return [_shown(one, names, facts[one.subject]) for one in cases]


def _shown(one: CaseView, names: dict[str, str], facts: Facts) -> Round:
    case = one.id
    if one.procedure != "draw":
        raise Refused("access.absent", "没有找到这次抽查。", "请核对网址。")
    said = {k: v for e in one.events for k, v in e.said.items()}
    plan, number = plan_in(str(said["plan"])), str(said.get("seed") or "")
    at_once = any(e.verb == "dispatch" for e in one.events)
    if at_once:  # nobody was left to chance: only who inspects whom follows from the digest
        number = str(said["committed"])
    fixed = one.events[0].at
    public = datetime.fromisoformat(str(said["public_at"])) if said.get("public_at") else None
    drawn = draw(plan, number) if number else None
    officers = [str(o) for o in said["officers"]] if isinstance(said["officers"], list) else []
    lines = said.get("conflicts")
    found = pairs(plan, number, officers, _conflicts([str(c) for c in lines] if isinstance(lines, list) else [], officers)) if drawn else {}
    wrong = faults(Published(plan, str(said["committed"]), fixed, number, public, drawn)) if drawn and (public or at_once) else []
    if drawn and not _in_record(facts, case, number, str(said["committed"])):
        wrong.append("与记入账本的名单摘要或随机数不符")
    bound, told = offices_in(About(case, one.subject, one.events))
    if drawn and bound and (set(bound) != set(told) or joint_number(bound, told) != number):
        wrong.append("随机数不是各单位共同得出的那一个")
    last = max((e.at for e in one.events if e.verb == "reveal"), default=None)
    return Round(
        case, str(said["round"]), one.state, plan, str(said["committed"]), fixed, str(said["awaited"]), "" if at_once else number, public, drawn, found, names,
        tuple(wrong), bound, told, last, str(said.get("cause") or ""),
    )  # fmt: skip


def bind_number(actor: Actor, case: str, typed: str) -> None:
    """This office binds itself: the digest of its number is kept, the number is not. A digest may be given instead."""
    typed = typed.strip()
    if len(typed) < 6:
        raise Refused("draw.short", "随机数太短，容易被猜到", "请用六位以上的数字或字母，自己记好，公开时要一字不差")
    digest = typed.lower() if _DIGEST.match(typed) else sha256(typed.encode()).hexdigest()
    take_step(actor, case, "promise", {"commitment": digest})


def tell_number(actor: Actor, case: str, typed: str) -> None:
    take_step(actor, case, "reveal", {"part": typed.strip()[:200]})


def draw_jointly(actor: Actor, case: str) -> int:
    """Draw with the number that the offices made together."""
    one = draw_shown(case)
    if not one.joint or one.told_at is None:
        raise Refused("draw.untold", "还有单位没有公开随机数", "请等每家承诺过的单位都公开")
    return draw_round(actor, case, one.joint, one.told_at)


def _in_record(facts: Facts, case: str, number: str, digest: str) -> bool:
    mine = [e for e in facts.of("inspection.draw") if e.fact.provenance.batch == case]
    return any(e.get("stage") == "committed" and e.get("list_digest") == digest for e in mine) and any(
        e.get("stage") == "drawn" and (e.get("public_number") or digest) == number for e in mine
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
    known = {s: in_force(s, history, as_of=clock.today()) for s, history in ledger.history_of_many(list(registry.companies()), opened=False).items()}
    grades = scoring.grades_on([(s, e.fact.happened_on - DAY) for s, now in known.items() for e in now.of("inspection")])
    for subject, now in known.items():
        for entry in now.of("inspection"):
            before = replace(now, entries=tuple(e for e in now.entries if e.fact.happened_on < entry.fact.happened_on), next_on=None)
            low = grades.get((subject, entry.fact.happened_on - DAY), "") in _LOW
            one = risk.profile(before, low, entry.fact.happened_on)
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
