"""更正 — a person says what is wrong in a record about her and what is right; it is marked, checked and, if so, put right.

The record that was wrong goes out of force and one with the right value takes its place, on her word and the desk's look.
What authorities decided, and what others say of her, is no value of hers to correct: that is the objection.

Source  PIPL Art. 46 (核实，并及时更正、补充), Art. 50 (a reason where it is refused); clocks of 《上海市社会信用条例》第36–38条: mark in
        1 working day, decide in 5.
Silent  her identity number: it is put right at a counter with the card in hand, because everything is found by it.
Not here  penalties of other authorities (objection goes to who decided), complaints.
"""

from collections.abc import Mapping, Sequence

from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Channel, Fact, Standing, Value
from jiaxin.domain.permissions import Permission as P
from jiaxin.domain.procedures.procedure import About, Procedure, Step
from jiaxin.domain.procedures.recording import recorded
from jiaxin.domain.procedures.table import SUBJECT
from jiaxin.domain.records.kind import Field, Kind, kind
from jiaxin.domain.records.natural_key import natural_key
from jiaxin.domain.values.readers import Manner, reader

CORRECTABLE = ("profile", "employment", "health.check", "insurance", "skill.certificate", "training")
_LAW = "《个人信息保护法》第46、50条；《上海市社会信用条例》第36条"
_DESK, _HERS = (P.RIGHTS_DECIDE,), (P.RIGHTS_DEMAND,)
_AT_A_COUNTER = frozenset({"id_number"})


def fields_to_correct(code: str) -> tuple[Field, ...]:
    """What of a record of this kind she can say is otherwise; empty where nothing is."""
    if code not in CORRECTABLE:
        return ()
    one = kind(code)
    return tuple(f for f in one.fields if not f.derived and f.reads != "file" and f.name not in {*_AT_A_COUNTER, *one.circumstances})


def read_value(code: str, name: str, text: str) -> Value:
    """What she wrote, as the value of that field. Raises Refused where it cannot be one."""
    field = next((f for f in fields_to_correct(code) if f.name == name), None)
    if field is None:
        raise Refused("correction.field", "这一项不能在这里更正", "身份证号请带身份证到街道窗口更正；其他内容可以提出异议")
    value, faults = reader(field.reads, Manner(words=field.words, many=field.many))(text)
    if field.choices and isinstance(value, str):
        value = field.choice(value)
    if value in (None, "", []) or faults:
        raise Refused("correction.value", f"“{field.label}”写成“{text}”读不懂", "日期写成 2026-03-05 的样子；其他照证件上写的填")
    return value


def corrected(fact: Fact, name: str, value: Value) -> tuple[Mapping[str, Value], Mapping[str, Value], tuple[str, ...]]:
    """(clear, sealed, natural key) of the record as it is right; what was computed from the wrong value is left out."""
    one: Kind = kind(fact.kind)
    derived = {f.name for f in one.fields if f.derived}
    sealed = one.field(name).sealed
    clear = {k: v for k, v in fact.clear.items() if k not in derived} | ({} if sealed else {name: value})
    closed = {k: v for k, v in fact.sealed.items() if k not in derived} | ({name: value} if sealed else {})
    return clear, closed, natural_key(one, {**clear, **closed}, fact.company, fact.provenance.source)


def _records(about: About, step: Step) -> Sequence[Fact]:
    entry = str(about.said("entry"))
    mark = "disputed" if step.verb == "ask" else "settled"
    said = [recorded(about, step, {"of": entry, "mark": mark, "case_no": about.case}, (entry, mark, about.case), kind="objection.mark")]
    if step.records != "correction":
        return said
    said.append(recorded(about, step, {"of": entry, "reason": "wrong_value"}, (entry,)))
    held, field = about.held, str(about.said("field"))
    if held is None:
        raise Refused("correction.gone", "这条记录已经不再有效", "请写明情况、不予更正，由本人对现在的记录重新提出")
    clear, sealed, key = corrected(held, field, read_value(held.kind, field, str(about.said("right_value"))))
    standing = Standing.ORIGINAL if held.standing is Standing.OFFICIAL else max(held.standing, Standing.PHONE, key=list(Standing).index)
    right = recorded(about, step, clear, key, subject=held.subject, channel=Channel.COUNTER, standing=standing, company=held.company, kind=held.kind, sealed=sealed, evidence=held.provenance.evidence)
    return [*said, right._replace(happened_on=held.happened_on, happened_at=held.happened_at, version=held.version, counterparty=held.counterparty)]


PROCEDURE = Procedure(
    code="correction",
    label="更正",
    states={
        "asked": "已提出",
        "checking": "异议核查中",
        "corrected": "已更正",
        "refused": "不予更正",
        "dropped": "本人撤回",
    },
    records=_records,
    between=True,
    holds="entry",
    steps=(
        Step("ask", "提出更正", ("",), "asked", _HERS, _LAW, needs=("entry", "field", "right_value", "why", "evidence?"), records="objection.mark"),
        Step("mark", "受理核查", ("asked",), "checking", _DESK, _LAW, within="correction_mark", tells=SUBJECT),
        Step("correct", "更正", ("checking",), "corrected", _DESK, _LAW, within="correction_decide", needs=("why",), records="correction", unlike=("ask",), tells=SUBJECT),
        Step("refuse", "不予更正", ("checking",), "refused", _DESK, _LAW, within="correction_decide", needs=("why", "basis"), records="objection.mark", unlike=("ask",), tells=SUBJECT),
        Step("drop", "本人撤回", ("asked", "checking"), "dropped", _HERS, _LAW, records="objection.mark"),
    ),
)  # fmt: skip
