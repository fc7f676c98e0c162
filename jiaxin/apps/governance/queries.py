"""Where a case stands, what this actor can do next, and what is due."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F, Q

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.governance.agreeing import Agreements as Agreements
from jiaxin.apps.governance.agreeing import marking_agreement as marking_agreement
from jiaxin.apps.governance.applying import Invitation as Invitation
from jiaxin.apps.governance.applying import Reached as Reached
from jiaxin.apps.governance.applying import star_invitation as star_invitation
from jiaxin.apps.governance.applying import star_uptake as star_uptake
from jiaxin.apps.governance.campaigning import CampaignView as CampaignView
from jiaxin.apps.governance.campaigning import campaign as campaign
from jiaxin.apps.governance.campaigning import campaign_effect as campaign_effect
from jiaxin.apps.governance.campaigning import campaigns as campaigns
from jiaxin.apps.governance.campaigning import own_campaign as own_campaign
from jiaxin.apps.governance.carrying import lines_in_force as lines_in_force
from jiaxin.apps.governance.coursing import Duty as Duty
from jiaxin.apps.governance.coursing import duties_of as duties_of
from jiaxin.apps.governance.coursing import duty_after as duty_after
from jiaxin.apps.governance.drawing import Round as Round
from jiaxin.apps.governance.drawing import draw_shown as draw_shown
from jiaxin.apps.governance.drawing import draw_standing as draw_standing
from jiaxin.apps.governance.drawing import draws_shown as draws_shown
from jiaxin.apps.governance.evaluating import Batch as Batch
from jiaxin.apps.governance.evaluating import evaluable as evaluable
from jiaxin.apps.governance.evaluating import evaluation_batches as evaluation_batches
from jiaxin.apps.governance.evaluating import evaluation_sheet as evaluation_sheet
from jiaxin.apps.governance.evaluating import evaluations_of as evaluations_of
from jiaxin.apps.governance.evaluating import evaluator_agreement as evaluator_agreement
from jiaxin.apps.governance.evaluating import evaluators as evaluators
from jiaxin.apps.governance.evaluating import my_evaluation as my_evaluation
from jiaxin.apps.governance.evaluating import my_evaluations as my_evaluations
from jiaxin.apps.governance.handing import SENDS as SENDS
from jiaxin.apps.governance.handing import Handed as Handed
from jiaxin.apps.governance.handing import handed as handed
from jiaxin.apps.governance.handing import origin_of as origin_of
from jiaxin.apps.governance.handing import proposed_department as proposed_department
from jiaxin.apps.governance.honours import honours_held as honours_held
from jiaxin.apps.governance.instalments import Instalment as Instalment
from jiaxin.apps.governance.instalments import support_plan as support_plan
from jiaxin.apps.governance.letters import Letter as Letter
from jiaxin.apps.governance.letters import letter as letter
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.offering import Offering as Offering
from jiaxin.apps.governance.offering import offering as offering
from jiaxin.apps.governance.offering import steps_offered as steps_offered
from jiaxin.apps.governance.papers import Issued as Issued
from jiaxin.apps.governance.papers import changed_since as changed_since
from jiaxin.apps.governance.papers import issued as issued
from jiaxin.apps.governance.pledging import pledge_fulfilment as pledge_fulfilment
from jiaxin.apps.governance.pledging import pledge_of as pledge_of
from jiaxin.apps.governance.pledging import pledges as pledges
from jiaxin.apps.governance.point_summing import PointSums as PointSums
from jiaxin.apps.governance.point_summing import point_sums as point_sums
from jiaxin.apps.governance.pointing import Book as Book
from jiaxin.apps.governance.pointing import book_of as book_of
from jiaxin.apps.governance.pointing import earnable as earnable
from jiaxin.apps.governance.pointing import service_kinds as service_kinds
from jiaxin.apps.governance.printing import as_docx as as_docx
from jiaxin.apps.governance.printing import as_pdf as as_pdf
from jiaxin.apps.governance.projecting import applications as applications
from jiaxin.apps.governance.projecting import pass_reasons as pass_reasons
from jiaxin.apps.governance.projecting import project_call as project_call
from jiaxin.apps.governance.projecting import project_calls as project_calls
from jiaxin.apps.governance.projecting import project_kinds as project_kinds
from jiaxin.apps.governance.projecting import project_standings as project_standings
from jiaxin.apps.governance.projecting import project_uptake as project_uptake
from jiaxin.apps.governance.reading import calendar as working_days_of_the_district  # noqa: F401  # part of the face: rights asks by this name
from jiaxin.apps.governance.reading import employers_of as employers_of
from jiaxin.apps.governance.reading import found, outlines, setting
from jiaxin.apps.governance.reading import own_ids as own_ids
from jiaxin.apps.governance.reporting import BY_OFFICER as BY_OFFICER
from jiaxin.apps.governance.reporting import CHANNELS as CHANNELS
from jiaxin.apps.governance.reporting import reply_due as reply_due
from jiaxin.apps.governance.reporting import report_slip as report_slip
from jiaxin.apps.governance.reporting import reported as reported
from jiaxin.apps.governance.reporting import spelled as spelled
from jiaxin.apps.governance.resulting import PUBLIC, round_results
from jiaxin.apps.governance.resulting import Results as Results
from jiaxin.apps.governance.returning import Return as Return
from jiaxin.apps.governance.returning import orders_of as orders_of
from jiaxin.apps.governance.returning import return_due as return_due
from jiaxin.apps.governance.returning import return_of as return_of
from jiaxin.apps.governance.returning import returns_of_month as returns_of_month
from jiaxin.apps.governance.reviewing import reviews_about as reviews_about
from jiaxin.apps.governance.reviewing import reviews_of as reviews_of
from jiaxin.apps.governance.reviewing import words_of as words_of
from jiaxin.apps.governance.sealing import NOBODY as NOBODY
from jiaxin.apps.governance.standards import Standard as Standard
from jiaxin.apps.governance.standards import standard as standard
from jiaxin.apps.governance.standards import standards as standards
from jiaxin.apps.governance.stars import Prospect as Prospect
from jiaxin.apps.governance.stars import plaque as plaque
from jiaxin.apps.governance.stars import plaque_pdf as plaque_pdf
from jiaxin.apps.governance.stars import plaque_stands as plaque_stands
from jiaxin.apps.governance.stars import star_agreement as star_agreement
from jiaxin.apps.governance.stars import star_application as star_application
from jiaxin.apps.governance.stars import star_checklist as star_checklist
from jiaxin.apps.governance.stars import star_mean as star_mean
from jiaxin.apps.governance.stars import star_open_from as star_open_from
from jiaxin.apps.governance.stars import star_outliers as star_outliers
from jiaxin.apps.governance.stars import star_outlook as star_outlook
from jiaxin.apps.governance.stars import star_parts as star_parts
from jiaxin.apps.governance.stars import star_prospect as star_prospect
from jiaxin.apps.governance.stars import star_site as star_site
from jiaxin.apps.governance.supervising import my_visits as my_visits
from jiaxin.apps.governance.supervising import specials as specials
from jiaxin.apps.governance.supervising import visit_items as visit_items
from jiaxin.apps.governance.supervising import visited_companies as visited_companies
from jiaxin.apps.governance.supporting import Paid as Paid
from jiaxin.apps.governance.supporting import Preview as Preview
from jiaxin.apps.governance.supporting import support_lines as support_lines
from jiaxin.apps.governance.supporting import support_previews as support_previews
from jiaxin.apps.governance.supporting import support_rules as support_rules
from jiaxin.apps.governance.supporting import support_same as support_same
from jiaxin.apps.governance.timing import Handling as Handling
from jiaxin.apps.governance.timing import Matter as Matter
from jiaxin.apps.governance.timing import handling as handling
from jiaxin.apps.governance.timing import matters as matters
from jiaxin.apps.governance.viewing import CaseView as CaseView
from jiaxin.apps.governance.viewing import case as case
from jiaxin.apps.governance.viewing import views as _views
from jiaxin.apps.governance.waiting import Waiting as Waiting
from jiaxin.apps.governance.waiting import waiting as waiting
from jiaxin.apps.registry import queries as registry
from jiaxin.domain.calendar import DAY
from jiaxin.domain.permissions import Actor
from jiaxin.domain.procedures import procedure as procedures
from jiaxin.kit.bulk import chunks
from jiaxin.kit.clock import CHINA


def cases_about(subject: str, unsealed: bool = True) -> list[CaseView]:
    """Every case about a subject, the newest first. unsealed: with what was said about people, which a list does not show."""
    return _views(list(Case.objects.filter(subject=subject).order_by("-opened_at", "id")), unsealed)


def matters_of(subject: str) -> list[CaseView]:
    """Matters about somebody, and those she has brought, the newest first: for the job that answers what she demands."""
    return _views(list(Case.objects.filter(Q(subject=subject) | Q(party=subject)).order_by("-opened_at", "id"))) if subject else []


@beyond("同一件事只办一次：只答有没有在办")
def open_about(procedure_code: str, about: str) -> str:
    """Id of the open case about an entry, claim, batch or version; empty if there is none."""
    row = Case.objects.filter(procedure=procedure_code, about=about, closed=False).order_by("id").first()
    return row.id if row else ""


def due(by: date, procedure_code: str = "") -> list[CaseView]:
    """Open cases with a deadline up to and including a day, the most urgent first."""
    rows = Case.objects.filter(closed=False, due_on__lte=by)
    if procedure_code:
        rows = rows.filter(procedure=procedure_code)
    return _views(list(rows.order_by("due_on", "id")))


def open_cases(procedure_code: str = "", limit: int = 200, unsealed: bool = True) -> list[CaseView]:
    """Open cases, those with the nearest deadline first, those without any at the end. unsealed: as for `cases_about`."""
    rows = Case.objects.filter(closed=False)
    if procedure_code:
        rows = rows.filter(procedure=procedure_code)
    return _views(list(rows.order_by(F("due_on").asc(nulls_last=True), "opened_at", "id")[:limit]), unsealed)


def closed_cases(procedure_code: str, limit: int = 50, unsealed: bool = True) -> list[CaseView]:
    rows = Case.objects.filter(closed=True, procedure=procedure_code)
    return _views(list(rows.order_by("-opened_at", "id")[:limit]), unsealed)


def cases_found(subjects: Sequence[str], number: str = "", limit: int = 200) -> list[CaseView]:
    """Cases about any of these subjects or with this piece in their number: those that run first, the newest ahead. Nobody's words are opened."""
    asked = Q(subject__in=list(subjects)) | (Q(id__contains=number) if number else Q(pk__in=[]))
    return _views(list(Case.objects.filter(asked).order_by("closed", "-opened_at", "id")[:limit]), unsealed=False)


def cases_by_id(ids: Sequence[str]) -> list[CaseView]:
    """These cases, those with the nearest deadline first. Nobody's words are opened."""
    rows = [row for some in chunks(list(ids), 500) for row in Case.objects.filter(id__in=some).order_by("id")]
    rows.sort(key=lambda row: (row.due_on is None, row.due_on or date.max, row.opened_at, row.id))
    return _views(rows, unsealed=False)


def opened_between(procedure_code: str, first: date, last: date) -> list[CaseView]:
    """Cases of one procedure opened in a time, both days included, the earliest first."""
    start, end = (datetime.combine(day, datetime.min.time(), CHINA) for day in (first, last + DAY))
    return _views(list(Case.objects.filter(procedure=procedure_code, opened_at__gte=start, opened_at__lt=end).order_by("opened_at", "id")))


def cases_of(actor: Actor) -> list[CaseView]:
    """Own matters: those about oneself (under any file found to be one's own) or one's company, and those one has brought; the newest first."""
    mine = [*sorted(own_ids(actor)), *([actor.organisation] if actor.organisation else [])]
    rows = Case.objects.filter(Q(subject__in=mine) | Q(party__in=mine)) if mine else Case.objects.none()
    return _views(list(rows.order_by("-opened_at", "id")[:200]))


def overdue(today: date, street: str = "") -> int:
    """How many matters are over their day, within the reach of whoever asks, or of one street."""
    rows = Case.objects.filter(closed=False, due_on__lt=today)
    return (rows.filter(street=street) if street else rows).count()


@beyond("审计管理员核对每一次停码")
def suspensions() -> list[CaseView]:
    """Every stopped code, the newest first: for the auditor."""
    return _views(list(Case.objects.filter(procedure="suspension").order_by("-opened_at", "id")))


def granted_repairs() -> list[CaseView]:
    """Repairs decided and not yet confirmed everywhere, the oldest first."""
    return _views(list(Case.objects.filter(procedure="repair", state="granted").order_by("opened_at", "id")))


def opened_by_draw(case_id: str) -> list[CaseView]:
    """The inspections that a draw has brought about."""
    return _views(list(Case.objects.filter(procedure="inspection", about__startswith=f"{case_id}-").order_by("about")))


def results_public(rounds: Sequence[Round]) -> dict[str, int]:
    """Of each of these rounds, how many of its inspections have a result anybody may read: case → how many."""
    mine = Q(pk__in=[])
    for one in rounds:
        mine |= Q(about__startswith=f"{one.case}-")
    found = Counter(about.partition("-")[0] for about in Case.objects.filter(mine, procedure="inspection", state__in=PUBLIC).order_by("about").values_list("about", flat=True))
    return {one.case: found[one.case] for one in rounds}


@beyond("只出已经公开的检查结果")
def draw_results(one: Round) -> Results | None:
    """What a drawn round has found so far."""
    visits = {c.organisation: c for c in opened_by_draw(one.case)} if one.drawn else {}
    return round_results(one, {code: visits[subject] for code, subject in subjects_by_code().items() if subject in visits})


def subjects_by_code() -> dict[str, str]:
    """Credit code → subject of every company."""
    return {one.credit_code: one.subject for one in registry.companies().values()}


@beyond("公示的事项人人可看")
def announced() -> list[CaseView]:
    """What lies open for the public: lists of support, projects, honours and stars under notice or decided, draws."""
    rows = Case.objects.filter(Q(procedure="subsidy", state__in=("announced", "approved", "paid")) | Q(procedure="draw", state__in=("committed", "drawn")) | Q(procedure="project", state__in=("announced", "granted")) | Q(procedure="award", state__in=("announced", "conferred")) | Q(procedure="star-rating", state__in=("announced", "awarded")))
    return _views(list(rows.order_by("-opened_at", "id")[:100]))


@beyond("公示期人人可看")
def notice_until(case_id: str) -> date | None:
    """The last day of a public notice that runs; None where none does."""
    row = found(case_id)
    rules, events, at = procedures.procedure(row.procedure), outlines([row])[row.id], setting(row)
    now = procedures.folded(rules, events)
    waiting = [s for s in rules.steps if s.opens_after and now.state in s.origins and not s.by_itself]
    first = procedures.opening_day(waiting[0], events, now.since, at) if waiting and now.since else None
    return first - DAY if first else None
