"""A played district before a real browser: two months of the demo, and one thing of everything an office, a company or a family begins.

What the demo does not play is done here as a person would: by sending the forms of the pages.
"""

import base64
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access import queries as who
from jiaxin.apps.exchange.peers import own_code
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.ledger import actions as ledger
from jiaxin.apps.oversight.posters import communities
from jiaxin.apps.registry import queries as registry
from jiaxin.demo import district as truths
from jiaxin.demo.plan import Plan
from jiaxin.demo.playing import Player
from jiaxin.demo.preparing import Preparer
from jiaxin.demo.sheets.posting import schedule
from jiaxin.demo.showing import ROSTER, lay_out
from jiaxin.demo.truth import Kept
from jiaxin.domain.facts import Standing
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.kit.ids import new_id
from tests.apps.exchange.neighbour import Neighbour
from tests.browser.district import answering, installed, proved
from tests.factories.records import a_fact
from tests.played import once, with_keys_of_its_own
from tests.portals.field.doors import Phone, person, picture, record
from tests.portals.walking import signed_in

TODAY = date(2026, 11, 23)
PLAN = Plan(TODAY, workers=60, seed=5, days=75)
SEATS = (
    "bureau-clerk", "bureau-admin", "street-1", "grid", "company", "company-clerk", "p-her", "p-new", "p-family", "market", "labour", "civil", "police",
    "association", "evaluator", "supervisor", "auditor", "system-admin", "security-admin",
)  # fmt: skip
OPEN = ("/notices/", "/notices/statistics", "/notices/pledge", "/notices/log/", "/report/", "/report/reply/", "/verify/", "/sign-in/", "/sign-in/phone/", "/join/nothing", "/nowhere")
REFUSED = 400


@dataclass
class Lively:
    """A served district. `her` a confirmed worker of `firm`."""

    address: str = ""
    her: str = ""
    firm: str = ""
    code: str = ""
    asked: str = ""
    star: str = ""
    roster: Path = Path()

    def client(self, username: str) -> Client:
        """Somebody signed in anew; nobody = a stranger."""
        return proved(signed_in(who.actor_named(username))) if username else Client()

    def further(self, username: str) -> tuple[str, ...]:
        """Pages that a link reaches only from elsewhere: a message, a code, a paper."""
        own = {
            "company": ("/company/cases/report",),
            "p-family": (f"/family/ask/{self.code}", self.asked),
            "bureau-clerk": (f"/office/employment/{self.firm}", f"/office/workers/{self.her}"),
            "bureau-admin": (f"/office/stars/{self.star}",),
            "association": (f"/office/stars/{self.star}",),
            "supervisor": (f"/office/visits/{self.firm}",),
            "p-new": ("/me/file",),
        }
        return (*own.get(username, ()), "/account/")

    def sends(self, username: str, path: str, **said: Any) -> str:
        """A form sent as this person; where it led. Raises AssertionError where it was refused."""
        answer: Any = self.client(username).post(path, said)
        assert answer.status_code < REFUSED, f"{path}: {answer.status_code} {answer.text[-1500:]}"
        return str(answer.headers.get("Location", ""))


@contextmanager
def lively(data: Path, served: bool = True) -> Iterator[Lively]:
    """Built once a run, and served to a browser; the clock stands at ten in the morning of the last day."""
    now = [datetime(2026, 11, 23, 2, 0, tzinfo=UTC)]

    def tick() -> datetime:
        now[0] += timedelta(milliseconds=20)
        return now[0]

    def begun() -> tuple[Lively, datetime]:
        played = truths.draw(PLAN)
        dues, kept = schedule(played), Kept()
        Player(played, dues, Preparer(played, dues, ahead=False), kept, lambda _: None).play()
        with clock.set_clock(tick):
            one = Lively(roster=data / ROSTER)
            _sit_down(one, kept)
            lay_out(data, played)
            _begin(one)
            pipeline.advance()
        return one, now[0]

    with installed(data), with_keys_of_its_own(data):
        one, now[0] = once("lively", data, begun)
        with clock.set_clock(tick), answering() if served else nullcontext("") as address:
            one.address, one.roster = address, data / ROSTER
            yield one


def _sit_down(one: Lively, kept: Kept) -> None:
    console = who.console_actor()
    one.firm = who.actor_named("company").organisation
    lines = registry.file_lines(sorted(kept.subjects[n] for n in kept.confirmed_on))
    one.her = next(subject for subject, line in lines.items() if line.company == one.firm)
    access.set_up_account(console, "p-her", Role.WORKER, phone=registry.people([one.her])[one.her].phone, subject=one.her)
    access.set_up_account(console, "p-new", Role.WORKER, phone=person(403)["phone"])
    access.set_up_account(console, "p-family", Role.HOUSEHOLD, phone="16512340002")
    one.code = registry.codes([one.her])[one.her]


def _begin(one: Lively) -> None:
    """One of each: what lists hold and what stands on the page of a single thing."""
    day, year = TODAY.isoformat(), str(TODAY.year)
    soon, later = (TODAY + timedelta(days=2)).isoformat(), (TODAY + timedelta(days=30)).isoformat()
    clerk, street = "bureau-clerk", next(o.id for o in who.organisations("street"))
    with one.roster.open("rb") as file:
        one.sends("company", "/company/upload", file=file)
    intake.work()
    one.sends(clerk, "/office/packs/make")
    one.sends(clerk, "/office/topics/make/pledge")
    one.sends(clerk, "/office/tasks", meeting="第 4 次联席会议", task="完成样例市场专项建档", lead=street, due_by=soon, figure="coverage", target="60")
    one.sends(clerk, "/office/pushes", name="建档全覆盖攻坚", aim="coverage:coverage", target="95", ends=later)
    one.sends(clerk, "/office/assessment", year=year, do="issue")
    with suppress(AssertionError):  # a street of which nothing was counted is not scored
        one.sends(clerk, "/office/assessment", year=year, do="score")
    one.sends(clerk, "/office/campaigns", name="诚信服务月", begins=soon, ends=later, target="5")
    one.sends(clerk, "/office/standards", title="样例区家政服务员评价规范（2027）", clauses="身份证件经公安核验一致 → 身份核验\n待人热情、守时")
    one.sends(clerk, "/office/posters", title="请人上门之前，查一查", slogan="扫一扫，看看她的信用", posted_on=day, community=list(communities())[:2])
    one.sends(clerk, "/office/projects", project="model-station", title="", opens=day, closes=later, places="3")
    one.sends(clerk, "/office/specials", name="春节前收费", cause="节前投诉收费的多", officers="甲检\n乙检", company=[one.firm])
    one.sends(clerk, "/office/support/compute", rule="new-worker")
    _matters(one)
    _learning(one, day, later)
    _doubtful(one)
    Neighbour(own_code()).entered()
    _at_the_door()


def _matters(one: Lively) -> None:
    """A complaint under way, a star applied for and given to an evaluator, a visit of a supervisor."""
    case = one.sends("p-family", "/family/cases/complain", against=f"http://localhost/c/{one.code}", topic="quality", text="窗户没有擦").rpartition("/")[2]
    one.sends("bureau-clerk", f"/office/cases/{case}/do/accept")
    under_way = [case.id for case in matters.open_cases("star-rating") if case.subject == one.firm]
    if under_way:  # the demo's company has applied already
        (one.star,) = under_way
    else:
        typed = {line.code: "无" for line in matters.star_application(one.firm) if not line.value}
        one.star = one.sends("company", "/company/cases/star", star="3", **typed).rpartition("/")[2]
    one.sends("bureau-clerk", "/office/evaluations", round="十一月批", evaluator="evaluator", case=[one.star])
    one.asked = one.sends("p-family", f"/family/ask/{one.code}", name=["姓名"])


def _learning(one: Lively, day: str, later: str) -> None:
    """A course somebody has signed up for, and a paper handed in by phone that waits to be compared."""
    said = {"title": "诚信服务规范课", "provider": "样例职业培训学校", "held_on": later, "at": "14:00–17:00", "place": "样例东街道样例路1号", "hours": "3", "places": "30", "gap": "honesty"}
    course = one.sends("bureau-clerk", "/office/courses", **said).rpartition("/")[2]
    one.sends("p-her", f"/me/courses/{course}/join")
    photo = SimpleUploadedFile("x.jpg", base64.b64decode(picture(300).partition(",")[2]), "image/jpeg")
    one.sends("p-her", "/me/papers/new/training", key=new_id(), training_name="母婴护理提高班", training_on=day, training_hours="8", provider="样例职业培训学校", photo=photo)


def _doubtful(one: Lively) -> None:
    """Three people of the company with one certificate: every two of them are a doubt."""
    people = [subject for subject, line in sorted(registry.file_lines(registry.all_of("worker")).items()) if line.company == one.firm and line.confirmed][:3]
    ledger.append([a_fact("skill.certificate", her, None, skill_number="S000099000001244000007", issued_on="2024-03-01")._replace(company=one.firm, standing=Standing.ORIGINAL) for her in people])
    pipeline.advance()
    intake.find_doubts()


def _at_the_door() -> None:
    """A record that says something else than the file, waiting for the street."""
    phone = Phone(who.actor_named("grid"))
    phone.sends(record(401))
    phone.sends(record(402, **person(401) | {"phone": "15412349999"}))
