"""一人一档 — what is filed about one worker, and where each line came from; and her card as families see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiaxin import pipeline
from jiaxin.apps.access import queries as access
from jiaxin.apps.access.actions import log_read, require, spend
from jiaxin.apps.access.doors import door
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, fields_of
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.shared.fact_words import colour_badge, days_left, moments, parts_missing
from jiaxin.portals.shared.framing import actor_of, card_answer, framed, with_preview_frame
from jiaxin.portals.shared.parts import Detail


@door(Permission.FILE_VIEW)
@require_safe
def worker_file(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    line = _looked_up(actor, subject)
    allowed = fields_of(actor.role, Permission.FILE_VIEW, line.refused)
    spend(actor, "file")
    log_read(actor, [subject], allowed, "查看信用档案", "file")
    person = registry.people([subject])[subject]
    facts = record.facts_about(subject, with_claims=True)
    entries = facts.entries
    names = access.organisation_names({e.fact.provenance.source for e in entries})
    origins = intake.origins({e.fact.provenance.batch for e in entries if e.fact.provenance.batch})
    state, word = colour_badge(line.colour, line.confirmed)
    open_name = FieldClass.CONTACT in allowed
    shown = {
        "line": line, "name": person.name if open_name else mask_name(person.name), "subject": subject,
        "details": (
            Detail("状态", word, state=state),
            Detail("手机号", person.phone if open_name else ""),
            Detail("身份证号", f"{person.id_number[:6]}********{person.id_number[-4:]}", "列表和档案只显示头尾"),
            Detail("工种", "、".join(line.job_types)),
            Detail("最近到期", line.expires_on.isoformat() if line.expires_on else "", days_left(line.expires_on, clock.today())),
        ),
        "missing": parts_missing(line.missing),
        "moments": moments(entries, allowed, origins, names, _batch_address(), facts.disputed),
    }  # fmt: skip
    return with_preview_frame(framed(request, menu_for(request), "company/worker.html", shown))


@door(Permission.FILE_VIEW)
@require_safe
def card(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    _looked_up(actor, subject)
    log_read(actor, [subject], fields_of(actor.role, Permission.FILE_VIEW), "查看对外展示的名片")
    shown = pipeline.preview(subject, clock.today())
    if shown is None:
        raise Http404
    return card_answer(request, shown)


def _looked_up(actor: Actor, subject: str) -> registry.FileLine:
    """Her file, if she works here today and has not withdrawn."""
    line = registry.file_lines([subject]).get(subject)
    thing = Thing(owner=subject)
    if line:
        thing = Thing(subject, line.company, line.street, line.grid, consent=line.consent, refused=line.refused)
    require(actor, Permission.FILE_VIEW, thing)
    if line is None:
        raise Refused("access.absent", "没有找到这条记录。", "请核对链接或编号。")
    return line


def _batch_address() -> str:
    return reverse("company:batch", args=["0"]).removesuffix("0") + "{}"
