"""被要求办理的记录 — which record a demand to freeze or correct is about, as she and the desk read it; officers leave a receipt."""

from dataclasses import replace

from jiaxin.apps.access.actions import log_read
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.rights.queries import CORRECTION, RESTRICTION, grounds, rests
from jiaxin.domain.permissions import Actor, Permission, field_class, fields_of, may_ever
from jiaxin.domain.procedures.correction import CORRECTABLE, fields_to_correct
from jiaxin.domain.records.kind import kind
from jiaxin.domain.records.spoken import spoken
from jiaxin.domain.restricting import WHOLE
from jiaxin.kit import clock

ASKED = frozenset({"field", "restrict_ground"})


def asked_word(name: str, value: str) -> str:
    """What was asked, as people read it: the name of a field, the words of a ground."""
    if name == "field":
        return next((f.label for code in CORRECTABLE for f in fields_to_correct(code) if f.name == value), value)
    return grounds(clock.today()).get(value, value)


def without_what_rests(actor: Actor, one: governance.CaseView) -> governance.CaseView:
    """A closed matter whose party has had everything about it frozen: its words are kept and read by nobody but itself."""
    if not one.closed or not one.party or actor.subject == one.party or not rests(one.party):
        return one
    resting = {"text", "wish", "place", "why", "statement", "evidence"}
    first = replace(one.events[0], said={k: v for k, v in one.events[0].said.items() if k not in resting})
    return replace(one, events=(first, *one.events[1:]))


def about_record(actor: Actor, one: governance.CaseView) -> tuple[str, str]:
    """(the record, what it says as far as this reader may see it); of other matters, nothing."""
    if one.procedure not in (CORRECTION, RESTRICTION):
        return "", ""
    named = str(one.events[0].said.get("entry") or "")
    if named == WHOLE:
        return "整份档案", ""
    entry = next((e for e in record.facts_about(one.subject, with_restricted=True).entries if e.id == named), None)
    if entry is None:
        return "这条记录已经不再有效", ""
    hers = actor.subject == one.subject
    allowed = fields_of(actor.role, Permission.FILE_OWN) if hers else fields_of(actor.role, Permission.RIGHTS_DECIDE)
    code = kind(entry.fact.kind)
    told = [(f, field_class(code.code, f.name)) for f in code.fields if not f.name.endswith("_hundredths") and f.reads != "file"]
    said = [f"{f.label}：{words}" for f, of_class in told if of_class in allowed and (words := spoken(f, entry.get(f.name)))]
    if not hers and may_ever(actor.role, Permission.RIGHTS_DECIDE):
        log_read(actor, [one.subject], sorted({c for _, c in told} & allowed), f"办理{one.label}", one.id)
    return f"{code.label}（{entry.fact.happened_on}）", "；".join(said)
