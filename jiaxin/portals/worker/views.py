"""我的档案 — what awaits her, her code, what families see, who looked. Text is large on purpose."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin import pipeline
from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import require
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure.consent import established, refused
from jiaxin.domain.disclosure.purposes import consent_rules
from jiaxin.domain.facts import Entry, Facts, Standing
from jiaxin.domain.lacking import lacking
from jiaxin.domain.permissions import FieldClass, Permission, Role, Thing, fields_of
from jiaxin.domain.permissions.field_classes import FIELD_WORDS
from jiaxin.domain.records.kind import kind
from jiaxin.domain.validity import validity_rules
from jiaxin.kit import clock
from jiaxin.portals.shared.fact_words import colour_badge, days_left, said
from jiaxin.portals.shared.framing import actor_of, card_answer, framed, with_preview_frame
from jiaxin.portals.shared.listing import Table, listed, minute
from jiaxin.portals.shared.score_words import page
from jiaxin.portals.shared.told import SHOWN, newest
from jiaxin.portals.worker.missing import steps
from jiaxin.portals.worker.own_code import stopped
from jiaxin.portals.worker.own_file import MENU, candidates, settled


@door(Permission.HOME_OPEN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = settled(actor_of(request))
    if not actor.subject:
        return framed(request, MENU[:1], "worker/none.html", {"several": bool(candidates(actor))})
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    line = registry.file_lines([actor.subject]).get(actor.subject)
    entries = record.facts_about(actor.subject, with_claims=True).entries
    awaiting = _awaiting(actor.subject, entries)
    today = clock.today()
    standing = established(Facts(actor.subject, entries))
    lacks = lacking(standing, today, validity_rules())
    state, word = colour_badge(line.colour, line.confirmed) if line else ("wait", "正在处理")
    code = registry.codes([actor.subject]).get(actor.subject, "")
    person = registry.people([actor.subject]).get(actor.subject)
    shown = {
        "steps": steps(lacks, today, refused(standing, consent_rules(today).codes, today), intake.papers_of_hers(actor)) if line and line.confirmed else [],
        "name": person.name if person else "", "state": state, "word": word, "awaiting": awaiting,
        "code_url": f"{settings.DISTRICT.public_url}/c/{code}" if code else "",
        "consents": [(e.get("signed_on"), e.get("withdrawn_on")) for e in entries if e.fact.kind == "consent"],
        "withdrawn": bool(line and line.withdrawn), "confirmed": bool(line and line.confirmed), "held": bool(line and line.held),
        "looks": access.who_looked(actor.subject, 5), "told": newest(actor, SHOWN, new=True), "code_over": stopped(actor.subject),
        "expires": days_left(line.expires_on, clock.today()) if line else "",
        "expires_on": line.expires_on if line else None,
    }  # fmt: skip
    return with_preview_frame(framed(request, MENU, "worker/home.html", shown | page(actor.subject)))


@door(Permission.FILE_OWN)
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.FILE_OWN, Thing(owner=actor.subject))
    shown = pipeline.preview(actor.subject, clock.today())
    if shown is None:
        raise Http404
    return card_answer(request, shown)


@door(Permission.LOG_OWN)
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.LOG_OWN, Thing(owner=actor.subject))
    bases = consent_rules(clock.today()).bases
    rows = [(one, "、".join(FIELD_WORDS[FieldClass(f)] for f in one.fields), bases[Role(one.role)].label) for one in access.who_looked(actor.subject)]
    told = [(one.viewer, minute(one.at), one.purpose, fields, basis) for one, fields, basis in rows]
    return listed(request, MENU, "worker/looks.html", {"rows": rows}, Table("谁查了我", ("谁", "时间", "为什么", "看了什么", "凭什么"), lambda: told, bool(rows)))


def _awaiting(subject: str, entries: tuple[Entry, ...]) -> list[dict[str, object]]:
    """What each claim says about her, by whom, until when."""
    claims = intake.claims_awaiting(subject)
    names = access.organisation_names({source for _, source, _ in claims})
    allowed = fields_of(Role.WORKER, Permission.FILE_OWN)
    told = []
    for claim, source, lapses_on in claims:
        lines = [
            (kind(e.fact.kind).label, said(e, allowed))
            for e in entries
            if e.fact.claim == claim and e.fact.standing is Standing.CLAIMED
        ]
        spells = any(e.fact.kind == "employment" and e.fact.claim == claim for e in entries)
        told.append({"id": claim, "who": names.get(source, "本区平台"), "until": lapses_on, "lines": lines, "spell": spells})
    return told


