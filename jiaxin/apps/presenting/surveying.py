"""满意度调查 — a family that has rated is asked a few questions, once for an order; what it answers is kept apart from the visit.

A sheet knows neither visit nor worker nor moment. It is sealed under the key of its month, which is destroyed when the months of
the rules are over. Whoever declines, or lets the days pass, leaves an empty sheet: that is the missing share.

Not here  how often the same phone is asked (its own cookie says; nothing of a family is kept), what sheets add up to (oversight).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from jiaxin.apps.access import vault
from jiaxin.apps.access.scoping import beyond
from jiaxin.apps.presenting.models import SurveySheet, Visit
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.scoring import queries as scoring
from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook
from jiaxin.domain.surveys import KIND, Sheet, Survey, months_before, packaged_surveys, survey_of
from jiaxin.kit import clock
from jiaxin.kit.clock import CHINA
from jiaxin.kit.crypto import digest
from jiaxin.kit.ids import new_id

ASKED, OVER = "asked", "over"
AT_ONCE = 200
SHEET_BYTES = 512  # every sheet is as long as every other, so that its length says nothing


def survey_on(day: date) -> Survey:
    """The question set of a day: of those promulgated here and those that came with the product the one of the latest day."""
    made = scoring.rulebooks_of(KIND)
    named = {one.version for one in made}
    books: list[Rulebook] = [*(one for one in packaged_surveys() if one.version not in named), *made]
    fitting = [one for one in books if one.applies(day)]
    if not fitting:
        raise Refused("rulebook.none", f"{day} 没有适用的满意度问卷", "请先起草并由另一人发布")
    return survey_of(max(fitting, key=lambda one: one.valid_from))  # of two from the same day the later promulgated


@beyond("凭确认入户的那一页")
def ask(secret: str) -> bool:
    """The family has rated: it is asked now, unless it was. Whether it is."""
    found = Visit.objects.filter(secret=digest(secret.encode()), survey="").exclude(family_said=None)
    return bool(found.update(survey=ASKED, asked_at=clock.now()))


@beyond("凭确认入户的那一页")
def waiting(secret: str) -> Survey | None:
    """What this family is asked and has not answered; None once it is over. Raises Refused for an unknown page."""
    row = _by_secret(secret)
    return survey_on(_day(row)) if _open(row) else None


@beyond("凭确认入户的那一页")
def answer(secret: str, said: Mapping[str, str]) -> None:
    """Once. Raises Refused where nothing was chosen, or it is over."""
    _hand_in(secret, said, declined=False)


@beyond("凭确认入户的那一页")
def decline(secret: str) -> None:
    _hand_in(secret, {}, declined=True)


def close_due() -> int:
    """Those asked whose days have passed leave an empty sheet; the job process calls this. How many."""
    asked = Visit.objects.filter(survey=ASKED).order_by("asked_at", "id")
    due = [row for row in asked[:AT_ONCE] if not _open(row)]
    for row in due:
        with transaction.atomic():
            held = Visit.objects.select_for_update().get(pk=row.pk)
            if held.survey == ASKED:
                _kept(held, survey_on(_day(held)), {})
    return len(due)


def forget_old() -> int:
    """Sheets past their months go with the keys of those months. How many."""
    today = clock.today()
    first = months_before(today, survey_on(today).keep_months)[0]
    months = list(SurveySheet.objects.filter(month__lt=first).order_by("month").values_list("month", flat=True).distinct())
    with transaction.atomic():
        vault.destroy([_owner(one) for one in months], "survey past its months")
        gone, _ = SurveySheet.objects.filter(month__in=months).delete()
    return gone


def sheets(months: Sequence[str]) -> list[Sheet]:
    """Every sheet of these months, opened: to be added up and nothing else."""
    rows = list(SurveySheet.objects.filter(month__in=months).order_by("month", "id").values_list("id", "month", "version", "box"))
    opened = vault.open_many([(_owner(month), bytes(box), _bound(name)) for name, month, _, box in rows])
    found = []
    for (_, month, version, _), text in zip(rows, opened, strict=True):
        if text is not None:
            street, company, answers = json.loads(text)
            found.append(Sheet(month, version, street, company, answers))
    return found


def _hand_in(secret: str, said: Mapping[str, str], declined: bool) -> None:
    with transaction.atomic():
        row = Visit.objects.select_for_update().get(pk=_by_secret(secret).pk)
        if not _open(row):
            raise Refused("survey.over", "这份问卷已经交过，或者过了时间", "不用再答了，谢谢")
        survey = survey_on(_day(row))
        _kept(row, survey, {} if declined else survey.heard(said))


def _kept(row: Visit, survey: Survey, answers: Mapping[str, str]) -> None:
    """The visit is done with it, and a sheet without its name lies in its month."""
    month = f"{_day(row):%Y-%m}"
    with beyond("答卷只记街道和企业，用于汇总"):
        street = registry.streets_of([row.subject]).get(row.subject, "")
        company = registry.employers([row.subject]).get(row.subject, "")
    name = new_id()
    vault.ensure_keys([_owner(month)])
    body = json.dumps([street, company, answers], ensure_ascii=False).encode().ljust(SHEET_BYTES)
    (box,) = vault.seal_many([(_owner(month), body, _bound(name))])
    SurveySheet.objects.create(id=name, month=month, version=survey.version, box=box)
    Visit.objects.filter(pk=row.pk).update(survey=OVER, asked_at=None)


def _day(row: Visit) -> date:
    return (row.asked_at or row.confirmed_at).astimezone(CHINA).date()


def _open(row: Visit) -> bool:
    return row.survey == ASKED and row.asked_at is not None and clock.now() < row.asked_at + timedelta(days=survey_on(_day(row)).open_days)


def _by_secret(secret: str) -> Visit:
    row = Visit.objects.filter(secret=digest(secret.encode())).first()
    if row is None:
        raise Refused("access.absent", "没有这个页面。", "请用确认入户时打开的那一页。")
    return row


def _owner(month: str) -> str:
    return f"survey:{month}"


def _bound(sheet: str) -> bytes:
    return f"presenting_survey_sheet:{sheet}".encode()
