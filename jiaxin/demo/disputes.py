"""争议 — families complain, workers object, companies ask for repair, somebody reports without a name; each at a stage of its own.

A complaint is filed at the counter or on the line for whoever owns the phone; who is accused answers, offices decide, notices are
opened by whom they concern before anything stands against her. One of each kind comes too late, and the boards say so.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from jiaxin.apps.access import actions as access
from jiaxin.apps.governance import actions as cases
from jiaxin.apps.governance import queries as governance
from jiaxin.apps.ledger import queries as record
from jiaxin.apps.registry import actions as keeping
from jiaxin.demo.leaflet import HOUSEHOLD_PHONE
from jiaxin.demo.orders import Order
from jiaxin.demo.people import Worker
from jiaxin.demo.stories import Cast, Stories, Story, took
from jiaxin.domain.facts import Value
from jiaxin.domain.permissions import Actor, Role, Thing
from jiaxin.domain.procedures.repair import possible_from
from jiaxin.kit import clock, ids

LATELY = timedelta(days=120)  # an order is complained about within
HEARD = 6  # working days from the service of a notice until something may stand against anybody
TOO_LONG = 24  # working days: what is decided after them is late
# (working days before the last day, topic, what the family says, how it ends); what begins last is not over
COMPLAINTS = (
    (72, "quality", "打扫后灶台仍有油污，要求返工", "agreed"),
    (66, "breach", "约好的时间没有上门，也没有电话", "upheld"),
    (60, "manner", "服务时态度生硬，老人不高兴", "dismissed"),
    (54, "fee", "结账金额与约定不一致", "handed"),
    (50, "quality", "擦玻璃后留有水印，要求重做", "agreed"),
    (45, "contract", "合同写明的休息日没有安排替班", "late"),
    (39, "manner", "当着孩子的面大声打电话", "withdrawn"),
    (34, "breach", "做到一半离开，没有说明", "upheld"),
    (28, "quality", "衣物洗坏一件，要求赔偿", "agreed"),
    (22, "fee", "多收一小时的费用", "dismissed"),
    (11, "breach", "连续两次迟到半小时以上", "upheld"),
    (6, "quality", "厨房柜门没有擦干净", "agreed"),
    (3, "manner", "对老人说话不耐烦", "dismissed"),
    (2, "contract", "合同到期，剩余服务费还没有退", "agreed"),
    (1, "fee", "要求另付路费，事先没有约定", "dismissed"),
    (0, "quality", "收纳时弄丢两件小物", "agreed"),
)
OF_COMPANY = "contract"  # what a company, not the worker, has to answer for
OBJECTIONS = ((58, "kept"), (47, "fixed"), (40, "late"), (26, "corrected"), (15, "kept"), (3, "corrected"), (1, "fixed"), (0, "fixed"))
REPAIRS = ((24, "refused"), (3, "granted"), (0, "granted"))  # granted on the last working day: every place shows it gone by the end
REPORTS = (
    (44, "unlicensed", "小区门口有人不挂牌介绍保姆，只收现金", "东门外公告栏旁", "replied"),
    (36, "fake_reviews", "有人拉群，做一单好评给二十元", "", "handed"),
    (30, "forged_papers", "见过一张健康证，编号和照片对不上", "", "replied"),
    (19, "unlicensed", "微信群里派单，不登记也不签合同", "", "late"),
    (12, "false_advertising", "传单写“政府指定”，问了没有这回事", "地铁口", "replied"),
    (3, "wages", "做满一个月，拖着不给工钱", "", "replied"),
    (0, "fee", "登记要先交三百元，不给收据", "", "replied"),
)
REDS = (26, 4, 0)  # working days before: one is red by now, one may still be heard, one was just proposed
ADVERSE = {"identity.check": ("result", ("abnormal", "not_found")), "background.check": ("result", ("abnormal_review", "failed"))}
_ANSWERS = ("已与家庭联系，愿意返工一次。", "当天路上出了交通事故，已说明并道歉。", "按合同约定的时间和项目做的，有记录。")
_RATED = (5, 4, 5, 3, 4)


class Disputes:
    """Begun once; each story asks for its own people when its day comes."""

    def __init__(self, cast: Cast, stories: Stories) -> None:
        self._cast = cast
        self._orders: dict[int, list[Order]] = defaultdict(list)
        for order in cast.district.orders:
            if order.finished_on is not None and not order.invented and (order.stars is None or order.stars.honest):
                self._orders[order.worker].append(order)
        for number, (before, topic, text, ends) in enumerate(COMPLAINTS):
            stories.begin("投诉", before, partial(self._complaint, number, topic, text, ends))
        for number, (before, ends) in enumerate(OBJECTIONS):
            stories.begin("异议", before, partial(self._objection, number, ends))
        for before, ends in REPAIRS:
            stories.begin("信用修复", before, partial(self._repair, ends))
        for before in REDS:
            stories.begin("红码复核", before, self._red)
        for before, topic, text, place, ends in REPORTS:
            stories.begin("举报", before, partial(self._report, topic, text, place, ends))

    # -- complaints

    def _complaint(self, number: int, topic: str, text: str, ends: str) -> Story:
        today = clock.today()
        found = self._accused(number, topic, today)
        if found is None:
            return
        accused, thing, order = found
        desk = self._cast.offices.actor("street:0") if self._at_street(number) and thing.street else None
        desk = desk or self._cast.clerk
        phone = HOUSEHOLD_PHONE if number == len(COMPLAINTS) - 1 else order.phone  # the family that anybody can sign in as has one running
        subject = access.family_by_phone(desk, phone, thing, keeping.open_household)
        family = Actor(f"household:{subject}", Role.HOUSEHOLD, subject=subject)
        case = cases.open_case(desk, "complaint", thing.owner, ids.new_id(), {"topic": topic, "text": text}, organisation=thing.organisation, street=thing.street, party=subject)
        cases.flag_complaint(case)
        self._cast.tell("complaint", case, thing.owner, ends=ends, order=order.number)
        yield 1
        took(self._cast.clerk, case, "accept")
        yield 2
        if ends == "withdrawn":
            took(family, case, "withdraw")
            return
        took(accused, case, "answer", answer=_ANSWERS[number % len(_ANSWERS)])
        yield 2
        yield from self._ended(case, ends, accused)
        yield 1
        if number % 4 != 3:  # some never say how it was handled
            took(family, case, "rate", handling_stars=str(_RATED[number % len(_RATED)]))

    def _at_street(self, number: int) -> bool:
        """The street that somebody can sign in for takes one in five."""
        return (len(COMPLAINTS) - 1 - number) % 5 == 0

    def _accused(self, number: int, topic: str, today: date) -> tuple[Actor, Thing, Order] | None:
        """Who has to answer, as the case sees it, and the order it is about; None where there is nobody yet."""
        if topic == OF_COMPANY:
            company = self._cast.offices.shown_company.number
            manager = self._cast.offices.actor(f"company:{company}")
            done = [o for w in self._cast.district.workers if w.company == company and (o := self._lately(w, today)) is not None]
            return (manager, Thing(owner=manager.organisation, organisation=manager.organisation, kind="complaint"), done[number % len(done)]) if manager and done else None
        fitting = self._cast.known(today, 1, lambda w: self._lately(w, today) is not None and (w.street == 0 or not self._at_street(number)))
        shown = self._cast.signs_in(today)
        if number == len(COMPLAINTS) - 2 and shown is not None and self._lately(shown, today) is not None:
            fitting = [shown]  # she whose phone is on the leaflet has one to answer
        for worker in fitting:
            herself, order = self._cast.herself(self._cast.take(worker)), self._lately(worker, today)
            assert order is not None
            return herself, Thing(owner=herself.subject, street=self._cast.thing(worker).street, kind="complaint"), order
        return None

    def _ended(self, case: str, ends: str, accused: Actor) -> Iterator[int]:
        if ends == "agreed":
            took(self._cast.clerk, case, "offer", offer="免费返工一次，双方当面验收。")
            yield 2
            took(self._cast.clerk, case, "agree", agreement="已返工，家庭当场认可。")
        elif ends == "upheld":
            took(self._cast.clerk, case, "notify", severity="general", why="双方说法与订单记录一致，确有失约。")
            cases.opened_by_her(accused, case)  # the notice has reached her
            yield 2
            took(accused, case, "hear", statement="承认失约，愿意参加诚信服务培训。")
            yield HEARD
            took(self._cast.chief, case, "uphold", severity="general", basis="《广东省家政服务条例》第22条；本区投诉办理规则", why="失约属实，造成家庭误工。")
        elif ends == "handed":
            took(self._cast.clerk, case, "hand_over", handed_to="market", why="涉及明码标价，属市场监管部门职责。")
            (sent, *_) = governance.handed(case)
            yield 2
            market = self._cast.office("market")
            took(market, sent.case, "receive")
            yield 8
            took(market, sent.case, "answer", result="已责令退还多收费用，并张贴价目表。")
        else:
            if ends == "late":
                yield TOO_LONG
            took(self._cast.association_or_clerk(case), case, "dismiss", why="现有材料不能证明有责，双方已自行协商。")

    def _lately(self, worker: Worker, on: date) -> Order | None:
        """Her last order that was over by then, of the last months."""
        done = [o for o in self._orders[worker.number] if o.finished_on is not None and on - LATELY <= o.finished_on <= on]
        return max(done, key=lambda o: (o.finished_on or on, o.number), default=None)

    # -- what the police found

    def _red(self) -> Story:
        """Proposed by the clerk, told to her, decided by the head: before that nobody sees more than grey."""
        found = self._adverse(clock.today())
        if found is None:
            return
        worker, entry = found
        herself, thing = self._cast.herself(self._cast.take(worker)), self._cast.thing(worker)
        case = cases.open_case(self._cast.clerk, "red-review", herself.subject, entry, {"entry": entry}, street=thing.street)
        self._cast.tell("red-review", case, herself.subject)
        yield 1
        took(self._cast.clerk, case, "notify", heard_until=(clock.today() + timedelta(days=7)).isoformat())
        cases.opened_by_her(herself, case)
        yield 2
        took(self._cast.clerk, case, "hear", statement="本人说明曾更换证件，愿到派出所核对。")
        yield HEARD
        took(self._cast.chief, case, "uphold", why="经派出所再次核对，结果一致，暂停上岗。")

    def _adverse(self, today: date) -> tuple[Worker, str] | None:
        """Somebody of whom the police returned something adverse, and that entry."""
        for worker in self._cast.known(today, 9, lambda w: w.police in ("异常", "查无") or w.background == "异常待复核"):
            facts = record.facts_about(self._cast.kept.subjects[worker.number], opened=False)
            for kind, (field, bad) in ADVERSE.items():
                latest = facts.latest(kind)
                if latest is not None and latest.get(field) in bad:
                    return worker, latest.id
        return None

    # -- objections and repair

    def _objection(self, number: int, ends: str) -> Story:
        today = clock.today()
        for worker in self._cast.known(today, 12, lambda w: w.course is not None or w.skill is not None):
            herself = self._cast.herself(worker)
            facts = record.facts_about(herself.subject, opened=False)
            if entry := facts.latest("training") or facts.latest("skill.certificate"):
                self._cast.take(worker)
                break
        else:
            return
        case = cases.open_case(herself, "objection", herself.subject, entry.id, {"entry": entry.id, "why": "不是我的" if number % 2 else "日期不对"})
        self._cast.tell("objection", case, herself.subject, ends=ends)
        yield 1
        if ends == "fixed":
            took(self._cast.clerk, case, "fix", why="录入时串行，已与原始登记表核对。")
            return
        yield 9 if ends == "late" else 1
        took(self._cast.clerk, case, "forward", handed_to="样例区人力资源和社会保障局")
        yield 3
        labour = self._cast.office("labour")
        if ends == "corrected":
            took(labour, case, "correct", why="培训机构确认报错了人，已更正。")
        else:
            took(labour, case, "refuse", why="与培训机构签到表一致。", basis="培训登记表原件")

    def _repair(self, ends: str) -> Story:
        found = self._repairable()
        if found is None:
            return
        manager, said = found
        case = cases.open_case(manager, "repair", manager.organisation, str(said["entry"]), said, organisation=manager.organisation)
        self._cast.tell("repair", case, manager.organisation, ends=ends)
        yield 1
        took(self._cast.clerk, case, "accept")
        yield 2
        market = self._cast.office("market")
        if ends == "granted":
            took(market, case, "grant")
        else:
            took(market, case, "refuse", basis="《信用修复管理办法》（国家发展改革委令第36号）", why="义务履行的凭证与处罚决定不符，请补正后重新申请。")

    def _repairable(self) -> tuple[Actor, dict[str, Value]] | None:
        """The first company that may ask, with what it says: its duties done, the shortest time over, nobody asked before."""
        today, asked = clock.today(), {one["subject"] for one in self._cast.kept.stories if one["story"] == "repair"}
        managers = {m.organisation: m for m in self._cast.firms() if m.organisation not in asked}
        files = record.facts_about_many(sorted(managers), opened=False, kinds=("penalty",))
        for subject, facts in files.items():
            for entry in facts.of("penalty"):
                klass, decided = str(entry.get("penalty_class")), str(entry.get("decided_on"))
                if possible_from(klass, date.fromisoformat(decided)) <= today:
                    done = (date.fromisoformat(decided) + timedelta(days=10)).isoformat()
                    said: dict[str, Value] = {"entry": entry.id, "penalty_class": klass, "decided_on": decided, "duties_done": min(done, today.isoformat()), "commitment": f"{today} 网上签署"}
                    return managers[subject], said
        return None

    # -- reports

    def _report(self, topic: str, text: str, place: str, ends: str) -> Story:
        code = cases.report({"topic": topic, "text": text, **({"place": place} if place else {})})
        found = governance.reported(code)
        assert found is not None
        case = found.id
        self._cast.tell("report", case, "", ends=ends, code=code)
        yield 1
        market = self._cast.office("market")
        took(market, case, "accept")
        if ends == "handed":
            yield 4
            took(market, case, "hand_over", handed_to="police", reply="涉及组织刷单，已移送公安机关。")
            (sent, *_) = governance.handed(case)
            yield 2
            took(self._cast.office("police"), sent.case, "receive")  # and looks into it still
            return
        yield TOO_LONG if ends == "late" else 6
        took(market, case, "reply", outcome="已核实，已纠正" if ends == "replied" else "未能核实", reply="已到现场核查并记录，感谢您的反映。")
