"""评价规范 — drafted, put out, adopted: its clauses beside the lines of the scoring rules that carry them out.

Not here  reading clauses (domain/standards), the way (procedures/standard), signing rules (scoring).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jiaxin.apps.governance.carrying import RuleLine, lines_in_force, read, rule_lines
from jiaxin.apps.governance.models import Case
from jiaxin.apps.governance.stepping import open_case, take_step
from jiaxin.apps.governance.viewing import CaseView, case, views
from jiaxin.domain.errors import Refused
from jiaxin.domain.permissions import Actor
from jiaxin.domain.standards import Article, articles, text_digest

PUBLIC = ("consulting", "adopted")


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard as a page shows it.

    loose    clauses that no line of the rules in force carries: while there is one, it cannot be adopted
    carries  the other way round: each line of the rules in force with the numbers of the clauses it carries, none where it carries none
    """

    case: CaseView
    title: str
    lines: tuple[str, ...]
    articles: tuple[Article, ...]
    digest: str
    loose: tuple[Article, ...]
    carries: tuple[tuple[RuleLine, tuple[int, ...]], ...]
    comments: tuple[str, ...]

    @property
    def carrying(self) -> list[tuple[RuleLine, tuple[int, ...]]]:
        """Lines that a clause names, with the numbers of the clauses."""
        return [(line, numbers) for line, numbers in self.carries if numbers]

    @property
    def unnamed(self) -> list[str]:
        """Lines that no clause names."""
        return [line.label for line, numbers in self.carries if not numbers]

    @property
    def wishes(self) -> int:
        return len(self.loose)


def draft_standard(actor: Actor, title: str, lines: Sequence[str]) -> str:
    """Lay a draft before the colleagues. Returns the case."""
    if not title.strip():
        raise Refused("standard.title", "没有填写规范名称", "例如：样例区家政服务员评价规范（2027）")
    return open_case(actor, "standard", "", f"standard-{text_digest(title, ())[:24]}", _said(title.strip()[:60], lines))


def revise_standard(actor: Actor, case_id: str, lines: Sequence[str], changes: str) -> None:
    """Another wording: a text that was out for opinions is a draft again."""
    said = _said(standard(case_id).title, lines)
    del said["version"]
    take_step(actor, case_id, "revise", said | {"changes": changes.strip()[:400]})


def standards(public: bool = False) -> list[Standard]:
    rows = Case.objects.filter(procedure="standard").order_by("-opened_at", "id")
    known = rule_lines()
    return [_shown(one, known) for one in views([r for r in rows if not public or r.state in PUBLIC])]


def standard(case_id: str, public: bool = False) -> Standard:
    one = case(case_id)
    if one.procedure != "standard" or (public and one.state not in PUBLIC):
        raise Refused("access.absent", "没有找到这份规范", "请从列表进入")
    return _shown(one, rule_lines())


def _said(title: str, lines: Sequence[str]) -> dict[str, object]:
    kept = [one.strip()[:300] for one in lines if one.strip()][:200]
    articles(kept, lines_in_force())
    return {"version": title, "digest": text_digest(title, kept), "clause": kept}


def _shown(one: CaseView, rules: Sequence[RuleLine]) -> Standard:
    said = {name: value for event in one.events for name, value in event.said.items()}
    lines = tuple(str(line) for line in said["clause"])
    found = read(lines, {line.label: line.code for line in rules})
    comments = tuple(str(event.said["text"]) for event in one.events if event.verb == "comment")
    carries = tuple((line, tuple(a.number for a in found if a.indicator == line.code)) for line in rules)
    return Standard(one, str(said["version"]), lines, found, str(said["digest"]), tuple(a for a in found if not a.indicator), carries, comments)
