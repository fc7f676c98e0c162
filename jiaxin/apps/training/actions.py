"""Offer a course, call it off, say who was there; sign up and take it back."""

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction

from jiaxin.apps.access.actions import require
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.notices import actions as notices
from jiaxin.apps.training.models import Course, Seat
from jiaxin.apps.training.queries import TAKEN, found, thing_of
from jiaxin.domain import courses
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor, Permission, Thing
from jiaxin.domain.procedures.course import PROCEDURE
from jiaxin.domain.procedures.procedure import Event, Progress, Step, permitted
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id


def offer(actor: Actor, said: Mapping[str, str]) -> str:
    """A course for everybody to see. Returns its id; raises Refused with what is wrong."""
    require(actor, Permission.COURSE_KEEP, Thing.of(actor))
    one = courses.offer(said, clock.today())
    row = Course(
        id=new_id(), organisation=actor.organisation, title=one.title, provider=one.provider, hours=one.hours, held_on=one.held_on, at=one.at,
        place=one.place, places=one.places, gap=one.gap, state=_step(actor, "", "offer").to, made_by=actor.id, made_at=clock.now(),
    )  # fmt: skip
    row.save(force_insert=True)
    return row.id


def call_off(actor: Actor, course_id: str, why: str) -> None:
    """With a reason; everybody who has signed up is told."""
    with transaction.atomic():
        row = _locked(actor, course_id)
        row.state, row.why = _step(actor, row.state, "call-off", why).to, why.strip()[:200]
        row.save(update_fields=["state", "why"])
        with beyond("报了名的人要知道"):
            for subject in Seat.objects.filter(course=course_id, state="in").order_by("id").values_list("subject", flat=True):
                notices.tell(actor, "course.off", {}, subject=subject)


def held(actor: Actor, course_id: str, present: Collection[str]) -> None:
    """Who was there; the others were not. What they learned enters the record by the register, not from here."""
    with transaction.atomic():
        row = _locked(actor, course_id, Permission.COURSE_ROLL)
        if row.held_on > clock.today():
            raise Refused("course.not-yet", f"{row.held_on} 才上课", "请在上课以后登记到课")
        row.state = _step(actor, row.state, "hold").to
        row.save(update_fields=["state"])
        with beyond("登记到课"):
            seats = Seat.objects.filter(course=course_id, state="in")
            seats.filter(subject__in=list(present)).update(state="present", changed_at=clock.now())
            Seat.objects.filter(course=course_id, state="in").update(state="absent", changed_at=clock.now())


def join(actor: Actor, course_id: str) -> None:
    """Saying it twice is saying it once. The last place is given once: the course is locked while it is taken."""
    require(actor, Permission.COURSE_JOIN, Thing(owner=actor.subject))
    with transaction.atomic():
        row = Course.objects.select_for_update().filter(id=found(course_id).id).get()
        _open(row)
        with beyond("只数报名人数"):
            seats = Seat.objects.filter(course=course_id, state__in=TAKEN)
            if seats.filter(subject=actor.subject).exists():
                return
            if seats.count() >= row.places:
                raise Refused("course.full", "名额已经满了", "可以看看别的课，或过几天再来看有没有人退")
            Seat.objects.update_or_create(course=course_id, subject=actor.subject, defaults={"state": "in", "changed_at": clock.now()})


def leave(actor: Actor, course_id: str) -> None:
    require(actor, Permission.COURSE_JOIN, Thing(owner=actor.subject))
    _open(found(course_id))
    Seat.objects.filter(course=course_id, subject=actor.subject, state="in").update(state="out", changed_at=clock.now())


def forget(actor: Actor, subjects: Sequence[str]) -> None:
    """What an erased person signed up for."""
    require(actor, Permission.JOB_RUN)
    Seat.objects.filter(subject__in=list(subjects)).delete()


def _open(row: Course) -> None:
    if row.state != "open" or row.held_on < clock.today():
        raise Refused("course.closed", "这门课现在不能报名或退出", "请看看别的课；有问题的，请联系开课单位")


def _locked(actor: Actor, course_id: str, permission: Permission = Permission.COURSE_KEEP) -> Course:
    require(actor, permission, thing_of(found(course_id)))
    return Course.objects.select_for_update().get(id=course_id)


def _step(actor: Actor, state: str, verb: str, why: str = "") -> Step:
    event = Event(verb, actor.id, clock.now(), clock.today(), actor.organisation, {"why": why.strip()} if why.strip() else {})
    return permitted(PROCEDURE, Progress(state, None, closed=False), event)
