"""找人 — by what one can type, cut down by what a file shows, in an order one can choose; and how many there are.

A number on a page and the list it opens are counted by one and the same condition: `counts` and `find`.

Not here  what is typed against (typed_index), receipts and masking (the page), look-up by a whole number (`by_id_number`: a
          keyed index).
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet

from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry.listing import FileLine, line_of
from jiaxin.apps.registry.models import Region, WorkerFile
from jiaxin.apps.registry.typed_index import everybody_fitting
from jiaxin.domain.figures.rules import figure_rules
from jiaxin.domain.figures.sizes import size_of
from jiaxin.kit import clock
from jiaxin.kit.finding import Fit, strongest

MOST = 500  # persons a search may find; more say “请再多打几个字”
FILED = Q(confirmed=True, withdrawn=False)
ANY = "any"
matching = everybody_fitting


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose files a list may hold; empty = no limit. `of_nobody` holds none.

    confirmed  only those who have confirmed: what others say about a person is for its submitter and reviewers
    """

    street: str = ""
    grid: str = ""
    company: str = ""
    of_nobody: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is cut down to.

    state    a colour (of those filed), or filed, verified, waiting, withdrawn; fresh: filed, and written about after a position
    street   `-` for those without one
    missing  a part of the file, or any; `has` a part that those filed do have
    trade    a word of what she does; `size` of the company she works for
    within   days in which a paper of hers runs out, none for 0
    among    for the states that other records decide: waiting ones whose claims are about to lapse
    sort     expires, -expires, filed, -filed; else by street
    """

    typed: str = ""
    street: str = ""
    state: str = ""
    missing: str = ""
    company: str = ""
    trade: str = ""
    has: str = ""
    size: str = ""
    within: int = 0
    after: int = 0
    among: frozenset[str] | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`fits`: how well each fits what was typed, empty where nothing was."""

    lines: list[FileLine]
    count: int
    too_many: bool = False
    fits: Mapping[str, Fit] = field(default_factory=dict)


def find(scope: Scope, wanted: Wanted, limit: int, offset: int = 0) -> Found:
    """Lines of a page and the number of all. What is typed puts the best ahead, unless another order is chosen."""
    rows = _within(scope).filter(_where(wanted))
    if not wanted.typed.strip():
        lines = [line_of(row) for row in rows.order_by(*_order(wanted))[offset : offset + limit]]
        return Found(lines, rows.count())
    best = _seen(rows, matching(wanted.typed))
    kept = dict(list(best.items())[:MOST])
    if wanted.sort:
        lines = [line_of(row) for row in rows.filter(subject__in=list(kept)).order_by(*_order(wanted))[offset : offset + limit]]
    else:
        page = list(kept)[offset : offset + limit]
        told = {row.subject: line_of(row) for row in rows.filter(subject__in=page)}
        lines = [told[subject] for subject in page if subject in told]
    return Found(lines, len(kept), len(best) > MOST, kept)


def subjects_found(scope: Scope, typed: str) -> dict[str, Fit]:
    """Those within the scope whom what was typed fits, the best first, at most `MOST`."""
    return dict(list(_seen(_within(scope), matching(typed)).items())[:MOST])


def counts(scope: Scope, several: Sequence[Wanted]) -> list[int]:
    """How many lines `find` would hold for each, in one question. Nothing typed."""
    asked = {f"n{n}": Count("subject", filter=_where(one) or None) for n, one in enumerate(several)}
    told = _within(scope).aggregate(**asked) if asked else {}
    return [told[name] for name in asked]


def _seen(rows: "QuerySet[WorkerFile]", fitting: Mapping[str, Fit]) -> dict[str, Fit]:
    """Of those whom it fits, who is among the rows, the best first. Cut down before anything is left out: most may be of other streets."""
    if not fitting:
        return {}
    if len(fitting) <= MOST:
        rows = rows.filter(subject__in=list(fitting))
    allowed = _subjects(rows)
    return strongest({subject: fit for subject, fit in fitting.items() if subject in allowed})


def _subjects(rows: "QuerySet[WorkerFile]") -> set[str]:
    """Of tens of thousands: past the objects that a question through the models would make of each row."""
    try:
        sql, values = rows.order_by().values_list("subject", flat=True).query.sql_with_params()
    except EmptyResultSet:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {subject for (subject,) in cursor.fetchall()}


def _within(scope: Scope) -> "QuerySet[WorkerFile]":
    rows = WorkerFile.objects.all()
    if scope.of_nobody:
        return rows.none()
    if scope.confirmed:
        rows = rows.filter(confirmed=True)
    for name in ("street", "grid", "company"):
        if value := getattr(scope, name):
            rows = rows.filter(**{name: value})
    return rows


def _order(wanted: Wanted) -> tuple[object, ...]:
    back = wanted.sort.startswith("-")
    name = {"expires": "expires_on", "filed": "filed_on"}.get(wanted.sort.removeprefix("-"))
    if name is None:
        return ("street", "subject")
    return (F(name).desc(nulls_last=True) if back else F(name).asc(nulls_last=True), "subject")


def _where(wanted: Wanted) -> Q:
    cut = Q()
    if wanted.street:
        cut &= ~Q(street__in=_streets()) if wanted.street == "-" else Q(street=wanted.street)
    if wanted.company:
        cut &= Q(company=wanted.company)
    if wanted.size:
        cut &= Q(company="") if wanted.size == "self" else Q(company__in=_companies_sized(wanted.size))
    if wanted.trade:  # SQLite keeps a list as it was written, with its letters escaped
        cut &= Q(job_types__icontains=wanted.trade) | Q(job_types__icontains=json.dumps(wanted.trade)[1:-1])
    if wanted.missing:
        cut &= ~Q(missing=[]) if wanted.missing == ANY else Q(missing__icontains=f'"{wanted.missing}"')
    if wanted.has:
        cut &= FILED & ~Q(missing__icontains=f'"{wanted.has}"')
    if wanted.within:
        cut &= Q(expires_on__lte=clock.today() + timedelta(days=wanted.within))
    return cut & _standing(wanted)


def _standing(wanted: Wanted) -> Q:
    match wanted.state:
        case "":
            return Q()
        case "waiting":
            return Q(claimed=True)
        case "lapsing":
            return Q(claimed=True, subject__in=sorted(wanted.among or ()))
        case "withdrawn":
            return Q(withdrawn=True)
        case "filed":
            return FILED
        case "verified":
            return FILED & Q(verified=True)
        case "fresh":
            return FILED & Q(position__gt=wanted.after)
    return FILED & Q(colour=wanted.state)


def _streets() -> list[str]:
    """Those of today: who lives in a street that is no more counts among those of none."""
    today = clock.today()
    held = Region.objects.filter(level="street", valid_from__lte=today).filter(Q(valid_to=None) | Q(valid_to__gte=today))
    return list(held.order_by("code").values_list("code", flat=True))


@beyond("只比人数")
def _companies_sized(size: str) -> list[str]:
    """Companies of a size by everybody on their lists, wherever she lives."""
    rules = figure_rules(clock.today())
    forces: Counter[str] = Counter(dict(WorkerFile.objects.exclude(company="").values_list("company").annotate(n=Count("subject")).order_by("company")))
    return [company for company, people in forces.items() if size_of(people, rules) == size]
