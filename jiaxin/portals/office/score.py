"""评分说明 — one subject's score down to the cell, for any day, as known at any moment, by any version of the rules.

Opening a worker's account leaves a receipt. What was stored that day is compared with what the record gives now.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.doors import door
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.disclosure import mask_name
from jiaxin.domain.errors import Refused
from jiaxin.domain.facts import Entry
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Thing, fields_of
from jiaxin.domain.scoring.rulebook import scoring_rules
from jiaxin.kit import clock
from jiaxin.portals.menus import menu_for
from jiaxin.portals.office.telling import Teller
from jiaxin.portals.office.worker_file import looked_up
from jiaxin.portals.shared import score_words
from jiaxin.portals.shared.framing import actor_of, framed
from jiaxin.portals.shared.parts import Moment


@door(Permission.SCORE_EXPLAIN)
@require_safe
def score(request: HttpRequest, subject: str) -> HttpResponse:
    actor = actor_of(request)
    kind, name, refused = _whose(actor, subject)
    as_of, known = _day(request, "as_of") or clock.today(), _day(request, "known_at")
    versions = [one.version for one in scoring.in_force(clock.today()) if (one.kind, one.subject) == ("scoring", kind)]
    version = request.GET.get("rulebook", "")
    shown: dict[str, object] = {
        "name": name, "subject": subject, "as_of": as_of, "known_at": known, "versions": versions, "version": version,
        "kind": kind, "to_come": as_of > clock.today(),
    }  # fmt: skip
    found = None
    try:
        found = scoring.opened(subject, as_of, _end_of(known) if known else None, version)
    except Refused as why:
        shown["why"] = why
    shown["account"] = found
    for other in found.others if found else ():  # taken for the same person then: her records are opened, so she is asked for and told
        _whose(actor, other)
    if found is not None:
        rules = scoring_rules(scoring.rulebook(found.assessment.rulebook))
        shown |= {
            "grade": score_words.result(found, rules), "tone": score_words.tone(found, rules), "evidence": score_words.evidence(found, rules),
            "dimensions": _dimensions(found, _teller(actor, subject, kind, refused), _whole(actor, subject, found.entries)),
            "advice": found.advice, "aim": score_words.aim(found, rules), "ahead": score_words.ahead(found), "coming": score_words.coming(found),
            "top": found.assessment.grade == rules.grades[0].code,
        }  # fmt: skip
    return framed(request, menu_for(request), "office/account.html", shown)


def _whose(actor: Actor, subject: str) -> tuple[str, str, frozenset[str]]:
    """(kind, name as this reader may see it, purposes she took back), after asking whether the account may be opened."""
    company = registry.companies([subject]).get(subject)
    if company is not None:
        require(actor, Permission.SCORE_EXPLAIN, Thing(organisation=subject))
        return "company", company.name, frozenset()
    line = looked_up(actor, subject, Permission.SCORE_EXPLAIN)
    allowed = fields_of(actor.role, Permission.SCORE_EXPLAIN)
    log_read(actor, [subject], allowed, "查看评分依据")
    name = registry.people([subject])[subject].name
    return "worker", name if FieldClass.CONTACT in fields_of(actor.role, Permission.FILE_VIEW) else mask_name(name), line.refused


def _whole(actor: Actor, subject: str, entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    """The same entries with what is sealed in them, for telling what they say."""
    return {e.id: e for e in record.history_of_many([subject])[subject] if e.id in entries}


def _teller(actor: Actor, subject: str, kind: str, refused: frozenset[str]) -> Teller:
    allowed = fields_of(actor.role, Permission.FILE_VIEW, refused)
    more = frozenset({FieldClass.BASIC, FieldClass.CONDUCT}) if kind == "company" else frozenset()
    return Teller.of(record.history_of_many([subject])[subject], allowed | more)


def _dimensions(
    found: scoring.Account, teller: Teller, entries: Mapping[str, Entry]
) -> list[tuple[str, str, str, list[tuple[score_words.Said, list[Moment]]]]]:
    """Dimension by dimension: each line with the facts it rests on, each fact with its cell."""
    told = []
    for label, points, most, lines in found.dimensions:
        shown = []
        for one in lines:
            (line,) = score_words.said([one], hurting=one.line.points.startswith("−"))
            shown.append((line, [teller.moment(entries[e]) for e in one.line.because if e in entries]))
        told.append((label, points, most, shown))
    return told


def _day(request: HttpRequest, name: str) -> date | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    try:
        return scoring.askable(date.fromisoformat(typed))
    except ValueError:
        raise Refused("score.day", "日期读不懂。", "请写成 2026-11-23 这样的日期。") from None


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), clock.CHINA) - timedelta(microseconds=1)
