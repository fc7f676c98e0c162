"""一人一档 — what is in force about one worker and where it came from; disputes side by side; a field revealed.

Whoever opens the file leaves a receipt. A field that identifies is shown only after saying what for, by POST.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read, meet, require, spend
from jiaxin.apps.access.doors import door
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry, Standing
from jiaxin.domain.history import ATTESTATION, CONFIRMED, CORRECTION, OBJECTION, REPLY, in_force
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, fields_of, may, may_ever
from jiaxin.domain.permissions.matrix import REVIEWERS
from jiaxin.domain.records.kind import kind
from jiaxin.domain.restricting import LIFTED, RESTRICTED
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office import codes, originals
from jiaxin.portals.office.cases import openings
from jiaxin.portals.office.telling import Teller
from jiaxin.portals.office.workers import purpose_of
from jiaxin.portals.shared.cases import visible
from jiaxin.portals.shared.fact_words import colour_badge, days_left, parts_missing
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import Detail

REVEALED = {"name": ("姓名", FieldClass.CONTACT), "phone": ("手机号", FieldClass.CONTACT), "id_number": ("身份证号", FieldClass.IDENTITY)}


@door(Permission.FILE_VIEW)
@require_safe
def worker_file(request: HttpRequest, subject: str) -> HttpResponse:
    return _page(request, subject, {})


@door(Permission.FIELD_REVEAL)
@require_POST
def reveal(request: HttpRequest, subject: str) -> HttpResponse:
    """显示完整信息: the receipt with the purpose is written before the field is opened."""
    actor, field = actor_of(request), request.POST.get("field", "")
    line = looked_up(actor, subject)
    require(actor, Permission.FIELD_REVEAL, _thing(line, subject))
    label, of_class = REVEALED.get(field, ("", None))
    if of_class is None or of_class not in fields_of(actor.role, Permission.FIELD_REVEAL):
        return _page(request, subject, {}, "您的角色不能显示这一项。")
    spend(actor, "reveal")
    log_read(actor, [subject], [of_class], f"显示{label}：{purpose_of(request)}", "reveal")
    person = registry.people([subject])[subject]
    return _page(request, subject, {field: str(getattr(person, field))})


@door(Permission.FIELD_REVEAL)
@require_POST
def evidence(request: HttpRequest, subject: str) -> HttpResponse:
    """查看凭证原件: the receipt with the purpose is written before it is opened."""
    actor, name = actor_of(request), request.POST.get("name", "")
    line = looked_up(actor, subject)
    require(actor, Permission.FIELD_REVEAL, _thing(line, subject))
    one = next((one for one in originals.within_reach(actor, _history(actor, subject, opened=False), line.refused) if one.name == name), None)
    if one is None:
        raise Refused("access.absent", "没有找到这份凭证，或它不在您的查阅范围内。", "请从档案页面打开。")
    purpose = purpose_of(request)
    spend(actor, "reveal")
    log_read(actor, [subject], one.classes, f"查看{one.label}：{purpose}"[:64], "reveal")
    return originals.opened(request, subject, one, purpose)


def looked_up(actor: Actor, subject: str, permission: Permission = Permission.FILE_VIEW) -> registry.FileLine:
    """The file, if it lies within the actor's reach and she has not withdrawn."""
    line = registry.file_lines([subject]).get(subject)
    require(actor, permission, _thing(line, subject))
    if line is None:
        raise Refused("access.absent", "没有找到这条记录。", "请核对链接或编号。")
    return line


def _thing(line: registry.FileLine | None, subject: str) -> Thing:
    if line is None:
        return Thing(owner=subject)
    return Thing(owner=subject, organisation=line.company, street=line.street, grid=line.grid, consent=line.consent, refused=line.refused)


def _page(request: HttpRequest, subject: str, opened: dict[str, str], refused: str = "") -> HttpResponse:
    actor = actor_of(request)
    line = looked_up(actor, subject)
    allowed = fields_of(actor.role, Permission.FILE_VIEW, line.refused)
    spend(actor, "file")
    meet(actor, [subject], registry.count("worker"))
    log_read(actor, [subject], allowed, "查看信用档案", "file")
    person = registry.people([subject])[subject]
    history = _history(actor, subject)
    facts = in_force(subject, history, as_of=clock.today(), with_claims=True)
    stands = facts.entries
    teller = Teller.of(history, allowed, actor)
    name = opened.get("name") or (person.name if FieldClass.CONTACT in allowed else mask_name(person.name))
    shown = {
        "line": line, "subject": subject, "score_of": subject, "name": name, "refused": refused, "opened": opened,
        "details": _details(line, person, opened, allowed), "missing": parts_missing(line.missing),
        "groups": teller.groups(stands), "conflicts": teller.conflicts(stands),
        "changes": teller.changes([e for e in history if e.fact.kind in (CORRECTION, ATTESTATION, OBJECTION, RESTRICTED, LIFTED)], history), "frozen": len(facts.restricted),
        "awaiting": _awaiting(subject) if actor.role in REVIEWERS else [], "cases": visible(actor, governance.cases_about(subject, unsealed=False)),
        "code": codes.shown(actor, _thing(line, subject)), "keeps_points": bool(may(actor, Permission.POINTS_KEEP, _thing(line, subject))), "openings": openings(actor, worker=True),
        "originals": originals.listed(actor, history, line.refused), "reveals": _reveals(actor), "may_propose": _may_propose(actor, line, stands),
        "replies": [(e.id, str(e.get("text") or "")) for e in stands if e.fact.kind == REPLY] if may_ever(actor.role, Permission.REPLY_HIDE) else [],
        "score": scoring.explained(subject) if may_ever(actor.role, Permission.SCORE_EXPLAIN) else None,
    }  # fmt: skip
    return framed(request, menu_for(request), "office/worker.html", shown)


def _history(actor: Actor, subject: str, opened: bool = True) -> list[Entry]:
    """What was ever said about her, as far as this reader may know of it."""
    found = record.history_of_many([subject], opened)[subject]
    return found if actor.role in REVIEWERS else _without_claims_of_others(found, actor.organisation)


def _without_claims_of_others(history: Sequence[Entry], organisation: str) -> list[Entry]:
    """What still awaits her is for its submitter and the reviewers alone."""
    confirmed = {str(e.get("claim")) for e in history if e.fact.kind == CONFIRMED}
    return [
        e
        for e in history
        if e.fact.standing is not Standing.CLAIMED
        or e.fact.claim in confirmed
        or (organisation and e.fact.provenance.source == organisation)
    ]


def _details(line: registry.FileLine, person: registry.Person, opened: dict[str, str], allowed: frozenset[FieldClass]) -> list[Detail]:
    state, word = colour_badge(line.colour, line.confirmed)
    company = registry.companies([line.company]).get(line.company) if line.company else None
    number = opened.get("id_number") or f"{person.id_number[:6]}********{person.id_number[-4:]}"
    phone = opened.get("phone") or (person.phone if FieldClass.CONTACT in allowed else "*******" + person.phone[-4:] if person.phone else "")
    streets = registry.regions("street", clock.today())
    return [
        Detail("状态", word, state=state),
        Detail("手机号", phone),
        Detail("身份证号", number, "" if "id_number" in opened else "只显示头尾"),
        Detail("工种", "、".join(line.job_types)),
        Detail("所属企业", company.name if company else "", href=f"/office/companies/{line.company}" if company else ""),
        Detail("街道", streets.get(line.street, "")),
        Detail("最近到期", line.expires_on.isoformat() if line.expires_on else "", days_left(line.expires_on, clock.today())),
    ]


def _awaiting(subject: str) -> list[tuple[str, str]]:
    """(who says so, until when) of what she has not confirmed."""
    waiting = intake.claims_awaiting(subject)
    names = access.organisation_names({source for _, source, _ in waiting})
    return [(names.get(source, "本区平台"), until.isoformat()) for _, source, until in waiting]


def _reveals(actor: Actor) -> list[tuple[str, str]]:
    allowed = fields_of(actor.role, Permission.FIELD_REVEAL)
    already = fields_of(actor.role, Permission.FILE_VIEW)
    return [(field, label) for field, (label, cls) in REVEALED.items() if cls in allowed and cls not in already]


def _may_propose(actor: Actor, line: registry.FileLine, stands: Sequence[Entry]) -> list[tuple[str, str]]:
    """Entries about which a red review may be proposed: (entry, words)."""
    if not (line.confirmed and may_ever(actor.role, Permission.RED_PROPOSE)):
        return []
    adverse: list[tuple[str, str]] = []
    today = clock.today().isoformat()
    for entry in stands:
        result: Any = entry.get("result")
        if entry.fact.kind == "identity.check" and result == "passed" and str(entry.get("id_valid_through") or today) < today:
            adverse.append((entry.id, f"身份证已于 {entry.get('id_valid_through')} 到期"))
        if (entry.fact.kind in ("identity.check", "background.check") and result not in ("passed", "pending")) or entry.fact.kind == "penalty" or (entry.fact.kind == "complaint.finding" and entry.get("upheld")):
            adverse.append((entry.id, f"{kind(entry.fact.kind).label} {entry.fact.happened_on}"))
    return adverse
