"""Every page that anybody may open without a sign-in, each with something on it; the two tables of addresses say whether one was left out.

    CONSUMER   first word of the path, as the look-up portal tells them apart → paths, or why it is no page
    visited()  name of an address with an open door → paths on a played district, or why it is no page
"""

import ast
import inspect
import re
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils.http import urlencode

from jiaxin import pipeline
from jiaxin.apps.access import actions as access
from jiaxin.apps.access.doors import addresses
from jiaxin.apps.access.models import Account
from jiaxin.apps.access.queries import actor_named, console_actor
from jiaxin.apps.governance import actions as acting
from jiaxin.apps.governance import queries as matters
from jiaxin.apps.intake import queries as intake
from jiaxin.apps.presenting import asking
from jiaxin.apps.publication import codes
from jiaxin.domain.permissions import Role
from jiaxin.kit import clock
from jiaxin.portals.consumer.portal import Portal
from tests.apps.governance.acting import CHIEF, OTHER_CHIEF
from tests.browser import window
from tests.browser.lively import Lively

Paths = tuple[str, ...]
GREEN, FIRM, OLD = window.CODES["green"], window.FIRM.credit_code, "JZY3402120037"
CONSUMER: Mapping[str, Paths | str] = {
    "": ("/",),
    "c": (*(f"/c/{code}" for code in window.CODES.values()), f"/c/{GREEN}/elder", f"/c/{GREEN}?s=ok", f"/c/{GREEN}?help", "/c/nothing"),
    "s": ("/s/ABCDEFGH23456789", "/s/nothing"),
    "old": ("/old/NOTHING123", "/old/AXF1234567", "/old/JZY3402120038", "/old/340212197506010912"),
    "company": (
        "/company", "/company?q=样例", "/company?q=没有这家", "/company?q=样", f"/company/{FIRM}", "/company/91340104MA00TEWT4Y",
        "/company/compare", f"/company/compare?c={FIRM}&c=91340299MA00TEST3X", f"/company/compare?c={FIRM}&c=91340104MA00TEWT4Y",
    ),
    "how": ("/how",),
    "help": ("/help", f"/help/{GREEN}"),
    "v": ("/v",),
    "nowhere": ("/nowhere",),
    "p": "a picture", "robots.txt": "for machines", "v.js": "a script", "aloud.js": "a script", "sw.js": "a script",
    "status": "a signed list", "keys": "a list of keys", "favicon.ico": "a picture", "healthz": "for machines",
}  # fmt: skip


def heads() -> set[str]:
    """The first words of a path that the look-up portal knows, out of its own text, and one that it does not know."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(Portal._plain_answer)))
    named = {one.pattern.value.value for one in ast.walk(tree) if isinstance(one, ast.match_case) and isinstance(one.pattern, ast.MatchValue) and isinstance(one.pattern.value, ast.Constant)}
    return {str(one) for one in named} | {"nowhere"}


def open_names() -> set[str]:
    """Names of the addresses whose door says why it is open to all."""
    return {one.name for one in addresses() if one.door is not None and one.door.open_because}


def visited(one: Lively) -> dict[str, Paths | str]:
    """One of everything made, as the people concerned would make it, and where anybody may read it."""
    notices, scan = _notices(one), _scan(one)
    moved, file, page = "sends the browser on", "a file", "the page of the grid worker's phone, looked at by test_door_pages"
    return {
        "account_login": ("/sign-in/",), "entrance:phone": ("/sign-in/phone/",), "account_inactive": ("/sign-in/inactive/",),
        "entrance:first": (f"/sign-in/first/{_invited()}/", "/sign-in/first/nothing/"),
        "entrance:code": "needs the step before it: IN_STEPS", "mfa_authenticate": "needs the step before it: IN_STEPS",
        "entrance:city": moved, "entrance:city-back": moved, "account_logout": moved, "entrance:view": moved, "entrance:language": moved,
        "mfa_login_webauthn": "answers a script", "machine:api-root": "for machines", "machine:letters": "for machines",
        "entrance:notices": ("/notices/",), "entrance:statistics": ("/notices/statistics",), "entrance:notice-pledge": ("/notices/pledge",),
        **notices, "entrance:statistics-csv": file, "entrance:notice-draw-list": file, "entrance:notice-draw-script": file,
        "entrance:logs": ("/notices/log/",), "entrance:log-file": file, "entrance:log-program": file,
        "entrance:report": ("/report/",), "entrance:report-reply": ("/report/reply/",),
        "entrance:verify-paper": ("/verify/",), "entrance:verify": (f"/verify/{_paper(one)}", "/verify/NOTHING"),
        "entrance:join": (_invitation(one), "/join/nothing"), "entrance:outbox": "of demos and development only",
        "household:ask": (f"/family/ask/{one.code}",), "household:seen": (one.asked, _answered(one), "/family/ask/seen/nothing"),
        "household:enter": (f"/family/visit/enter?{urlencode(scan)}", "/family/visit/enter?code=nothing"),
        "household:survey": (_surveyed(one), "/family/visit/nothing/survey"),
        "household:visit": (Client().post("/family/visit/enter", scan)["Location"], "/family/visit/nothing"), "household:visits": ("/family/visit/mine",),
        "field:capture": page, "field:worker-script": "a script", "field:manifest": "what a home screen reads", "worker:manifest": "what a home screen reads", "field:phone-state": "answers a script", "entrance:still": "answers a script",
    }  # fmt: skip


def in_steps() -> dict[str, tuple[Client, str]]:
    """Pages that come after a step: name → who has taken it, and where she stands."""
    phone, second = Client(), Client()
    assert phone.post("/sign-in/phone/", {"phone": "16512340001", "role": "household"}).status_code == 302
    secret = access.set_up_account(console_actor(), "two-steps", Role.BUREAU_CLERK, organisation="bureau", label="两步").id
    return {"entrance:code": (phone, "/sign-in/code/"), "mfa_authenticate": (_half_in(second, secret), "/sign-in/second/")}


def _half_in(client: Client, username: str) -> Client:
    """The password is right, the second step is still to come."""
    account = Account.objects.get(username=username)
    account.password = make_password("a phrase of sample words 7")
    account.save()
    TOTP.activate(account, generate_totp_secret())
    went = client.post("/sign-in/", {"login": username, "password": "a phrase of sample words 7"})
    assert went["Location"].startswith("/sign-in/second/"), went["Location"]
    return client


def _surveyed(one: Lively) -> str:
    """The questions a family is led to after its rating."""
    phone = Client()
    page = phone.post("/family/visit/enter", _scan(one, seconds_ago=9))["Location"]
    went = phone.post(page, {"stars": "5"})["Location"]
    assert went == f"{page}/survey", went
    return str(went)


def _notices(one: Lively) -> dict[str, Paths | str]:
    clerk, chief = "bureau-clerk", "bureau-admin"
    standard = matters.standards()[0].case.id
    one.sends(clerk, f"/office/cases/{standard}/do/consult")
    support = next(case.id for case in matters.open_cases("subsidy") if case.state == "listed")  # the demo has announced another
    one.sends(chief, f"/office/cases/{support}/do/check", result="无误")
    one.sends(chief, f"/office/cases/{support}/do/announce")
    take = {f"take-{code}": str(least) for code, _, least, _ in matters.draw_standing().classes}
    draws = [one.sends(clerk, "/office/draws/commit", round=f"{name}抽查", awaited="次日开奖号码", officers="甲检\n乙检\n丙检", **take).rpartition("/")[2] for name in ("第一次", "第二次")]
    project = _honoured(one)
    return {
        "entrance:notice-standard": (f"/notices/standards/{standard}",), "entrance:notice-support": (f"/notices/support/{support}", "/notices/support/nothing"),
        "entrance:notice-draw": tuple(f"/notices/draws/{case}" for case in draws), "entrance:notice-project": (f"/notices/projects/{project}",),
    }  # fmt: skip


def _honoured(one: Lively) -> str:
    """An honour called, entered, judged by three and announced."""
    day, later = clock.today(), clock.today() + timedelta(days=30)
    call = one.sends("bureau-clerk", "/office/projects", project="honest-company", title="诚信家政企业", opens=day.isoformat(), closes=later.isoformat(), places="3").rpartition("/")[2]
    case = one.sends("company", f"/company/projects/{call}/apply", given="三年没有投诉").rpartition("/")[2]
    one.sends("bureau-clerk", f"/office/cases/{case}/do/gate", result="属实")
    for jury in (CHIEF, OTHER_CHIEF, actor_named("association")):
        acting.take_step(jury, case, "vote", {"points": "91", "why": "看材料"})
    acting.take_step(CHIEF, case, "judge")
    one.sends("bureau-clerk", f"/office/cases/{case}/do/announce")
    return case


def _invited() -> str:
    return access.invite(replace(actor_named("system-admin"), fresh=True), "newcomer", "新来的")


def _invitation(one: Lively) -> str:
    one.sends("p-her", "/me/invite")
    return f"/join/{next(each.code for each in intake.invitations(actor_named('p-her')) if each.open)}"


def _paper(one: Lively) -> str:
    """The code on a credit report of a company."""
    return re.findall(r"/verify/(\w+)", one.client("company").get("/company/cases/report").content.decode())[0]


def _scan(one: Lively, seconds_ago: int = 0) -> dict[str, str]:
    """What a family's phone reads off her screen; codes of one second are one code, which confirms one visit."""
    shown_at = clock.now() - timedelta(seconds=seconds_ago)
    with clock.set_clock(lambda: shown_at):
        address = codes.live_code(actor_named("p-her"), pipeline.bearers([one.her])[one.her])
    path, _, live = address.partition("#")
    return {"code": path.rpartition("/")[2], "live": live}


def _answered(one: Lively) -> str:
    """A request that she has allowed."""
    where = one.sends("", f"/family/ask/{one.code}", name=["姓名"])
    ask = asking.of_hers(actor_named("p-her"))[0].id
    one.sends("p-her", f"/me/show/{ask}/answer", verb="allow", name=["姓名"], minutes="60")
    return where
