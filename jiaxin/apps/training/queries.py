"""Which courses are on offer, who sits in which. Read only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from jiaxin.apps.access.actions import log_read, require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.training.models import Course, Seat
from jiaxin.domain.courses import GAPS
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, FieldClass, Permission, Reach, Thing, reach_of
from jiaxin.domain.procedures.course import PROCEDURE
from jiaxin.kit import clock

TAKEN = ("in", "present", "absent")
_FIELDS = (FieldClass.BASIC, FieldClass.CONTACT)


@dataclass(frozen=True, slots=True)
class CourseView:
    """A course as a page shows it. `taken` counts who has signed up, `mine` is how the asking worker stands to it."""

    id: str
    organisation: str
    title: str
    provider: str
    hours: str
    held_on: date
    at: str
    place: str
    places: int
    taken: int
    gap: str
    gap_label: str
    state: str
    state_label: str
    why: str
    mine: str = ""

    @property
    def full(self) -> bool:
        return self.taken >= self.places


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who has signed up, named."""

    subject: str
    name: str
    phone: str
    state: str
    at: datetime


def on_offer(actor: Actor) -> list[CourseView]:
    """Open and not past, the nearest first, each with how she stands to it."""
    rows = Course.objects.filter(state="open", held_on__gte=clock.today()).order_by("held_on", "id")[:100]
    return _views(list(rows), _seats_of(actor.subject))


def hers(actor: Actor) -> list[CourseView]:
    """Those she signed up for that are over or called off, the latest first."""
    mine = {course: state for course, state in _seats_of(actor.subject).items() if state != "out"}
    rows = Course.objects.filter(id__in=list(mine)).exclude(state="open", held_on__gte=clock.today()).order_by("-held_on", "id")[:50]
    return _views(list(rows), mine)


def kept(actor: Actor) -> list[CourseView]:
    """Of the office that asks, or of all for who sees the district: the latest day first."""
    require(actor, Permission.COURSE_KEEP, Thing.of(actor))
    rows = Course.objects.order_by("-held_on", "id")
    if reach_of(actor.role, Permission.COURSE_KEEP) is not Reach.DISTRICT:
        rows = rows.filter(organisation=actor.organisation or "-")
    return _views(list(rows[:300]), {})


def course(actor: Actor, course_id: str) -> CourseView:
    row = found(course_id)
    require(actor, Permission.COURSE_KEEP, thing_of(row))
    return _views([row], {})[0]


def roll(actor: Actor, course_id: str, purpose: str, numbers: bool = False) -> list[Sitter]:
    """Who has signed up, by name, with a receipt. numbers: with the identity number in place of the phone, for the register."""
    row = found(course_id)
    require(actor, Permission.COURSE_ROLL if numbers else Permission.COURSE_KEEP, thing_of(row))
    with beyond("报名名单由开课单位看"):
        seats = list(Seat.objects.filter(course=course_id, state__in=TAKEN).order_by("changed_at", "id"))
        if not seats:
            return []
        log_read(actor, [one.subject for one in seats], (*_FIELDS, *((FieldClass.IDENTITY,) if numbers else ())), purpose, course_id)
        people = registry.people([one.subject for one in seats])
    return [
        Sitter(one.subject, people[one.subject].name, people[one.subject].id_number if numbers else people[one.subject].phone, one.state, one.changed_at)
        for one in seats if one.subject in people
    ]  # fmt: skip


def found(course_id: str) -> Course:
    row = Course.objects.filter(id=course_id).first()
    if row is None:
        raise Refused("access.absent", "没有找到这门课。", "请从列表进入。")
    return row


def thing_of(row: Course) -> Thing:
    return Thing(organisation=row.organisation, made_by=row.made_by, kind="course")


def _seats_of(subject: str) -> dict[str, str]:
    return dict(Seat.objects.filter(subject=subject).values_list("course", "state")) if subject else {}


def _views(rows: list[Course], mine: dict[str, str]) -> list[CourseView]:
    with beyond("只出报名人数"):
        counted = Seat.objects.filter(course__in=[one.id for one in rows], state__in=TAKEN).values("course").annotate(n=Count("id")).order_by("course")
        taken = Counter({one["course"]: one["n"] for one in counted})
    return [
        CourseView(
            one.id, one.organisation, one.title, one.provider, one.hours, one.held_on, one.at, one.place, one.places, taken[one.id],
            one.gap, GAPS.get(one.gap, ""), one.state, PROCEDURE.states[one.state], one.why, mine.get(one.id, ""),
        )
        for one in rows
    ]  # fmt: skip
