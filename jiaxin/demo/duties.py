"""公事 — what lies on the desks of offices when the district opens: tasks of the joint meeting, monthly returns, a call for
projects, posters, a supervisor's visits, star applications that an outside evaluator marks, and the days carers have named.

Everything is done by whose duty it is, through the same actions as their pages, on its own day. What rests on
figures and scores comes on the last day, once they are counted.
"""

from collections.abc import Callable
from datetime import date, timedelta

from jiaxin.apps.access.queries import actor_named
from jiaxin.apps.governance import actions as cases
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.intake import actions as intake
from jiaxin.apps.oversight import actions as oversight
from jiaxin.apps.oversight import queries as figures
from jiaxin.apps.registry import actions as keeping
from jiaxin.apps.registry import queries as registry
from jiaxin.demo.accounts import Offices
from jiaxin.demo.civic import stroke
from jiaxin.demo.district import District
from jiaxin.demo.plan import DISTRICT_NAME
from jiaxin.domain.calendar import add_months
from jiaxin.domain.matching import matching_rules
from jiaxin.domain.monthly_return import LABELS, counted, typed_of
from jiaxin.domain.permissions import Actor, Role

MEETING = "联席会议第四次会议"
PROJECT, PASSED = "credit-building", ("paperwork", "unsure")
PUSH_AFTER, PUSH_AHEAD = 364, 180  # days: pushes begin the day after everything derived was brought up to date, a year ago; one goes on
SENT_BY_SHARE = 0.6  # of companies that keep up with their monthly return
MOST_RETURNS = 2  # each counts its month anew: no more than the page needs
APPLICANTS = 3
CARERS, ONE_IN = 400, 8  # of so many carers of elders, one in so many has named her days
DAYS = (("mon", "tue", "wed", "thu", "fri"), ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ("sat", "sun"), ("mon", "tue", "wed", "thu", "fri", "sat"))


class Duties:
    def __init__(self, district: District, offices: Offices) -> None:
        self._plan, self._offices = district.plan, offices
        reporting = [c for c in district.companies if c.reports_itself]
        self._companies = [f"company:{c.number}" for c in reporting]
        self._honest = [f"company:{c.number}" for c in reporting if c.honest]
        self._street = f"street-{district.areas.streets[0].code}"
        self._tasks: dict[str, str] = {}
        self._call = self._over = ""
        self._days: dict[date, list[Callable[[date], None]]] = {}
        for before, what in (
            (45, self._meet), (40, self._set_to_work), (21, self._hang_posters), (20, self._call_for_projects),
            (14, self._report_done), (12, self._visit), (10, self._find_done), (9, self._answer_the_call), (8, self._name_days), (5, self._visit_again),
        ):  # fmt: skip
            self._days.setdefault(self._plan.as_of - timedelta(days=before), []).append(what)
        if self._plan.days > PUSH_AFTER + 1:
            self._days.setdefault(self._plan.as_of - timedelta(days=PUSH_AFTER), []).append(self._push)
        sending = self._plan.as_of.replace(day=5)
        if self._plan.days > 60 and sending <= self._plan.as_of:
            self._days.setdefault(sending, []).append(self._send_returns)

    def on(self, day: date) -> None:
        """What is done on a day; nothing before rosters come in."""
        for do in self._days.pop(day, ()):
            if day > self._plan.filing_from:
                do(day)

    def close(self, day: date) -> None:
        """The last day, once everybody is counted and scored: star applications come in and go out to the evaluator."""
        self._report_push()
        made = []
        for sender in self._honest[:APPLICANTS]:
            if company := self._offices.actor(sender):
                empty = {item.code: "无" for item in governance.star_application(company.organisation) if not item.value}
                made.append(cases.apply_for_star(company, 3, empty))
        if made:
            batch = cases.assign_evaluation(actor_named("bureau-clerk"), f"{day.year}年第一批", "evaluator", made)
            evaluator = actor_named("evaluator")
            _, parts = governance.evaluation_sheet(evaluator, batch, "1")
            cases.mark_evaluation(evaluator, batch, "1", [f"{part.code}:{part.most * 3 // 4}" for part in parts])

    # -- the joint meeting

    def _meet(self, day: date) -> None:
        chair = actor_named("bureau-admin")
        for name, title, lead, helpers, days, aims in (
            ("returns", "核验回执七个工作日内返回", "police", ["bureau"], 65, ()),
            ("coverage", "松风街道建档率达到 95%", self._street, ["bureau"], 41, ("coverage", 950)),
            ("inspect", "对预付费家政企业开展专项检查", "market", ["bureau", "association"], 38, ()),
            ("rules", "发布行业自律公约", "association", [], 50, ()),
            ("train", "免费技能培训送进三个街道", "labour", ["association"], 75, ("trained", 800)),
        ):
            self._tasks[name] = oversight.give_task(chair, MEETING, title, lead, helpers, day + timedelta(days=days), *aims)

    def _push(self, day: date) -> None:
        """Two pushes begin on one day: one is over today, one is in its last stretch."""
        chair = actor_named("bureau-admin")
        now = figures.counted_now()
        counted = {code for code in ("completeness", "coverage") if any(one.share is not None for one in now.of(code, "street"))}  # a tiny district has none yet
        if "completeness" in counted:
            self._over = oversight.launch_push(chair, "quality", "档案资料补齐行动", "completeness", 945, self._plan.as_of - timedelta(days=1))
        if "coverage" in counted:
            oversight.launch_push(chair, "coverage", "建档全覆盖攻坚", "coverage", 780, self._plan.as_of + timedelta(days=PUSH_AHEAD))

    def _report_push(self) -> None:
        if self._over:
            done, wrong = "网格员上门时一并核对资料，企业按“先补什么”的清单补报。", "健康证到期后补办慢，个体从业人员没有单位代办。"
            oversight.close_push(actor_named("bureau-clerk"), self._over, done, wrong, "到期前三十天提醒本人和企业；每季度抽查一次。")

    def _set_to_work(self, day: date) -> None:
        for name, who, said in (
            ("returns", "police", "已与户籍系统管理员商定每周二、周五批量核验。"),
            ("inspect", "market", "已抽取八家，分两组检查。"),
            ("train", "labour", "两个街道的场地已经落实。"),
        ):
            self._step(who, name, "start", {"progress": said})
        self._step("street-1", "coverage", "start", {"progress": "网格员逐楼走访，未建档的登记原因。"})

    def _report_done(self, day: date) -> None:
        self._step("market", "inspect", "report", {"result": "八家全部检查完毕，两家整改。", "artefact": self._paper("检查通报")})

    def _find_done(self, day: date) -> None:
        self._step("bureau-clerk", "inspect", "close", {"remark": "通报已印发。"})

    def _step(self, who: str, task: str, verb: str, said: dict[str, str]) -> None:
        if case := self._tasks.get(task):
            cases.take_step(actor_named(who), case, verb, dict(said))

    def _paper(self, title: str) -> str:
        return keeping.keep_file(keeping.place(DISTRICT_NAME), stroke(title))

    # -- companies

    def _send_returns(self, day: date) -> None:
        first = add_months(day.replace(day=1), -1)
        shown = f"company:{self._offices.shown_company.number}"  # its manager may be anyone who looks at the demo: the month is hers to send
        keeping_up = [s for s in self._companies if s != shown and self._plan.chance("return", s).random() < SENT_BY_SHARE]
        for number, sender in enumerate(keeping_up[:MOST_RETURNS]):
            if company := self._offices.actor(sender):
                computed = counted(governance.orders_of(first, company.organisation))
                typed = [typed_of(unit, value) for (_, _, unit), value in zip(LABELS, computed.all, strict=True)]
                case = cases.send_return(company, f"{first:%Y-%m}", typed, ["", "", ""])
                if number % 2:
                    cases.take_step(actor_named("bureau-clerk"), case, "accept", {})

    def _call_for_projects(self, day: date) -> None:
        self._call = cases.call_project(actor_named("bureau-clerk"), PROJECT, "", day, day + timedelta(days=40), 10)

    def _answer_the_call(self, day: date) -> None:
        for number, company in enumerate(self._at_work(4)):
            (mine,) = [one for one in governance.project_standings(company) if one.call.id == self._call]
            if not mine.eligible or number % 3 == 2:
                cases.pass_project(company, self._call, PASSED[number % len(PASSED)])
            else:
                cases.apply_for_project(company, self._call, "今年新建档的服务员都已核验，计划明年把其余人员补齐。")

    def _at_work(self, most: int) -> list[Actor]:
        return [actor for sender in self._companies[:most] if (actor := self._offices.actor(sender))]

    # -- eyes from outside

    def _hang_posters(self, day: date) -> None:
        chosen = sorted(figures.communities())[::2]
        oversight.hang_posters(actor_named("bureau-clerk"), "请人上门之前，查一查", "扫一扫，看看她的信用", day, chosen)

    # -- carers

    def _name_days(self, day: date) -> None:
        carers = registry.find(registry.Scope(confirmed=True), registry.Wanted(trade=matching_rules(day).trade), CARERS).lines
        for n, one in enumerate(carers[::ONE_IN]):
            if not one.withdrawn:
                herself = Actor(f"worker:{one.subject}", Role.WORKER, subject=one.subject)
                intake.say_availability(herself, one.subject, DAYS[n % len(DAYS)], lives_in=n % 3 == 0)

    def _visit(self, day: date) -> None:
        self._visited(0, ())

    def _visit_again(self, day: date) -> None:
        self._visited(1, ("codes",))

    def _visited(self, number: int, wrong: tuple[str, ...]) -> None:
        found = governance.visited_companies("", number + 1)
        if len(found) > number:
            subject, _ = found[number]
            _, items = governance.visit_items()
            note = "抽看的两人没有带信用码"
            lines = [f"{one.label}：{f'没做到（{note}）' if one.code in wrong else '做到了'}" for one in items]
            suspect = {"suspect": [f"{one.label}：{note}" for one in items if one.code in wrong]} if wrong else {}
            cases.file_visit(actor_named("supervisor"), subject, {"findings": "\n".join(lines), "sign": keeping.keep_file(subject, stroke("监督员")), **suspect})
