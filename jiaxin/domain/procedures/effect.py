"""不利后果 — what a step does against somebody, and the conditions without which it cannot be done.

A step that is adverse carries an `Effect`; without one its fact cannot be recorded (`recording`, and the ledger
asks once more through `due_process`). The engine lets the step be taken only

    after she was told        the step named `notice` is in the case, and after it its service with a proof (`serving`)
    after the time to answer  so many working days after the day of that proof, and through any later day promised to her
    never while she objects   no objection to the matter is open
    on a named basis          everything in `basis` has been said
    for a lawful time         `until_on` is not later than the longest period allowed

Source  《深圳经济特区社会信用条例》第39、66、69条；《行政处罚法》第44、45条；《信用修复管理办法》.
Not here  what the fact looks like (records/measure), whether numbers suffice (`evidence`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.calendar import DAY, WorkCalendar, add_months
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Value
from jiaxin.domain.procedures.clocks import rules_on, working_days


@dataclass(frozen=True, slots=True)
class Effect:
    """notice  verb of the step by which she is told
    served  verb of the step that says with which proof it has reached her
    basis   names that must have been said in the case by then
    window  name of the working days she has to answer
    promised  name of a date said with the notice, through which she was promised to be heard; empty = none
    measure name under which the case says which measure it is, or a fixed code after `=`
    counted name of a date said from which the longest time runs; empty = the day of the step
    """

    notice: str
    basis: tuple[str, ...]
    window: str = "hearing.days"
    promised: str = ""
    measure: str = "measure"
    counted: str = ""
    served: str = "serve"


@dataclass(frozen=True, slots=True)
class InForce:
    """后果存续 — one consequence with its first day and the day from which it is gone; None = done once, or until lifted."""

    measure: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Taken:
    """The part of an event that matters here."""

    verb: str
    on: date
    said: Mapping[str, Value]


def served(effect: Effect, events: Sequence[Taken]) -> tuple[Taken | None, Taken | None]:
    """The last notice, and the first proof that it reached her; each None while there is none."""
    at = max((n for n, e in enumerate(events) if e.verb == effect.notice), default=None)
    if at is None:
        return None, None
    return events[at], next((e for e in events[at:] if e.verb == effect.served), None)


def answer_through(effect: Effect, events: Sequence[Taken], calendar: WorkCalendar, style: str = "") -> date | None:
    """The last day on which she may still answer; None while nothing proves that the notice has reached her."""
    told, proof = served(effect, events)
    if told is None or proof is None:
        return None
    lawful = calendar.after(proof.on, working_days(effect.window, proof.on, style)).on
    promised = told.said.get(effect.promised) if effect.promised else None
    return max(lawful, date.fromisoformat(promised)) if isinstance(promised, str) and promised else lawful


def longest(measure: str, on: date) -> int:
    """Months a measure may last at most; 0 = done once."""
    for one in rules_on(on).data["measure"]:
        if one["code"] == measure:
            return int(one["months"])
    raise Refused("measure.unknown", f"没有“{measure}”这种措施", "请从措施目录中选择")


def measure_label(measure: str, on: date) -> str:
    return next((str(one["label"]) for one in rules_on(on).data["measure"] if one["code"] == measure), measure)


def effective_label(effect: Effect, said: Mapping[str, Value], on: date) -> str:
    """The measure in words, whether the table fixes it or the case says it."""
    return measure_label(measure_of(effect, said), on)


def measure_of(effect: Effect, said: Mapping[str, Value]) -> str:
    return effect.measure[1:] if effect.measure.startswith("=") else str(said.get(effect.measure) or "")


def lasting(effect: Effect, said: Mapping[str, Value], on: date) -> InForce:
    """From when to when: the day said, else the longest. Raises Refused beyond the lawful maximum."""
    measure = measure_of(effect, said)
    months = longest(measure, on)
    counted = said.get(effect.counted) if effect.counted else None
    limit = add_months(date.fromisoformat(counted) if isinstance(counted, str) else on, months) if months else None
    wished = said.get("until_on")
    until = date.fromisoformat(wished) if isinstance(wished, str) and wished else limit
    if limit is not None and until is not None and until > limit:
        raise Refused("measure.too-long", f"这项措施最长到 {limit} 止", "请缩短期限")
    if until is not None and until <= on:
        raise Refused("measure.no-time", "措施的终止日期须晚于决定日期", "请更正终止日期")
    return InForce(measure, on, until if months else None)


def may_take_effect(
    label: str,
    effect: Effect,
    events: Sequence[Taken],
    now: Taken,
    calendar: WorkCalendar,
    contested: bool,
    style: str = "",
) -> InForce:
    """What the step brings about, or Refused with the one condition that is missing."""
    through = answer_through(effect, events, calendar, style)
    if through is None and served(effect, events)[0] is not None:
        raise Refused("effect.not-served", f"告知书还没有送达凭证，不能“{label}”", "短信送达或本人打开后系统自动登记；没有的，请当面或邮寄送达后登记凭证")
    if through is None:
        raise Refused("effect.no-notice", f"办理“{label}”前须先告知当事人", "请先送达告知书")
    if now.on <= through:
        raise Refused("effect.too-early", f"陈述申辩期到 {through}，期满前不能“{label}”", f"请在 {through + DAY} 之后办理")
    if contested:
        raise Refused("effect.contested", f"当事人提出的异议正在核查，不能“{label}”", "请先办结异议")
    said = together([*events, now])
    for name in effect.basis:
        if said.get(name) in (None, "", []):
            raise Refused("effect.no-basis", f"“{label}”没有写明依据或文书", "请补上依据和文号后再办理")
    return lasting(effect, said, now.on)


def together(events: Iterable[Taken]) -> dict[str, Value]:
    """Everything said, the latest value under each name."""
    said: dict[str, Value] = {}
    for event in events:
        said.update(event.said)
    return said
