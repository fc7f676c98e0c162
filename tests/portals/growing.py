"""Everything twice: what the lists of a played district hold is there a second time, about other people and companies too."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.alarms import Sign, sound
from jiaxin.apps.access.models import Account, Alarm, Read, Refusal
from jiaxin.apps.access.queries import console_actor
from jiaxin.apps.exchange.models import Peer, PeerKey
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.governance.models import Campaign, Case, ProjectCall
from jiaxin.apps.governance.sealing import opened, sealed
from jiaxin.apps.intake.models import Batch, FieldPhone, FieldRecord, IdentityQuestion, RecordDoubt, VerificationRequest
from jiaxin.apps.intake.questions import OPEN
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.oversight.models import Drive, Poster, Snapshot
from jiaxin.apps.registry import actions as registering
from jiaxin.apps.registry import queries as registry
from jiaxin.apps.registry.models import WorkerFile
from jiaxin.apps.rights.models import Leak
from jiaxin.domain.facts import Channel, Fact, Provenance, Standing
from jiaxin.domain.values.credit_code import check_character
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from tests.browser.lively import Lively
from tests.factories.records import a_fact
from tests.portals.field.doors import person

_FIRMS = 4
_NEW = 16


def begun(one: Lively) -> None:
    """One of each thing that the played district has none of."""
    clerk = "bureau-clerk"
    confirmed = [subject for subject, line in registry.file_lines(registry.all_of("worker")).items() if line.confirmed]
    for subject in confirmed[:3]:
        one.sends(clerk, f"/office/workers/{subject}/review", entry=f"entry-{subject}")
        one.sends(clerk, f"/office/cases/new/suspension/{subject}", why="有人报警说有危险")
    for number in range(2):
        one.sends("security-admin", "/office/leaks/open", said=f"样例网站第{number}页", fragment="ABCDE FGHIJ")
        sound(Sign("reveals", f"样例账号{number}", "一小时打开档案 99 份", clock.now()))
    Alarm.objects.update(seen_by="security-admin", seen_at=clock.now(), note="核查过")
    pair = registry.all_of("worker")[:2]
    IdentityQuestion.objects.create(id=new_id(), about=":".join(pair), state=OPEN, subject=pair[0], asked_at=clock.now(), candidates=[{"subject": pair[1], "entry": "", "score": 900, "levels": {}}])
    firm = registry.all_of("company")[0]
    RecordDoubt.objects.create(id=new_id(), code="row-copied", about=new_id(), company=firm, subject=pair[0], other=pair[1], state="open", since=clock.today())
    take = {f"take-{code}": str(least) for code, _, least, _ in matters.draw_standing().classes}
    one.sends(clerk, "/office/draws/commit", round="第一次抽查", awaited="次日开奖号码", officers="甲检\n乙检\n丙检", **take)
    VerificationRequest.objects.create(batch_no="样例1", subject=one.her, asked_at=clock.now(), asked_by=clerk, due_on=clock.today())
    one.sends(clerk, f"/office/points/{one.her}/service", kind="help", on=clock.today().isoformat(), hours="1", organiser="样例社区居委会")


def everything(one: Lively) -> None:
    """Doubles what there is. Raises AssertionError where a page refuses."""
    for topic in ("stars", "points", "matters"):
        one.sends("bureau-clerk", f"/office/topics/make/{topic}", first=clock.today().isoformat(), last=clock.today().isoformat())
    one.sends("bureau-clerk", f"/office/points/{one.her}/service", kind="outreach", on=clock.today().isoformat(), hours="1", organiser="样例社区居委会")
    registering.set_regions([(f"34991290{n}", f"样例新街道{n}", "street", settings.DISTRICT.region_code, date(2020, 1, 1), None) for n in range(1, 4)])
    _people(one)
    firms, workers = registry.all_of("company"), registry.all_of("worker")
    onto = {a: b for some in (firms, workers) for a, b in zip(some, some[1:] + some[:1], strict=True)}
    for case in list(Case.objects.order_by("opened_at")):
        for subject in {case.subject, onto.get(case.subject, case.subject)}:
            _case(case, subject)
    for campaign in list(Campaign.objects.all()):
        made = list(campaign.companies.all())
        _again(campaign)
        for joined in made:
            _again(joined, campaign=campaign, id=None)
    for model, changed in _PLAIN:
        for row in list(model.objects.all()):
            _again(row, **{name: made(row) for name, made in changed.items()})
    for drive in list(Drive.objects.all()):
        posters = list(Poster.objects.filter(drive=drive))
        _again(drive)
        for poster in posters:
            _again(poster, drive=drive, code=new_id())


def _id(_: Any) -> str:
    return new_id()


_PLAIN: tuple[tuple[Any, dict[str, Callable[[Any], Any]]], ...] = (
    (ProjectCall, {"id": _id}), (Batch, {"id": _id}), (Leak, {"id": _id}), (Alarm, {"id": lambda _: None, "about": lambda one: f"{one.about}-2"}), (Read, {"id": lambda _: None}), (Refusal, {"id": lambda _: None}),
    (RecordDoubt, {"id": _id, "about": _id, "subject": lambda _: registry.all_of("worker")[2]}), (IdentityQuestion, {"id": _id, "about": _id}), (VerificationRequest, {"id": lambda _: None, "batch_no": lambda one: f"{one.batch_no}-2"}),
    (Peer, {"code": lambda one: f"{one.code}-2"}), (PeerKey, {"id": lambda _: None, "peer": lambda one: f"{one.peer}-2"}),
    (FieldPhone, {"id": lambda _: new_id() * 2}), (FieldRecord, {"key": lambda _: new_id() * 2}), (Snapshot, {"digest": lambda one: one.digest[::-1]}),
    (Account, {"id": lambda _: None, "username": lambda one: f"{one.username}-2", "phone_index": lambda _: None, "phone": lambda _: None}),
)  # fmt: skip


def _again(row: models.Model, **changed: Any) -> None:
    """The row itself becomes its double."""
    if not changed:
        changed = {"id": new_id()}
    for name, value in changed.items():
        setattr(row, name, value)
    row._state.adding = True
    row.save(force_insert=True)


def _case(case: Case, subject: str) -> None:
    events = list(case.events.order_by("number"))
    twin = Case.objects.get(pk=case.pk)
    own = case.organisation == case.subject
    _again(twin, id=new_id(), about=new_id() if not case.closed else case.about, subject=subject, organisation=subject if own else case.organisation)
    private = opened([(case.pk, one.number, case.subject, bytes(one.sealed)) for one in events])
    for event, said in zip(events, private, strict=True):
        _again(event, id=None, case=twin, sealed=sealed(twin.pk, event.number, subject, said))


def _people(one: Lively) -> None:
    """Companies with workers of their own, and more workers of the company that looks at its lists."""
    console = console_actor()
    firms = [one.firm]
    for number in range(_FIRMS):
        body = f"91340299MA00NEW{number:02}"
        code, name = body + check_character(body), f"样例新增{number}家政服务有限公司"
        subject = registering.enrol_companies([(code, name)])[code]
        access.set_up_organisation(console, subject, name, "company", "340299", code)
        firms.append(subject)
    said = {firm: Provenance(firm, Channel.SHEET, "样例账号", sheet="Sheet1", row=2) for firm in firms}
    made: list[Fact] = []
    theirs: dict[str, str] = {}
    for number in range(_NEW):
        somebody, firm = person(600 + number), firms[number % len(firms)]
        (enrolled,) = registering.enrol([registering.Claimed(somebody["name"], somebody["id_number"], somebody["phone"])])
        made += _known(enrolled.subject, firm, said[firm], somebody)
        registering.issue_codes([enrolled.subject])
        theirs[enrolled.subject] = firm
    ledger.append(made)
    pipeline.advance()
    for subject, firm in theirs.items():
        WorkerFile.objects.filter(subject=subject).update(company=firm)


def _known(subject: str, firm: str, said: Provenance, somebody: dict[str, Any]) -> Iterable[Fact]:
    values = {name: somebody[name] for name in ("name", "id_number", "phone", "residence_address")}
    for kind, more in (("profile", values), ("employment", {"ended_on": None}), ("consent", {})):
        yield a_fact(kind, subject, None, **more)._replace(provenance=said, standing=Standing.PHONE, company=firm)
