"""项目申报 — who may apply for a project, condition by condition with what the record says, and how many of them do.

Source  rulebooks/projects-*.toml: conditions, yuan, reasons for staying away; each project names its own source.
Unit    whole yuan; the application rate in thousandths of those eligible.
Silent  a condition nobody can answer from the record is not met, and it says so.
Not here  counts and gates of a company (counting), the way of an application (procedures/project).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from jiaxin.domain.errors import Refused
from jiaxin.domain.incentives.rules import Applicant
from jiaxin.domain.rulebooks.reading import Rulebook, packaged_for

MET, UNMET = "符合", "不符合"


@dataclass(frozen=True, slots=True)
class Project:
    """`award`: what is gained is an honour (procedures/award), not money."""

    code: str
    label: str
    yuan: int
    source: str
    award: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as one company stands to it."""

    label: str
    met: bool
    said: str

    def __str__(self) -> str:
        return f"{self.label}：{MET if self.met else UNMET}（{self.said}）"


@dataclass(frozen=True, slots=True)
class Uptake:
    """申报率 — of those eligible: how many applied, how many said why not, how many said nothing."""

    eligible: int
    applied: int
    reasons: tuple[tuple[str, int], ...]
    silent: int

    @property
    def permille(self) -> int | None:
        return self.applied * 1000 // self.eligible if self.eligible else None


def project_rules(day: date) -> Rulebook:
    return packaged_for("projects", day)


def projects(book: Rulebook) -> tuple[Project, ...]:
    book.must_be("projects")
    return tuple(Project(str(one["code"]), str(one["label"]), int(one["yuan"]), str(one["source"]), bool(one.get("award"))) for one in book.data["project"])


def project_of(book: Rulebook, code: str) -> Project:
    """Raises Refused for one the rules do not know."""
    for one in projects(book):
        if one.code == code:
            return one
    raise Refused("project.unknown", f"{book.version} 里没有“{code}”这种项目", "请从项目列表里选择")


def conditions(book: Rulebook, code: str, one: Applicant) -> tuple[Condition, ...]:
    """Every condition of a project for one company, met or not."""
    project_of(book, code)
    made = []
    for said in next(p for p in book.data["project"] if p["code"] == code)["conditions"]:
        if "count" in said:
            have, least = one.counts.get(said["count"], 0), int(said["at_least"])
            made.append(Condition(str(said["label"]), have >= least, f"现有 {have}，要求 {least} 以上"))
        else:
            known = one.gates.get(said["gate"])
            made.append(Condition(str(said["label"]), bool(known), "档案里没有记载" if known is None else "按档案核对"))
    return tuple(made)


def reasons(book: Rulebook) -> Mapping[str, str]:
    """Code → words of why an eligible company stays away."""
    book.must_be("projects")
    return {str(one["code"]): str(one["label"]) for one in book.data["reason"]}


def uptake(eligible: Set[str], applied: Set[str], passed: Mapping[str, str], book: Rulebook) -> Uptake:
    """`passed`: company → code of its reason. Who applied in the end counts as applied."""
    return counted_in(eligible, applied, passed, reasons(book))


def counted_in(eligible: Set[str], applied: Set[str], passed: Mapping[str, str], words: Mapping[str, str]) -> Uptake:
    """The same for whatever companies may apply for. `words`: code of a reason → what it says."""
    came = eligible & applied
    away = Counter(words.get(why, why) for subject, why in passed.items() if subject in eligible and subject not in came)
    return Uptake(len(eligible), len(came), tuple(away.most_common()), len(eligible) - len(came) - sum(away.values()))


def refuse_unmet(lines: Iterable[str]) -> None:
    """Raises Refused where a condition of an application, as it was written down, is not met."""
    if missing := unmet(lines):
        raise Refused("project.gate", f"还不符合申报条件：{missing[0]}", "条件由系统按档案核对；档案有误的，请先补充或提出异议")


def unmet(lines: Iterable[str]) -> Sequence[str]:
    """Conditions of an application, as they were written down, that were not met."""
    return [line for line in lines if f"：{UNMET}（" in line]
