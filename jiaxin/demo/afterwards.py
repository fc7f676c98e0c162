"""入户以后 — the day after somebody came, some families rate the visit and are asked a few questions; most answer.

What they truly felt follows from how good she is; how many were asked, answered and content is kept beside the data (`truth`).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from jiaxin.apps.presenting import surveying, visiting
from jiaxin.demo.orders import Order
from jiaxin.demo.people import Worker
from jiaxin.demo.plan import Plan
from jiaxin.domain.permissions import Actor, Role
from jiaxin.kit import clock

ASKED = 200  # families, about; in a small district everybody
DECLINES, LETS_LIE = 0.1, 0.15  # of those asked: says no; never answers
RATES_TOO = 0.4  # of the workers: then both ratings open at once


@dataclass(frozen=True, slots=True)
class _Visit:
    secret: str
    order: Order
    worker: Worker
    subject: str


class Afterwards:
    def __init__(self, plan: Plan) -> None:
        self._plan, self._share = plan, 1.0
        self._due: dict[date, list[_Visit]] = defaultdict(list)
        self.asked = self.answered = self.content = 0

    def expects(self, visits: int) -> None:
        """How many visits there will be: of many only a part is followed."""
        self._share = min(1.0, ASKED / max(1, visits))

    def entered(self, day: date, secret: str, order: Order, worker: Worker, subject: str) -> None:
        if self._plan.chance("rates", order.number).random() < self._share:
            self._due[day + timedelta(days=1)].append(_Visit(secret, order, worker, subject))

    def on(self, day: date) -> None:
        for one in self._due.pop(day, ()):
            self._says(one)

    def told(self) -> dict[str, float]:
        return {"survey_asked": self.asked, "survey_answered": self.answered, "survey_content": self.content}

    def _says(self, one: _Visit) -> None:
        chance = self._plan.chance("survey", one.order.number)
        felt = one.worker.quality + chance.gauss(0, 0.12)
        visiting.say_as_family(one.secret, max(1, min(5, round(1 + 4.6 * felt))), "")
        if chance.random() < RATES_TOO:
            herself = Actor(f"worker:{one.subject}", Role.WORKER, subject=one.subject)
            mine = next(seen for seen in visiting.of_hers(herself) if not seen.said)
            visiting.say_as_worker(herself, mine.id, chance.choice((4, 5, 5)), "")
        if not surveying.ask(one.secret):
            return
        self.asked += 1
        answers = chance.random()
        if answers < DECLINES:
            surveying.decline(one.secret)
        elif answers > DECLINES + LETS_LIE:
            said = {q.code: q.answers[0 if felt + chance.gauss(0, 0.1) > 0.62 else 1 if felt > 0.5 else 2] for q in surveying.survey_on(clock.today()).questions}
            surveying.answer(one.secret, said)
            self.answered += 1
            self.content += said["overall"] == "满意"
