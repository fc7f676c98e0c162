"""检查和激励 — a round drawn by lot and visited, lists of support computed, checked and paid, stars from application to plaque, points
of the community, and courses that workers sign up for.

Offices do each step on its own working day; what they find is theirs to say, what follows from it the rules say.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from jiaxin.apps.governance import actions as cases
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.training import actions as training
from jiaxin.demo.accounts import SECOND_ASSESSOR
from jiaxin.demo.disputes import HEARD
from jiaxin.demo.duties import APPLICANTS
from jiaxin.demo.stories import Cast, Stories, Story, picture, took
from jiaxin.domain.calendar import add_months
from jiaxin.domain.permissions import Actor
from jiaxin.kit import clock

INSPECTORS = ("范样例", "苏样例", "蒋样例", "崔样例")
FAULTS = (
    "服务项目、收费标准没有张贴在看得见的地方",
    "抽看的合同里有一份没有家庭签字",
)
VISITED_AFTER, FAULTY, LEFT = (4, 6, 8, 10), 3, 5  # working days; one in so many is found wanting; one in so many is not visited yet
STARS = ((46, 3), (30, 3), (22, 2), (12, 2), (4, 3))  # working days before the last day, the star applied for
SUPPORT = ((32, "new-worker"), (5, "employee-mode"))
SERVED = ((30, "help", 3), (21, "outreach", 1), (9, "help", 2))  # working days before, what, hours
HELPERS = 4  # who serve each time
COURSES = (
    (28, 8, "诚信服务和投诉处理", "honesty", "8"),
    (14, 5, "老人照护实操", "skill", "12"),
    (6, 14, "健康和居家安全", "health", "4"),
    (3, 9, "岗前培训周末班", "training", "24"),
)  # working days before, days until it is held, title, gap, hours


class Rounds:
    def __init__(self, cast: Cast, stories: Stories) -> None:
        self._cast, self._stories = cast, stories
        stories.begin("双随机抽查", 34, partial(self._round, "第1次", drawn=True))
        stories.begin("双随机抽查", 2, partial(self._round, "第2次", drawn=False))
        for before, rule in SUPPORT:
            stories.begin("补贴", before, partial(self._support, rule))
        for before, star in STARS:
            stories.begin("星级评定", before, partial(self._star, star))
        for before, kind, hours in SERVED:
            stories.begin("社区积分", before, partial(self._points, kind, hours))
        for number, (before, ahead, title, gap, hours_long) in enumerate(COURSES):
            stories.begin("课程", before, partial(self._course, number, ahead, title, gap, hours_long))

    # -- inspections

    def _round(self, name: str, drawn: bool) -> Story:
        market, chance = self._cast.office("market"), self._cast.district.plan.chance("round", name)
        standing = governance.draw_standing()
        wanted = {klass: least for klass, _, least, _ in standing.classes}
        if not sum(wanted.values()):
            return
        awaited = f"{clock.today() + timedelta(days=1)}之后第一期福利彩票双色球开奖号码"
        case = cases.commit_round(market, f"{clock.today().year}年{name}", wanted, awaited, INSPECTORS, ())
        yield 1
        if not drawn:
            return
        number = " ".join(f"{n:02d}" for n in sorted(chance.sample(range(1, 34), 6))) + f" + {chance.randint(1, 16):02d}"
        cases.draw_round(market, case, number, clock.now())
        for at, visit in enumerate(governance.opened_by_draw(case)):
            if at % LEFT != LEFT - 1:
                self._later(VISITED_AFTER[at % len(VISITED_AFTER)], partial(self._visit, at, visit.id, visit.organisation))

    def _later(self, days: int, story: partial[Story]) -> None:
        def waits() -> Story:
            yield days
            yield from story()

        self._stories.on_now("检查", waits)

    def _visit(self, number: int, case: str, company: str) -> Story:
        market = self._cast.office("market")
        sign = picture(company, f"{INSPECTORS[number % len(INSPECTORS)]}{number}")
        self._cast.tell("inspection", case, company, faulty=number % FAULTY == 0)
        if number % FAULTY:
            took(market, case, "clean", findings="证照、合同、价目和投诉电话都已核对，未发现问题。", sign=sign)
            return
        took(market, case, "visit", findings="；".join(FAULTS), sign=sign)
        yield 1
        fix_by = (clock.today() + timedelta(days=14)).isoformat()
        before = [picture(company, f"整改前{n}") for n, _ in enumerate(FAULTS)]
        took(market, case, "order", items=[*FAULTS], basis="《家庭服务业管理暂行办法》第9、13条", before=before, fix_dates=[fix_by] * len(FAULTS))
        manager = next((m for m in self._cast.firms() if m.organisation == company), None)
        if manager is not None:
            cases.opened_by_her(manager, case)
        else:
            took(market, case, "serve", proof="counter", receipt="负责人当面签收", evidence=picture(company, "签收单"))
        yield HEARD - 1
        if number % (2 * FAULTY):  # every other one is still putting it right
            return
        for item in FAULTS:
            took(manager or market, case, "fix_item", item=item, given="已张贴、已补签。", evidence=picture(company, f"整改后{item}"))
        took(manager or market, case, "report", given="两项都已整改，请复查。")
        yield 2
        for item in FAULTS:
            took(market, case, "close_item", item=item, result="已到位", evidence=picture(company, f"复查{item}"))
        took(market, case, "close", result="逐项复查到位。")
        yield 3
        took(market, case, "publish")

    # -- support

    def _support(self, rule: str) -> Story:
        labour = self._cast.office("labour")
        case = cases.list_support(labour, rule)
        self._cast.tell("subsidy", case, "", rule=rule)
        yield 2
        took(self._cast.clerk, case, "check", result="抽核十人，名单与档案一致。")
        yield 1
        took(self._cast.clerk, case, "announce")
        yield HEARD
        took(self._cast.chief, case, "approve")
        yield 3
        took(labour, case, "pay", receipt=f"{clock.today().year}年第一批拨款回单")

    # -- stars

    def _star(self, star: int) -> Story:
        later = {m.organisation for c in [c for c in self._cast.district.companies if c.reports_itself and c.honest][:APPLICANTS] if (m := self._cast.offices.actor(f"company:{c.number}"))}
        firms = [m for m in self._cast.firms(honest=True) if m.organisation not in later | self._applied()]
        if not firms:
            return
        company = firms[0]
        empty = {item.code: "无" for item in governance.star_application(company.organisation) if not item.value}
        case = cases.apply_for_star(company, star, empty)
        self._cast.tell("star-rating", case, company.organisation, star=star)
        yield 3
        clerk, association, assessor = self._cast.clerk, self._cast.office("association"), self._cast.office(SECOND_ASSESSOR)
        took(clerk, case, "review", result="材料齐全。")
        yield 4
        took(association, case, "visit", **self._site(company, case))
        yield 2
        self._mark(association, case, "mark", 88)
        yield 2
        self._mark(assessor, case, "mark_again", 84)
        yield 2
        prospect = governance.star_prospect(governance.case(case))
        if prospect is None or prospect.star == 0:
            took(self._cast.chief, case, "refuse", basis="本区星级评定办法", why="评分和门槛未达到一星。")
            return
        took(clerk, case, "announce")
        yield HEARD
        took(self._cast.chief, case, "award", valid_through=add_months(clock.today(), 36).isoformat())

    def _applied(self) -> set[str]:
        return {str(one["subject"]) for one in self._cast.kept.stories if one["story"] == "star-rating"}

    def _site(self, company: Actor, case: str) -> dict[str, str | list[str]]:
        _, items = governance.star_checklist()
        signs = {name: picture(company.organisation, f"{name}{case[:6]}") for name in ("sign", "visitor_sign", "artefact")}
        marks = [f"{item.code}:{max(1, item.most - n % 2)}" for n, item in enumerate(items)]
        return {"officers": "、".join(INSPECTORS[:2]), "signer": "负责人", "site_marks": marks, "findings": "现场与申报一致。"} | signs

    def _mark(self, assessor: Actor, case: str, verb: str, percent: int) -> None:
        sheet = {part.code: part.most * percent // 100 for part in governance.star_parts()}
        took(assessor, case, verb, sheet=[f"{code}:{points}" for code, points in sheet.items()], points=str(sum(sheet.values())))

    # -- points and courses

    def _points(self, kind: str, hours: int) -> Story:
        """Those who serve are filed in the register already; one of them spends what she has a while later."""
        today = clock.today()
        some = [(w, self._cast.thing(w)) for w in self._cast.known(today, 3 * HELPERS)]
        helpers = [(self._cast.take(w), thing) for w, thing in [one for one in some if one[1].street][:HELPERS]]
        for worker, thing in helpers:
            area = self._cast.district.areas.streets[worker.street].name
            cases.record_service(self._cast.clerk, thing.owner, thing, kind, today, hours, f"{area}办事处")
        yield 5
        for _, thing in helpers[:1]:
            cases.spend_points(self._cast.clerk, thing.owner, thing, 5, "兑换体检券")

    def _course(self, number: int, ahead: int, title: str, gap: str, hours: str) -> Story:
        held_on = clock.today() + timedelta(days=ahead)
        said = {"title": title, "provider": "样例区家政职业培训中心", "hours": hours, "held_on": held_on.isoformat(), "at": "14:00–17:00", "place": "样例区家政服务业协会二楼", "places": "30", "gap": gap}
        course = training.offer(self._cast.clerk, said)
        yield 1
        seats = self._cast.known(clock.today(), 9 + number)
        for worker in seats:
            training.join(self._cast.herself(worker), course)
        while clock.today() <= held_on:
            yield 1
        self._hold(course, [self._cast.kept.subjects[w.number] for w in seats])

    def _hold(self, course: str, seats: Sequence[str]) -> None:
        training.held(self._cast.chief, course, set(seats[1:]))
