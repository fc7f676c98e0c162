"""评价规范的条款 — a standard as it is written: one clause a line, each tied to the line of the scoring rules that carries it out.

    身份证件经公安核验一致 → 身份核验

Source  《深圳经济特区社会信用条例》第29条 (criteria clear and published).
Silent  a clause without an arrow is a wish: it may stand, and the page says that no line of the rules carries it.
Not here  the way to adoption (procedures/standard), the rules (scoring/rulebook).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from jiaxin.domain.errors import Refused

ARROW = "→"


@dataclass(frozen=True, slots=True)
class Article:
    """第 number 条. `indicator` is the code of the line that carries it, empty for a wish."""

    number: int
    text: str
    indicator: str
    label: str


def articles(lines: Sequence[str], known: Mapping[str, str]) -> tuple[Article, ...]:
    """Read the clauses. `known`: name of a line of the rules → its code.

    Raises Refused for a text without clauses, an empty clause, and a line of the rules that does not exist.
    """
    found = []
    for number, line in enumerate((one.strip() for one in lines if one.strip()), 1):
        text, arrow, label = (part.strip() for part in line.partition(ARROW))
        if not text:
            raise Refused("standard.empty-clause", f"第 {number} 条没有内容", "请写明条款，再写箭头和评分项")
        if arrow and label not in known:
            raise Refused("standard.unknown-line", f"第 {number} 条写的评分项“{label}”在现行评分规则里没有", f"可用的有：{'、'.join(list(known)[:6])} 等")
        found.append(Article(number, text, known.get(label, ""), label))
    if not found:
        raise Refused("standard.no-clause", "没有条款", "请每行写一条")
    return tuple(found)


def text_digest(title: str, lines: Sequence[str]) -> str:
    """SHA-256 of title and clauses as they were put before the public."""
    return sha256("\n".join([title, *(one.strip() for one in lines if one.strip())]).encode()).hexdigest()
