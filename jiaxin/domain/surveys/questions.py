"""问卷 — what a family is asked after an order: at most six questions with a few answers to choose from, and when.

Source  `kind = "survey"` rulebooks; a new version is drafted by one officer and brought into force by another.
Unit    days and months, as the names say.
Not here  who is asked (apps/presenting), what the answers add up to (results).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiaxin.domain.errors import Refused
from jiaxin.domain.rulebooks.reading import Rulebook, packaged, packaged_versions

KIND = "survey"
MOST_QUESTIONS, MOST_ANSWERS, LONGEST_QUESTION, LONGEST_ANSWER = 6, 4, 20, 6  # one screen of a phone
_NUMBERS = (("asking", ("period_days", "open_days")), ("telling", ("months", "keep_months", "least")))
_LEAST_CELL = 10  # no version may publish smaller cells than the open statistics do


@dataclass(frozen=True, slots=True)
class Question:
    """`good`: the answers that count as content."""

    code: str
    ask: str
    answers: tuple[str, ...]
    good: frozenset[str]


@dataclass(frozen=True, slots=True)
class Survey:
    """period_days  the same phone is asked again after so many; `open_days` to answer in
    months, keep_months  over how many past months results go, and how long answers are kept; `least` a cell that is shown
    """

    version: str
    label: str
    valid_from: date
    questions: tuple[Question, ...]
    period_days: int
    open_days: int
    months: int
    keep_months: int
    least: int

    def question(self, code: str) -> Question:
        """The first one where there is none of this code."""
        return next((one for one in self.questions if one.code == code), self.questions[0])

    def heard(self, said: Mapping[str, str]) -> dict[str, str]:
        """Of what was sent, the answers that can be given: question → answer. Raises Refused where there is none."""
        found = {one.code: said[one.code] for one in self.questions if said.get(one.code) in one.answers}
        if not found:
            raise Refused("survey.empty", "还没有选", "至少选一题；不想答就点“不答了”")
        return found


def survey_of(book: Rulebook) -> Survey:
    """A pack, read. Raises Refused with what is wrong and where."""
    book.must_be(KIND)
    numbers: dict[str, int] = {}
    for table, names in _NUMBERS:
        of = book.data.get(table, {})
        for name in names:
            if not isinstance(of.get(name), int) or of[name] < 1:
                raise Refused("survey.number", f"问卷里的 {table}.{name} 不是正整数", "请更正后再上传")
            numbers[name] = of[name]
    if numbers["least"] < _LEAST_CELL or numbers["keep_months"] < numbers["months"]:
        raise Refused("survey.number", f"公布的最小份数不能少于 {_LEAST_CELL}，答卷留存不能短于统计的月数", "请更正 telling 一节")
    asked = book.data.get("question", [])
    if not 1 <= len(asked) <= MOST_QUESTIONS:
        raise Refused("survey.length", f"问卷有 {len(asked)} 题，只能是 1 到 {MOST_QUESTIONS} 题", "家庭在手机上一屏答完，请删减")
    questions = tuple(map(_question, asked))
    if len({one.code for one in questions}) != len(questions):
        raise Refused("survey.question", "有两道题用了同一个 code", "请给每道题一个自己的 code")
    return Survey(book.version, book.label, book.valid_from, questions, **numbers)


def _question(of: Mapping[str, Any]) -> Question:
    code, ask = str(of.get("code", "")), str(of.get("ask", ""))
    answers, good = tuple(map(str, of.get("answers", ()))), frozenset(map(str, of.get("good", ())))
    if not code.isidentifier() or not 1 <= len(ask) <= LONGEST_QUESTION:
        raise Refused("survey.question", f"第“{ask or code}”题的写法不对", f"code 用小写字母，问句不超过 {LONGEST_QUESTION} 个字")
    if not 2 <= len(set(answers)) == len(answers) <= MOST_ANSWERS or any(not 1 <= len(one) <= LONGEST_ANSWER for one in answers):
        raise Refused("survey.question", f"“{ask}”的答案写法不对", f"2 到 {MOST_ANSWERS} 个不同的答案，每个不超过 {LONGEST_ANSWER} 个字")
    if not good or not good < set(answers):
        raise Refused("survey.question", f"“{ask}”没有写明哪些答案算满意", "请在 good 里写明，不能全是")
    return Question(code, ask, answers, good)


def packaged_surveys() -> list[Rulebook]:
    """Versions that ship with the product."""
    return [book for book in map(packaged, packaged_versions()) if book.kind == KIND]
