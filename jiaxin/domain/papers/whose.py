"""是谁的 — the one of a company's people whom a file name means; where anything is doubtful, a question and whom it may be.

A full number decides, unless a name beside it says otherwise. A name decides with the end of its number, or by itself where
only one of the company's people has it. Nothing is guessed: what is contained in a longer word, or fits two, is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.domain.papers.file_names import FileName

ASKED = {
    "two": "不止一人符合这个文件名",
    "disagree": "文件名里的姓名和号码对不上",
    "unknown": "本企业在册人员里没有这个人",
    "nobody": "文件名里没有姓名，也没有身份证号",
    "partly": "文件名里的姓名不完整，或和别的字连在一起",
    "wrong": "文件名里的身份证号校验不对",
    "kind": "看不出是照片、健康证还是技能证书",
    "kinds": "文件名同时写了两种证件",
    "record": "她有几条这类记录，不知道证明的是哪一条",
    "second": "同一批里她已有一张照片",
    "same": "同一张图片已用在另一人名下",
}
NAME_LETTERS = range(2, 5)  # how long a run is that may be somebody's name


@dataclass(frozen=True, slots=True)
class Own:
    """One of the company's people, opened."""

    subject: str
    name: str
    id_number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom it means; or why somebody must say so, and whom it may mean, the likeliest first."""

    subject: str = ""
    asked: str = ""
    candidates: tuple[str, ...] = ()


def whose(said: FileName, people: Sequence[Own]) -> Answer:
    exact, part = _named(said, people)
    if said.numbers:
        return _by_number(said, people, exact)
    if said.wrong:
        return _ask("wrong", exact or part)
    if exact:
        return _by_name(said, exact)
    if part:
        return _ask("partly", part)
    if said.tails and not said.runs:
        return _ask("nobody", [one for one in people if one.id_number[-4:] in said.tails])
    return _ask("unknown" if said.runs or said.folders else "nobody", ())


def _by_number(said: FileName, people: Sequence[Own], exact: Sequence[Own]) -> Answer:
    meant = [one for one in people if one.id_number in said.numbers]
    if len(meant) > 1 or len(said.numbers) > 1:
        return _ask("two", [*meant, *exact])
    if not meant:
        return _ask("disagree" if exact else "unknown", exact)
    names = [run for run in said.runs if len(run) in NAME_LETTERS or run in {one.name for one in people}]
    if names and not any(meant[0].name in run for run in said.runs):
        return _ask("disagree", [*meant, *exact])
    return Answer(meant[0].subject)


def _by_name(said: FileName, exact: Sequence[Own]) -> Answer:
    ends = [one for one in exact if one.id_number[-4:] in said.tails]
    if len({one.name for one in exact}) > 1:
        return _ask("two", exact)
    if len(ends) == 1:
        return Answer(ends[0].subject)
    if set(said.tails) - set(said.years) and not ends:
        return _ask("disagree", exact)
    return Answer(exact[0].subject) if len(exact) == 1 else _ask("two", ends or exact)


def _named(said: FileName, people: Sequence[Own]) -> tuple[list[Own], list[Own]]:
    """Whose name is written as a word of its own, and whose is only part of one. The file's own name counts before its folders."""
    for runs in (said.runs, said.folders):
        exact = [one for one in people if one.name in runs]
        if exact:
            return exact, []
        part = [one for one in people if any(one.name in run for run in runs)]
        if part:
            return [], part
    return [], []


def _ask(why: str, candidates: Sequence[Own]) -> Answer:
    return Answer("", why, tuple(dict.fromkeys(one.subject for one in candidates)))
