"""可改进之处 — what a worker or a company can do herself, as changes of the facts a score is made from.

Every lever adds a paper, a course, an order, a colleague's certificate: a fact that could be on record tomorrow.
None takes anything away, and none asks for praise or stars; an adverse check is not something one can do over.

Unit    effort in half days, from `advice-*.toml`.
Not here  which of them to take (advice), what a score says today (explaining).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from jiaxin.domain.calendar import last_day_of
from jiaxin.domain.facts import Channel, Entry, Fact, Facts, Provenance, Value
from jiaxin.domain.rulebooks.reading import Rulebook, packaged
from jiaxin.domain.scoring.readable import date_in
from jiaxin.domain.scoring.workforce import NAMES
from jiaxin.domain.validity import ValidityRules, health_through, job_types_of, validity_rules

_CLASSES = {"general": "一般家政类", "live_in": "居家类", "elder_care": "养老照护类", "maternal_infant": "母婴类"}
_BY_HERSELF = Provenance("herself", Channel.SYSTEM, "advice")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a score is made from: facts, and for a company what its workers add up to."""

    facts: Facts
    workers: int = 0
    total: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that can be done to some amount. Levers of one `group` may work on the same indicator.

    said    sentence with {n};  levels  (amount, effort), ascending
    """

    code: str
    group: str
    said: str
    levels: tuple[tuple[int, int], ...]
    apply: Callable[[Situation, int], Situation]


def worker_levers(facts: Facts, as_of: date, book: Rulebook | None = None) -> list[Lever]:
    knobs = (book or packaged("advice-2026")).data["worker"]
    return [*_papers(facts, as_of, knobs), *_practice(facts, as_of, knobs)]


def company_levers(here: Situation, as_of: date, book: Rulebook | None = None) -> list[Lever]:
    knobs = (book or packaged("advice-2026")).data["company"]
    said = {
        "verified": "请 {n} 名服务员完成身份核验",
        "insured": "为 {n} 名服务员投保",
        "healthy": "请 {n} 名服务员补办健康证",
        "trained": "送 {n} 名服务员参加培训",
        "certified": "支持 {n} 名服务员考取技能证书",
    }
    found = []
    if not any(not date_in(e.fact.clear, "breached_on") for e in here.facts.of("pledge")):
        signed = {"signed_on": as_of.isoformat()}
        found.append(_once("pledge", "pledge", "签署诚信经营承诺书", "pledge", signed, as_of, knobs))
    for name, words in said.items():
        lacking = min(here.workers - (here.total or {}).get(name, 0), knobs[name]["most"])
        levels = tuple((n, n * knobs[name]["effort"]) for n in range(1, lacking + 1))
        if levels:
            found.append(Lever(name, name, words, levels, _more(name)))
    return found


def _more(name: str) -> Callable[[Situation, int], Situation]:
    def apply(here: Situation, n: int) -> Situation:
        total = {**dict.fromkeys(NAMES, 0), **(here.total or {})}
        return replace(here, total=total | {name: total[name] + n})

    return apply


def _papers(facts: Facts, as_of: date, knobs: Mapping[str, Any]) -> Iterator[Lever]:
    day, year, rules = as_of.isoformat(), last_day_of(as_of, 12).isoformat(), validity_rules()
    for code, words in (("identity", "通过身份核验（由商务局送公安机关核验）"), ("background", "通过背景核查（由商务局送公安机关核查）")):
        if _may_be_done(facts, f"{code}.check", as_of):
            said = {"result": "passed", "checked_on": day}
            yield _once(code, "papers", words, f"{code}.check", said, as_of, knobs)
    if not any(_running(e, "withdrawn_on", as_of) for e in facts.of("consent")):
        yield _once("consent", "papers", "签署信用信息授权书", "consent", {"signed_on": day}, as_of, knobs)
    if not facts.of("profile"):
        yield _once("profile", "papers", "补齐基本信息", "profile", {}, as_of, knobs)
    needed = rules.class_needed(job_types_of(facts, as_of))
    if not any(_fit(e, needed, as_of, rules) for e in facts.of("health.check")):
        said = {"health_class": needed, "health_checked_on": day, "valid_through": year}
        yield _once("health", "papers", f"办一张{_CLASSES[needed]}健康证", "health.check", said, as_of, knobs)
    if not any((date_in(e.fact.clear, "insurance_until") or date.min) >= as_of for e in facts.of("insurance")):
        said = {"insurance_from": day, "insurance_until": year}
        yield _once("insurance", "papers", "投保家政保险", "insurance", said, as_of, knobs)


def _practice(facts: Facts, as_of: date, knobs: Mapping[str, Any]) -> Iterator[Lever]:
    training, orders, ratings = knobs["training"], knobs["orders"], knobs["ratings"]
    yield Lever(
        "training",
        "training",
        "再参加 {n} 学时培训",
        _levels(training),
        lambda here, n: supposing(here, "training", as_of, [{"training_hours_hundredths": 100 * n}]),
    )
    levels = [e.fact.clear.get("skill_level") for e in facts.of("skill.certificate")]
    best = min((n for n in levels if isinstance(n, int)), default=6)
    if best > 1:
        grade = {
            5: "五级（初级工）",
            4: "四级（中级工）",
            3: "三级（高级工）",
            2: "二级（技师）",
            1: "一级（高级技师）",
        }
        said = {"skill_level": best - 1}
        yield _once("skill", "skill", f"考取{grade[best - 1]}技能证书", "skill.certificate", said, as_of, knobs)
    yield Lever(
        "orders",
        "orders",
        "再完成 {n} 单",
        _levels(orders),
        lambda here, n: supposing(here, "order", as_of, [{"status": "done", "repeat": False}] * n, families=True),
    )
    yield Lever(
        "ratings",
        "ratings",
        f"请 {{n}} 户家庭扫码评价（按 {ratings['stars']} 星估算）",
        tuple((n, n * ratings["effort"]) for n in (1, 2, 3)),
        lambda here, n: supposing(here, "rating", as_of, [{"stars": ratings["stars"], "verified": True}] * n),
    )


def _levels(knobs: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple((n * knobs["step"], n * knobs["effort"]) for n in range(1, knobs["most"] + 1))


def _once(
    code: str, group: str, words: str, kind: str, said: Mapping[str, Value], as_of: date, knobs: Mapping[str, Any]
) -> Lever:
    return Lever(
        code, group, words, ((1, knobs[code]["effort"]),), lambda here, n: supposing(here, kind, as_of, [said] * n)
    )


def supposing(
    here: Situation, kind: str, as_of: date, told: Sequence[Mapping[str, Value]], families: bool = False
) -> Situation:
    """The situation with facts that could be on record tomorrow."""
    start = max((e.position for e in here.facts.entries), default=0) + 1
    at = datetime.combine(as_of, time(), UTC)
    more = tuple(
        Entry(
            start + n,
            f"advice-{kind}-{start + n}",
            at,
            Fact(kind, here.facts.subject, as_of, _BY_HERSELF, clear=clear, counterparty=f"family-{n}" * families),
        )
        for n, clear in enumerate(told)
    )
    return replace(here, facts=replace(here.facts, entries=(*here.facts.entries, *more)))


def _may_be_done(facts: Facts, kind: str, as_of: date) -> bool:
    """Nothing valid is there, and nothing adverse: who failed a check cannot simply do it over."""
    latest = facts.latest(kind, by="checked_on")
    if latest is None:
        return True
    ended = date_in(latest.fact.clear, "valid_through")
    return latest.get("result") == "pending" or (latest.get("result") == "passed" and (ended or date.max) < as_of)


def _running(entry: Entry, ends: str, as_of: date) -> bool:
    return (date_in(entry.fact.clear, ends) or date.max) > as_of


def _fit(entry: Entry, needed: str, as_of: date, rules: ValidityRules) -> bool:
    held = str(entry.fact.clear.get("health_class") or rules.classes[0])
    return rules.satisfies(held, needed) and health_through(entry, rules) >= as_of
