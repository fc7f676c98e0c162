"""本人补交 — the papers she may hand in later from her own phone, and the few answers each asks for.

What she types is read by the sheet that holds such papers anyway, to the letter: the roster, or the register of
trainings. A photo of the paper goes along; an officer compares the two before anything enters the file.

Source  PIPL Art. 6 (least data), Art. 8 (accuracy); the days and counts are in `rulebooks/field-*.toml`.
Not here  which states a paper goes through (procedures/own_paper), keeping it (apps/intake).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from jiaxin.domain.errors import Refused
from jiaxin.domain.records.kind import kind
from jiaxin.domain.sheets.wanted import form

LONGEST = 100  # characters of one answer
_LEVELS = ("五级", "四级", "三级", "二级", "一级")  # as printed, the first one reached first
_DATES = frozenset({"date", "health_date"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing asked. `choices`: what may be chosen, empty where it is typed; `is_day`: a calendar day."""

    name: str
    label: str
    must: bool
    choices: tuple[str, ...] = ()
    is_day: bool = False
    digits: bool = False


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A paper she may hand in. `part`: what it fills in the file (`completeness.PARTS`); `purpose`: what she must
    agree to before it is kept, empty where filing is enough."""

    word: str  # as it stands in an address
    code: str  # record kind
    sheet: str
    answers: tuple[Answer, ...]
    part: str = ""
    purpose: str = ""

    @property
    def label(self) -> str:
        return kind(self.code).label


def _answers(sheet: str, must: tuple[str, ...], may: tuple[str, ...]) -> tuple[Answer, ...]:
    wanted = form(sheet).wanted
    found = []
    for name in (*must, *may):
        one = wanted[name]
        choices = _LEVELS if one.reads == "skill_level" else tuple(words[0] for words in one.manner.words)
        found.append(Answer(name, one.label, name in must, choices, one.reads in _DATES, one.reads in ("hours", "skill_number")))
    return tuple(found)


PAPERS: Mapping[str, OwnPaper] = {
    one.word: one
    for one in (
        OwnPaper("health", "health.check", "worker-roster", _answers("worker-roster", ("health_class", "health_checked_on"), ("health_hospital",)), "health", "health"),
        OwnPaper("skill", "skill.certificate", "worker-roster", _answers("worker-roster", ("skill_name", "skill_number"), ("skill_level",))),
        OwnPaper("insurance", "insurance", "worker-roster", _answers("worker-roster", ("insurance_kind", "insurance_until"), ("insurance_policy",)), "insurance"),
        OwnPaper("training", "training", "training", _answers("training", ("training_name", "training_on"), ("training_hours", "provider")), "training"),
    )
}


def paper(word: str) -> OwnPaper:
    if word not in PAPERS:
        raise Refused("access.absent", "没有这一种证件", "请从“我的证件”里选择")
    return PAPERS[word]


def answered(one: OwnPaper, said: Mapping[str, object]) -> dict[str, str]:
    """The answers of the form, trimmed. Raises Refused for what is no form of ours."""
    found: dict[str, str] = {}
    for ask in one.answers:
        value = said.get(ask.name, "")
        if not isinstance(value, str) or len(value) > LONGEST:
            raise Refused("field.answer", f"“{ask.label}”不能读取或超过 {LONGEST} 个字", "请改短后再保存")
        if text := value.strip():
            found[ask.name] = text
    return found
